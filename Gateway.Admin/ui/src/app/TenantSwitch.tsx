import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconSelector } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from './access';
import { queryClient, useMe } from './queries';
import { session } from './session';
import { openShortcuts } from './Shortcuts';

export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" /><path d="M8 11.5h5l6 9h5M19.5 11.5H24M8 20.5h3.5" fill="none" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" /></svg>
);

/** Which tenant, how it looks, and the way out. The page stays the same when the tenant changes. */
export function TenantSwitch({ tenant, rail }: { tenant: string; rail: boolean }) {
  const me = useMe().data;
  const platform = useMay('platform');
  const navigate = useNavigate();
  const section = useLocation().pathname.split('/')[3] ?? 'dashboards';
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [...(me?.tenants ?? []), ...(platform ? [{ id: allTenants, name: 'All tenants' }] : [])];
  const name = choices.find(({ id }) => id === tenant)?.name ?? tenant;

  const leave = () => { session.end(); queryClient.clear(); void navigate({ to: '/sign-in', search: {} }); };
  const go = (id: string) => void navigate({ href: `/t/${encodeURIComponent(id)}/${section === 'dashboards' ? 'dashboards/overview' : section}` });

  return (
    <Menu position="bottom-start" width={232}>
      <Menu.Target>
        <button type="button" className="tenant-switch" title="Tenant, appearance, sign out" aria-label={rail ? `${name}: tenant, appearance, sign out` : undefined}>
          <Mark />{!rail && <><span className="tenant-name"><b><bdi>{name}</bdi></b><small>Gateway</small></span><IconSelector size={16} stroke={1.75} /></>}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="tenant-menu">
        <Menu.Label>Tenant</Menu.Label>
        <div className="menu-scroll">
          {choices.map((choice) => (
            <Menu.Item key={choice.id} onClick={() => go(choice.id)} rightSection={choice.id === tenant ? <IconCheck size={16} aria-label="chosen" /> : undefined}><bdi>{choice.name}</bdi></Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Label id="appearance">Appearance</Menu.Label>
        <div className="menu-block">
          <SegmentedControl fullWidth size="xs" aria-labelledby="appearance" value={colorScheme} onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
            data={[{ value: 'auto', label: 'System' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]} />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={openShortcuts}>Keyboard shortcuts</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={leave}>Sign out{me ? ` (${me.name})` : ''}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { Menu } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from './access';
import { useMe } from './queries';

export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" /><path d="M8 11.5h5l6 9h5M19.5 11.5H24M8 20.5h3.5" fill="none" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" /></svg>
);

/** Which tenant. The page stays the same when it changes. */
export function TenantSwitch({ tenant, rail }: { tenant: string; rail: boolean }) {
  const me = useMe().data;
  const platform = useMay('platform');
  const navigate = useNavigate();
  const section = useLocation().pathname.split('/')[3] ?? 'dashboards';
  const choices = [...(me?.tenants ?? []), ...(platform ? [{ id: allTenants, name: 'All tenants' }] : [])];
  const name = choices.find(({ id }) => id === tenant)?.name ?? tenant;

  const go = (id: string) => void navigate({ href: `/t/${encodeURIComponent(id)}/${section === 'dashboards' ? 'dashboards/overview' : section}` });

  return (
    <Menu position="bottom-start" width={232}>
      <Menu.Target>
        <button type="button" className="tenant-switch" title="Tenant" aria-label={rail ? `Tenant: ${name}` : undefined}>
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
      </Menu.Dropdown>
    </Menu>
  );
}

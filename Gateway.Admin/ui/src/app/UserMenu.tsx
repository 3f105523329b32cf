import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { platformTenant } from './access';
import { signOut } from './entry';
import { cut } from './format';
import { Initials } from './Initials';
import { refused } from './notify';
import { useMe } from './queries';
import { rolesWords } from './roles';
import { openShortcuts } from './Shortcuts';

/** Who is here and as what; the profile, how it looks, and the way out. */
export function UserMenu({ tenant, rail }: { tenant: string; rail: boolean }) {
  const me = useMe().data;
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (!me) return null;
  const name = me.user?.name ?? me.name;
  const here = me.roles.filter((grant) => !grant.tenant || grant.tenant === tenant);
  const roles = rolesWords(here.length ? here : me.roles, tenant) || 'No role';
  const leave = async () => {
    try { await signOut(() => navigate({ to: '/sign-in', search: {} })); } catch (error) { refused('You are still signed in', error); }
  };
  return (
    <Menu position="top-start" width={232}>
      <Menu.Target>
        <button type="button" className="user-switch" title="Profile, appearance, sign out" aria-label={rail ? `${cut(name, 80)}: profile, appearance, sign out` : undefined}>
          <Initials name={name} />{!rail && <><span className="user-name"><b><bdi>{cut(name, 80)}</bdi></b><small>{cut(roles, 80)}</small></span><IconSelector size={16} stroke={1.75} /></>}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="tenant-menu">
        <Menu.Label><bdi>{cut(me.user?.signIn ?? name, 80)}</bdi></Menu.Label>
        <div className="menu-block help">{cut(rolesWords(me.roles, tenant), 200) || 'No role yet: ask an admin.'}</div>
        <Menu.Item leftSection={<IconUserCircle size={16} stroke={1.75} />} component={Link} to={`/t/${encodeURIComponent(tenant || platformTenant)}/profile`}>Profile</Menu.Item>
        <Menu.Divider />
        <Menu.Label id="appearance">Appearance</Menu.Label>
        <div className="menu-block">
          <SegmentedControl fullWidth size="xs" aria-labelledby="appearance" value={colorScheme} onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
            data={[{ value: 'auto', label: 'System' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]} />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={openShortcuts}>Keyboard shortcuts</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

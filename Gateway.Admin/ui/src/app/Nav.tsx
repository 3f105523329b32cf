import { ActionIcon, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { groups, type NavPage, parts, usePages } from './nav';
import { NodeFoot } from './NodeFoot';
import { TenantSwitch } from './TenantSwitch';
import { Unseen } from './Unseen';
import { UserMenu } from './UserMenu';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
interface NavProps { tenant: string; rail: boolean; fixed: boolean; onRail(): void }

export function Nav({ tenant, rail, fixed, onRail }: NavProps) {
  const shown = usePages();
  return (
    <nav className={`nav${rail ? ' nav-rail' : ''}`} aria-label="Main">
      <TenantSwitch tenant={tenant} rail={rail} />
      <Hint label="Search" show={rail}>
        <button type="button" className="nav-search" onClick={spotlight.open} aria-label={rail ? 'Search' : undefined} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={16} stroke={1.75} />{!rail && <><span>Search</span><kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd></>}
        </button>
      </Hint>
      {groups.filter((group) => shown.some((page) => page.group === group)).map((group) => (
        <div key={group} className="nav-group">
          {!rail && <div className="nav-title" id={`nav-${group}`}>{group}</div>}
          <ul aria-labelledby={rail ? undefined : `nav-${group}`} aria-label={rail ? group : undefined}>
            {shown.filter((page) => page.group === group).map((page) => <li key={page.at}><NavItem page={page} tenant={tenant} rail={rail} /></li>)}
          </ul>
        </div>
      ))}
      <div className="nav-user"><UserMenu tenant={tenant} rail={rail} /></div>
      <div className="nav-foot">
        <NodeFoot tenant={tenant} rail={rail} />
        {!fixed && <ActionIcon onClick={onRail} aria-label={rail ? 'Widen the navigation' : 'Narrow the navigation'}>{rail ? <IconLayoutSidebarLeftExpand size={16} stroke={1.75} /> : <IconLayoutSidebarLeftCollapse size={16} stroke={1.75} />}</ActionIcon>}
      </div>
    </nav>
  );
}

function NavItem({ page, tenant, rail }: { page: NavPage; tenant: string; rail: boolean }) {
  const active = useActive(page.at);
  return (
    <Hint label={page.label} show={rail}>
      <Link to={page.to} params={{ tenant }} className={`nav-item${active ? ' active' : ''}`} aria-current={active ? 'page' : undefined} aria-label={rail ? page.label : undefined}>
        <page.icon size={18} stroke={1.6} />{!rail && <span>{page.label}</span>}{page.at === 'alerts' && <Unseen tenant={tenant} />}
      </Link>
    </Hint>
  );
}

const Hint = ({ label, show, children }: { label: string; show: boolean; children: React.ReactElement }) =>
  <Tooltip label={label} position="right" disabled={!show}>{children}</Tooltip>;

export const useActive = (at: string) => { const here = useLocation().pathname.split('/')[3] ?? ''; return (parts[here] ?? here) === at; };

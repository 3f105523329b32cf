import { IconActivity, IconBell, IconBox, IconBuildings, IconCertificate, IconClockPlay, IconGitCommit, IconHistory, IconKey, IconLayoutDashboard, IconListSearch, IconRoute, IconSend, IconServer2, IconServerBolt, IconSettings, IconShieldLock, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { useMay } from './access';

/** Every page of the navigation, in its groups. `need` is what it takes to see it, `go` the letter after G. */
const pages = [
  { to: '/t/$tenant/dashboards', at: 'dashboards', label: 'Dashboards', icon: IconLayoutDashboard, group: 'Observe', go: 'd', need: undefined },
  { to: '/t/$tenant/requests', at: 'requests', label: 'Requests', icon: IconListSearch, group: 'Observe', go: 'q', need: undefined },
  { to: '/t/$tenant/alerts', at: 'alerts', label: 'Alerts', icon: IconBell, group: 'Observe', go: 'a', need: undefined },
  { to: '/t/$tenant/routes', at: 'routes', label: 'Routes', icon: IconRoute, group: 'Configure', go: 'r', need: undefined },
  { to: '/t/$tenant/clusters', at: 'clusters', label: 'Clusters', icon: IconServer2, group: 'Configure', go: 'c', need: undefined },
  { to: '/t/$tenant/apis', at: 'apis', label: 'APIs', icon: IconBox, group: 'Configure', go: 'i', need: undefined },
  { to: '/t/$tenant/teams', at: 'teams', label: 'Teams and groups', icon: IconUsersGroup, group: 'Configure', go: 'm', need: undefined },
  { to: '/t/$tenant/keys', at: 'keys', label: 'Keys', icon: IconKey, group: 'Configure', go: 'k', need: undefined },
  { to: '/t/$tenant/channels', at: 'channels', label: 'Channels', icon: IconSend, group: 'Configure', go: 'l', need: 'parts' },
  { to: '/t/$tenant/certificates', at: 'certificates', label: 'Certificates', icon: IconCertificate, group: 'Configure', go: 'h', need: 'read' },
  { to: '/t/$tenant/versions', at: 'versions', label: 'Versions', icon: IconGitCommit, group: 'Configure', go: 'v', need: 'read' },
  { to: '/t/$tenant/nodes', at: 'nodes', label: 'Nodes', icon: IconServerBolt, group: 'Operate', go: 'n', need: 'platform' },
  { to: '/t/$tenant/pipeline', at: 'pipeline', label: 'Pipeline', icon: IconActivity, group: 'Operate', go: 'p', need: 'platform' },
  { to: '/t/$tenant/jobs', at: 'jobs', label: 'Jobs', icon: IconClockPlay, group: 'Operate', go: 'j', need: 'platform' },
  { to: '/t/$tenant/settings', at: 'settings', label: 'Settings', icon: IconSettings, group: 'Operate', go: 's', need: 'platform' },
  { to: '/t/$tenant/tenants', at: 'tenants', label: 'Tenants', icon: IconBuildings, group: 'Operate', go: 't', need: 'platform' },
  { to: '/t/$tenant/users', at: 'users', label: 'Users', icon: IconUsers, group: 'Operate', go: 'e', need: 'manage' },
  { to: '/t/$tenant/audit', at: 'audit', label: 'Audit', icon: IconHistory, group: 'Operate', go: 'u', need: 'manage' },
  { to: '/t/$tenant/tokens', at: 'tokens', label: 'Access tokens', icon: IconShieldLock, group: 'Operate', go: 'o', need: 'manage' },
] as const;
export type NavPage = (typeof pages)[number];
export const groups = ['Observe', 'Configure', 'Operate'] as const;

/** Pages that belong to one of the navigation although their address begins with a word of its own. */
export const parts: Record<string, string> = { 'alert-events': 'alerts', silences: 'alerts' };

/** The pages that the reader may see. */
export function usePages(): NavPage[] {
  const allowed = useMay();
  return pages.filter(({ need }) => !need || allowed(need));
}

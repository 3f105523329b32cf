import { IconActivity, IconBox, IconBuildings, IconKey, IconLayoutDashboard, IconRoute, IconServer2, IconUsersGroup } from '@tabler/icons-react';

/** Every page of the navigation, in its groups. `go` is the letter after G. */
export const pages = [
  { to: '/t/$tenant/dashboards/$dashboard', at: 'dashboards', label: 'Dashboards', icon: IconLayoutDashboard, group: 'Observe', go: 'd', platform: false },
  { to: '/t/$tenant/routes', at: 'routes', label: 'Routes', icon: IconRoute, group: 'Configure', go: 'r', platform: false },
  { to: '/t/$tenant/clusters', at: 'clusters', label: 'Clusters', icon: IconServer2, group: 'Configure', go: 'c', platform: false },
  { to: '/t/$tenant/apis', at: 'apis', label: 'APIs', icon: IconBox, group: 'Configure', go: 'a', platform: false },
  { to: '/t/$tenant/teams', at: 'teams', label: 'Teams and groups', icon: IconUsersGroup, group: 'Configure', go: 'm', platform: false },
  { to: '/t/$tenant/keys', at: 'keys', label: 'Keys', icon: IconKey, group: 'Configure', go: 'k', platform: false },
  { to: '/t/$tenant/pipeline', at: 'pipeline', label: 'Pipeline', icon: IconActivity, group: 'Operate', go: 'p', platform: true },
  { to: '/t/$tenant/tenants', at: 'tenants', label: 'Tenants', icon: IconBuildings, group: 'Operate', go: 't', platform: true },
] as const;
export type NavPage = (typeof pages)[number];
export const groups = ['Observe', 'Configure', 'Operate'] as const;

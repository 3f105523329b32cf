import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconBell, IconKey, IconLayoutDashboard, IconRoute, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { DashboardSummary, GatewayKey, GatewayRoute } from './contract';
import { cut } from './format';
import { usePages } from './nav';
import { useList } from './queries';

/** ⌘K: pages at once, dashboards, routes and keys as they are found. */
export default function Search({ tenant }: { tenant: string }) {
  const [words, setWords] = useState('');
  return (
    <Spotlight.Root query={words} onQueryChange={setWords} shortcut={['mod + K']} size={560} yOffset="14vh" centered={false} overlayProps={{ blur: 0 }}>
      <Spotlight.Search placeholder="Search pages, dashboards, alerts, routes and keys" leftSection={<IconSearch size={18} stroke={1.6} />} aria-label="Search pages, dashboards, alerts, routes and keys" />
      <Spotlight.ActionsList><Found tenant={tenant} words={words.trim()} /></Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Found({ tenant, words }: { tenant: string; words: string }) {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(words, 150);
  const alerts = useList<{ id: string; tenant: string; name: string }>(tenant, 'alerts', search, 6).items ?? [];
  const routes = useList<GatewayRoute>(tenant, 'routes', search, 6).items ?? [];
  const keys = useList<GatewayKey>(tenant, 'keys', search, 6).items ?? [];
  const dashboards = useList<DashboardSummary>(tenant, 'dashboards', search, 6).items ?? [];
  const places = usePages().filter((page) => page.label.toLowerCase().includes(words.toLowerCase()));
  // The list selects its first entry as one types; what is found later replaces that entry, and Enter would open nothing.
  useEffect(() => {
    const list = document.querySelector('.mantine-Spotlight-actionsList');
    if (words && !list?.querySelector('[data-selected]')) list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  });
  if (!places.length && !dashboards.length && !alerts.length && !routes.length && !keys.length) return <Spotlight.Empty>Nothing is called “{cut(words, 60)}”.</Spotlight.Empty>;
  return (
    <>
      {places.length > 0 && <Spotlight.ActionsGroup label="Pages">{places.map((page) => (
        <Spotlight.Action key={page.at} label={page.label} leftSection={<page.icon size={18} stroke={1.6} />} onClick={() => void navigate({ to: page.to, params: { tenant } })} />
      ))}</Spotlight.ActionsGroup>}
      {dashboards.length > 0 && <Spotlight.ActionsGroup label="Dashboards">{dashboards.slice(0, 6).map((one) => (
        <Spotlight.Action key={`${one.tenant}/${one.id}`} label={cut(one.title, 80)} description={cut(one.folder ?? '', 80)} leftSection={<IconLayoutDashboard size={18} stroke={1.6} />}
          onClick={() => void navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: one.tenant === 'platform' ? tenant : one.tenant, dashboard: one.id }, search: {} })} />
      ))}</Spotlight.ActionsGroup>}
      {alerts.length > 0 && <Spotlight.ActionsGroup label="Alerts">{alerts.slice(0, 6).map((alert) => (
        <Spotlight.Action key={`${alert.tenant}/${alert.id}`} label={cut(alert.name, 80)} description={alert.id} leftSection={<IconBell size={18} stroke={1.6} />}
          onClick={() => void navigate({ to: '/t/$tenant/alerts/$id', params: { tenant: alert.tenant, id: alert.id } })} />
      ))}</Spotlight.ActionsGroup>}
      {routes.length > 0 && <Spotlight.ActionsGroup label="Routes">{routes.slice(0, 6).map((route) => (
        <Spotlight.Action key={`${route.tenant}/${route.id}`} label={route.id} description={cut(route.match.path ?? '', 80)} leftSection={<IconRoute size={18} stroke={1.6} />}
          onClick={() => void navigate({ to: '/t/$tenant/routes/$id', params: { tenant: route.tenant, id: route.id } })} />
      ))}</Spotlight.ActionsGroup>}
      {keys.length > 0 && <Spotlight.ActionsGroup label="Keys">{keys.slice(0, 6).map((key) => (
        <Spotlight.Action key={`${key.tenant}/${key.id}`} label={cut(key.name, 80)} description={`${key.prefix}…${key.lastFour}`} leftSection={<IconKey size={18} stroke={1.6} />}
          onClick={() => void navigate({ to: '/t/$tenant/keys', params: { tenant: key.tenant }, search: { key: key.id } })} />
      ))}</Spotlight.ActionsGroup>}
    </>
  );
}

import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Defaults, defaultView, searchOf, type View, viewOf } from '../dashboards/document';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');

/** Range, filters, zone and comparison of what is on screen: in the address, as on the reading page. */
export function useEditorView(defaults: Defaults) {
  const { tenant, dashboard } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const own = useMemo(() => defaultView(defaults), [defaults]);
  const view = viewOf(search, own);
  const { title, folder } = search;
  const change = (next: Partial<View>) => void navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard }, search: { ...searchOf({ ...view, ...next }, own), edit: 1, title, folder }, replace: true, resetScroll: false });
  return { view, own, change };
}

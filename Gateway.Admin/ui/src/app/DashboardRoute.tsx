import { useMediaQuery } from '@mantine/hooks';
import { lazyRouteComponent, useParams, useSearch } from '@tanstack/react-router';
import { Message } from './Messages';
import { newDashboard } from './search';

const DashboardPage = lazyRouteComponent(() => import('../dashboards/DashboardPage'), 'DashboardPage');
const EditorPage = lazyRouteComponent(() => import('../editor/EditorPage'), 'EditorPage');

/** The same address reads and edits a dashboard (`edit=1`). What edits is loaded then only; screens of phones have no room for it. */
function ReadOrEdit() {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const { edit } = useSearch({ strict: false });
  const fresh = useParams({ strict: false }).dashboard === newDashboard;
  if (fresh && phone) return <Message title="Dashboards are made on a larger screen">This window is narrower than the 700 px that the editor needs.</Message>;
  return (edit === 1 || fresh) && !phone ? <EditorPage /> : <DashboardPage />;
}

export const DashboardRoute = Object.assign(ReadOrEdit, { preload: DashboardPage.preload });

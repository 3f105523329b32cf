import { useMediaQuery } from '@mantine/hooks';
import { lazyRouteComponent, useParams, useSearch } from '@tanstack/react-router';
import { Message } from './Messages';

const DashboardPage = lazyRouteComponent(() => import('../dashboards/DashboardPage'), 'DashboardPage');
const EditorPage = lazyRouteComponent(() => import('../editor/EditorPage'), 'EditorPage');

/** The same address reads and edits a dashboard (`edit=1`). What edits is loaded then only; screens of phones have no room for it. */
function ReadOrEdit() {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const { dashboard } = useParams({ strict: false });
  const edit = useSearch({ strict: false }).edit === 1 || dashboard === 'new';
  if (phone && dashboard === 'new') return <Message title="Dashboards are made on larger screens">This window is too narrow for it. Widen it, or open this address elsewhere.</Message>;
  return edit && !phone ? <EditorPage /> : <DashboardPage />;
}

export const DashboardRoute = Object.assign(ReadOrEdit, { preload: DashboardPage.preload });

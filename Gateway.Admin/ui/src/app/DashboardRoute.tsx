import { useMediaQuery } from '@mantine/hooks';
import { lazyRouteComponent, useSearch } from '@tanstack/react-router';

const DashboardPage = lazyRouteComponent(() => import('../dashboards/DashboardPage'), 'DashboardPage');
const EditorPage = lazyRouteComponent(() => import('../editor/EditorPage'), 'EditorPage');

/** The same address reads and edits a dashboard (`edit=1`). What edits is loaded then only; screens of phones have no room for it. */
function ReadOrEdit() {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const { edit } = useSearch({ strict: false });
  return edit === 1 && !phone ? <EditorPage /> : <DashboardPage />;
}

export const DashboardRoute = Object.assign(ReadOrEdit, { preload: DashboardPage.preload });

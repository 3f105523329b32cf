import { Drawer } from '@mantine/core';
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useLocation, useParams, useSearch } from '@tanstack/react-router';
import { createContext, lazy, Suspense, useContext, useEffect } from 'react';
import { allTenants, useMay } from './access';
import { BottomBar } from './BottomBar';
import { DraftBar } from './DraftBar';
import { Message } from './Messages';
import { Nav } from './Nav';
import { NodeWarning } from './NodeFoot';
import { useMe } from './queries';
import { dashboardSearch } from './search';
import { Shortcuts } from './Shortcuts';

const Search = lazy(() => import('./Search'));
const ShellContext = createContext({ openNav: () => {} });
export const useShell = () => useContext(ShellContext);

/** The tenant every page below works for; it is in the address. */
export const useTenant = () => useParams({ strict: false }).tenant ?? '';

/** Navigation at the left (a drawer and a bottom bar on the phone), the page beside it. */
export function Shell() {
  const tenant = useTenant();
  const platform = useMay('platform');
  const me = useMe().data;
  const [drawer, { open, close }] = useDisclosure(false);
  const [narrow, setNarrow] = useLocalStorage({ key: 'gateway.rail', defaultValue: false });
  const small = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { pathname } = useLocation();
  // A dashboard on a wall stands alone.
  const { wall: onWall, edit } = useSearch({ strict: false });
  const wall = onWall === 1;
  // Beside the dock of the editor the dashboard needs the room.
  const rail = narrow || small || edit === 1;

  useEffect(close, [pathname, tenant, close]);
  // Whoever has no role yet still has a profile.
  const known = !me || pathname.endsWith('/profile') || me.tenants.some(({ id }) => id === tenant) || (platform && tenant === allTenants);
  useEffect(() => { if (known && tenant && !pathname.endsWith('/profile')) localStorage.setItem('gateway.tenant', tenant); }, [known, tenant, pathname]);

  return (
    <ShellContext value={{ openNav: open }}>
      <a className="skip-link" href="#main">Skip to the page</a>
      <div className={`shell${rail ? ' shell-rail' : ''}`}>
        {!phone && !wall && <Nav tenant={tenant} rail={rail} fixed={small || edit === 1} onRail={() => setNarrow(!narrow)} />}
        <main id="main" className={wall ? 'page page-wall' : 'page'} tabIndex={-1}>
          {!wall && <NodeWarning tenant={tenant} />}
          {!wall && <DraftBar tenant={tenant} />}
          {known
            ? <Suspense><Outlet key={tenant} /></Suspense>
            : !me.tenants.length ? <Message title="You have no role yet">Ask an admin to give you one: it says which tenants or teams you see, and what you may do there.</Message>
            : <Message title="You cannot see this tenant" action={<ul>{me.tenants.map(({ id, name }) => <li key={id}><Link to="/t/$tenant/dashboards/$dashboard" params={{ tenant: id, dashboard: 'overview' }} search={dashboardSearch({})}>{name}</Link></li>)}</ul>}>There is no tenant with this id, or your access does not include it. These are yours:</Message>}
        </main>
        {phone && !wall && <BottomBar tenant={tenant} onMore={open} />}
      </div>
      <Drawer.Root opened={drawer} onClose={close} size={264} padding={0}>
        <Drawer.Overlay />
        <Drawer.Content aria-label="Navigation"><Drawer.Body><Nav tenant={tenant} rail={false} fixed onRail={close} /></Drawer.Body></Drawer.Content>
      </Drawer.Root>
      <Suspense><Search tenant={tenant} /></Suspense>
      <Shortcuts tenant={tenant} />
    </ShellContext>
  );
}

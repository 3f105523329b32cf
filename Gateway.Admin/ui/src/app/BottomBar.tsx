import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useActive } from './Nav';
import { type NavPage, usePages } from './nav';
import { Unseen } from './Unseen';

/** The phone's navigation: the four pages one needs on the way, and the rest behind More. */
export function BottomBar({ tenant, onMore }: { tenant: string; onMore(): void }) {
  const pages = usePages();
  const first = ['dashboards', 'routes', 'requests', 'alerts'];
  return (
    <nav className="bottom-bar" aria-label="Pages">
      {first.flatMap((at) => pages.filter((page) => page.at === at)).map((page) => <Entry key={page.at} page={page} tenant={tenant} />)}
      <button type="button" onClick={onMore}><IconDots size={20} stroke={1.6} /><span>More</span></button>
    </nav>
  );
}

function Entry({ page, tenant }: { page: NavPage; tenant: string }) {
  const active = useActive(page.at);
  return <Link to={page.to} params={{ tenant }} className={active ? 'active' : undefined} aria-current={active ? 'page' : undefined}><page.icon size={20} stroke={1.6} /><span>{page.label}</span>{page.at === 'alerts' && <Unseen tenant={tenant} />}</Link>;
}

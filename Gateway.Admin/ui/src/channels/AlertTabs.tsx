import { Link } from '@tanstack/react-router';
import { useMay } from '../app/access';
import { Unseen } from '../app/Unseen';
import './channels.css';

const tabs = [{ to: '/t/$tenant/alerts', label: 'Alerts' }, { to: '/t/$tenant/alert-events', label: 'Inbox' }, { to: '/t/$tenant/silences', label: 'Silences' }] as const;

/** The pages about alerts, beside each other. */
export function AlertTabs({ tenant, at }: { tenant: string; at: (typeof tabs)[number]['label'] }) {
  const seesSilences = useMay('parts');
  return (
    <nav className="tabs" aria-label="Alerts">
      {tabs.filter(({ label }) => seesSilences || label !== 'Silences').map(({ to, label }) => <Link key={label} to={to} params={{ tenant }} className={label === at ? 'chosen' : undefined} aria-current={label === at ? 'page' : undefined}><span className="tab-words">{label}{label === 'Inbox' && <Unseen tenant={tenant} />}</span></Link>)}
    </nav>
  );
}

import { type ReactNode, useEffect } from 'react';
import { Mark } from '../app/TenantSwitch';
import './account.css';

/** The pages in front of the shell: what the gateway is called, one card, and a line below. */
export function EntryFrame({ title, foot, children }: { title: string; foot?: ReactNode; children: ReactNode }) {
  useEffect(() => { document.title = `${title} · Gateway`; }, [title]);
  return (
    <main className="sign-in">
      <header><Mark size={36} /><div><h1>{title}</h1><p>Gateway at {location.host}</p></div></header>
      {children}
      {foot && <div className="sign-in-foot">{foot}</div>}
    </main>
  );
}

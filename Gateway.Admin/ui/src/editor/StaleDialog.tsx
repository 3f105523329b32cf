import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { call, messageOf } from '../app/client';
import type { Clock } from '../app/clock';
import { cut } from '../app/format';
import type { Dashboard } from '../dashboards/document';
import { differences, type Draft, draftOf } from './draft';

/** Who saved what when, as the API's refusal says. */
export interface Newer { version: number | null; updatedAt?: string | null; updatedBy?: string | null }
interface StaleProps { tenant: string; id: string; newer: Newer | null; opened: number; draft: Draft; clock: Clock; onClose(): void; onOverwrite(etag: string | null): void; onCopy(): void }

/** Somebody else saved in between: nothing is lost, and nobody's work is written over unseen. */
export function StaleDialog({ tenant, id, newer, opened, draft, clock, onClose, onOverwrite, onCopy }: StaleProps) {
  const [theirs, setTheirs] = useState<{ dashboard: Dashboard; etag: string | null }>();
  const [failure, setFailure] = useState<string>();
  const close = () => { setTheirs(undefined); setFailure(undefined); onClose(); };
  const look = () => void call<Dashboard>('GET', `/dashboards/${encodeURIComponent(id)}`, { tenant }).then(({ data, etag }) => { setTheirs({ dashboard: data, etag }); setFailure(undefined); }, (error: unknown) => setFailure(messageOf(error)));
  const found = theirs && differences(draftOf(theirs.dashboard), draft);
  return (
    <Modal opened={newer !== null} onClose={close} title="Somebody else saved this dashboard" size={560}>
      <p className="soft">
        {newer?.version ? <>Version {newer.version} was saved{newer.updatedBy ? <> by <b><bdi>{cut(newer.updatedBy, 80)}</bdi></b></> : null}{newer.updatedAt ? <>, <time dateTime={newer.updatedAt}>{clock.moment(newer.updatedAt)}</time></> : null}. You began with version {opened}.</> : newer?.version === 0 ? 'It is back to what was shipped.' : 'It was removed.'} Your changes are still here and not saved.
      </p>
      {failure && <p className="form-error" role="alert">{failure}</p>}
      {theirs && found && (
        <section className="theirs" aria-label="Their version">
          <h3>Their version: <bdi>{cut(theirs.dashboard.title, 80)}</bdi></h3>
          <p className="help">{theirs.dashboard.widgets.length} {theirs.dashboard.widgets.length === 1 ? 'widget' : 'widgets'}. {found.length ? 'Going from theirs to yours:' : 'It says the same as yours.'}</p>
          <ul>{found.slice(0, 30).map(({ words }, at) => <li key={at}><bdi>{cut(words, 120)}</bdi></li>)}</ul>
          <p className="help"><a href={`/t/${encodeURIComponent(tenant)}/dashboards/${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">Open theirs in a new window</a></p>
        </section>
      )}
      <div className="modal-foot">
        {!theirs && newer?.version !== null && <Button variant="default" onClick={look} data-autofocus>See their version</Button>}
        <Button variant="default" onClick={onCopy}>Save mine as a copy</Button>
        <Button className="danger" disabled={!theirs} onClick={() => { onOverwrite(theirs!.etag); close(); }}>Overwrite</Button>
      </div>
    </Modal>
  );
}

import { Drawer } from '@mantine/core';
import type { AuditEntry } from '../app/contract';
import { DiffView } from '../app/DiffView';
import { cut } from '../app/format';
import { moment, zone } from '../app/time';
import { aboutOf, actOf } from './words';

/** One entry beside the list: who, when, and what was before and after, field by field. */
export function EntryPanel({ entry, onClose }: { entry: AuditEntry | undefined; onClose(): void }) {
  return (
    <Drawer opened onClose={onClose} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} className="side-panel" closeButtonProps={{ 'aria-label': 'Close' }}
      title={entry ? <>{actOf(entry)} <bdi>{cut(aboutOf(entry), 80)}</bdi></> : 'Not among the entries shown'}>
      {entry ? <Entry entry={entry} /> : <p className="soft">Search for it, or choose “Show more” below the list.</p>}
    </Drawer>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <>
      <dl className="facts panel-facts">
        <div><dt>When</dt><dd>{moment(entry.time)} {zone}</dd></div>
        <div><dt>Who</dt><dd><bdi>{cut(entry.actor, 200)}</bdi></dd></div>
        <div><dt>From</dt><dd className={entry.address ? 'mono' : undefined}>{entry.address ?? 'Not known'}</dd></div>
        <div><dt>Tenant</dt><dd>{entry.tenant}</dd></div>
        <div><dt>Id</dt><dd className="mono">{entry.id}</dd></div>
      </dl>
      <DiffView before={entry.before} after={entry.after} title={entry.collection} nothing={entry.before === null && entry.after === null ? 'This act changes no field that can be shown.' : undefined} />
    </>
  );
}

import { Link } from '@tanstack/react-router';
import type { DocumentChange } from '../app/contract';
import { DiffView } from '../app/DiffView';
import { cut } from '../app/format';
import { Tag } from '../widgets/Tag';
import { actOf, oneOf, pageOf } from './words';
import './versions.css';

/** Every document of a change with what differs in it. The first few are open. */
export function ChangeList({ changes, count, showTenant }: { changes: DocumentChange[]; count: number; showTenant: boolean }) {
  return (
    <section className="card change-list" aria-label="Changes">
      {changes.map((change, at) => {
        const page = change.after ? pageOf(change) : undefined;
        return (
          <details key={`${change.collection}/${change.tenant}/${change.id}`} open={at < 5}>
            <summary>
              <Tag tone={actOf(change) === 'Deleted' ? 'warn' : 'neutral'}>{actOf(change)}</Tag> {oneOf(change.collection)} <b className="mono">{cut(change.id, 64)}</b>{showTenant && <span className="soft">{change.tenant}</span>}
            </summary>
            <DiffView before={change.before} after={change.after} title={change.id} />
            {page && <p className="help"><Link to={page}>Open {oneOf(change.collection)} {change.id} as it is now</Link></p>}
          </details>
        );
      })}
      {count > changes.length && <p className="help">{count - changes.length} more documents changed.</p>}
    </section>
  );
}

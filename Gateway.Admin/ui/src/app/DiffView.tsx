import { differences } from './difference';
import { cut } from './format';

const most = 300;

/** What differs between two documents, field by field; `title` names a document that has no fields. */
export function DiffView({ before, after, title, nothing = 'No field differs.' }: { before: unknown; after: unknown; title: string; nothing?: string }) {
  const all = differences(before, after);
  if (!all.length) return <p className="soft">{nothing}</p>;
  return (
    <>
      <dl className="diff diff-whole" aria-label="Before and after">
        {all.slice(0, most).map((one) => (
          <div key={one.path}>
            <dt className="mono">{one.path || title}</dt>
            {one.before !== undefined && <dd className="diff-old"><span aria-hidden="true">− </span><span className="sr-only">before: </span><bdi>{cut(one.before, 4000)}</bdi></dd>}
            {one.after !== undefined && <dd className="diff-new"><span aria-hidden="true">+ </span><span className="sr-only">after: </span><bdi>{cut(one.after, 4000)}</bdi></dd>}
          </div>
        ))}
      </dl>
      {all.length > most && <p className="help">{all.length - most} more fields differ.</p>}
    </>
  );
}

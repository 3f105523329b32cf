import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { cut } from './format';
import { type Draft, fieldOf } from './form';

interface SaveBarProps<T extends object> { draft: Draft<T>; name: string; labels: Partial<Record<keyof T & string, string>>; verb: string; busy: boolean; isNew?: boolean; onSave(): void }

/** At the foot of a form once something changed: how much, what is wrong with links to the fields, and the way on. */
export function SaveBar<T extends object>({ draft, name, labels, verb, busy, isNew, onSave }: SaveBarProps<T>) {
  const [diff, { open, close }] = useDisclosure(false);
  const wrong = Object.keys(draft.errors);
  const count = draft.changed.length;
  if (!count && !isNew && !draft.general) return null;
  const label = (path: string) => labels[(fieldOf(path, Object.keys(draft.values)) ?? path) as keyof T & string] ?? path;
  return (
    <div className="save-bar" role="region" aria-label="Changes">
      <div className="save-words">
        {!isNew && <span><b>{count} {count === 1 ? 'change' : 'changes'}</b> to {cut(name, 40)}</span>}
        {wrong.length > 0 && (
          <span className="save-errors" role="alert"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />{wrong.length} {wrong.length === 1 ? 'field needs' : 'fields need'} a fix: {wrong.map((field) => (
            <a key={field} href={`#field-${field}`} onClick={(event) => { event.preventDefault(); document.getElementById(`field-${field}`)?.focus(); }}>{label(field)}</a>
          ))}</span>
        )}
        {draft.general && <span className="save-errors" role="alert">{cut(draft.general, 300)}</span>}
      </div>
      <div className="save-buttons">
        <Button variant="subtle" color="gray" disabled={!count} onClick={draft.reset}>Discard</Button>
        {!isNew && <Button variant="default" disabled={!count} onClick={open}>Review diff</Button>}
        <Button type="submit" onClick={onSave} disabled={busy || wrong.length > 0 || (!isNew && !count)}>{verb}</Button>
      </div>
      <Modal opened={diff} onClose={close} title={`Changes to ${cut(name, 40)}`} size={640}>
        <dl className="diff">
          {draft.changed.map((field) => <div key={field}><dt>{label(field)}</dt><dd className="diff-old"><span className="sr-only">before: </span>{shown(draft.initial[field])}</dd><dd className="diff-new"><span className="sr-only">after: </span>{shown(draft.values[field])}</dd></div>)}
        </dl>
      </Modal>
    </div>
  );
}

const shown = (value: unknown) => {
  if (value === null || value === '' || (Array.isArray(value) && !value.length)) return '–';
  return cut(Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value), 4000);
};

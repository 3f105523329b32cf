import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ApiError, messageOf } from '../../app/client';
import { cut, sentence } from '../../app/format';
import { readFile } from './summary';

export type Conflict = 'refuse' | 'rename' | 'replace';
const conflicts: { value: Conflict; label: string }[] = [
  { value: 'refuse', label: 'Import nothing and say which' }, { value: 'rename', label: 'Keep both: the new one gets another id' }, { value: 'replace', label: 'Replace what is here' },
];

/** From a file or from pasted text into this tenant. What is wrong is listed by its place in the file. */
export function ImportDashboards({ onClose, onImport }: { onClose(): void; onImport(body: object, conflict: Conflict): Promise<void> }) {
  const [text, setText] = useState('');
  const [conflict, setConflict] = useState<Conflict>('refuse');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const read = text.trim() ? readFile(text) : undefined;
  const file = typeof read === 'object' ? read : undefined;
  const act = async () => {
    if (!file) return;
    setBusy(true);
    setFailure(null);
    try { await onImport(file.body, conflict); } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  const fields = failure instanceof ApiError ? Object.entries(failure.fields) : [];
  return (
    <Modal opened onClose={onClose} title="Import dashboards" size={600}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void act(); }}>
        <label className="file-field">
          <span className="button-link">Choose a file</span>
          <input type="file" accept=".json,application/json" className="sr-only" onChange={(event) => { const chosen = event.currentTarget.files?.[0]; if (chosen) void chosen.text().then((words) => { setText(words); setFailure(null); }); event.currentTarget.value = ''; }} />
          <span className="soft">or paste what was exported</span>
        </label>
        <Textarea aria-label="Exported dashboards" placeholder={'{ "dashboards": [ … ] }'} classNames={{ input: 'mono' }} minRows={6} maxRows={14} autosize spellCheck={false} data-autofocus value={text} error={typeof read === 'string' ? read : undefined}
          onChange={(event) => { setText(event.currentTarget.value); setFailure(null); }} />
        {file && <p className="help">{file.titles.length === 1 ? 'One dashboard' : `${file.titles.length} dashboards`}: <bdi>{cut(file.titles.join(', '), 300)}</bdi></p>}
        <Select label="When an id is taken" data={conflicts} value={conflict} allowDeselect={false} onChange={(value) => setConflict((value ?? 'refuse') as Conflict)} />
        {failure !== null && (
          <div className="import-errors" role="alert">
            <p>Nothing was imported.{fields.length ? '' : ` ${sentence(messageOf(failure))}`}</p>
            {fields.length > 0 && <ul>{fields.slice(0, 50).map(([path, messages]) => <li key={path}><code>{path}</code> {messages.map(sentence).join(' ')}</li>)}</ul>}
          </div>
        )}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={!file || busy}>{file && file.titles.length > 1 ? `Import ${file.titles.length} dashboards` : 'Import'}</Button></div>
      </form>
    </Modal>
  );
}

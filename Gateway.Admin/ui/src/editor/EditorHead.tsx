import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconCode, IconPlus, IconSettings } from '@tabler/icons-react';
import { PageHead } from '../app/PageHead';
import { Tag } from '../widgets/Tag';
import type { Editor } from './useEditor';

const icon = { size: 16, stroke: 1.75 } as const;
interface HeadProps { editor: Editor; fresh: boolean; json: boolean; locked: boolean; busy: boolean; blocked: boolean; onJson(): void; onDiscard(): void; onSave(): void }

export function EditorHead({ editor, fresh, json, locked, busy, blocked, onJson, onDiscard, onSave }: HeadProps) {
  const { draft, changes, undo, redo, canUndo, canRedo, dock, open } = editor;
  const count = changes.length;
  const toggle = (kind: 'add' | 'settings') => open(dock === kind ? null : kind);
  return (
    <PageHead title={draft.title || 'Untitled'} tag={<><Tag tone="info">{fresh ? 'Not stored yet' : 'Editing'}</Tag>{count > 0 && <span className="edit-count" title={changes.slice(0, 12).map(({ words }) => words).join('\n')}>{count} unsaved {count === 1 ? 'change' : 'changes'}</span>}</>}>
      <div className="joined">
        <Hint label="Undo (Ctrl Z)"><Button variant="default" px={8} disabled={!canUndo} onClick={undo} aria-label="Undo" aria-keyshortcuts="Control+Z Meta+Z"><IconArrowBackUp {...icon} /></Button></Hint>
        <Hint label="Redo (Ctrl Shift Z)"><Button variant="default" px={8} disabled={!canRedo} onClick={redo} aria-label="Redo" aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"><IconArrowForwardUp {...icon} /></Button></Hint>
      </div>
      <Hint label={json ? 'Back to the grid' : 'The whole dashboard as JSON'}><ActionIcon variant="default" aria-pressed={json} disabled={locked} onClick={onJson} aria-label="JSON view"><IconCode {...icon} /></ActionIcon></Hint>
      <Hint label="Dashboard settings"><ActionIcon variant="default" aria-pressed={dock === 'settings'} disabled={json} onClick={() => toggle('settings')} aria-label="Dashboard settings"><IconSettings {...icon} /></ActionIcon></Hint>
      <Button variant="default" leftSection={<IconPlus {...icon} />} aria-pressed={dock === 'add'} disabled={json} onClick={() => toggle('add')}>Widget</Button>
      <Button variant="subtle" color="gray" onClick={onDiscard}>{count ? 'Discard' : fresh ? 'Cancel' : 'Done'}</Button>
      <Button onClick={onSave} disabled={busy || blocked || !(count || fresh)} aria-keyshortcuts="Control+S Meta+S">Save</Button>
    </PageHead>
  );
}

const Hint = ({ label, children }: { label: string; children: React.ReactElement }) => <Tooltip label={label}>{children}</Tooltip>;

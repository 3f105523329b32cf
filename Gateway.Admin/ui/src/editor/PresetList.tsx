import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type PointerEvent, useState } from 'react';
import type { Preset } from '../app/contract';
import { bySubject, subjectWords } from './subjects';

interface ListProps { presets: Preset[]; chosen: string | undefined; onChoose(preset: Preset): void; onText(): void; textChosen: boolean; onAdd(): void; onDrag(event: PointerEvent, preset: Preset): void }

/** Every question that is known, by subject; what is chosen is tried out below. It can be dragged onto the dashboard. */
export function PresetList({ presets, chosen, onChoose, onText, textChosen, onAdd, onDrag }: ListProps) {
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const groups = bySubject(presets).map(([subject, all]) => ({ subject, all, found: all.filter(({ name, title, description }) => fits(`${subject} ${name} ${title} ${description}`)) })).filter(({ found }) => found.length);
  const text = fits('text words markdown note');
  return (
    <div className="preset-list">
      <TextInput type="search" aria-label="Search the catalogue" placeholder="Search the catalogue" data-shortcut="search" value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} leftSection={<IconSearch size={16} stroke={1.75} />} />
      <div className="preset-scroll" tabIndex={-1}>
        {text && <Item title="Text" words="Words between the figures, in Markdown" chosen={textChosen} onChoose={onText} onAdd={onAdd} />}
        {groups.map(({ subject, all, found }) => (
          <section key={subject} aria-label={subjectWords(subject)}>
            <h3>{subjectWords(subject)} · {found.length === all.length ? all.length : `${found.length} of ${all.length}`}</h3>
            {found.map((preset) => <Item key={preset.name} title={preset.title} words={preset.description} chosen={preset.name === chosen} onChoose={() => onChoose(preset)} onAdd={onAdd} onDrag={(event) => onDrag(event, preset)} />)}
          </section>
        ))}
        {!text && !groups.length && <p className="help">Nothing in the catalogue fits “{typed.trim().slice(0, 60)}”. Compose a query of your own instead.</p>}
      </div>
    </div>
  );
}

interface ItemProps { title: string; words: string; chosen: boolean; onChoose(): void; onAdd(): void; onDrag?(event: PointerEvent): void }
const Item = ({ title, words, chosen, onChoose, onAdd, onDrag }: ItemProps) => (
  <button type="button" className="preset" aria-pressed={chosen} onClick={onChoose} onDoubleClick={onAdd} onPointerDown={onDrag}><b><bdi>{title}</bdi></b><span><bdi>{words}</bdi></span></button>
);

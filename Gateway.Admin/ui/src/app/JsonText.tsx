import { Textarea } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { jsonFormat, type TextFormat } from './textFormat';
import './json.css';

export interface Fault { path: string; words: string }
interface JsonProps {
  label: string; value: unknown; faults: Fault[];
  /** What the text says as far as it can be drawn; undefined where the form cannot follow it. */
  soundOf(value: unknown): unknown;
  /** Takes what was written, and what of it can be drawn; the first is undefined while the text is no JSON. */
  onChange(written: unknown, sound: unknown): void;
}

/** Loaded when somebody asks for it. */
const formats = { JSON: () => Promise.resolve(jsonFormat), YAML: () => import('./yamlFormat').then(({ yamlFormat }) => yamlFormat) };

/** A document as JSON or YAML, in step with the form: what is written shows there at once, and what is changed there shows here. */
export function JsonText({ label, value, faults, soundOf, onChange }: JsonProps) {
  const [format, setFormat] = useState<TextFormat>(jsonFormat);
  const [text, setText] = useState(() => jsonFormat.write(value));
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const meant = JSON.stringify(value);
  useEffect(() => {
    // Spaces and a text that is being written stay; only another document replaces it.
    setText((old) => (JSON.stringify(soundOf(format.read(old))) === meant ? old : format.write(JSON.parse(meant))));
  }, [meant, soundOf, format]);

  const broken = useMemo(() => format.brokenAt(text), [text, format]);
  const lines = text.split('\n');
  const wrong = broken ? [{ line: broken.line, path: '', words: `This is no ${format.name}. ${broken.words}` }] : faults.map((fault) => ({ ...fault, line: format.lineOf(text, fault.path) })).sort((a, b) => a.line - b.line);
  const marked = new Set(wrong.map(({ line }) => line));
  const go = (line: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.current?.closest('.json-scroll')?.scrollTo({ top: Math.max(0, (line - 6) * 18) });
  };
  const write = (next: string) => {
    setText(next);
    const read = format.read(next);
    onChange(read, read === undefined ? undefined : soundOf(read));
  };
  const choose = async (name: keyof typeof formats) => {
    const next = await formats[name]();
    // What the form cannot draw is kept too.
    setText(next.write(format.read(text) ?? value));
    setFormat(next);
  };
  return (
    <div className="json-view">
      <div className="json-formats" role="group" aria-label="Written as">{(Object.keys(formats) as (keyof typeof formats)[]).map((name) => (
        <button key={name} type="button" aria-pressed={format.name === name} disabled={broken !== null && format.name !== name} onClick={() => void choose(name)}>{name}</button>
      ))}</div>
      {wrong.length > 0 && (
        <div className="json-faults" role="alert" id={id}><ul>
          {wrong.map(({ line, path, words }) => <li key={`${path}/${words}`}><button type="button" onClick={() => go(line)}>Line {line}</button>{path && <code>{path}</code>}<span>{words}</span></li>)}
          {broken && <li><button type="button" onClick={() => { setText(format.write(value)); onChange(value, value); }}>Back to what was last readable</button></li>}
        </ul></div>
      )}
      <div className="json-scroll">
        <pre className="json-lines" aria-hidden="true">{lines.map((_, at) => <span key={at} className={marked.has(at + 1) ? 'json-marked' : undefined}>{at + 1}{'\n'}</span>)}</pre>
        <Textarea ref={area} classNames={{ root: 'json-root', input: 'json-input' }} aria-label={label.replace('JSON', format.name)} aria-invalid={wrong.length > 0 || undefined} aria-describedby={wrong.length ? id : undefined} wrap="off" rows={lines.length} spellCheck={false} autoComplete="off"
          style={{ minWidth: `${Math.max(...lines.map((line) => line.length)) + 3}ch` }} value={text} onChange={(event) => write(event.currentTarget.value)} />
      </div>
    </div>
  );
}

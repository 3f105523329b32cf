import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { TextWidget } from '../widgets/TextWidget';
import type { Widget } from '../widgets/contract';

/** Markdown, and what becomes of it. */
export function TextOption({ widget, error, onChange }: { widget: Widget; error?: string; onChange(text: string): void }) {
  const [mode, setMode] = useState('write');
  return (
    <div className="text-option">
      <div className="text-option-head"><span className="field-label" id="text-option">Text</span><SegmentedControl size="xs" aria-label="Text: write or preview" data={[{ value: 'write', label: 'Write' }, { value: 'preview', label: 'Preview' }]} value={mode} onChange={setMode} /></div>
      {mode === 'write'
        ? <Textarea aria-labelledby="text-option" classNames={{ input: 'mono' }} autosize minRows={8} maxRows={24} maxLength={20_000} value={widget.options.text ?? ''} error={error} placeholder={'# A title\n\nWords, **strong** ones, lists and [links](https://example.com).'} onChange={(event) => onChange(event.currentTarget.value)} />
        : <div className="card text-preview"><TextWidget widget={widget} /></div>}
    </div>
  );
}

import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Threshold } from '../widgets/contract';

const colours = [{ value: 'ok', label: 'Green' }, { value: 'warn', label: 'Amber' }, { value: 'error', label: 'Red' }];
const most = 5;

/** Values from which on a figure has a colour, each with the words for its line. */
export function ThresholdFields({ value, help, error, onChange }: { value: Threshold[]; help?: string; error?: string; onChange(value: Threshold[]): void }) {
  const put = (at: number, change: Partial<Threshold>) => onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div role="group" aria-label="Thresholds">
      <div className="field-label">Thresholds</div>
      {value.map((one, at) => (
        <div className="threshold" key={at}>
          <NumberInput aria-label={`Threshold ${at + 1}: value`} value={one.value} onChange={(next) => put(at, { value: typeof next === 'number' ? next : 0 })} />
          <Select aria-label={`Threshold ${at + 1}: colour`} data={colours} value={one.color} allowDeselect={false} onChange={(next) => { if (next) put(at, { color: next as Threshold['color'] }); }} />
          <TextInput aria-label={`Threshold ${at + 1}: words`} placeholder="Words" value={one.label ?? ''} maxLength={100} onChange={(event) => { const words = event.currentTarget.value; onChange(value.map((each, index) => { if (index !== at) return each; const { label: _, ...rest } = each; return words ? { ...rest, label: words } : rest; })); }} />
          <ActionIcon aria-label={`Remove threshold ${at + 1}`} onClick={() => onChange(value.filter((_, index) => index !== at))}><IconTrash size={15} stroke={1.75} /></ActionIcon>
        </div>
      ))}
      {error && <p className="form-error" role="alert">{error}</p>}
      {help && !error && <p className="help">{help}</p>}
      {value.length < most && <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={() => onChange([...value, { value: value.length ? value[value.length - 1]!.value * 2 || 1 : 0, color: 'warn' }])}>Threshold</Button>}
    </div>
  );
}

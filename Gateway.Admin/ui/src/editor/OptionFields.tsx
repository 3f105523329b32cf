import { MultiSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Catalogue } from '../app/contract';
import { measureOf } from '../app/measures';
import { opened } from '../widgets/questions';
import type { Widget, WidgetOptions } from '../widgets/contract';
import { type Complaints, saidAt } from './complaints';
import { withOption } from './draft';
import { TextOption } from './TextOption';
import { ThresholdFields } from './ThresholdFields';

interface OptionProps { widget: Widget; catalogue: Catalogue; complaints: Complaints; path: string; onChange(options: WidgetOptions, field: string): void }
type Name = keyof WidgetOptions;

const units: Record<string, string> = { count: 'Count', 'requests/s': 'Requests per second', ms: 'Milliseconds', bytes: 'Bytes', ratio: 'Percent' };
const switches: Partial<Record<Name, { label: string; on: boolean }>> = {
  legend: { label: 'Legend', on: true }, stacked: { label: 'Stacked', on: false }, log: { label: 'Logarithmic steps', on: false }, ground: { label: 'Ground under the line', on: false },
  spark: { label: 'Course drawn small', on: false }, share: { label: 'Part of the whole', on: false }, bars: { label: 'Bars in cells', on: true },
};

/** The options that the type of widget knows. Whatever else the widget has stays: each change is of one name. */
export function OptionFields({ widget, catalogue, complaints, path, onChange }: OptionProps) {
  const { options, type } = widget;
  const known = catalogue.widgets.find((kind) => kind.type === type)?.options ?? [];
  const put = <K extends Name>(name: K, value: WidgetOptions[K] | undefined | '') => onChange(withOption(options, name, value), name);
  const shared = (name: Name) => ({ error: saidAt(complaints, `${path}.${name}`) });
  const measures = widget.query ? (opened(widget.query, catalogue.presets).measures ?? []) : [];
  const columns = measures.map((value) => ({ value, label: measureOf(value).label }));
  const number = (value: string | number) => (typeof value === 'number' ? value : undefined);

  const fields: Partial<Record<string, () => ReactNode>> = {
    note: () => <TextInput label="Note" placeholder="A few words after the title" value={options.note ?? ''} maxLength={200} onChange={(event) => put('note', event.currentTarget.value)} {...shared('note')} />,
    unit: () => <Select label="Unit" data={[...new Set(catalogue.measures.map(({ unit }) => unit))].map((value) => ({ value, label: units[value] ?? value }))} value={options.unit ?? null} placeholder="Of the measure" clearable onChange={(next) => put('unit', next ?? undefined)} {...shared('unit')} />,
    decimals: () => <NumberInput label="Decimals" min={0} max={6} allowDecimal={false} value={options.decimals ?? ''} placeholder="As needed" onChange={(next) => put('decimals', number(next))} {...shared('decimals')} />,
    min: () => <NumberInput label="Axis from" value={options.min ?? ''} placeholder="0" onChange={(next) => put('min', number(next))} {...shared('min')} />,
    max: () => <NumberInput label="Axis to" value={options.max ?? ''} placeholder="As needed" onChange={(next) => put('max', number(next))} {...shared('max')} />,
    colours: () => <Select label="Colours" data={[{ value: 'status', label: 'By status class' }, { value: 'percentiles', label: 'Of percentiles' }, { value: 'error', label: 'Of errors' }]} value={options.colours ?? null} placeholder="One per series" clearable onChange={(next) => put('colours', next as WidgetOptions['colours'])} {...shared('colours')} />,
    good: () => <Select label="Good is" data={[{ value: 'up', label: 'More' }, { value: 'down', label: 'Less' }]} value={options.good ?? null} placeholder="As the measure says" clearable onChange={(next) => put('good', next as WidgetOptions['good'])} {...shared('good')} />,
    more: () => <Select label="Link to the page of all" data={[{ value: 'routes', label: 'Routes' }, { value: 'keys', label: 'Keys' }]} value={options.more ?? null} placeholder="None" clearable onChange={(next) => put('more', next as WidgetOptions['more'])} {...shared('more')} />,
    columns: () => <MultiSelect className="wide-field" label="Columns" data={columns} value={options.columns ?? []} placeholder={options.columns?.length ? undefined : 'All measures of the query'} onChange={(next) => put('columns', next)} {...shared('columns')} />,
    sort: () => (
      <div className="wide-field two-fields">
        <Select label="Sorted by" data={[...columns, { value: 'key', label: 'Name' }]} value={options.sort?.column ?? null} placeholder="As answered" clearable onChange={(next) => put('sort', next ? { column: next, desc: options.sort?.desc ?? true } : undefined)} {...shared('sort')} />
        <Select label="Direction" data={[{ value: 'desc', label: 'Most first' }, { value: 'asc', label: 'Least first' }]} value={options.sort?.desc === false ? 'asc' : 'desc'} disabled={!options.sort} allowDeselect={false} onChange={(next) => { if (options.sort) put('sort', { ...options.sort, desc: next === 'desc' }); }} />
      </div>
    ),
    unknownHint: () => <Textarea className="wide-field" label="When nothing is known" autosize minRows={2} maxRows={6} maxLength={1000} value={options.unknownHint ?? ''} placeholder="What to say in place of an empty list" onChange={(event) => put('unknownHint', event.currentTarget.value)} {...shared('unknownHint')} />,
    thresholds: () => <div className="wide-field"><ThresholdFields value={options.thresholds ?? []} help={options.thresholds?.length ? 'In the unit of the API: milliseconds, bytes, and 0.05 for 5 %.' : undefined} onChange={(next) => put('thresholds', next)} {...shared('thresholds')} /></div>,
    text: () => <div className="wide-field"><TextOption widget={widget} onChange={(next) => put('text', next)} {...shared('text')} /></div>,
  };
  const chosen = known.filter((name) => name in switches) as Name[];
  return (
    <div className="option-grid">
      {known.map((name) => { const Field = fields[name]; return Field && <div key={name} className="option-field">{Field()}</div>; })}
      {chosen.length > 0 && (
        <div className="option-switches" role="group" aria-label="Display">
          {chosen.map((name) => {
            const { label, on } = switches[name]!;
            return <Switch key={name} label={label} checked={(options[name] as boolean | null | undefined) ?? on} error={saidAt(complaints, `${path}.${name}`)} onChange={(event) => put(name, event.currentTarget.checked === on ? undefined : event.currentTarget.checked as never)} />;
          })}
        </div>
      )}
    </div>
  );
}

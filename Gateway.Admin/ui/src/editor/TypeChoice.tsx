import { Tooltip } from '@mantine/core';
import { Icon123, IconChartArea, IconChartBar, IconChartDonut, IconChartLine, IconChartPie, IconFileText, IconGridDots, IconTable } from '@tabler/icons-react';
import type { Catalogue, Query } from '../app/contract';
import type { WidgetType } from '../widgets/contract';
import { shapeOf } from './shape';

const icons = { line: IconChartLine, area: IconChartArea, bar: IconChartBar, pie: IconChartPie, donut: IconChartDonut, number: Icon123, table: IconTable, heatmap: IconGridDots, text: IconFileText };

/** The types that can draw the answer of a question; of a text, only text. */
export const typesFor = (query: Query | null, { widgets, presets }: Catalogue) => widgets.filter(({ type, shapes }) => (query ? shapes.includes(shapeOf(query, presets)) : type === 'text'));

/** The type a question is first drawn as, where the one it had cannot. */
export function typeFor(query: Query, wanted: WidgetType, catalogue: Catalogue): WidgetType {
  const able = typesFor(query, catalogue);
  return able.some(({ type }) => type === wanted) ? wanted : ((catalogue.presets.find(({ name }) => name === query.preset)?.widget ?? able[0]?.type ?? wanted) as WidgetType);
}

interface ChoiceProps { value: WidgetType; query: Query | null; catalogue: Catalogue; error?: string; onChange(type: WidgetType): void }

export function TypeChoice({ value, query, catalogue, error, onChange }: ChoiceProps) {
  const able = typesFor(query, catalogue);
  return (
    <div>
      <div className="type-choice" role="group" aria-label="Type of widget">
        {able.map(({ type, label }) => {
          const Icon = icons[type as WidgetType] ?? IconTable;
          return <Tooltip key={type} label={label}><button type="button" aria-pressed={type === value} aria-label={label} onClick={() => onChange(type as WidgetType)}><Icon size={16} stroke={1.75} /></button></Tooltip>;
        })}
      </div>
      {error && <p className="form-error" role="alert">{error}</p>}
    </div>
  );
}

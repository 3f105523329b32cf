import type { Preset, Query } from '../app/contract';
import type { LabelledFilter } from '../app/search';
import { dimensionOf, opened } from '../widgets/questions';
import { startOn } from './conditions';
import type { AlertBody, Condition } from './contract';

/** What the address of a new alert carries from a widget. */
export interface Start { template?: string; clone?: string; title?: string; query?: Query; filters?: LabelledFilter[]; series?: string; dashboard?: string }

const bare = ({ dimension, op, values }: LabelledFilter) => ({ dimension, op, values });

/** An alert on what a widget shows: its question with the filters of its page, on the line that was meant or the first one. */
export function alertOnWidget({ title, query, filters = [], series, dashboard }: Start, presets: Preset[]): Partial<AlertBody> {
  const { measures = [], split } = opened(query ?? {}, presets);
  const by = dimensionOf(split);
  const all = [...(query?.filters ?? []), ...filters].map(bare);
  // A heat map has no lines; the measures that it is made of have.
  const dimension = by === 'latency' ? undefined : by;
  const asked = query?.preset && by !== 'latency' ? { preset: query.preset } : { measures, ...(dimension ? { split: ['time', dimension] as [string, string] } : {}) };
  const line = series && (measures.includes(series) || dimension) ? series : undefined;
  const measure = line && measures.includes(line) ? line : (measures[0] ?? 'requests');
  const needsSeries = measures.length > 1 || Boolean(dimension);
  const condition: Condition = {
    query: { ...asked, ...(all.length ? { filters: all } : {}) } as Condition['query'],
    ...(line ? { series: line } : needsSeries ? { series: measure } : {}),
    ...startOn(measure),
  };
  return { ...(title ? { name: title } : {}), when: condition, ...(dashboard ? { dashboard } : {}) };
}

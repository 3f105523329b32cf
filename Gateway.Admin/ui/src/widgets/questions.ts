import type { Preset, Query, Split } from '../app/contract';
import type { LabelledFilter } from '../app/search';
import type { Widget } from './contract';

export const dimensionOf = (split: Split | undefined): string | undefined => (Array.isArray(split) ? split[1] : split && split !== 'time' ? split : undefined);

/** What a query asks in measures, splits and filters: a preset is opened; one that is not known stays what it is. */
export function opened(query: Query, presets: Preset[]): Query {
  const preset = query.preset === undefined ? undefined : presets.find(({ name }) => name === query.preset)?.query;
  if (!preset) return query;
  const filters = [...(preset.filters ?? []), ...(query.filters ?? [])];
  return { measures: preset.measures, split: preset.split ?? null, ...(filters.length ? { filters } : {}), limit: query.limit ?? preset.limit, order: query.order ?? preset.order };
}

/** Everything a dashboard asks, by ref: each widget's question, and beside it (`.spark`) the same over time where it is drawn small. */
export function questionsOf(widgets: Widget[], presets: Preset[] = []): Record<string, Query> {
  const questions: Record<string, Query> = {};
  for (const { id, query, options } of widgets) {
    if (!query) continue;
    questions[id] = query;
    const { measures, split, filters, limit, order } = opened(query, presets);
    if (!options.spark || !measures?.length) continue;
    const dimension = dimensionOf(split);
    const over: Query = dimension ? { measures: [measures[0]!], split: ['time', dimension], limit, ...(order ? { order } : {}) } : { measures: [measures[0]!], split: 'time' };
    questions[`${id}.spark`] = filters ? { ...over, filters } : over;
  }
  return questions;
}

/** The filters for one value of a dimension; with the tenant that it belongs to, where those of several are seen. */
export const valueFilters = (dimension: string, value: string | null, label: string, owner?: string): LabelledFilter[] => [
  ...(owner && dimension !== 'tenant' ? [{ dimension: 'tenant', op: 'is' as const, values: [owner] }] : []),
  { dimension, op: 'is', values: [value], labels: [label] },
];

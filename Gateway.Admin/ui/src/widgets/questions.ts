import type { Query } from '../app/contract';
import type { Widget } from './contract';

export const dimensionOf = ({ split }: Query): string | undefined => (Array.isArray(split) ? split[1] : split && split !== 'time' ? split : undefined);

/** Everything a dashboard asks, by ref: each widget's question, and beside it (`.spark`) the same over time where it is drawn small. */
export function questionsOf(widgets: Widget[]): Record<string, Query> {
  const questions: Record<string, Query> = {};
  for (const { id, query, options } of widgets) {
    questions[id] = query;
    if (!options.spark) continue;
    const dimension = dimensionOf(query);
    questions[`${id}.spark`] = dimension
      ? { measures: [query.measures[0]!], split: ['time', dimension], limit: query.limit }
      : { measures: [query.measures[0]!], split: 'time' };
  }
  return questions;
}

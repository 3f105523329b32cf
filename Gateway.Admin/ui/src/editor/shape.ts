import type { Answer, Preset, Query } from '../app/contract';
import { dimensionOf, opened } from '../widgets/questions';

type Shape = Answer['shape'];

/** What a question will be answered by; it follows from its split. */
export function shapeOf(query: Query, presets: Preset[]): Shape {
  const preset = query.preset === undefined ? undefined : presets.find(({ name }) => name === query.preset);
  if (preset) return preset.shape;
  const { split, measures } = opened(query, presets);
  if (Array.isArray(split)) return split[1] === 'latency' ? 'matrix' : 'series';
  if (split === 'time') return 'series';
  return dimensionOf(split) ? 'ranking' : (measures?.length ?? 0) > 1 ? 'table' : 'number';
}

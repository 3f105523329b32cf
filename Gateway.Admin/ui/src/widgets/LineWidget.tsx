import { measureOf } from '../app/measures';
import { useColours } from '../app/theme';
import type { WidgetProps } from './contract';
import { type Line, plotOf } from './lines';
import { dimensionOf } from './questions';
import { TimeChart } from './TimeChart';

/** Lines over time, with the earlier period dashed behind. `area` is the same, stacked. */
export function LineWidget({ widget, answer, scene, stacked = false }: WidgetProps & { stacked?: boolean }) {
  const { palette, series } = useColours();
  const measure = widget.query.measures[0]!;
  const plot = plotOf(answer, widget.options, dimensionOf(widget.query), measure, palette, series);
  // Of many series only the whole would be compared, and a chart of percentiles has none.
  const earlier = !stacked && plot.lines.length === 1 ? answer.compare?.series[0] : undefined;
  if (earlier && scene.previous) {
    const now = plot.lines[0]!;
    const previous: Line = { key: 'previous', label: scene.previous, colour: palette.text3, values: plot.buckets.map((_, index) => earlier.values[index] ?? null), unit: measureOf(measure).unit, width: 1.25, dashed: true, near: now.near };
    plot.lines = [{ ...now, label: 'Now' }, previous];
  }
  return <TimeChart title={widget.title} plot={plot} stacked={stacked} onZoom={scene.onZoom} />;
}

export const AreaWidget = (props: WidgetProps) => <LineWidget {...props} stacked />;

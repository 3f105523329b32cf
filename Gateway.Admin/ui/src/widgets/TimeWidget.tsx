import { cut } from '../app/format';
import { useColours } from '../app/theme';
import type { Scene, Widget, WidgetProps } from './contract';
import { earlierOf, type Line, type Plot, type PlotKind, plotOf } from './lines';
import type { Act } from './PointMenu';
import { valueFilters } from './questions';
import { TimeChart } from './TimeChart';

/** Figures over time, with the earlier period dashed behind them. */
function TimeWidget({ widget, answer, scene, kind }: WidgetProps & { kind: PlotKind }) {
  const { palette, series } = useColours();
  const { markers, large } = scene;
  const plot = plotOf(answer, kind, widget.options, { palette, series, clock: scene.clock, markers, large });
  const before = scene.previous ? earlierOf(answer, plot, scene.previous, palette.text3) : undefined;
  if (before) plot.lines = [...(plot.lines.length === 1 ? plot.lines.map((line) => ({ ...line, label: 'Now' })) : plot.lines), before];
  const labelled = scene.labelledRow === undefined || widget.y <= scene.labelledRow;
  return <TimeChart title={widget.title} plot={plot} legend={widget.options.legend !== false} labelled={labelled} versionsHref={scene.versionsHref} onZoom={scene.onZoom} actsOf={scene.requestsHref || scene.onFilter ? (at, line) => actsOf(scene, widget, plot, at, line) : undefined} />;
}

function actsOf(scene: Scene, widget: Widget, plot: Plot, at: number, line: Line | undefined): Act[] {
  const { buckets, step, dimension } = plot;
  const from = buckets[at]!, to = buckets[at + 1] ?? from + step;
  const narrowed = dimension && line?.value ? valueFilters(dimension, line.value.of, line.label, line.value.tenant) : [];
  const name = line && narrowed.length ? cut(line.label, 40) : '';
  return [
    ...(scene.requestsHref ? [{ label: name ? `Requests: ${name}` : 'Requests behind it', href: scene.requestsHref({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }, [...(widget.query?.filters ?? []), ...narrowed]) }] : []),
    ...(scene.onFilter && name ? [{ label: `Show only ${name}`, onClick: () => scene.onFilter!(dimension!, line!.value!.of, line!.label, line!.value!.tenant) }] : []),
    ...(scene.alertHref && line ? [{ label: plot.lines.length > 1 ? `Alert on ${cut(line.label, 40)}` : 'Alert on this', href: scene.alertHref(widget, dimension ? (line.value ? (line.value.of ?? '(none)') : undefined) : line.key) }] : []),
    ...(scene.onZoom && step >= 300_000 ? [{ label: 'Zoom to it', onClick: () => scene.onZoom!(from, to) }] : []),
  ];
}

export const LineWidget = (props: WidgetProps) => <TimeWidget {...props} kind="line" />;
export const AreaWidget = (props: WidgetProps) => <TimeWidget {...props} kind="area" />;
export const TimeBars = (props: WidgetProps) => <TimeWidget {...props} kind="bar" />;

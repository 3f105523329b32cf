import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useColours } from '../app/theme';
import { chartOption } from './chartOption';
import { ChartTooltip, spanWords } from './ChartTooltip';
import { useCrosshair } from './crosshair';
import { domainOf, marginsOf, nearest } from './domain';
import { type ECharts, init } from './echarts';
import { Legend } from './Legend';
import { lastComplete, type Line, lineFigure, type Plot } from './lines';
import { groupsOf } from './markers';
import { type Act, inCard, PointMenu } from './PointMenu';
import { useSize } from './useSize';
import { usePointer } from './usePointer';

/** A link on the plot is no brush and no move of the crosshair. */
const stop = (event: { stopPropagation(): void }) => event.stopPropagation();

interface TimeChartProps {
  title: string; plot: Plot; legend?: boolean;
  /** Whether versions are named on top; below the first row of charts their lines suffice. */
  labelled?: boolean;
  /** Where it is told what a marker's versions changed. */
  versionsHref?(numbers: number[]): string;
  onZoom?(from: number, to: number): void;
  /** What can be done about a bucket, and about the line that lies under the pointer. */
  actsOf?(at: number, line: Line | undefined): Act[];
}

/** Lines, layers or bars over time: legend with values, shared crosshair, brush to zoom, a table for screen readers. */
export function TimeChart({ title, plot, legend = true, labelled = true, versionsHref, onZoom, actsOf }: TimeChartProps) {
  const id = useId();
  const { palette } = useColours();
  const [canvas, size] = useSize<HTMLDivElement>();
  const chart = useRef<ECharts | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [point, setPoint] = useState<{ index: number; x: number; y: number; line?: Line } | null>(null);
  const crosshair = useCrosshair();
  const shown: Plot = { ...plot, lines: plot.lines.filter((line) => !hidden.has(line.key)) };
  const { buckets } = plot;
  const domain = domainOf(plot);
  const { left, right } = marginsOf(plot.large, false);
  const perPixel = (domain.to - domain.from) / Math.max(1, size.width - left - right);
  const versions = groupsOf(plot.markers.map((one) => ({ ...one, time: one.time < (buckets[buckets.length - 1] ?? 0) + plot.step ? Math.min(one.time, domain.to) : one.time })), domain.from, domain.to, perPixel * 64);
  const margins = marginsOf(plot.large, (labelled && versions.length > 0) || Boolean(plot.fired?.some(({ mark }) => mark)));

  useEffect(() => () => { chart.current?.dispose(); chart.current = null; }, []);
  const drawn = JSON.stringify([buckets[0], buckets.length, shown.lines, plot.firstPartial, plot.kind, plot.stacked, plot.thresholds, plot.min, plot.max, plot.log, plot.large, plot.clock.zone, versions, margins, plot.resolves, plot.fired]);
  useEffect(() => {
    if (!size.width || !size.height) return;
    chart.current ??= init(canvas.current!, null, { renderer: 'canvas' });
    chart.current.resize(size);
    chart.current.setOption(chartOption(shown, size, palette, margins, versions.map(({ time }) => time)), { notMerge: true });
    // `drawn` stands for the plot: answers are new objects on every refresh, mostly with the same figures.
  }, [drawn, size, palette]);

  const at = crosshair && crosshair.time >= domain.from - plot.step && crosshair.time <= domain.to + plot.step ? nearest(buckets, crosshair.time) : -1;
  const mine = crosshair?.owner === id;
  const choose = (index: number, x: number, y: number) => setPoint({ index, ...inCard(canvas.current!.parentElement!, x, y), line: lineUnder(shown, index, chart.current?.convertFromPixel({ gridIndex: 0 }, [x, y])?.[1]) });
  const { drag, xOf, handlers } = usePointer({ id, buckets, domain, margins, width: size.width, at, mine, onZoom, onPoint: actsOf && choose });
  const acts = point && actsOf?.(point.index, point.line);

  return (
    <div className="chart">
      {legend && <Legend plot={plot} hidden={hidden} setHidden={setHidden} at={at} />}
      <div className="chart-plot" tabIndex={0} role="group" aria-label={summary(title, plot, Boolean(actsOf))} aria-describedby={`${id}-table`} {...handlers}>
        <div className="chart-canvas" ref={canvas} aria-hidden="true" />
        {labelled && versions.map((one) => {
          const look = { className: 'chart-version', title: one.words, style: { left: `clamp(28px, ${xOf(one.time)}px, calc(100% - 32px))` } };
          return versionsHref ? <Link key={one.time} {...look} to={versionsHref(one.versions)} aria-label={`${one.label}, what changed: ${one.words}`} onPointerDown={stop} onKeyDown={stop}>{one.label}</Link> : <span key={one.time} {...look}>{one.label}</span>;
        })}
        {plot.fired?.map((one) => one.mark && size.width > 0 && <span key={one.mark} className={`chart-fired${xOf(one.from) > size.width - margins.right - 28 ? ' chart-fired-left' : ''}`} style={{ left: Math.min(Math.max(xOf(one.from), margins.left), size.width - margins.right) }} aria-hidden="true">{one.mark}</span>)}
        {at >= 0 && <div className="chart-crosshair" style={{ left: xOf(buckets[at]! + domain.shift), top: margins.top, bottom: margins.bottom }} />}
        {drag && <div className="chart-brush" style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from), top: margins.top, bottom: margins.bottom }} />}
        {mine && at >= 0 && !drag && !point && <ChartTooltip plot={shown} at={at} x={xOf(buckets[at]! + domain.shift)} width={size.width} />}
      </div>
      {point && acts && acts.length > 0 && <PointMenu at={point} heading={`${spanWords(plot, point.index)}${plot.step < 86_400_000 ? `, ${plot.clock.day(buckets[point.index]!)}` : ''}`} acts={acts} onClose={() => setPoint(null)} />}
      <ReaderTable id={`${id}-table`} title={title} plot={shown} />
    </div>
  );
}

/** The same figures for screen readers; built after the picture, which is what everybody else waits for. */
function ReaderTable({ id, title, plot: { buckets, lines, clock } }: { id: string; title: string; plot: Plot }) {
  const [late, setLate] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setLate(true), 400); return () => clearTimeout(timer); }, []);
  return (
    <table id={id} className="sr-only">
      <caption>{title}</caption>
      <thead><tr><th>Time</th>{lines.map((line) => <th key={line.key}>{line.label}</th>)}</tr></thead>
      <tbody>{late && buckets.map((time, index) => <tr key={time}><th>{clock.day(time)} {clock.clock(time)}</th>{lines.map((line) => <td key={line.key}>{lineFigure(line, line.values[index])}</td>)}</tr>)}</tbody>
    </table>
  );
}

/** In a stack the layer that the value falls into, else the line whose value is nearest. */
export function lineUnder({ lines, stacked }: Pick<Plot, 'lines' | 'stacked'>, index: number, value: number | undefined): Line | undefined {
  const known = lines.filter((line) => !line.dashed && (line.values[index] ?? null) !== null);
  if (value === undefined || !Number.isFinite(value)) return known.length === 1 ? known[0] : undefined;
  if (!stacked) return known.sort((a, b) => Math.abs(a.values[index]! - value) - Math.abs(b.values[index]! - value))[0];
  let top = 0;
  return known.find((line) => (top += line.values[index]!) >= value && line.values[index]! > 0);
}

function summary(title: string, { lines, buckets, firstPartial, clock }: Plot, opens: boolean): string {
  if (!buckets.length) return `${title}: nothing recorded.`;
  const latest = lines.map((line) => { const at = lastComplete(line, firstPartial); return `${line.label} ${lineFigure(line, at < 0 ? null : line.values[at])}`; });
  return `${title}, ${clock.moment(buckets[0]!)} to ${clock.moment(buckets[buckets.length - 1]!)}. Latest: ${latest.join(', ')}. Arrow keys move the crosshair${opens ? ', Enter opens what can be done about it' : ''}.`;
}

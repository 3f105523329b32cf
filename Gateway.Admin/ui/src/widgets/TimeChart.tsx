import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useColours } from '../app/theme';
import { clock, day, moment } from '../app/time';
import { chartOption, margins } from './chartOption';
import { ChartTooltip } from './ChartTooltip';
import { setCrosshair, useCrosshair } from './crosshair';
import { type ECharts, init } from './echarts';
import { Legend } from './Legend';
import { lastComplete, lineFigure, type Plot } from './lines';

interface TimeChartProps { title: string; plot: Plot; stacked?: boolean; onZoom?(from: number, to: number): void }

/** Lines or a stack over time: legend with values, shared crosshair, brush to zoom, a table for screen readers. */
export function TimeChart({ title, plot, stacked = false, onZoom }: TimeChartProps) {
  const id = useId();
  const { palette } = useColours();
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const crosshair = useCrosshair();
  const shown: Plot = { ...plot, lines: plot.lines.filter((line) => !hidden.has(line.key)) };
  const { buckets } = plot;

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height }));
    watch.observe(canvas.current!);
    return () => { watch.disconnect(); chart.current?.dispose(); chart.current = null; };
  }, []);

  const drawn = JSON.stringify([buckets[0], buckets.length, shown.lines, plot.firstPartial]);
  useEffect(() => {
    if (!size.width || !size.height) return;
    chart.current ??= init(canvas.current!, null, { renderer: 'canvas' });
    chart.current.resize(size);
    chart.current.setOption(chartOption(shown, stacked, size, palette), { notMerge: true });
    // `drawn` stands for the plot: answers are new objects on every refresh, mostly with the same figures.
  }, [drawn, stacked, size, palette]);

  const plotWidth = Math.max(1, size.width - margins.left - margins.right);
  const first = buckets[0] ?? 0;
  const last = buckets.length > 1 ? buckets[buckets.length - 1]! : first + plot.step;
  const timeAt = (x: number) => first + (Math.min(Math.max(x - margins.left, 0), plotWidth) / plotWidth) * (last - first);
  const xOf = (time: number) => margins.left + ((time - first) / (last - first || 1)) * plotWidth;
  const at = crosshair && crosshair.time >= first - plot.step && crosshair.time <= last + plot.step ? nearest(buckets, crosshair.time) : -1;
  const mine = crosshair?.owner === id;

  const xIn = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const move = (event: PointerEvent) => {
    const index = nearest(buckets, timeAt(xIn(event)));
    if (index >= 0) setCrosshair({ time: buckets[index]!, owner: id });
    if (drag) setDrag({ ...drag, to: xIn(event) });
  };
  const press = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType !== 'mouse' || !onZoom) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: xIn(event), to: xIn(event) });
  };
  const release = () => {
    if (drag && Math.abs(drag.to - drag.from) > 6) {
      const [a, b] = [timeAt(drag.from), timeAt(drag.to)].sort((x, y) => x - y) as [number, number];
      const round = (time: number) => Math.round(time / 60_000) * 60_000;
      onZoom?.(round(a), Math.max(round(b), round(a) + 5 * 60_000));
      setCrosshair(null);
    }
    setDrag(null);
  };
  const keys = (event: KeyboardEvent) => {
    const go = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') { setDrag(null); setCrosshair(null); }
    if (!go || !buckets.length) return;
    event.preventDefault();
    const next = at < 0 ? (go > 0 ? 0 : buckets.length - 1) : Math.min(buckets.length - 1, Math.max(0, at + go));
    setCrosshair({ time: buckets[next]!, owner: id });
  };

  return (
    <div className="chart">
      <Legend lines={plot.lines} hidden={hidden} setHidden={setHidden} at={at} firstPartial={plot.firstPartial} square={stacked} share={stacked} />
      <div className="chart-plot" tabIndex={0} role="group" aria-label={summary(title, plot)} aria-describedby={`${id}-table`}
        onPointerMove={move} onPointerDown={press} onPointerUp={release} onPointerLeave={() => { if (!drag) setCrosshair(null); }} onPointerCancel={() => setDrag(null)}
        onKeyDown={keys} onBlur={() => { if (mine) setCrosshair(null); }}>
        <div className="chart-canvas" ref={canvas} aria-hidden="true" />
        {at >= 0 && <div className="chart-crosshair" style={{ left: xOf(buckets[at]!), top: margins.top, bottom: margins.bottom }} />}
        {drag && <div className="chart-brush" style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from), top: margins.top, bottom: margins.bottom }} />}
        {mine && at >= 0 && !drag && <ChartTooltip plot={shown} at={at} x={xOf(buckets[at]!)} width={size.width} square={stacked} />}
      </div>
      <table id={`${id}-table`} className="sr-only">
        <caption>{title}</caption>
        <thead><tr><th>Time</th>{shown.lines.map((line) => <th key={line.key}>{line.label}</th>)}</tr></thead>
        <tbody>{buckets.map((time, index) => <tr key={time}><th>{day(time)} {clock(time)}</th>{shown.lines.map((line) => <td key={line.key}>{lineFigure(line, line.values[index])}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

export function nearest(buckets: number[], time: number): number {
  let low = 0, high = buckets.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (buckets[middle]! <= time) low = middle; else high = middle;
  }
  return time - buckets[low]! <= buckets[high]! - time ? low : high;
}

function summary(title: string, { lines, buckets, firstPartial }: Plot): string {
  if (!buckets.length) return `${title}: nothing recorded.`;
  const latest = lines.map((line) => { const at = lastComplete(line, firstPartial); return `${line.label} ${lineFigure(line, at < 0 ? null : line.values[at])}`; });
  return `${title}, ${moment(buckets[0]!)} to ${moment(buckets[buckets.length - 1]!)}. Latest: ${latest.join(', ')}. Arrow keys move the crosshair.`;
}

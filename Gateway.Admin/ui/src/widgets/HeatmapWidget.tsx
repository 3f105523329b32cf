import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { sequential } from '../app/palette';
import { useColours } from '../app/theme';
import { wholeDay } from './ChartTooltip';
import type { WidgetProps } from './contract';
import { setCrosshair, useCrosshair } from './crosshair';
import { nearest } from './domain';
import { figureOf, measuresOf } from './figures';
import { drawHeat, type Heat, heatOf, layoutOf } from './heat';
import { type Act, inCard, PointMenu } from './PointMenu';
import { useSize } from './useSize';

interface Cell { x: number; y: number }

/** Requests by time and band of duration. A cell narrows the dashboard to its time and band, and leads to its requests. */
export function HeatmapWidget({ widget, answer, scene }: WidgetProps) {
  const id = useId();
  const { palette, scheme } = useColours();
  const steps = sequential[scheme];
  const heat = heatOf(answer, scene.clock);
  const shown = measuresOf(answer, widget.options)[0]!;
  const [plot, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const [chosen, setChosen] = useState<Cell | null>(null);
  const crosshair = useCrosshair();
  const { buckets, bands, most, step, clock } = heat;
  const box = layoutOf(heat, size, scene.large);

  const drawn = JSON.stringify([buckets[0], buckets.length, bands, heat.firstPartial, clock.zone]);
  useEffect(() => { if (size.width && size.height) drawHeat(canvas.current!, heat, size, palette, steps, scene.large); }, [drawn, size, palette, steps, scene.large]);

  const spanOf = (x: number): [number, number] => [buckets[x]!, buckets[x + 1] ?? buckets[x]! + step];
  const span = (x: number) => { const [from, to] = spanOf(x); return step >= wholeDay ? clock.day(from) : `${clock.clock(from)} – ${clock.clock(to)}`; };
  const move = (next: Cell | null) => { setCell(next); setCrosshair(next && { time: buckets[next.x]!, owner: id }); };
  const under = (event: MouseEvent): Cell | null => {
    const edge = event.currentTarget.getBoundingClientRect();
    const x = Math.floor((event.clientX - edge.left - box.left) / box.cell), y = Math.floor((box.top + box.height - (event.clientY - edge.top)) / box.row);
    return x >= 0 && x < buckets.length && y >= 0 && y < bands.length ? { x, y } : null;
  };
  const keys = (event: KeyboardEvent) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    // The menu that opens must not hear of the same key: it would close at once.
    if (event.key === 'Enter' && cell) { event.preventDefault(); event.stopPropagation(); setChosen(cell); }
    if (!dx && !dy) return;
    event.preventDefault();
    const at = cell ?? { x: buckets.length - 1, y: 0 };
    move({ x: Math.min(buckets.length - 1, Math.max(0, at.x + dx!)), y: Math.min(bands.length - 1, Math.max(0, at.y + dy!)) });
  };
  const acts = chosen ? actsOf(chosen) : [];
  const others = crosshair && crosshair.owner !== id && buckets.length && crosshair.time >= buckets[0]! && crosshair.time <= buckets[buckets.length - 1]! + step ? nearest(buckets, crosshair.time) : -1;
  const at = chosen ?? cell;

  return (
    <div className="chart">
      <div className="heat-scale" aria-hidden="true"><span>0</span><i>{steps.map((colour) => <b key={colour} style={{ background: colour }} />)}</i><span>{figureOf(most, shown)} requests</span></div>
      <div className="chart-plot heat-plot" ref={plot} tabIndex={0} role="group" aria-label={`${widget.title}. ${summary(heat)}`} aria-describedby={`${id}-cell`}
        onPointerMove={(event) => move(under(event))} onPointerLeave={() => { if (!chosen) move(null); }} onClick={(event) => setChosen(under(event))} onKeyDown={keys} onBlur={() => move(null)}>
        <div className="chart-canvas" aria-hidden="true"><canvas ref={canvas} style={{ width: size.width, height: size.height }} /></div>
        {others >= 0 && <div className="chart-crosshair" style={{ left: box.left + (others + 0.5) * box.cell, top: box.top, bottom: box.bottom }} />}
        {at && <div className="heat-cell" style={{ left: box.left + at.x * box.cell, width: box.cell, top: box.top + box.height - (at.y + 1) * box.row, height: box.row }} />}
        {cell && !chosen && (
          <div className="chart-tooltip" style={cell.x > buckets.length / 2 ? { right: size.width - box.left - cell.x * box.cell + 12 } : { left: box.left + (cell.x + 1) * box.cell + 12 }}>
            <div className="chart-tooltip-head">{span(cell.x)}{step < wholeDay && <span> {clock.day(buckets[cell.x]!)}</span>}{cell.x >= heat.firstPartial && <span> unfinished</span>}</div>
            <div className="chart-tooltip-row"><span>{bands[cell.y]!.name}</span><b>{figureOf(bands[cell.y]!.values[cell.x], shown)}</b></div>
          </div>
        )}
      </div>
      {chosen && acts.length > 0 && <PointMenu at={inCard(plot.current!, box.left + (chosen.x + 1) * box.cell, box.top + box.height - chosen.y * box.row)} heading={`${span(chosen.x)}, ${bands[chosen.y]!.name}`} acts={acts} onClose={() => { setChosen(null); setCell(null); }} />}
      <p id={`${id}-cell`} className="sr-only" aria-live="polite">{cell ? `${span(cell.x)}, ${bands[cell.y]!.name}: ${figureOf(bands[cell.y]!.values[cell.x], shown)} requests` : ''}</p>
    </div>
  );

  function actsOf({ x, y }: Cell): Act[] {
    const [from, to] = spanOf(x);
    const { name, key, values } = bands[y]!;
    const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    const band = { dimension: 'latencyBand', op: 'is' as const, values: [key], labels: [name] };
    return [
      ...(scene.onFilter && values[x] ? [{ label: 'Show only these', onClick: () => scene.onFilter!(band.dimension, key, name, undefined, range) }] : []),
      ...(scene.requestsHref ? [{ label: `Requests that took ${name}`, href: scene.requestsHref(range, [...(widget.query?.filters ?? []), band]) }] : []),
      ...(scene.onZoom ? [{ label: 'Zoom to this time', onClick: () => scene.onZoom!(from, Math.max(to, from + 300_000)) }] : []),
    ];
  }
}

function summary({ buckets, bands, clock }: Heat): string {
  if (!buckets.length || !bands.length) return 'Nothing recorded.';
  const sums = bands.map(({ name, values }) => ({ name, sum: values.reduce<number>((sum, value) => sum + (value ?? 0), 0) }));
  const whole = sums.reduce((sum, one) => sum + one.sum, 0) || 1;
  return `${clock.moment(buckets[0]!)} to ${clock.moment(buckets[buckets.length - 1]!)}. ${sums.filter(({ sum }) => sum).map(({ name, sum }) => `${name}: ${((sum / whole) * 100).toFixed(1)} %`).join(', ')}. Arrow keys go from cell to cell.`;
}

import { type MouseEvent, useState } from 'react';
import { cut, share as shareOf, written } from '../app/format';
import { nearSign } from '../app/nearly';
import { signOf } from './ChartTooltip';
import { addsUp, lastComplete, type Line, lineFigure, type Plot } from './lines';

interface LegendProps { plot: Plot; hidden: ReadonlySet<string>; setHidden(next: ReadonlySet<string>): void; at: number }
const room = 6;

/** Sign, name and value of each series. Click isolates one and, clicked again, brings all back; Shift-click toggles. */
export function Legend({ plot, hidden, setHidden, at }: LegendProps) {
  const [all, setAll] = useState(false);
  const { lines, firstPartial } = plot;
  const solid = lines.filter((line) => !line.dashed);
  const parts = plot.stacked && addsUp(plot.unit) && solid.length > 1;
  const click = (key: string) => (event: MouseEvent) => {
    if (event.shiftKey) {
      const next = new Set(hidden);
      if (!next.delete(key)) next.add(key);
      return setHidden(next);
    }
    const alone = !hidden.has(key) && lines.every((line) => line.key === key || hidden.has(line.key));
    setHidden(alone ? new Set() : new Set(lines.filter((line) => line.key !== key).map((line) => line.key)));
  };
  const last = Math.max(-1, ...lines.map((line) => lastComplete(line, firstPartial)));
  const value = (line: Line) => {
    const index = at >= 0 ? at : last;
    const now = index < 0 ? null : (line.values[index] ?? null);
    if (!parts || line.dashed) return lineFigure(line, now, true);
    const whole = index < 0 ? 0 : solid.reduce((sum, one) => sum + (one.values[index] ?? 0), 0);
    return whole ? `${nearSign(line.near !== undefined, now)}${shareOf(now ?? 0, whole)}` : written(null, line.unit);
  };
  const shown = all ? lines : lines.slice(0, room);
  return (
    <div className="legend">
      {shown.map((line) => (
        <button key={line.key} type="button" className="legend-item" aria-pressed={!hidden.has(line.key)} onClick={click(line.key)} title={[line.near, lines.length > 1 ? 'Click to show only this, Shift-click to hide it' : ''].filter(Boolean).join('. ') || undefined}>
          <i className={signOf(plot, line.dashed)} style={{ color: line.colour }} />
          <span>{cut(line.label, 32)}</span> <b>{value(line)}</b>
        </button>
      ))}
      {lines.length > room && <button type="button" className="legend-more" onClick={() => setAll(!all)}>{all ? 'Show fewer' : `+ ${lines.length - room} more`}</button>}
    </div>
  );
}

import { type MouseEvent, useState } from 'react';
import { cut, share as shareOf, written } from '../app/format';
import { nearSign } from '../app/nearly';
import { lastComplete, type Line, lineFigure } from './lines';

interface LegendProps {
  lines: Line[]; hidden: ReadonlySet<string>; setHidden(next: ReadonlySet<string>): void;
  at: number; firstPartial: number; square: boolean; share: boolean;
}
const room = 6;

/** Sign, name and value of each series. Click isolates one and, clicked again, brings all back; Shift-click toggles. */
export function Legend({ lines, hidden, setHidden, at, firstPartial, square, share }: LegendProps) {
  const [all, setAll] = useState(false);
  const click = (key: string) => (event: MouseEvent) => {
    if (event.shiftKey) {
      const next = new Set(hidden);
      if (!next.delete(key)) next.add(key);
      return setHidden(next);
    }
    const alone = !hidden.has(key) && hidden.size === lines.length - 1;
    setHidden(alone ? new Set() : new Set(lines.filter((line) => line.key !== key).map((line) => line.key)));
  };
  const last = Math.max(-1, ...lines.map((line) => lastComplete(line, firstPartial)));
  const value = (line: Line) => {
    const index = at >= 0 ? at : last;
    const now = index < 0 ? null : (line.values[index] ?? null);
    if (!share) return lineFigure(line, now, true);
    const whole = index < 0 ? 0 : lines.reduce((sum, one) => sum + (one.values[index] ?? 0), 0);
    return whole ? `${nearSign(line.near !== undefined, now)}${shareOf(now ?? 0, whole)}` : written(null, line.unit);
  };
  const shown = all ? lines : lines.slice(0, room);
  return (
    <div className="legend">
      {shown.map((line) => (
        <button key={line.key} type="button" className="legend-item" aria-pressed={!hidden.has(line.key)} onClick={click(line.key)} title={[line.near, lines.length > 1 ? 'Click to show only this, Shift-click to hide it' : ''].filter(Boolean).join('. ') || undefined}>
          <i className={square ? 'sign-square' : line.dashed ? 'sign-dash' : 'sign-line'} style={{ color: line.colour }} />
          <span>{cut(line.label, 32)}</span> <b>{value(line)}</b>
        </button>
      ))}
      {lines.length > room && <button type="button" className="legend-more" onClick={() => setAll(!all)}>{all ? 'Show fewer' : `+ ${lines.length - room} more`}</button>}
    </div>
  );
}

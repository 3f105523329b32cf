import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import { setCrosshair } from './crosshair';
import { type Domain, type Margins, nearest } from './domain';

interface PointerProps {
  id: string; buckets: number[]; domain: Domain; margins: Margins; width: number; at: number; mine: boolean;
  onZoom?(from: number, to: number): void;
  onPoint?(index: number, x: number, y: number): void;
}

/** Mouse, finger and keys over a time chart: the crosshair that all charts share, the brush, and the point that is chosen. */
export function usePointer({ id, buckets, domain, margins, width, at, mine, onZoom, onPoint }: PointerProps) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const brushed = useRef(false);
  const plotWidth = Math.max(1, width - margins.left - margins.right);
  const timeAt = (x: number) => domain.from + (Math.min(Math.max(x - margins.left, 0), plotWidth) / plotWidth) * (domain.to - domain.from);
  const xOf = (time: number) => margins.left + ((time - domain.from) / (domain.to - domain.from || 1)) * plotWidth;
  const indexAt = (x: number) => nearest(buckets, timeAt(x) - domain.shift);
  const xIn = (event: PointerEvent | MouseEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left;

  const release = () => {
    brushed.current = Boolean(drag && Math.abs(drag.to - drag.from) > 6);
    if (drag && brushed.current) {
      const [a, b] = [timeAt(drag.from), timeAt(drag.to)].sort((x, y) => x - y) as [number, number];
      const round = (time: number) => Math.round(time / 60_000) * 60_000;
      onZoom?.(round(a), Math.max(round(b), round(a) + 5 * 60_000));
      setCrosshair(null);
    }
    setDrag(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const go = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') { setDrag(null); setCrosshair(null); }
    // The menu that opens must not hear of the same key: it would close at once.
    if (event.key === 'Enter' && at >= 0 && event.target === event.currentTarget) { event.preventDefault(); event.stopPropagation(); onPoint?.(at, xOf(buckets[at]! + domain.shift), margins.top + 24); }
    if (!go || !buckets.length) return;
    event.preventDefault();
    const next = at < 0 ? (go > 0 ? 0 : buckets.length - 1) : Math.min(buckets.length - 1, Math.max(0, at + go));
    setCrosshair({ time: buckets[next]!, owner: id });
  };

  return {
    drag, xOf,
    handlers: {
      onPointerMove: (event: PointerEvent) => {
        const index = indexAt(xIn(event));
        if (index >= 0) setCrosshair({ time: buckets[index]!, owner: id });
        if (drag) setDrag({ ...drag, to: xIn(event) });
      },
      onPointerDown: (event: PointerEvent) => {
        brushed.current = false;
        if (event.button !== 0 || event.pointerType !== 'mouse' || !onZoom) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: xIn(event), to: xIn(event) });
      },
      onPointerUp: release,
      onPointerLeave: () => { if (!drag) setCrosshair(null); },
      onPointerCancel: () => setDrag(null),
      onClick: (event: MouseEvent) => {
        const index = indexAt(xIn(event));
        if (!brushed.current && index >= 0) onPoint?.(index, xIn(event), event.clientY - event.currentTarget.getBoundingClientRect().top);
      },
      onKeyDown,
      onBlur: () => { if (mine) setCrosshair(null); },
    },
  };
}

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Widget } from '../widgets/contract';
import { arranged, type Box, resized, sameLayout, stepped } from './layout';

export const gap = 16, row = 54;
const threshold = 4, edge = 56;

/** What is being moved: the layout as it would be, and for the pointer how far the card is from its place there. */
export interface Grab { id: string; kind: 'move' | 'resize' | 'add'; keys: boolean; widgets: Widget[]; shift?: { x: number; y: number; w: number; h: number }; outside?: boolean }

interface GrabProps { grid: RefObject<HTMLElement | null>; widgets: Widget[]; onDrop(widgets: Widget[], kind: Grab['kind']): void; onSelect(id: string): void; say(words: string): void }

const placeWords = ({ x, y, w, h }: Box) => `column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`;

/** Moving and resizing, by the pointer and by keys: both change a copy, and only a drop changes the dashboard. */
export function useGrab({ grid, widgets, onDrop, onSelect, say }: GrabProps) {
  const [grab, setGrab] = useState<Grab | null>(null);
  const now = useRef<Grab | null>(null);
  const stop = useRef<() => void>(undefined);
  const set = (next: Grab | null) => { now.current = next; setGrab(next); };
  useEffect(() => () => stop.current?.(), []);

  const drop = () => {
    const last = now.current;
    set(null);
    if (!last || last.outside) return;
    if (last.kind === 'add' || !sameLayout(last.widgets, widgets)) onDrop(last.widgets, last.kind);
  };
  const putBack = () => set(null);

  /** `extra`: a widget of the dock that is not in the dashboard yet. */
  const start = (event: ReactPointerEvent, id: string, kind: Grab['kind'], extra?: Widget) => {
    if (event.button !== 0 || !grid.current) return;
    const base = extra ? [...widgets, extra] : widgets;
    const origin = base.find((one) => one.id === id)!;
    const from = { x: event.clientX, y: event.clientY + scrollY };
    let last = { x: event.clientX, y: event.clientY }, timer = 0, moved = false;

    const follow = () => {
      const rect = grid.current!.getBoundingClientRect();
      const column = (rect.width + gap) / 12, line = row + gap;
      const size = (cells: number, step: number) => cells * step - gap;
      const dx = last.x - from.x, dy = last.y + scrollY - from.y;
      if (kind === 'resize') {
        const next = resized(base, id, origin.w + Math.round(dx / column), origin.h + Math.round(dy / line));
        set({ id, kind, keys: false, widgets: next, shift: { x: 0, y: 0, w: Math.max(80, size(origin.w, column) + dx), h: Math.max(40, size(origin.h, line) + dy) } });
        return;
      }
      // In pixels within the grid: the card's corner, under the pointer where it was taken; one of the dock by its head.
      const corner = kind === 'add' ? { x: last.x - rect.left - size(origin.w, column) / 2, y: last.y - rect.top - 20 } : { x: origin.x * column + dx, y: origin.y * line + dy };
      const outside = kind === 'add' && (last.x < rect.left || last.x > rect.right || last.y < 0 || last.y > innerHeight);
      const next = arranged(base, id, { ...origin, x: Math.round(corner.x / column), y: Math.round(corner.y / line) });
      const place = next.find((one) => one.id === id)!;
      set({ id, kind, keys: false, outside, widgets: next, shift: { x: corner.x - place.x * column, y: corner.y - place.y * line, w: size(origin.w, column), h: size(origin.h, line) } });
    };
    const roll = () => {
      const by = last.y < edge ? -14 : last.y > innerHeight - edge ? 14 : 0;
      if (by && moved) { scrollBy(0, by); follow(); }
      timer = requestAnimationFrame(roll);
    };
    const move = (next: PointerEvent) => {
      last = { x: next.clientX, y: next.clientY };
      moved ||= Math.hypot(next.clientX - from.x, next.clientY + scrollY - from.y) >= threshold;
      if (moved) follow();
    };
    const end = () => { stop.current?.(); if (moved) drop(); else if (kind !== 'add') onSelect(id); };
    const key = (press: KeyboardEvent) => { if (press.key === 'Escape') { press.stopPropagation(); stop.current?.(); putBack(); say('Put back.'); } };
    const cancel = () => { stop.current?.(); putBack(); };
    stop.current?.();
    stop.current = () => { cancelAnimationFrame(timer); removeEventListener('pointermove', move); removeEventListener('pointerup', end); removeEventListener('pointercancel', cancel); removeEventListener('keydown', key, true); stop.current = undefined; };
    addEventListener('pointermove', move); addEventListener('pointerup', end); addEventListener('pointercancel', cancel); addEventListener('keydown', key, true);
    timer = requestAnimationFrame(roll);
    if (kind !== 'add') event.preventDefault();
  };

  const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** Keys of a focused widget. True where the key was one of the grid's. */
  const press = (key: string, shift: boolean, widget: Widget): boolean => {
    const held = now.current?.keys && now.current.id === widget.id ? now.current : null;
    const name = widget.title || widget.type;
    if (key === ' ' && !held) {
      set({ id: widget.id, kind: 'move', keys: true, widgets });
      say(`${name} grabbed, ${placeWords(widget)}. Arrows move it, Shift and arrows resize it, Enter drops it, Escape puts it back.`);
      return true;
    }
    if (!held) return false;
    const step = arrows[key];
    if (step) {
      const box = held.widgets.find((one) => one.id === widget.id)!;
      const next = shift ? resized(held.widgets, widget.id, box.w + step[0], box.h + step[1]) : stepped(held.widgets, widget.id, step[0], step[1]);
      const place = next.find((one) => one.id === widget.id)!;
      say(sameLayout(next, held.widgets) ? `${name} goes no further.` : `${name}: ${placeWords(place)}.`);
      set({ ...held, widgets: next });
      return true;
    }
    if (key === 'Enter' || key === ' ') { say(`${name} dropped at ${placeWords(held.widgets.find((one) => one.id === widget.id)!)}.`); drop(); return true; }
    if (key === 'Escape') { say(`${name} put back.`); putBack(); return true; }
    return false;
  };

  return { grab, start, press, leave: () => { if (now.current?.keys) drop(); } };
}

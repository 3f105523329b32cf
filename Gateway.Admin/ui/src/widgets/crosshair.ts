import { useSyncExternalStore } from 'react';

/** The instant under the pointer, shared by all charts on the page; only its owner shows the tooltip. */
export interface Crosshair { time: number; owner: string }
let current: Crosshair | null = null;
const listeners = new Set<() => void>();

export function setCrosshair(next: Crosshair | null) {
  if (next?.time === current?.time && next?.owner === current?.owner) return;
  current = next;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };
export const useCrosshair = () => useSyncExternalStore(subscribe, () => current);

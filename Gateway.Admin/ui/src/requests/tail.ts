import type { RequestRow, TailMessage } from './contract';

/** What a live view shows. While it is paused what comes waits, so that nothing moves under the reader's eyes. */
export interface Tail {
  rows: RequestRow[]; waiting: RequestRow[]; paused: boolean;
  /** Requests that ended and are not shown: more than anybody reads, or more than is kept here while paused. */
  missed: number;
  state: 'connecting' | 'live' | 'away' | 'lost';
}

/** Most rows on the page, and most that wait. */
export const mostRows = 300;
export const empty: Tail = { rows: [], waiting: [], paused: false, missed: 0, state: 'connecting' };

export type TailAct = TailMessage | { type: 'pause' } | { type: 'resume' } | { type: 'clear' } | { type: 'opening' } | { type: 'lost' };

export function tailOf(tail: Tail, act: TailAct): Tail {
  switch (act.type) {
    case 'requests': {
      if (!tail.paused) return { ...tail, rows: [...act.items, ...tail.rows].slice(0, mostRows) };
      const waiting = [...act.items, ...tail.waiting];
      return { ...tail, waiting: waiting.slice(0, mostRows), missed: tail.missed + Math.max(0, waiting.length - mostRows) };
    }
    case 'missed': return { ...tail, missed: tail.missed + act.count };
    case 'state': return { ...tail, state: act.state === 'starting' ? 'connecting' : act.state === 'away' ? 'away' : 'live' };
    case 'pause': return { ...tail, paused: true };
    case 'resume': return { ...tail, paused: false, rows: [...tail.waiting, ...tail.rows].slice(0, mostRows), waiting: [] };
    case 'clear': return { ...tail, rows: [], waiting: [], missed: 0 };
    case 'opening': return { ...tail, state: 'connecting' };
    case 'lost': return { ...tail, state: 'lost' };
    case 'error': return tail;
  }
}

/** Seconds until the next try: soon at first, then with more patience. */
export const patience = (tries: number) => Math.min(15, 2 ** tries);

/** Where the live view is, and what says who asks: a page cannot add headers to a WebSocket. */
export function tailAddress(origin: string, tenant: string, filters: unknown[], token: string | null): { url: string; protocols: string[] } {
  const search = new URLSearchParams({ tenant, ...(filters.length ? { filters: JSON.stringify(filters) } : {}) });
  const bytes = token === null ? null : Array.from(new TextEncoder().encode(token), (byte) => String.fromCharCode(byte)).join('');
  const bearer = bytes === null ? [] : [`bearer.${btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`];
  return { url: `${origin.replace(/^http/, 'ws')}/api/v1/requests/tail?${search}`, protocols: ['gateway.tail', ...bearer] };
}

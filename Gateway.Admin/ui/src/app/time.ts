import { clockOf } from './clock';
import type { Range } from './contract';

/** Ranges as the URL and the API write them (`now-24h`, `now/d`, ISO), and times as readers see them. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const here = clockOf(zone);

export const presets = [
  { from: 'now-15m', label: 'Last 15 minutes' }, { from: 'now-30m', label: 'Last 30 minutes' }, { from: 'now-1h', label: 'Last hour' },
  { from: 'now-3h', label: 'Last 3 hours' }, { from: 'now-6h', label: 'Last 6 hours' }, { from: 'now-12h', label: 'Last 12 hours' },
  { from: 'now-24h', label: 'Last 24 hours' }, { from: 'now-2d', label: 'Last 2 days' }, { from: 'now-7d', label: 'Last 7 days' },
  { from: 'now-30d', label: 'Last 30 days' }, { from: 'now-90d', label: 'Last 90 days' },
];
export const usual: Range = { from: 'now-24h', to: 'now' };

const lengths: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

/** The instant an expression means now, or null when it is not one. Days, weeks and months begin as the clock says. */
export function instant(expression: string, now = Date.now(), clock = here): number | null {
  const relative = /^now(?:-(\d{1,6})([smhdwMy]))?(?:\/([dhwM]))?$/.exec(expression);
  if (!relative) {
    const time = /^\d{4}-\d\d-\d\d/.test(expression) ? Date.parse(expression) : NaN;
    return Number.isNaN(time) ? null : time;
  }
  const [, amount, unit, floor] = relative;
  if (amount && unit && unit in lengths) now -= Number(amount) * lengths[unit]!;
  if (!floor && unit !== 'M' && unit !== 'y') return now;
  const date = new Date(clock.wall(now));
  if (unit === 'M') date.setUTCMonth(date.getUTCMonth() - Number(amount));
  if (unit === 'y') date.setUTCFullYear(date.getUTCFullYear() - Number(amount));
  if (floor === 'h') date.setUTCMinutes(0, 0, 0);
  if (floor === 'd' || floor === 'w' || floor === 'M') date.setUTCHours(0, 0, 0, 0);
  if (floor === 'w') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (floor === 'M') date.setUTCDate(1);
  return clock.fromWall(date.getTime());
}

export const isRange = (from: string, to: string) => {
  const [start, end] = [instant(from), instant(to)];
  return start !== null && end !== null && start < end;
};

export const { clock, clockSeconds, day, date, moment } = here;

/** "02:00 and 03:00" within today, with days otherwise. */
export function between(from: number, to: number, { clock, day, sameDay } = here): string {
  if (sameDay(from, to) && sameDay(to, Date.now())) return `${clock(from)} and ${clock(to)}`;
  return `${day(from)}, ${clock(from)} and ${day(to)}, ${clock(to)}`;
}

export function rangeLabel({ from, to }: Range, times = here): string {
  const preset = to === 'now' ? presets.find((one) => one.from === from) : undefined;
  if (preset) return preset.label;
  const [start, end] = [instant(from, Date.now(), times), instant(to, Date.now(), times)];
  if (start === null || end === null) return `${from} to ${to}`;
  const { clock, day, sameDay } = times;
  if (to === 'now' && !from.startsWith('now')) return `Since ${day(start)}, ${clock(start)}`;
  return sameDay(start, end) ? `${day(start)}, ${clock(start)} – ${clock(end)}` : `${day(start)}, ${clock(start)} – ${day(end)}, ${clock(end)}`;
}

/** "2 s ago" below a day, the date from then on. */
export function ago(time: string | null, now = Date.now()): string {
  if (!time) return 'Never';
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return date(time);
}

export const intervalWords: Record<string, string> = {
  '1m': '1 min', '5m': '5 min', '15m': '15 min', '30m': '30 min', '1h': '1 h', '6h': '6 h', '1d': '1 day', '1w': '1 week', '1M': '1 month',
};

/** What to call the earlier period: the day before when a day is shown, and so on. */
export function previousLabel(compare: string, { from, to }: Range): string {
  if (compare === 'day') return 'Previous day';
  if (compare === 'week') return 'Previous week';
  const length = (instant(to) ?? 0) - (instant(from) ?? 0);
  const near = (size: number) => Math.abs(length - size) < 6e4;
  if (near(lengths.d!)) return 'Previous day';
  if (near(lengths.w!)) return 'Previous week';
  if (near(lengths.h!)) return 'Previous hour';
  return 'Previous period';
}

/** How an end is written; from two weeks before it on it deserves attention. */
export function expiry(expiresAt: string | null, now = Date.now()): { text: string; soon: boolean } {
  if (!expiresAt) return { text: 'Never', soon: false };
  const days = Math.ceil((Date.parse(expiresAt) - now) / 86_400_000);
  if (days <= 0) return { text: 'Expired', soon: false };
  return days <= 14 ? { text: days === 1 ? 'In 1 day' : `In ${days} days`, soon: true } : { text: date(expiresAt), soon: false };
}

import type { Fold } from '../app/contract';
import { written } from '../app/format';
import { clockSeconds, day } from '../app/time';

const dayLength = 86_400_000;
/** From here on sums are too far behind: answers stay right, but what is missing is read from single requests, slower. */
const tooLateSeconds = 300;

const grains: Record<string, string> = { '1m': 'minute', '15m': 'quarter of an hour', '1h': 'hour', '1d': 'day (UTC)' };
export const grainWords = (grain: string) => `By the ${grains[grain] ?? grain}`;

export const isLate = ({ lagSeconds }: Fold) => (lagSeconds ?? 0) > tooLateSeconds;

/** An instant of today as its time, an earlier one with its day. */
export const instantWords = (time: string, now: number) =>
  new Date(time).toDateString() === new Date(now).toDateString() ? clockSeconds(time) : `${day(time)}, ${clockSeconds(time)}`;

/** Whole seconds: a tenth of one says nothing here. */
export const lagWords = (seconds: number) => (seconds < 60 ? `${Math.round(seconds)}\u00a0s` : written(seconds * 1000, 'ms'));

/** "Complete until 14:03:00 (2 s behind)". */
export function completeWords({ through, lagSeconds }: Fold, now: number): string {
  if (!through) return 'Not begun yet';
  const behind = Math.round(lagSeconds ?? 0);
  return `Complete until ${instantWords(through, now)}${behind > 0 ? ` (${lagWords(behind)} behind)` : ''}`;
}

/** "3 days": for how long back something is kept. */
export function keptWords(since: string | null | undefined, now: number): string {
  if (!since) return 'Nothing yet';
  const days = Math.floor((now - Date.parse(since)) / dayLength);
  return days >= 1 ? `${days.toLocaleString()} ${days === 1 ? 'day' : 'days'}` : 'Less than a day';
}

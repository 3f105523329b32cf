import type { Clock } from '../app/clock';
import { instant } from '../app/time';
import type { Range } from '../app/contract';

/** To the millisecond, as lists of requests are read. */
export const toMillis = (time: string, clock: Clock) => `${clock.clockSeconds(time)}.${String(new Date(time).getMilliseconds()).padStart(3, '0')}`;

/** Whether rows of the range need their day beside the time. */
export const needsDay = ({ from, to }: Range, clock: Clock) => !clock.sameDay(instant(from, Date.now(), clock) ?? 0, instant(to, Date.now(), clock) ?? 0);

/** A range around an instant, for requests like one. */
export const around = (time: string, minutes: number): Range => {
  const at = Math.floor(Date.parse(time) / 60_000) * 60_000;
  return { from: new Date(at - minutes * 60_000).toISOString(), to: new Date(at + minutes * 60_000).toISOString() };
};

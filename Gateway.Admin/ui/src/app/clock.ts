/** Times as they are written in one zone. Charts, ranges and tables of a page share one. */
export interface Clock {
  zone: string;
  clock(time: number | string): string;
  clockSeconds(time: number | string): string;
  day(time: number | string): string;
  date(time: number | string): string;
  moment(time: number | string): string;
  sameDay(a: number, b: number): boolean;
  /** The time of day and date that the zone's clocks show, as if it were UTC; and back. */
  wall(time: number): number;
  fromWall(wall: number): number;
}

const clocks = new Map<string, Clock>();

/** The clock of an IANA zone; one that this browser does not know is UTC. */
export function clockOf(zone: string): Clock {
  let found = clocks.get(zone);
  if (!found) clocks.set(zone, (found = make(isZone(zone) ? zone : 'UTC')));
  return found;
}

export function isZone(zone: string): boolean {
  try { return Boolean(new Intl.DateTimeFormat(undefined, { timeZone: zone })); } catch { return false; }
}

/** Every zone there is, UTC first. */
export const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

function make(zone: string): Clock {
  const writer = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone });
    return (time: number | string) => format.format(new Date(time));
  };
  const clock = writer({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const clockSeconds = writer({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const date = writer({ day: 'numeric', month: 'short', year: 'numeric' });
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  const wall = (time: number) => {
    const found = Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(found.year!, found.month! - 1, found.day, found.hour, found.minute, found.second) + (((time % 1000) + 1000) % 1000);
  };
  return {
    zone, clock, clockSeconds, date, wall,
    day: writer({ day: 'numeric', month: 'short' }),
    moment: (time) => `${date(time)}, ${clockSeconds(time)}`,
    sameDay: (a, b) => date(a) === date(b),
    // The second step settles the hours around a change of clocks.
    fromWall: (at) => { const guess = at - (wall(at) - at); return at - (wall(guess) - guess); },
  };
}

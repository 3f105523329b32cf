import '@mantine/dates/styles.css';
import { Button } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { type Clock, clockOf } from './clock';
import type { Range } from './contract';
import { instant, zone } from './time';

/** The picker knows no zones: it gets, and gives, what the clocks of the zone show. */
const shownAs = (expression: string, clock: Clock) => new Date(clock.wall(instant(expression, Date.now(), clock) ?? Date.now())).toISOString().slice(0, 16).replace('T', ' ') + ':00';
const meant = (text: string, clock: Clock) => clock.fromWall(Date.parse(`${text.replace(' ', 'T')}Z`));

interface AbsoluteRangeProps { range: Range; clock?: Clock; onApply(range: Range): void; verb?: string; busy?: boolean }

/** From and to by calendar and clock; without a clock in the browser's zone. */
export default function AbsoluteRange({ range, clock = clockOf(zone), onApply, verb = 'Apply', busy = false }: AbsoluteRangeProps) {
  const [from, setFrom] = useState<string | null>(shownAs(range.from, clock));
  const [to, setTo] = useState<string | null>(shownAs(range.to, clock));
  const wrong = !from || !to ? 'Choose both ends.' : from < to ? null : 'The end must come after the start.';
  const common = { valueFormat: 'D MMM YYYY, HH:mm', popoverProps: { withinPortal: false }, highlightToday: true } as const;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (from && to && !wrong) onApply({ from: new Date(meant(from, clock)).toISOString(), to: new Date(meant(to, clock)).toISOString() }); }}>
      <DateTimePicker label="From" value={from} onChange={setFrom} {...common} />
      <DateTimePicker label="To" value={to} onChange={setTo} {...common} error={wrong} />
      <Button type="submit" disabled={wrong !== null || busy}>{verb}</Button>
    </form>
  );
}

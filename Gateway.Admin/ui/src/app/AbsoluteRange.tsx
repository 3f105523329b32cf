import '@mantine/dates/styles.css';
import { Button } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Range } from './contract';
import { instant } from './time';

const written = 'YYYY-MM-DD HH:mm:ss';
const start = (expression: string) => dayjs(instant(expression) ?? Date.now()).second(0).format(written);

interface AbsoluteRangeProps { range: Range; onApply(range: Range): void; verb?: string; busy?: boolean }

/** From and to by calendar and clock, in the browser's zone. */
export default function AbsoluteRange({ range, onApply, verb = 'Apply', busy = false }: AbsoluteRangeProps) {
  const [from, setFrom] = useState<string | null>(start(range.from));
  const [to, setTo] = useState<string | null>(start(range.to));
  const wrong = !from || !to ? 'Choose both ends.' : dayjs(from).isBefore(dayjs(to)) ? null : 'The end must come after the start.';
  const common = { valueFormat: 'D MMM YYYY, HH:mm', popoverProps: { withinPortal: false }, highlightToday: true } as const;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (!wrong) onApply({ from: dayjs(from).toISOString(), to: dayjs(to).toISOString() }); }}>
      <DateTimePicker label="From" value={from} onChange={setFrom} {...common} />
      <DateTimePicker label="To" value={to} onChange={setTo} {...common} error={wrong} />
      <Button type="submit" disabled={wrong !== null || busy}>{verb}</Button>
    </form>
  );
}

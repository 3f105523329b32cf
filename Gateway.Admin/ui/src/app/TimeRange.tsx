import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { type Clock, clockOf } from './clock';
import type { Range } from './contract';
import { presets, rangeLabel, usual, zone } from './time';

// The calendar is half as big as everything else here, and most people choose from the list.
const AbsoluteRange = lazy(() => import('./AbsoluteRange'));

/** `onAny`: where no range at all can be chosen, which is then `range` null. */
interface TimeRangeProps { range: Range | null; onChange(range: Range): void; onAny?(): void; clock?: Clock }

export function TimeRange({ range, onChange, onAny, clock = clockOf(zone) }: TimeRangeProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (next: Range) => { onChange(next); close(); };
  return (
    <Popover opened={opened} onChange={(open) => { if (!open) close(); }} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" onClick={toggle} data-shortcut="range" aria-haspopup="dialog" leftSection={<IconCalendar size={16} stroke={1.75} />} rightSection={<IconChevronDown size={16} stroke={1.75} />}>{range ? rangeLabel(range, clock) : 'Any time'}</Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Time range">
        <div className="range-panel">
          <ul className="range-presets" aria-label="Ranges up to now">
            {onAny && <li><button type="button" className={range ? undefined : 'chosen'} aria-pressed={!range} onClick={() => { onAny(); close(); }}>Any time</button></li>}
            {presets.map(({ from, label }) => (
              <li key={from}><button type="button" className={range?.from === from && range.to === 'now' ? 'chosen' : undefined} aria-pressed={range?.from === from && range.to === 'now'} onClick={() => choose({ from, to: 'now' })}>{label}</button></li>
            ))}
          </ul>
          <div className="range-absolute">
            <Suspense>{opened && <AbsoluteRange range={range ?? usual} clock={clock} onApply={choose} />}</Suspense>
            <p className="help">Times are in {clock.zone}.</p>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

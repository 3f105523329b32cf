import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Range } from './contract';
import { presets, rangeLabel, zone } from './time';

// The calendar is half as big as everything else here, and most people choose from the list.
const AbsoluteRange = lazy(() => import('./AbsoluteRange'));

export function TimeRange({ range, onChange }: { range: Range; onChange(range: Range): void }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (next: Range) => { onChange(next); close(); };
  return (
    <Popover opened={opened} onChange={(open) => { if (!open) close(); }} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" onClick={toggle} data-shortcut="range" aria-haspopup="dialog" leftSection={<IconCalendar size={16} stroke={1.75} />} rightSection={<IconChevronDown size={16} stroke={1.75} />}>{rangeLabel(range)}</Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Time range">
        <div className="range-panel">
          <ul className="range-presets" aria-label="Ranges up to now">
            {presets.map(({ from, label }) => (
              <li key={from}><button type="button" className={range.from === from && range.to === 'now' ? 'chosen' : undefined} aria-pressed={range.from === from && range.to === 'now'} onClick={() => choose({ from, to: 'now' })}>{label}</button></li>
            ))}
          </ul>
          <div className="range-absolute">
            <Suspense>{opened && <AbsoluteRange range={range} onApply={choose} />}</Suspense>
            <p className="help">Times are in {zone}.</p>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

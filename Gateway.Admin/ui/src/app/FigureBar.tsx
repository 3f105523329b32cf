import { IconArrowsLeftRight, IconCheck, IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { Button, Menu } from '@mantine/core';
import { type Clock, clockOf } from './clock';
import type { Compare } from './contract';
import { refreshChoices } from './search';
import { zone } from './time';

const here = clockOf(zone);

/** What every page of figures has: until when it is complete, how often it asks, and what it compares with. */
export function CompleteUntil({ time, stale, clock = here }: { time: string | null | undefined; stale?: boolean; clock?: Clock }) {
  if (!time) return null;
  const old = Date.now() - Date.parse(time) > 86_400_000;
  return <span className={stale ? 'complete complete-stale' : 'complete'}><i className={stale ? 'dot dot-warn' : 'dot dot-ok'} />Data complete until <time dateTime={time}>{old ? `${clock.day(time)}, ` : ''}{clock.clockSeconds(time)}</time></span>;
}

const refreshWords = (seconds: number) => (seconds === 0 ? 'Off' : seconds < 60 ? `${seconds} s` : `${seconds / 60} min`);

export const RefreshButton = ({ busy, onRefresh }: { busy: boolean; onRefresh(): void }) => (
  <Button variant="default" px={8} onClick={onRefresh} aria-label="Refresh now"><IconRefresh size={16} stroke={1.75} className={busy ? 'turning' : undefined} /></Button>
);

export function RefreshMenu({ seconds, busy, onChange, onRefresh }: { seconds: number; busy: boolean; onChange(seconds: number): void; onRefresh(): void }) {
  return (
    <div className="joined">
      <RefreshButton busy={busy} onRefresh={onRefresh} />
      <Menu>
        <Menu.Target><Button variant="default" px={10} className="refresh-every" rightSection={<IconChevronDown size={16} stroke={1.75} />} aria-label={`Refresh every: ${refreshWords(seconds)}`}>{refreshWords(seconds)}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Refresh every</Menu.Label>
          {refreshChoices.map((choice) => <Choice key={choice} chosen={choice === seconds} onClick={() => onChange(choice)}>{refreshWords(choice)}</Choice>)}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const compareWords: Record<Compare | 'none', string> = { previous: 'Previous period', day: 'Previous day', week: 'Previous week', none: 'No comparison' };

export function CompareMenu({ compare, label, onChange }: { compare: Compare | 'none'; label: string; onChange(compare: Compare | 'none'): void }) {
  const words = compare === 'none' ? 'No comparison' : `vs ${label.toLowerCase()}`;
  return (
    <Menu>
      <Menu.Target><Button variant="default" className="compare-menu" aria-label={`Compare: ${words}`} leftSection={<IconArrowsLeftRight size={16} stroke={1.75} />} rightSection={<IconChevronDown size={16} stroke={1.75} />}>{words}</Button></Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(compareWords) as (Compare | 'none')[]).map((choice) => <Choice key={choice} chosen={choice === compare} onClick={() => onChange(choice)}>{compareWords[choice]}</Choice>)}
      </Menu.Dropdown>
    </Menu>
  );
}

const Choice = ({ chosen, onClick, children }: { chosen: boolean; onClick(): void; children: string }) =>
  <Menu.Item onClick={onClick} rightSection={chosen ? <IconCheck size={16} stroke={1.75} aria-label="chosen" /> : undefined}>{children}</Menu.Item>;

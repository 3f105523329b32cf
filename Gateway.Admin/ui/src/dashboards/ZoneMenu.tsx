import { Button, Popover, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconWorld } from '@tabler/icons-react';
import { useMemo } from 'react';
import { zones } from '../app/clock';
import { zone as browserZone } from '../app/time';

/** In which zone days begin and times are written. It goes with the link, so that others see the same days. */
export function ZoneMenu({ zone, own, onChange }: { zone: string; own: string; onChange(zone: string): void }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const all = useMemo(() => (opened ? zones() : []), [opened]);
  const choose = (next: string) => { onChange(next); close(); };
  const near = [...new Set([own, browserZone, 'UTC'])];
  return (
    <Popover opened={opened} onChange={(open) => { if (!open) close(); }} position="bottom-end" trapFocus returnFocus width={280}>
      <Popover.Target><button type="button" className="fact-button" aria-haspopup="dialog" aria-label={`Time zone: ${zone}`} onClick={toggle}><IconWorld size={14} stroke={1.75} /><span>{zone}</span></button></Popover.Target>
      <Popover.Dropdown p={14} aria-label="Time zone">
        <div className="stack">
          <div className="zone-near">{near.map((one) => <Button key={one} size="xs" variant={one === zone ? 'filled' : 'default'} aria-pressed={one === zone} onClick={() => choose(one)}>{one === browserZone ? `${one} (yours)` : one}</Button>)}</div>
          <Select label="Any zone" data={all} value={zone} onChange={(next) => { if (next) choose(next); }} searchable limit={60} allowDeselect={false} comboboxProps={{ withinPortal: false }} nothingFoundMessage="No zone has this name." />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

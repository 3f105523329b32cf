import { Button, MultiSelect, Popover, Select } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { FilterOp, Range } from './contract';
import { useDimensions } from './dimensions';
import { cut, written } from './format';
import { dimensionLabel } from './measures';
import type { LabelledFilter } from './search';
import { usual } from './time';
import { opWords } from './filterWords';
import { noValue, useValues } from './useValues';

/** A dimension that only some pages know, such as the duration of single requests: values are written, not chosen. */
export interface OwnDimension { name: string; label: string; ops: FilterOp[]; hint: string }

interface AddProps { tenant: string; range?: Range; more?: OwnDimension[]; filters: LabelledFilter[]; onAdd(filter: LabelledFilter): void }

export function AddFilter({ tenant, range = usual, more = [], filters, onAdd }: AddProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Popover opened={opened} onChange={(open) => { if (!open) close(); }} position="bottom-start" trapFocus returnFocus closeOnEscape={false} width={320}>
      <Popover.Target><button type="button" className="chip chip-add" onClick={toggle} aria-haspopup="dialog" data-shortcut="filter"><IconPlus size={14} stroke={1.75} />Filter</button></Popover.Target>
      <Popover.Dropdown p={14} aria-label="Add a filter">
        {opened && <FilterForm tenant={tenant} range={range} more={more} filters={filters} onAdd={(filter) => { onAdd(filter); close(); }} onLeave={close} />}
      </Popover.Dropdown>
    </Popover>
  );
}

const inside = { withinPortal: false } as const;

function FilterForm({ tenant, range, more, filters, onAdd, onLeave }: Required<AddProps> & { onLeave(): void }) {
  const dimensions = useDimensions(tenant);
  const [dimension, setDimension] = useState('route');
  const [op, setOp] = useState<FilterOp>('is');
  const [chosen, setChosen] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const [limit, setLimit] = useState(50);
  const own = more.find(({ name }) => name === dimension);
  const known = dimensions.find(({ name }) => name === dimension);
  const found = useValues(tenant, own ? undefined : known, range, filters, asked, limit);
  const ops: FilterOp[] = own?.ops ?? ['is', 'isNot', 'prefix'];
  const label = own?.label ?? dimensionLabel(dimension, known?.label);

  const choose = (next: string) => {
    setDimension(next);
    setOp(more.find(({ name }) => name === next)?.ops[0] ?? 'is');
    setChosen([]);
    setTyped('');
    setLimit(50);
  };
  // What is written counts although it was not found: it may have come before this range, or be a beginning.
  const free = typed.trim();
  const closed = Boolean(known?.values.length) && op !== 'prefix';
  const options = [
    ...(free && !closed && !found.values.some(({ value }) => value === free) ? [{ value: free, label: `“${cut(free, 60)}”` }] : []),
    ...(op === 'prefix' || own ? [] : found.values).map(({ value, label, amount }) => ({ value, label: amount === undefined ? label : `${label} · ${written(amount, 'count')}` })),
  ];
  const kept = chosen.filter((value) => !options.some((one) => one.value === value)).map((value) => ({ value, label: found.labelOf(value) }));
  const single = own !== undefined || op === 'prefix';
  // Esc closes an open list first, and only then the form.
  const escape = (event: KeyboardEvent<HTMLFormElement>) => { if (event.key === 'Escape' && !event.currentTarget.querySelector('[aria-expanded="true"]')) onLeave(); };
  const add = () => {
    const values = chosen.length ? chosen : free && !closed ? [free] : [];
    if (values.length) onAdd({ dimension, op, values: values.map((value) => (value === noValue ? null : value)), labels: values.map(found.labelOf) });
  };

  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); add(); }} onKeyDownCapture={escape}>
      <Select label="Requests whose" data={[...dimensions.map(({ name, label }) => ({ value: name, label: dimensionLabel(name, label) })), ...more.map(({ name, label }) => ({ value: name, label }))]} value={dimension} onChange={(next) => { if (next) choose(next); }} searchable allowDeselect={false} comboboxProps={inside} />
      <Select aria-label="Comparison" data={ops.map((value) => ({ value, label: opWords[value] }))} value={op} onChange={(next) => { if (next) { setOp(next as FilterOp); setChosen([]); } }} allowDeselect={false} comboboxProps={inside} />
      <MultiSelect
        label={single ? label : `Any of these`} description={own?.hint ?? (found.searches ? 'Type to search among all values.' : undefined)}
        data={[...kept, ...options]} value={chosen} onChange={(next) => { setChosen(single ? next.slice(-1) : next); setTyped(''); }}
        searchable searchValue={typed} onSearchChange={setTyped} filter={({ options }) => options} comboboxProps={inside} hidePickedOptions maxDropdownHeight={240}
        nothingFoundMessage={found.waiting ? 'Searching' : free ? 'No such value in this range.' : single ? 'Type a value.' : 'Nothing recorded in this range.'} aria-busy={found.waiting || undefined}
        onKeyDown={(event) => { if (event.key === 'Enter' && !typed && chosen.length) { event.preventDefault(); add(); } }}
      />
      {found.more && limit < 1000 && <button type="button" className="legend-more" onClick={() => setLimit(limit * 4)}>Show more values</button>}
      <Button type="submit" disabled={!chosen.length && (!free || closed)}>Add filter</Button>
    </form>
  );
}

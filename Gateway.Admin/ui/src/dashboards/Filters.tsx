import { Button, Popover, Select, TagsInput } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useDimensions } from '../app/dimensions';
import { cut } from '../app/format';
import { dimensionLabel, nothingOf } from '../app/measures';
import type { LabelledFilter } from '../app/search';

interface FiltersProps { filters: LabelledFilter[]; tenant: string; onChange(filters: LabelledFilter[]): void }

/** What narrows the page; each chip is in the address, so Back undoes it. On the phone they fold into one with their count. */
export function Filters(props: FiltersProps) {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const [opened, { toggle }] = useDisclosure(false);
  const count = props.filters.length;
  if (!phone || !count) return <Chips {...props} />;
  return (
    <>
      <button type="button" className="chip chip-fold" aria-expanded={opened} aria-controls="filters" onClick={toggle}>{count} {count === 1 ? 'filter' : 'filters'}<IconChevronDown size={14} stroke={1.75} /></button>
      {opened && <div className="chips-unfolded" id="filters"><Chips {...props} /></div>}
    </>
  );
}

function Chips({ filters, tenant, onChange }: FiltersProps) {
  return (
    <>
      {filters.map((filter, index) => {
        const values = (filter.labels ?? filter.values).map((value) => cut(value ?? nothingOf(filter.dimension), 40)).join(', ');
        const words = `${dimensionLabel(filter.dimension)} ${filter.op === 'is' ? 'is' : 'is not'} ${values}`;
        return (
          <span className="chip" key={`${filter.dimension}${filter.op}${filter.values.join()}`} title={cut(words, 300)}>
            <span>{dimensionLabel(filter.dimension)}</span> {filter.op === 'is' ? 'is' : 'is not'} <b><bdi>{cut(values, 60)}</bdi></b>
            <button type="button" aria-label={`Remove the filter ${cut(words, 120)}`} onClick={() => onChange(filters.filter((_, at) => at !== index))}><IconX size={14} stroke={1.75} /></button>
          </span>
        );
      })}
      <AddFilter tenant={tenant} onAdd={(filter) => onChange([...filters.filter((one) => one.dimension !== filter.dimension || one.op !== filter.op), filter])} />
    </>
  );
}

function AddFilter({ tenant, onAdd }: { tenant: string; onAdd(filter: LabelledFilter): void }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [dimension, setDimension] = useState<string | null>('route');
  const [op, setOp] = useState<string | null>('is');
  const [values, setValues] = useState<string[]>([]);
  const dimensions = useDimensions(tenant);
  // Of a closed set the values are known; of all others they are written.
  const known = dimensions.find(({ name }) => name === dimension)?.values.flatMap(({ name }) => name ?? []);
  const add = () => {
    if (!dimension || !values.length) return;
    onAdd({ dimension, op: op === 'isNot' ? 'isNot' : 'is', values });
    setValues([]);
    close();
  };
  return (
    <Popover opened={opened} onChange={(open) => { if (!open) close(); }} position="bottom-start" trapFocus returnFocus width={300}>
      <Popover.Target><button type="button" className="chip chip-add" onClick={toggle} aria-haspopup="dialog"><IconPlus size={14} stroke={1.75} />Filter</button></Popover.Target>
      <Popover.Dropdown p={14} aria-label="Add a filter">
        <form className="stack" onSubmit={(event) => { event.preventDefault(); add(); }}>
          <Select label="Requests whose" data={dimensions.map(({ name, label }) => ({ value: name, label: dimensionLabel(name, label) }))} value={dimension} onChange={(next) => { setDimension(next); setValues([]); }} searchable allowDeselect={false} comboboxProps={{ withinPortal: false }} />
          <Select aria-label="Comparison" data={[{ value: 'is', label: 'is' }, { value: 'isNot', label: 'is not' }]} value={op} onChange={setOp} allowDeselect={false} comboboxProps={{ withinPortal: false }} />
          <TagsInput label="Any of" description={known?.length ? 'Choose, or write; Enter adds a value.' : 'Enter adds a value; ids, not names.'} data={known} comboboxProps={{ withinPortal: false }} value={values} onChange={setValues} acceptValueOnBlur />
          <Button type="submit" disabled={!values.length}>Add filter</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

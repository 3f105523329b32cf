import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import type { Range } from './contract';
import { cut } from './format';
import { dimensionLabel, nothingOf } from './measures';
import type { LabelledFilter } from './search';
import { AddFilter, type OwnDimension } from './AddFilter';
import './filters.css';
import { opWords } from './filterWords';

/** `range`: in which values are looked for. `more`: dimensions that the page knows beside those of the catalogue. */
interface FiltersProps { filters: LabelledFilter[]; tenant: string; onChange(filters: LabelledFilter[]): void; range?: Range; more?: OwnDimension[] }

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

function Chips({ filters, tenant, onChange, range, more }: FiltersProps) {
  return (
    <>
      {filters.map((filter, index) => {
        const label = more?.find(({ name }) => name === filter.dimension)?.label ?? dimensionLabel(filter.dimension);
        const values = (filter.labels ?? filter.values).map((value) => cut(value ?? nothingOf(filter.dimension), 40)).join(', ');
        const words = `${label} ${opWords[filter.op]} ${values}`;
        return (
          <span className="chip" key={`${filter.dimension}${filter.op}${filter.values.join()}`} title={cut(words, 300)}>
            <span>{label}</span> {opWords[filter.op]} <b><bdi>{cut(values, 60)}</bdi></b>
            <button type="button" aria-label={`Remove the filter ${cut(words, 120)}`} onClick={() => onChange(filters.filter((_, at) => at !== index))}><IconX size={14} stroke={1.75} /></button>
          </span>
        );
      })}
      <AddFilter tenant={tenant} range={range} more={more} filters={filters} onAdd={(filter) => onChange([...filters.filter((one) => one.dimension !== filter.dimension || one.op !== filter.op), filter])} />
    </>
  );
}

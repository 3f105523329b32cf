import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { AuditSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { TimeRange } from '../app/TimeRange';
import { actionOptions, collectionOptions } from './words';

type Filters = Omit<AuditSearch, 'entry'>;

/** Who did what, to what, and when: all of it in the address. */
export function AuditFilters({ filters, onChange }: { filters: Filters; onChange(next: Filters): void }) {
  const { search = '', actor = '', action, collection, from, to } = filters;
  return (
    <div className="filter-bar audit-filters">
      <SearchField value={search} placeholder="Search who, what, id or address" onSearch={(words) => onChange({ ...filters, search: words || undefined })} />
      <Who value={actor} onChange={(words) => onChange({ ...filters, actor: words || undefined })} />
      <Select aria-label="Act" placeholder="Any act" data={known(actionOptions, action)} value={action ?? null} clearable searchable clearButtonProps={{ 'aria-label': 'Any act' }} onChange={(value) => onChange({ ...filters, action: value ?? undefined })} />
      <Select aria-label="Kind" placeholder="Any kind" data={known(collectionOptions, collection)} value={collection ?? null} clearable clearButtonProps={{ 'aria-label': 'Any kind' }} onChange={(value) => onChange({ ...filters, collection: value ?? undefined })} />
      <div className="filter-facts"><TimeRange range={from && to ? { from, to } : null} onChange={(range) => onChange({ ...filters, ...range })} onAny={() => onChange({ ...filters, from: undefined, to: undefined })} /></div>
    </div>
  );
}

/** What an address names is shown, also when this page has no words for it. */
const known = (options: { value: string; label: string }[], value: string | undefined) => (value && !options.some((one) => one.value === value) ? [...options, { value, label: value }] : options);

function Who({ value, onChange }: { value: string; onChange(words: string): void }) {
  const [words, setWords] = useState(value);
  const later = useDebouncedCallback(onChange, 250);
  useEffect(() => setWords(value), [value]);
  return <TextInput type="search" aria-label="Who" placeholder="By anybody" value={words} maxLength={200} onChange={(event) => { setWords(event.currentTarget.value); later(event.currentTarget.value.trim()); }} />;
}

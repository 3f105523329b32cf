import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

/** A list's search; it follows the address and changes it a moment after the last key. */
export function SearchField({ value, placeholder, onSearch }: { value: string; placeholder: string; onSearch(words: string): void }) {
  const [words, setWords] = useState(value);
  const later = useDebouncedCallback(onSearch, 250);
  useEffect(() => setWords(value), [value]);
  return (
    <TextInput className="search-field" type="search" data-shortcut="search" aria-label={placeholder} placeholder={placeholder} value={words} maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.75} />} rightSection={<kbd aria-hidden="true">/</kbd>}
      onChange={(event) => { setWords(event.currentTarget.value); later(event.currentTarget.value.trim()); }} />
  );
}

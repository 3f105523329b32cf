import { ActionIcon, Button, Checkbox, Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ValueMatch } from '../app/contract';
import type { Draft } from '../app/form';
import { needsValues, type RouteValues } from './routeForm';

const modes = [
  { value: 'Exact', label: 'is' }, { value: 'Prefix', label: 'begins with' }, { value: 'Contains', label: 'contains' },
  { value: 'NotContains', label: 'does not contain' }, { value: 'Exists', label: 'is there' }, { value: 'NotExists', label: 'is not there' },
];

/** Conditions on headers, or on query parameters: all of them must hold. */
export function Conditions({ draft, name, label, one }: { draft: Draft<RouteValues>; name: 'match.headers' | 'match.query'; label: string; one: string }) {
  const list = draft.values[name];
  const put = (at: number, change: Partial<ValueMatch>) => draft.set(name, list.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <div className="wide conditions" role="group" aria-label={label}>
      <span className="conditions-label">{label}</span>
      {list.map((each, at) => (
        <div className="condition" key={at}>
          <TextInput id={`field-${name}.${at}.name`} aria-label={`Name of ${one} ${at + 1}`} classNames={{ input: 'mono' }} placeholder={name === 'match.headers' ? 'X-Version' : 'version'} spellCheck={false} autoComplete="off" value={each.name} error={draft.errors[`${name}.${at}.name`]}
            onChange={(event) => put(at, { name: event.currentTarget.value })} onBlur={() => draft.blur(`${name}.${at}.name`)} />
          <Select aria-label={`Comparison of ${one} ${at + 1}`} data={name === 'match.query' ? modes.slice(0, 5) : modes} value={each.mode ?? 'Exact'} allowDeselect={false} onChange={(mode) => put(at, { mode: mode ?? 'Exact' })} />
          {needsValues(each.mode)
            ? <TagsInput id={`field-${name}.${at}.values`} aria-label={`Values of ${one} ${at + 1}`} classNames={{ input: 'mono' }} acceptValueOnBlur placeholder={each.values?.length ? undefined : 'Any of these values'} value={each.values ?? []} error={draft.errors[`${name}.${at}.values`]} onChange={(values) => put(at, { values })} onBlur={() => draft.blur(`${name}.${at}.values`)} />
            : <span />}
          <Checkbox label="Exact case" disabled={!needsValues(each.mode)} checked={each.isCaseSensitive ?? false} onChange={(event) => put(at, { isCaseSensitive: event.currentTarget.checked })} />
          <ActionIcon aria-label={`Remove ${one} ${each.name || at + 1}`} onClick={() => draft.set(name, list.filter((_, index) => index !== at))}><IconTrash size={16} stroke={1.75} /></ActionIcon>
        </div>
      ))}
      {draft.errors[name] && <p className="form-error">{draft.errors[name]}</p>}
      <div><Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => draft.set(name, [...list, { name: '', mode: 'Exact', values: [] }])}>Add {one}</Button></div>
    </div>
  );
}

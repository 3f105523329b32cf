import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Preset } from '../app/contract';
import { useDimensions } from '../app/dimensions';
import { cut } from '../app/format';
import { dimensionLabel } from '../app/measures';
import { usual } from '../app/time';
import { noValue, useValues } from '../app/useValues';
import { bySubject, subjectWords } from '../editor/subjects';
import { dimensionOf } from '../widgets/questions';
import type { TreeScene } from './ConditionTree';
import { health, linesOf, measureName, startOn, unitIn } from './conditions';
import type { Condition } from './contract';

interface SubjectProps { condition: Condition; scene: TreeScene; alone: boolean; label: string; wrong: boolean; onChange(next: Condition): void }

const composed = 'composed';
/** Of a value that is none the API's own name. */
const nothing = '(none)';

/** Whether a preset has lines to watch: a heat map has none, nor has a list of several things at once. */
const hasLines = ({ query, shape }: Preset) => shape !== 'matrix' && dimensionOf(query.split) !== 'latency';

/** What a condition looks at: a measure, a question of the catalogue, no traffic at all, or the gateway itself. */
export function SubjectSelect({ condition, scene, alone, label, wrong, onChange }: SubjectProps) {
  const { catalogue, seesPlatform } = scene;
  const { query } = condition;
  const { measures, dimension } = linesOf(condition, catalogue?.presets ?? []);
  const value = condition.health ? `h:${condition.health}` : condition.absent ? 'absent' : query?.preset ? `p:${query.preset}` : measures.length === 1 && !dimension ? `m:${measures[0]}` : composed;
  const data = [
    ...(value === composed ? [{ group: 'Of your own', items: [{ value: composed, label: measures.length ? `${measures.map((name) => measureName(name, catalogue)).join(', ')}${dimension ? ` by ${dimensionLabel(dimension)}` : ''}` : 'Nothing yet' }] }] : []),
    { group: 'Measures', items: (catalogue?.measures ?? []).map(({ name }) => ({ value: `m:${name}`, label: measureName(name, catalogue) })) },
    { group: 'Traffic', items: [{ value: 'absent', label: 'No traffic at all' }] },
    ...(alone ? [{ group: 'The gateway itself', items: [...Object.entries(health).filter(([kind, { ofPlatform }]) => seesPlatform || !ofPlatform || kind === condition.health).map(([kind, { label }]) => ({ value: `h:${kind}`, label })), ...(condition.health && !health[condition.health] ? [{ value: value, label: condition.health }] : [])] }] : []),
    ...bySubject((catalogue?.presets ?? []).filter(hasLines)).map(([subject, presets]) => ({ group: subjectWords(subject), items: presets.map(({ name, title }) => ({ value: `p:${name}`, label: title })) })),
  ];
  const filters = query?.filters?.length ? { filters: query.filters } : {};
  const choose = (next: string | null) => {
    if (!next || next === value || next === composed) return;
    if (next === 'absent') return onChange({ query: filters, absent: true });
    if (next.startsWith('h:')) return onChange({ health: next.slice(2), ...health[next.slice(2)]!.start });
    const asked: Condition = next.startsWith('p:') ? { query: { preset: next.slice(2), ...filters } } : { query: { measures: [next.slice(2)], ...filters } };
    const lines = linesOf(asked, catalogue?.presets ?? []);
    const first = lines.measures[0] ?? 'requests';
    if (lines.measures.length > 1 || lines.dimension) asked.series = first;
    // A threshold of another unit would mean something else.
    const same = !condition.absent && !condition.health && unitIn({ ...asked, reduce: condition.reduce, against: condition.against, as: condition.as }, catalogue) === unitIn(condition, catalogue);
    const { reduce, op, threshold, against, as, resolveAbove, resolveBelow } = condition;
    onChange({ ...asked, ...(same ? clean({ reduce, op, threshold, against, as, resolveAbove, resolveBelow }) : startOn(first)) });
  };
  return <Select className="condition-subject" aria-label={label} data={data} value={value} searchable allowDeselect={false} error={wrong} maxDropdownHeight={360} nothingFoundMessage="Nothing is called so." onChange={choose} />;
}

const clean = (condition: Condition): Condition => Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined));

interface SeriesProps { condition: Condition; scene: TreeScene; label: string; wrong: boolean; onChange(series: string | undefined): void }

/** Which line of the question: one of its measures, or a value of what it is split by. */
export function SeriesSelect({ condition, scene, label, wrong, onChange }: SeriesProps) {
  const { measures, dimension } = linesOf(condition, scene.catalogue?.presets ?? []);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const known = useDimensions(scene.tenant).find(({ name }) => name === dimension);
  const shown = !condition.health && !condition.absent && (measures.length > 1 || dimension !== undefined);
  const { values, labelOf } = useValues(scene.tenant, shown ? known : undefined, usual, [], asked, 30);
  if (!shown) return null;
  const { series } = condition;
  const lines = measures.map((name) => ({ value: name, label: dimension ? `All: ${measureName(name, scene.catalogue)}` : measureName(name, scene.catalogue) }));
  const ofDimension = values.map(({ value, label }) => ({ value: value === noValue ? nothing : value, label })).filter(({ value }) => !measures.includes(value));
  const chosen = series && ![...lines, ...ofDimension].some(({ value }) => value === series) ? [{ value: series, label: cut(labelOf(series), 80) }] : [];
  const free = typed.trim();
  const written = dimension && free && ![...lines, ...ofDimension, ...chosen].some(({ value, label }) => value === free || label === free) ? [{ value: free, label: `“${cut(free, 60)}”` }] : [];
  return <Select className="condition-series" aria-label={label} data={[...lines, ...chosen, ...ofDimension, ...written]} value={series ?? null} placeholder="Which line?" searchable allowDeselect={false} error={wrong} maxDropdownHeight={320}
    onSearchChange={setTyped} nothingFoundMessage="No such value." onChange={(next) => onChange(next ?? undefined)} />;
}

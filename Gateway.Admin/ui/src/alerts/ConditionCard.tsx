import { ActionIcon, Menu, NumberInput, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconGripVertical, IconX } from '@tabler/icons-react';
import { sentence } from '../app/format';
import { Tag } from '../widgets/Tag';
import { saidOf, turnedVerdict } from './backTest';
import { ConditionDetails } from './ConditionDetails';
import { NotTag, type TreeScene } from './ConditionTree';
import { shownFigure, storedFigure, unitIn, unitSign } from './conditions';
import type { Condition } from './contract';
import { SeriesSelect, SubjectSelect } from './SubjectSelect';
import { compareWords, earlier, filterWords, observed, operators, reducers, verdictWords } from './words';

interface CardProps {
  condition: Condition; path: string; isNot: boolean; number: string; scene: TreeScene; alone?: boolean;
  onChange(next: Condition): void; onNot(): void; onRemove?(): void; onMove?(by: -1 | 1): void; canMove?: { up: boolean; down: boolean }; onWrap?(): void;
}

/** One condition: what it looks at, how it compares, and what that gives now. */
export function ConditionCard({ condition, path, isNot, number, scene, alone = false, onChange, onNot, onRemove, onMove, canMove, onWrap }: CardProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const put = (change: Partial<Condition>) => onChange(Object.fromEntries(Object.entries({ ...condition, ...change }).filter(([, value]) => value !== undefined)) as Condition);
  const own = scene.faults.filter((fault) => fault.path === path || (fault.path.startsWith(`${path}.`) && !/\.(all|any|not)\b/.test(fault.path.slice(path.length))));
  const isWrong = (field: string) => own.some((fault) => fault.path === `${path}.${field}` || fault.path.startsWith(`${path}.${field}.`) || fault.path.startsWith(`${path}.${field}[`));
  const unit = unitIn(condition, scene.catalogue);
  const now = saidOf(scene.said, path);
  const verdict = now && turnedVerdict(now.verdict, isNot);
  const compares = !condition.absent;
  const words = [
    condition.health ? 'of each node' : scene.over && `over ${scene.over}`, filterWords(condition.query?.filters), condition.against && `against ${earlier.find(({ value }) => value === condition.against)?.label}`,
  ].filter(Boolean).join(' · ');
  return (
    <section className={`condition-card${onRemove ? ' condition-removable' : ''}`} aria-label={`Condition ${number}`} id={`field-${path}`} tabIndex={-1}>
      <div className="condition-row">
        <Menu width={190} position="bottom-start">
          <Menu.Target><button type="button" className="condition-grip" aria-label={`Menu of condition ${number}`}><IconGripVertical size={16} stroke={1.75} /></button></Menu.Target>
          <Menu.Dropdown>
            {!condition.health && <Menu.Item onClick={onNot}>{isNot ? 'Without NOT' : 'NOT'}</Menu.Item>}
            {canMove && <Menu.Item disabled={!canMove.up} onClick={() => onMove?.(-1)}>Move up</Menu.Item>}
            {canMove && <Menu.Item disabled={!canMove.down} onClick={() => onMove?.(1)}>Move down</Menu.Item>}
            {onWrap && <Menu.Item onClick={onWrap}>Into a group of its own</Menu.Item>}
            <Menu.Item onClick={toggle}>{opened ? 'Fewer settings' : 'All settings'}</Menu.Item>
            {onRemove && <Menu.Item className="danger-item" onClick={onRemove}>Remove</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
        {isNot && <NotTag onClick={onNot} />}
        <SubjectSelect condition={condition} scene={scene} alone={alone} label={`What condition ${number} looks at`} wrong={isWrong('query') || isWrong('health')} onChange={onChange} />
        <SeriesSelect condition={condition} scene={scene} label={`Series of condition ${number}`} wrong={isWrong('series')} onChange={(series) => put({ series })} />
        {compares && !condition.health && <ReducerSelect value={condition.reduce} label={`Reducer of condition ${number}`} wrong={isWrong('reduce')} onChange={(reduce) => put({ reduce })} />}
        {compares && <Comparison condition={condition} unit={unit} number={number} wrongOp={isWrong('op')} wrongThreshold={isWrong('threshold')} onChange={put} />}
        {onRemove && <ActionIcon className="condition-remove" aria-label={`Remove condition ${number}`} onClick={onRemove}><IconX size={16} stroke={1.75} /></ActionIcon>}
      </div>
      {own.map(({ path: at, words }) => <p key={at + words} className="form-error" role="alert">{at === path ? '' : `${at.slice(path.length + 1)}: `}{sentence(words)}</p>)}
      <div className="condition-facts">
        <button type="button" className="condition-more" aria-expanded={opened} onClick={toggle}>{words || 'Settings'}<IconChevronDown size={14} stroke={1.75} aria-hidden="true" /></button>
        {now && verdict && <span className="condition-now" title={now.problem ?? undefined}>Now <b>{observed(now.value, now.unit)}</b> <Tag tone={verdict === 'met' ? 'info' : verdict === 'notMet' ? 'neutral' : 'warn'}>{verdictWords[verdict]}</Tag></span>}
      </div>
      {opened && <ConditionDetails condition={condition} path={path} unit={unit} number={number} scene={scene} onChange={put} />}
    </section>
  );
}

/** Any percentile can be written besides those in the list. */
function ReducerSelect({ value, label, wrong, onChange }: { value: string | undefined; label: string; wrong: boolean; onChange(reduce: string): void }) {
  const known = reducers.some((one) => one.value === value) || !value ? reducers : [...reducers, { value, label: value }];
  return <Select className="condition-short" aria-label={label} data={known} value={value ?? null} placeholder="Choose" searchable allowDeselect={false} error={wrong} maxDropdownHeight={320} nothingFoundMessage="Write any percentile in the JSON view, such as p99.9."
    onChange={(next) => { if (next) onChange(next); }} />;
}

interface ComparisonProps { condition: Condition; unit: string; number: string; wrongOp: boolean; wrongThreshold: boolean; onChange(change: Partial<Condition>): void }

/** Operator and threshold. A change rises or falls by so much; its sign follows from that. */
function Comparison({ condition, unit, number, wrongOp, wrongThreshold, onChange }: ComparisonProps) {
  const { op = '', threshold, against } = condition;
  const words = compareWords(condition);
  const falls = Boolean(against) && words.startsWith('falls');
  const signless = falls || (Boolean(against) && words.startsWith('rises'));
  const data = against ? [{ value: 'rise', label: 'rises by' }, { value: 'fall', label: 'falls by' }, ...operators] : operators;
  const choose = (next: string | null) => {
    if (next === 'rise') onChange({ op: '>', threshold: Math.abs(threshold ?? 0.5), resolveAbove: undefined });
    else if (next === 'fall') onChange({ op: '<', threshold: -Math.abs(threshold ?? 0.5), resolveBelow: undefined });
    else if (next) onChange({ op: next, ...(next.startsWith('>') ? {} : { resolveBelow: undefined }), ...(next.startsWith('<') ? {} : { resolveAbove: undefined }) });
  };
  return (
    <>
      <Select className="condition-short" aria-label={`Comparison of condition ${number}`} data={data} value={signless ? (falls ? 'fall' : 'rise') : op || null} placeholder="Choose" allowDeselect={false} error={wrongOp} onChange={choose} />
      <NumberInput className="condition-threshold" aria-label={`Threshold of condition ${number}`} hideControls suffix={unitSign(unit)} thousandSeparator="," allowNegative={!signless} error={wrongThreshold}
        value={shownFigure(threshold === undefined ? undefined : signless ? Math.abs(threshold) : threshold, unit)}
        onChange={(value) => onChange({ threshold: typeof value === 'number' ? storedFigure(falls ? -value : value, unit) : undefined })} />
    </>
  );
}

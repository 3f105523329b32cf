import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Fault } from '../app/JsonText';
import type { Catalogue } from '../app/contract';
import { ConditionCard } from './ConditionCard';
import { childrenOf, type GroupKind, groupOf, grouped, moved, negated, newCondition, turned, within } from './conditions';
import type { Condition, Observed } from './contract';

/** What all conditions of an alert share while they are written. `said`: what they observe now; `over`: the stretch they look at, in words. */
export interface TreeScene { tenant: string; catalogue: Catalogue | undefined; faults: Fault[]; said: Observed[] | undefined; over: string; seesPlatform: boolean; whole: { resolveBelow?: number | ''; resolveAbove?: number | '' } }

const kinds = [{ value: 'all', label: 'All of' }, { value: 'any', label: 'Any of' }];
const sentences: Record<GroupKind, string> = { all: 'every one of these must be met', any: 'one of these is enough' };

/** The conditions as they are nested: a switch for each group, its members indented behind a line. One condition alone is a group of one. */
export function ConditionTree({ when, scene, onChange }: { when: Condition; scene: TreeScene; onChange(when: Condition): void }) {
  const { inner, path, isNot } = turned(when, 'when');
  if (groupOf(inner)) return <Group condition={inner} path={path} isNot={isNot} scene={scene} onChange={(next) => onChange(within(when, next))} onNot={() => onChange(negated(when))} />;
  return (
    <div className="condition-group" role="group" aria-label="Conditions">
      <div className="condition-switch"><SegmentedControl size="xs" aria-label="How conditions are joined" data={kinds} value="all" onChange={(kind) => onChange(grouped(kind as GroupKind, [when]))} /><span className="help">{sentences.all}</span></div>
      <div className="condition-children">
        <ConditionCard condition={inner} path={path} isNot={isNot} number="1" scene={scene} alone={!isNot && !when.not} onChange={(next) => onChange(within(when, next))} onNot={() => onChange(negated(when))} />
        {!inner.health && <AddButtons onAdd={(next) => onChange({ all: [when, next] })} />}
      </div>
    </div>
  );
}

interface GroupProps { condition: Condition; path: string; isNot: boolean; scene: TreeScene; onChange(next: Condition): void; onNot(): void; onRemove?(): void; number?: string }

function Group({ condition, path, isNot, scene, onChange, onNot, onRemove, number = '' }: GroupProps) {
  const kind = groupOf(condition)!;
  const children = childrenOf(condition);
  const put = (next: Condition[]) => onChange(grouped(kind, next));
  const wrong = scene.faults.filter((fault) => fault.path === path || fault.path === `${path}.${kind}`);
  const removable = children.length > 1 || Boolean(onRemove);
  const remove = (at: number) => (children.length > 1 ? put(children.filter((_, index) => index !== at)) : onRemove!());
  return (
    <div className="condition-group" role="group" aria-label={number ? `Group ${number}` : 'Conditions'}>
      <div className="condition-switch">
        {isNot && <NotTag onClick={onNot} />}
        <SegmentedControl size="xs" aria-label={number ? `How group ${number} is joined` : 'How conditions are joined'} data={kinds} value={kind} onChange={(next) => onChange(grouped(next as GroupKind, children))} />
        <span className="help">{sentences[kind]}</span>
        {onRemove && <GroupMenu number={number} isNot={isNot} onNot={onNot} onRemove={onRemove} />}
      </div>
      {wrong.map(({ words }) => <p key={words} className="form-error" role="alert">{words}</p>)}
      <div className="condition-children">
        {children.map((child, at) => {
          const { inner, path: inside, isNot: turnedOnce } = turned(child, `${path}.${kind}[${at}]`);
          const place = number ? `${number}.${at + 1}` : `${at + 1}`;
          const change = (next: Condition) => put(children.map((one, index) => (index === at ? next : one)));
          const shared = { path: inside, isNot: turnedOnce, scene, number: place, onChange: (next: Condition) => change(within(child, next)), onNot: () => change(negated(child)), onRemove: removable ? () => remove(at) : undefined };
          return groupOf(inner)
            ? <Group key={at} condition={inner} {...shared} onRemove={shared.onRemove ?? (() => change(newCondition()))} />
            : <ConditionCard key={at} condition={inner} {...shared} onMove={(by) => put(moved(children, at, by))} canMove={{ up: at > 0, down: at < children.length - 1 }} onWrap={() => change({ [kind === 'all' ? 'any' : 'all']: [child] })} />;
        })}
        <AddButtons onAdd={(next) => put([...children, next])} group={kind === 'all' ? 'any' : 'all'} />
      </div>
    </div>
  );
}

const AddButtons = ({ onAdd, group = 'any' }: { onAdd(next: Condition): void; group?: GroupKind }) => (
  <div className="condition-add">
    <Button variant="subtle" className="link-button" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => onAdd(newCondition())}>Condition</Button>
    <Button variant="subtle" className="link-button" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => onAdd(grouped(group, [newCondition()]))}>Group</Button>
  </div>
);

/** It says that the opposite has to hold, and takes it back. */
export const NotTag = ({ onClick }: { onClick(): void }) => <button type="button" className="tag tag-info not-tag" title="Click to take NOT away" onClick={onClick}>NOT<IconX size={12} stroke={2} aria-hidden="true" /></button>;

const GroupMenu = ({ number, isNot, onNot, onRemove }: { number: string; isNot: boolean; onNot(): void; onRemove(): void }) => (
  <Menu width={180}>
    <Menu.Target><button type="button" className="condition-grip" aria-label={`Menu of group ${number}`}>⋯</button></Menu.Target>
    <Menu.Dropdown><Menu.Item onClick={onNot}>{isNot ? 'Without NOT' : 'NOT'}</Menu.Item><Menu.Item className="danger-item" onClick={onRemove}>Remove the group</Menu.Item></Menu.Dropdown>
  </Menu>
);

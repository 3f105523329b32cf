import { NumberInput } from '@mantine/core';
import { ChoiceField } from '../app/Fields';
import { type Draft } from '../app/form';
import { zones } from '../app/clock';
import type { Catalogue } from '../app/contract';
import type { AlertValues } from './alertForm';
import { isDown, isUp, leavesOf, shownFigure, storedFigure, unitIn, unitSign } from './conditions';
import { SpanField } from './SpanField';

const missing = [{ value: 'ok', label: 'Count as not met' }, { value: 'alert', label: 'Be told of it' }, { value: 'keep', label: 'Keep the state' }];

/** How often it is looked, at how much, and what has to happen until somebody is told. */
export function TimingCard({ draft, catalogue }: { draft: Draft<AlertValues>; catalogue: Catalogue | undefined }) {
  const leaves = leavesOf(draft.values.when).map(({ condition }) => condition);
  const ofTraffic = !draft.values.when.health;
  const up = leaves.filter(({ op }) => isUp(op)), down = leaves.filter(({ op }) => isDown(op));
  const unit = (of: typeof leaves) => (of.length ? unitIn(of[0]!, catalogue) : 'count');
  return (
    <section className="card form-card" aria-labelledby="timing">
      <header><h2 id="timing">Timing</h2><p>Lengths of time such as 30 s, 5 min or 1 h 30 min.</p></header>
      <div className="form-grid form-grid-three">
        <SpanField draft={draft} name="every" label="Check every" />
        {ofTraffic && <SpanField draft={draft} name="window" label="Looks at the last" placeholder="5 min" />}
        <SpanField draft={draft} name="for" label="Must hold for" />
        <SpanField draft={draft} name="keepFiring" label="Keep firing for" help="After it was met last." />
        <SpanField draft={draft} name="cooldown" label="Rest after firing" help="It cannot fire again so soon." />
        {ofTraffic && <SpanField draft={draft} name="lag" label="Wait for late traffic" placeholder="1 min" />}
        {up.length > 0 && <Resolve draft={draft} name="resolveBelow" label="Resolve below" unit={unit(up)} />}
        {down.length > 0 && <Resolve draft={draft} name="resolveAbove" label="Resolve above" unit={unit(down)} />}
        <ChoiceField draft={draft} name="noData" label="On no data" data={missing} />
        <ChoiceField draft={draft} name="onError" label="On error" data={missing} help="When it cannot be evaluated." />
        {leaves.some(({ against }) => against) && <ChoiceField draft={draft} name="zone" label="Time zone" data={zones().map((zone) => ({ value: zone, label: zone }))} clearable placeholder="UTC" help="In which the same time of an earlier day is found." />}
      </div>
    </section>
  );
}

const Resolve = ({ draft, name, label, unit }: { draft: Draft<AlertValues>; name: 'resolveBelow' | 'resolveAbove'; label: string; unit: string }) => (
  <NumberInput id={`field-${name}`} label={label} hideControls suffix={unitSign(unit)} thousandSeparator="," placeholder="At the threshold" value={shownFigure(draft.values[name] === '' ? undefined : draft.values[name], unit)} error={draft.errors[name]} inputWrapperOrder={['label', 'input', 'error', 'description']}
    onBlur={() => draft.blur(name)} onChange={(value) => draft.set(name, typeof value === 'number' ? storedFigure(value, unit) : '')} />
);

import { NumberInput, Select } from '@mantine/core';
import { Filters } from '../app/Filters';
import { usual } from '../app/time';
import type { TreeScene } from './ConditionTree';
import { isDown, isUp, shownFigure, storedFigure, unitSign } from './conditions';
import type { Condition } from './contract';
import { earlier } from './words';

interface DetailsProps { condition: Condition; path: string; unit: string; number: string; scene: TreeScene; onChange(change: Partial<Condition>): void }

/** What most conditions do not need: filters, an earlier window to compare with, a second threshold at which it is over. */
export function ConditionDetails({ condition, path, unit, number, scene, onChange }: DetailsProps) {
  const { query = {}, op, against, absent, health } = condition;
  const said = (field: string) => scene.faults.find((fault) => fault.path === `${path}.${field}`)?.words;
  const putFilters = (filters: NonNullable<Condition['query']>['filters']) => {
    const { filters: _, ...others } = query;
    onChange({ query: filters?.length ? { ...others, filters: filters.map(({ dimension, op, values }) => ({ dimension, op, values })) } : others });
  };
  const resolve = (name: 'resolveBelow' | 'resolveAbove', label: string) => (
    <NumberInput label={label} description="While it fires it stays met until the figure has passed this." suffix={unitSign(unit)} hideControls value={shownFigure(condition[name], unit)} placeholder={common(scene, name, unit)} error={said(name)} inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={(value) => onChange({ [name]: typeof value === 'number' ? storedFigure(value, unit) : undefined })} />
  );
  return (
    <div className="condition-details" role="group" aria-label={`Settings of condition ${number}`}>
      {query.preset && <p className="help">{scene.catalogue?.presets.find(({ name }) => name === query.preset)?.description ?? `The catalogue has no question called ${query.preset}.`}</p>}
      {!health && (
        <div>
          <div className="field-label">Only requests whose</div>
          <div className="dock-chips"><Filters filters={query.filters ?? []} tenant={scene.tenant} range={usual} onChange={putFilters} /></div>
        </div>
      )}
      {!health && !absent && (
        <div className="two-fields">
          <Select label="Compared with" placeholder="Nothing: the figure itself" data={earlier} value={against ?? null} clearable error={said('against')}
            onChange={(next) => onChange(next ? { against: next as Condition['against'], threshold: against ? condition.threshold : 0.5, resolveAbove: undefined, resolveBelow: undefined } : { against: undefined, as: undefined, threshold: undefined })} />
          {against && <Select label="Told as" data={[{ value: 'ratio', label: 'Part of the earlier figure' }, { value: 'difference', label: 'Difference' }]} value={condition.as ?? 'ratio'} allowDeselect={false} error={said('as')} onChange={(next) => onChange({ as: next === 'difference' ? 'difference' : undefined })} />}
        </div>
      )}
      {!absent && isUp(op) && resolve('resolveBelow', 'Resolves below')}
      {!absent && isDown(op) && resolve('resolveAbove', 'Resolves above')}
    </div>
  );
}

const common = ({ whole }: TreeScene, name: 'resolveBelow' | 'resolveAbove', unit: string) => {
  const value = whole[name];
  return value === '' || value === undefined ? 'At the threshold' : `${shownFigure(value, unit)}${unitSign(unit)}`;
};

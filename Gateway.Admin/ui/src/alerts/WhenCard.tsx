import { NumberInput, Select } from '@mantine/core';
import { cut } from '../app/format';
import { useDimensions } from '../app/dimensions';
import type { Draft } from '../app/form';
import { dimensionLabel } from '../app/measures';
import type { AlertValues } from './alertForm';
import { ConditionTree, type TreeScene } from './ConditionTree';
import { conditionWords } from './words';

/** What has to be so for it to fire, in the form of a tree, and whether it is one alert or one for each value of a dimension. */
export function WhenCard({ draft, scene, problem }: { draft: Draft<AlertValues>; scene: TreeScene; problem: string | null }) {
  const dimensions = useDimensions(scene.tenant).filter(({ splits }) => splits !== false);
  const { when, each } = draft.values;
  const words = cut(conditionWords(when, scene.catalogue), 160);
  const put = (next: AlertValues['when']) => {
    // A look at the gateway itself has no stretch of traffic and no values to fan out over.
    if (next.health && !when.health) { draft.set('window', ''); draft.set('lag', ''); draft.set('each', null); draft.set('zone', null); draft.set('resolveBelow', ''); draft.set('resolveAbove', ''); }
    draft.set('when', next);
  };
  return (
    <section className="card form-card when-card" aria-labelledby="when" id="field-when" tabIndex={-1}>
      <header className="when-head"><h2 id="when">When</h2><p className="ellipsis" title={words}>Read: {words}</p></header>
      <ConditionTree when={when} scene={scene} onChange={put} />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      {!when.health && (
        <div className="two-fields each-fields">
          <Select id="field-each" label="One alert for each" placeholder="One for all" clearable searchable data={dimensions.map(({ name, label }) => ({ value: name, label: dimensionLabel(name, label) }))} value={each?.dimension ?? null} error={draft.errors.each} description={each && !draft.errors.each ? 'Each value fires and resolves by itself; those with the most requests first.' : undefined}
            inputWrapperOrder={['label', 'input', 'error', 'description']} onChange={(dimension) => draft.set('each', dimension ? { dimension, limit: each?.limit ?? 50 } : null)} />
          {each && <NumberInput label="At most" min={1} max={50} allowDecimal={false} value={each.limit ?? 50} onChange={(limit) => draft.set('each', { ...each, limit: typeof limit === 'number' ? limit : 50 })} />}
        </div>
      )}
    </section>
  );
}

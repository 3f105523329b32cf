import { Button, Modal } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { allTenants } from '../app/access';
import { messageOf } from '../app/client';
import type { PipelineState, Range } from '../app/contract';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { moment, zone } from '../app/time';
import { keptWords } from './folds';

const AbsoluteRange = lazy(() => import('../app/AbsoluteRange'));

interface Rebuilt { from: string; to: string; buckets: number }

/** Has sums built again from single requests, for as long as these are kept. */
export function Rebuild({ state }: { state: PipelineState }) {
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = useChange<Rebuilt>();
  const close = () => { setFailure(null); setOpen(false); };
  const build = async (body: Range) => {
    setFailure(null);
    try {
      const { data: { buckets } } = await change.mutateAsync({ method: 'POST', path: '/pipeline/rebuild', tenant: allTenants, body });
      told(buckets ? `${buckets.toLocaleString()} sums are built again.` : 'There are no sums of this time yet.');
      close();
    } catch (error) { setFailure(messageOf(error)); }
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>Build sums again</Button>
      <Modal opened={open} onClose={close} title="Build sums again" size={460}>
        <div className="stack">
          <p className="soft">From the single requests of this time{state.rawSince ? `, which are kept since ${moment(state.rawSince)} (${keptWords(state.rawSince, Date.parse(state.time))})` : ''}. Answers stay right meanwhile, and take longer.</p>
          <Suspense>{open && <AbsoluteRange range={{ from: 'now-1d', to: 'now' }} verb="Build again" busy={change.isPending} onApply={(range) => void build(range)} />}</Suspense>
          {failure && <p className="form-error" role="alert">{failure}</p>}
          <p className="help">Times are in {zone}.</p>
        </div>
      </Modal>
    </>
  );
}

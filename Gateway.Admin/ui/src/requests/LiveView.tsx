import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Clock } from '../app/clock';
import type { Filter } from '../app/contract';
import { EmptyState } from '../app/listParts';
import type { RequestRow } from './contract';
import { RequestCards, RequestTable } from './RequestTable';
import type { Tail } from './tail';
import { useRowKeys } from './useRowKeys';
import { useTail } from './useTail';

const words: Record<Tail['state'], string> = {
  connecting: 'Connecting', live: 'Live', away: 'The gateway cannot read what comes at the moment', lost: 'The connection is lost; trying again',
};

interface LiveProps { tenant: string; filters: Filter[]; clock: Clock; opened?: string; phone: boolean; showTenant: boolean; onOpen(id: string): void }

/** Requests as they end. What is opened is read, so the list stands still until it is told to go on. */
export function LiveView({ tenant, filters, clock, opened, phone, showTenant, onOpen }: LiveProps) {
  const { tail, act } = useTail(tenant, filters, true);
  const { rows, waiting, paused, missed, state } = tail;
  useEffect(() => { if (opened) act({ type: 'pause' }); }, [opened, act]);
  const ids = rows.map(({ id }) => id);
  useRowKeys(ids, opened, onOpen);
  const List = phone ? RequestCards : RequestTable;
  const open = (row: RequestRow) => onOpen(row.id);
  return (
    <>
      <div className="live-bar">
        <span className={`live-state live-${paused ? 'paused' : state}`} role="status"><i aria-hidden="true" />{paused ? 'Paused' : words[state]}</span>
        <Button variant="default" leftSection={paused ? <IconPlayerPlay size={16} stroke={1.75} /> : <IconPlayerPause size={16} stroke={1.75} />} onClick={() => act({ type: paused ? 'resume' : 'pause' })}>
          {paused ? (waiting.length ? `Go on, ${waiting.length} new` : 'Go on') : 'Pause'}
        </Button>
        {missed > 0 && <span className="soft">{missed.toLocaleString()} more ended and are not shown here; the list has them.</span>}
      </div>
      {rows.length ? <List rows={rows} opened={opened} clock={clock} withDay={false} showTenant={showTenant} onOpen={open} />
        : <EmptyState title={state === 'live' ? 'Waiting for the next request' : words[state]}>{filters.length ? 'Each request that fits the filters is shown within a second of its end.' : 'Each request is shown within a second of its end.'}</EmptyState>}
    </>
  );
}

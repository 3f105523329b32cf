import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Clock } from '../app/clock';
import type { Range } from '../app/contract';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { between, instant } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import type { RequestRow } from './contract';
import { RequestCards, RequestTable } from './RequestTable';
import { needsDay } from './times';
import { useRowKeys } from './useRowKeys';
import type { useRequests } from './useRequests';

interface ListProps {
  list: ReturnType<typeof useRequests>; range: Range; clock: Clock; filtered: boolean; opened?: string; phone: boolean; showTenant: boolean;
  onOpen(id: string): void; onRange(range: Range): void; onClear(): void;
}

/** The requests of a range, and what to do where there are none. */
export function ListView({ list, range, clock, filtered, opened, phone, showTenant, onOpen, onRange, onClear }: ListProps) {
  const { items, first, last } = list;
  const ids = useMemo(() => items?.map(({ id }) => id) ?? [], [items]);
  useRowKeys(ids, opened, onOpen);
  if (list.isError && !items) return <LoadFailed what="The requests" error={list.error} onRetry={() => void list.refetch()} action={filtered && <Button onClick={onClear}>Remove all filters</Button>} />;
  if (!items || !first) return <Waiting lines={10} height={36} />;

  const at = (expression: string) => instant(expression, Date.now(), clock) ?? 0;
  const kept = first.rawSince;
  const gone = kept !== null && Date.parse(kept) >= Date.parse(first.to);
  const onKept = kept === null ? undefined : () => onRange({ from: new Date(kept).toISOString(), to: 'now' });
  const List = phone ? RequestCards : RequestTable;
  return (
    <>
      {kept !== null && !gone && <div className="warn-line request-kept" role="status"><span>Single requests are kept since {clock.moment(kept)}. Of what was before, dashboards still have the sums.</span><Button variant="subtle" size="xs" onClick={onKept}>Show since then</Button></div>}
      {list.isError && <div className="warn-line request-kept" role="status">The next page could not be loaded. <Button variant="subtle" size="xs" onClick={() => void list.fetchNextPage()}>Retry</Button></div>}
      {items.length > 0 ? <List rows={items} opened={opened} clock={clock} withDay={needsDay(range, clock)} showTenant={showTenant} onOpen={(row: RequestRow) => onOpen(row.id)} />
        : gone ? <EmptyState title="Single requests of this range are no longer kept" action={<Button onClick={onKept}>Since {clock.moment(kept!)}</Button>}>They are kept since {clock.moment(kept!)}. Of what was before, dashboards still have the sums.</EmptyState>
        : last?.scannedUntil ? null
        : <EmptyState title={`No request between ${between(at(range.from), at(range.to), clock)}`} action={<div className="joined-actions">{filtered && <Button onClick={onClear}>Remove all filters</Button>}<Button variant={filtered ? 'default' : 'filled'} onClick={() => onRange({ from: 'now-24h', to: 'now' })}>Last 24 hours</Button></div>}>
            {filtered ? 'No request in this range fits all filters.' : 'No request reached the gateway in this range.'}
          </EmptyState>}
      {!phone && items.length > 1 && <p className="help request-keys" aria-hidden="true"><kbd>J</kbd> <kbd>K</kbd> next, previous</p>}
      {last?.scannedUntil
        ? <div className="list-foot"><span>{items.length} found back to {clock.moment(last.scannedUntil)}; what was before is not searched yet.</span><Button variant="default" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>Search on</Button></div>
        : <ListFoot shown={items.length} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />}
    </>
  );
}

import { Button } from '@mantine/core';
import { type Clock, clockOf } from '../app/clock';
import type { Answer, Range } from '../app/contract';
import { sentence } from '../app/format';
import { between, instant, zone } from '../app/time';

interface NothingProps { requests: Answer; range: Range; clock?: Clock; filtered: boolean; onDay(): void; onClear(): void }

export function NothingInRange({ requests, range, clock = clockOf(zone), filtered, onDay, onClear }: NothingProps) {
  const at = (expression: string) => instant(expression, Date.now(), clock) ?? 0;
  return (
    <section className="card empty">
      <h2>Nothing recorded between {between(at(range.from), at(range.to), clock)}</h2>
      <p>{requests.reason && !filtered ? sentence(requests.reason) : filtered ? 'No request in this range fits all filters.' : 'No request reached the gateway in this range.'}</p>
      <div className="joined-actions">
        {filtered && <Button onClick={onClear}>Remove all filters</Button>}
        <Button variant={filtered ? 'default' : 'filled'} onClick={onDay}>Last 24 hours</Button>
      </div>
    </section>
  );
}

import { Button } from '@mantine/core';
import type { Answer, Range } from '../app/contract';
import { sentence } from '../app/format';
import { between, instant } from '../app/time';

export function NothingInRange({ requests, range, filtered, onDay, onClear }: { requests: Answer; range: Range; filtered: boolean; onDay(): void; onClear(): void }) {
  return (
    <section className="card empty">
      <h2>Nothing recorded between {between(instant(range.from) ?? 0, instant(range.to) ?? 0)}</h2>
      <p>{requests.reason && !filtered ? sentence(requests.reason) : filtered ? 'No request in this range fits all filters.' : 'No request reached the gateway in this range.'}</p>
      <div className="joined-actions">
        {filtered && <Button onClick={onClear}>Remove all filters</Button>}
        <Button variant={filtered ? 'default' : 'filled'} onClick={onDay}>Last 24 hours</Button>
      </div>
    </section>
  );
}

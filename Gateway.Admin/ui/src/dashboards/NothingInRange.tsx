import { Button } from '@mantine/core';
import type { Answer } from '../app/contract';
import { between } from '../app/time';

export function NothingInRange({ requests, filtered, onDay, onClear }: { requests: Answer; filtered: boolean; onDay(): void; onClear(): void }) {
  return (
    <section className="card empty">
      <h2>Nothing recorded between {between(Date.parse(requests.from), Date.parse(requests.to))}</h2>
      <p>{requests.reason || (filtered ? 'No request in this range fits all filters.' : 'No request reached the gateway in this range.')}</p>
      <div className="joined-actions">
        {filtered && <Button onClick={onClear}>Remove all filters</Button>}
        <Button variant={filtered ? 'default' : 'filled'} onClick={onDay}>Last 24 hours</Button>
      </div>
    </section>
  );
}

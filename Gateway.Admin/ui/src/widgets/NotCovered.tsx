import { Button } from '@mantine/core';
import type { Problem, Range } from '../app/contract';
import { sentence } from '../app/format';
import { rangeLabel } from '../app/time';

interface NotCoveredProps { problem: Problem; coveredFrom: string; small: boolean; onRange?(range: Range): void }

/** The question is fine, but what would answer it is no longer kept: why, and the nearest range that can be answered. */
export function NotCovered({ problem, coveredFrom, small, onRange }: NotCoveredProps) {
  const nearest = { from: coveredFrom, to: 'now' };
  const reason = sentence(problem.detail || 'What is kept cannot answer this range');
  return (
    <div className="not-covered" role="status" title={small ? reason : undefined}>
      {small ? <p>Not covered<span className="sr-only">. {reason}</span></p> : <p><b>Not covered.</b> {reason}</p>}
      {onRange && <Button variant="default" size="xs" onClick={() => onRange(nearest)}>{rangeLabel(nearest)}</Button>}
    </div>
  );
}

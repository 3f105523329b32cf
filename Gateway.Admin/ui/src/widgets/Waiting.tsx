import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { messageOf } from '../app/client';

/** Nothing for 150 ms, so that quick answers do not flicker; then the layout to come. */
export function Waiting({ lines = 1, height }: { lines?: number; height?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setLate(true), 150); return () => clearTimeout(timer); }, []);
  if (!late) return <div aria-busy="true" style={{ flex: 1, minHeight: height }} />;
  return <div className="waiting" aria-busy="true" aria-label="Loading">{Array.from({ length: lines }, (_, index) => <Skeleton key={index} height={height ?? '100%'} radius={6} />)}</div>;
}

export function WidgetError({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const problem = typeof error === 'object' && error !== null && 'title' in error ? (error as { title?: string; detail?: string }) : undefined;
  const sentence = problem?.title ?? messageOf(error);
  return (
    <div className="widget-error" role="alert">
      <p>{sentence}</p>
      {problem?.detail && problem.detail !== sentence && <details><summary>Details</summary>{problem.detail}</details>}
      <Button variant="default" size="xs" onClick={onRetry}>Retry</Button>
    </div>
  );
}

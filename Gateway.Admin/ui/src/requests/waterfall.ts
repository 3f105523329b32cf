import type { RequestInFull } from './contract';

/** A stretch of the time that a request took, in milliseconds since its begin. */
export interface Stretch { kind: 'gateway' | 'upstream' | 'failed'; name: string; note: string; from: number; to: number; part?: boolean }

/** Breaking off while the answer is relayed leaves what came before it well. */
const whileRelaying = ['responseBodyDestination', 'responseBodyClient', 'responseBodyCanceled'];

/**
 * What took the time, as far as it is known: the gateway's own share and the upstream's as sums over all attempts, and when the first
 * byte went out. The gateway works mostly before it asks, so its share is drawn there.
 */
export function stretchesOf(request: RequestInFull): Stretch[] {
  const { durationMs, upstreamMs, firstByteMs, failedBy, reason, attempts, destination } = request;
  if (upstreamMs === null) return [{ kind: failedBy === 'gateway' || failedBy === 'client' ? 'failed' : 'gateway', name: 'Gateway', note: 'not forwarded', from: 0, to: durationMs }];
  const own = Math.max(0, durationMs - upstreamMs);
  const end = durationMs;
  const failed = failedBy === 'upstream' || failedBy === 'client';
  const relayed = firstByteMs !== null && firstByteMs >= own && firstByteMs < end;
  const before = failed && !(relayed && whileRelaying.includes(reason ?? '')) ? 'failed' : 'upstream';
  const where = [destination, attempts > 1 ? `${attempts} attempts` : ''].filter(Boolean).join(', ');
  return [
    { kind: 'gateway', name: 'Gateway', note: 'match, key, limits', from: 0, to: own },
    { kind: failed ? 'failed' : 'upstream', name: 'Upstream', note: where, from: own, to: end },
    ...(relayed ? [
      { kind: before, name: 'Until the first byte', note: '', from: own, to: firstByteMs, part: true } as const,
      { kind: failed ? 'failed' : 'upstream', name: 'Answer', note: '', from: firstByteMs, to: end, part: true } as const,
    ] : []),
  ];
}

/** What each kind of time comes to, for the legend. */
export function sharesOf(request: RequestInFull): { kind: Stretch['kind']; name: string; ms: number }[] {
  const whole = stretchesOf(request).filter(({ part }) => !part);
  const names = { gateway: 'Gateway', upstream: 'Upstream', failed: 'Failed' };
  return whole.map(({ kind, from, to }) => ({ kind, name: names[kind], ms: to - from }));
}

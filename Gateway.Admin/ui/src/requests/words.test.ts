import { expect, test } from 'vitest';
import type { RequestInFull } from './contract';
import { sharesOf, stretchesOf } from './waterfall';
import { attemptsOf, durationOf, lengthOf, stageOf, statusTone, storyOf } from './words';

const request = (more: Partial<RequestInFull>): RequestInFull => ({
  id: '1-1-1', time: '2026-11-20T10:14:07.918Z', tenant: 'acme', tenantName: null, status: 200, method: 'GET', host: null, path: '/', endpoint: '/', route: 'orders', key: null, keyName: null, consumer: null,
  durationMs: 100, failedBy: null, reason: null, bytesOut: 0, upstreamStatus: 200, attempts: 1, upstreamMs: 90, firstByteMs: 60, bytesIn: 0, protocol: 'http/2', api: null, team: null, groups: [], cluster: 'main',
  destination: 'payments-b', country: null, browser: null, os: null, device: null, trafficClass: null, user: null, configVersion: 1, traceId: null, node: null, ...more,
});

test('A request that went well has no story, one that failed says who, where and what the client got', () => {
  expect(storyOf(request({}))).toBeNull();
  expect(storyOf(request({ status: 404, upstreamStatus: 404 }))).toBeNull();
  expect(attemptsOf(request({}))).toBe('One, 90\u00a0ms');
  expect(attemptsOf(request({ attempts: 0, upstreamMs: null }))).toBeNull();
  expect(storyOf(request({ status: 502, failedBy: 'upstream', reason: 'connectFailed', attempts: 2 }))).toEqual({ tone: 'error', title: 'The upstream failed, twice', text: 'payments-b did not accept a connection. The client got 502.' });
  expect(storyOf(request({ status: 503, upstreamStatus: 503 }))?.title).toBe('The upstream answered 503');
  expect(storyOf(request({ status: 401, failedBy: 'policy', reason: 'keyMissing' }))).toEqual({ tone: 'warn', title: 'The gateway refused it', text: 'It came without a key. The client got 401.' });
  expect(storyOf(request({ status: null, failedBy: 'client', reason: 'clientClosedRequest' }))?.text).toBe('The client went away before the answer. The client got no answer.');
  expect(storyOf(request({ status: 404, reason: 'noRoute' }))?.title).toBe('Finding a route');
  expect(storyOf(request({ status: 500, failedBy: 'gateway', reason: 'somethingNew' }))?.text).toBe('Something new. The client got 500.');
  expect([stageOf('timedOut'), stageOf(null)]).toEqual(['Waiting for the answer', null]);
});

test('Time is the share of the gateway, then the share of the upstream, parted at the first byte', () => {
  expect(stretchesOf(request({})).map(({ kind, from, to }) => [kind, from, to])).toEqual([['gateway', 0, 10], ['upstream', 10, 100], ['upstream', 10, 60], ['upstream', 60, 100]]);
  expect(stretchesOf(request({ upstreamMs: null, failedBy: 'policy' }))).toEqual([{ kind: 'gateway', name: 'Gateway', note: 'not forwarded', from: 0, to: 100 }]);
  expect(stretchesOf(request({ failedBy: 'upstream', reason: 'connectFailed', firstByteMs: null })).map(({ kind }) => kind)).toEqual(['gateway', 'failed']);
  expect(stretchesOf(request({ failedBy: 'upstream', reason: 'responseBodyDestination' })).map(({ kind }) => kind)).toEqual(['gateway', 'failed', 'upstream', 'failed']);
  expect(sharesOf(request({}))).toEqual([{ kind: 'gateway', name: 'Gateway', ms: 10 }, { kind: 'upstream', name: 'Upstream', ms: 90 }]);
});

test('Status and length stand out as far as they should', () => {
  expect([200, 304, 404, 502, null].map(statusTone)).toEqual(['neutral', 'neutral', 'warn', 'error', 'error']);
  expect(lengthOf(1000, 1000)).toBe(1);
  expect(lengthOf(0, 1000)).toBe(0.02);
  expect(lengthOf(-0.001, 1000)).toBe(0);
  expect(durationOf(-0.001)).toBe('–');
  expect(lengthOf(30, 1000)).toBeCloseTo(0.5, 1);
});

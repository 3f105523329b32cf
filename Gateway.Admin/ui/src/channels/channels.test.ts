import { expect, test } from 'vitest';
import { channelDocument, channelErrors, channelValues, settingName, taken } from './channelForm';
import type { Channel, ChannelType } from './contract';
import { receiptOf, receiptWords } from './receipt';
import { phaseOf, silenceDocument, silenceErrors, silenceSubject, silenceTime, silenceValues } from './silenceForm';

const setting = (name: string, more: object = {}) => ({ name, title: name, kind: 'text' as const, help: '', required: false, secret: false, default: null, choices: [], ...more });
const webhook: ChannelType = { type: 'webhook', title: 'Webhook', gathers: false, settings: [setting('url', { kind: 'url', required: true }), setting('secret', { secret: true }), setting('port', { kind: 'number', default: '587' })] };
const stored = { id: 'hook', name: 'Ops', settings: { url: 'https://a.example', port: 25 }, secrets: ['secret'], receives: null, enabled: true, resolved: true, groupWait: null, perHour: 60 } as unknown as Channel;

test('a secret that is not written is not sent, so it stays', () => {
  const values = channelValues(webhook, stored);
  expect(channelDocument(webhook, values)).toMatchObject({ type: 'webhook', settings: { url: 'https://a.example', port: 25 }, receives: null });
  expect(channelDocument(webhook, { ...values, [settingName('secret')]: 'new' })).toMatchObject({ settings: { secret: 'new' } });
  expect(channelDocument(webhook, { ...values, [settingName('secret')]: taken })).toMatchObject({ settings: { secret: '' } });
});

test('what is required is asked for, but not a secret that is set', () => {
  expect(Object.keys(channelErrors(webhook, channelValues(webhook))).sort()).toEqual(['id', 'name', 'settings.url']);
  const strict = { ...webhook, settings: [setting('key', { secret: true, required: true })] };
  expect(channelErrors(strict, channelValues(strict, stored), stored)).toEqual({ 'settings.key': 'key is needed.' });
  expect(channelErrors(strict, channelValues(strict, stored), { ...stored, secrets: ['key'] })).toEqual({});
});

test('a channel hears of alerts that name it, and of those that it chooses', () => {
  const told = { severity: 'critical' as const, labels: { team: 'payments' }, named: ['hook'] };
  expect(receiptOf(stored, told)).toBe('Named here');
  expect(receiptOf({ id: 'other', receives: null }, told)).toBeUndefined();
  expect(receiptOf({ id: 'other', receives: { severities: ['critical', 'warning'] } }, told)).toBe('Critical and warning');
  expect(receiptOf({ id: 'other', receives: { severities: ['info'] } }, told)).toBeUndefined();
  expect(receiptOf({ id: 'other', receives: { labels: { team: 'orders' } } }, told)).toBeUndefined();
  expect(receiptWords({ labels: { team: 'orders' }, tenants: ['*'] })).toBe('All alerts, team: orders, of all tenants');
});

test('a silence holds once for a while, or every week', () => {
  const now = Date.UTC(2026, 0, 2, 3, 4);
  const values = { ...silenceValues(now, 'Europe/Paris', 'orders'), reason: 'Maintenance' };
  expect([values.from, values.to]).toEqual(['2026-01-02T04:04', '2026-01-02T05:04']);
  expect(silenceDocument(values, 'Europe/Paris', now)).toMatchObject({ reason: 'Maintenance', from: '2026-01-02T03:04:00.000Z', to: '2026-01-02T04:04:00.000Z', weekly: null, matches: { alerts: ['orders'] } });
  expect(silenceDocument({ ...values, kind: 'weekly', 'weekly.days': ['sun'] }, 'Europe/Paris', now)).toMatchObject({ to: null, weekly: { days: ['sun'], from: '22:00:00', to: '06:00:00', zone: 'Europe/Paris' } });
  expect(Object.keys(silenceErrors({ ...values, reason: '', to: values.from }))).toEqual(['reason', 'to']);
  expect(silenceErrors({ ...values, kind: 'weekly' })).toEqual({ 'weekly.days': 'Choose at least one day.' });
});

test('a silence is told in words', () => {
  expect(silenceTime({ from: '', to: null, weekly: { days: ['sat', 'sun'], from: '22:00:00', to: '06:00:00', zone: 'UTC' } })).toBe('Sat, Sun, 22:00 – 06:00 UTC');
  expect(silenceSubject({ matches: {} }, String)).toBe('All alerts');
  expect(silenceSubject({ matches: { alerts: ['a'], labels: { team: 'x' } } }, (id) => id.toUpperCase())).toBe('A, team: x');
  const now = Date.UTC(2026, 0, 2);
  expect(phaseOf({ active: true, from: '2026-01-01', to: '2026-01-03' }, now)).toBe('active');
  expect(phaseOf({ active: false, from: '2026-01-01', to: '2026-01-01T12:00:00Z' }, now)).toBe('over');
  expect(phaseOf({ active: false, from: '2026-01-03', to: null }, now)).toBe('coming');
});

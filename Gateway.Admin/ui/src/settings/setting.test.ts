import { expect, test } from 'vitest';
import type { Setting } from '../app/contract';
import { bySection, configuredOf, found, kindOf, sourceOf, span, written } from './setting';

const one = (more: Partial<Setting>): Setting => ({ key: 'Gateway:A:B', section: 'Gateway:A', type: 'text', meaning: 'How long it is kept.', live: true, secret: false, value: null, default: null, configured: null, source: 'default', configuredSource: 'default', file: null, changedAt: null, changedBy: null, ...more });

test('values are written as people read them', () => {
  expect([null, [], ['a', 'b'], true, 3, { a: 'b' }].map((value) => written(value))).toEqual(['none', 'none', 'a, b', 'on', '3', 'a: b']);
});

test('durations are said in their two largest units', () => {
  expect(['14.00:00:00', '1.00:00:00', '12:00:00', '01:30:05', '00:00:00.5000000', '00:00:00'].map(span)).toEqual(['14 days', '1 day', '12 h', '1 h 30 min', '0.5 s', '0 s']);
  expect(written('14.00:00:00', 'duration, days')).toBe('14 days');
  expect(span('http://*:80')).toBeNull();
});

test('a source is named, and what a setting goes back to', () => {
  expect(sourceOf(one({ source: 'file', file: 'appsettings.json' }))).toBe('appsettings.json');
  expect(configuredOf(one({ configured: 3, configuredSource: 'environment' }))).toBe('3 (environment)');
});

test('search looks at keys and meanings, for all words', () => {
  const items = [one({}), one({ key: 'Gateway:C:D', section: 'Gateway:C', meaning: 'Other.' })];
  expect(found(items, 'kept a:b')).toHaveLength(1);
  expect(bySection(items).map(({ section }) => section)).toEqual(['Gateway:A', 'Gateway:C']);
});

test('the field follows from the default, so an empty list is still a list', () => {
  expect([one({ default: [] }), one({ default: false }), one({ default: 3 }), one({ default: '14.00:00:00' })].map(kindOf)).toEqual(['list', 'switch', 'number', 'text']);
});

import { expect, test } from 'vitest';
import { fieldOf, idError, idFrom, spanError } from './form';

test('an error finds its field: itself, what it lies within, or what lies within it', () => {
  const names = ['id', 'match.hosts', 'match.path', 'destinations'];
  expect(fieldOf('match.path', names)).toBe('match.path');
  expect(fieldOf('match.hosts[0]', names)).toBe('match.hosts');
  expect(fieldOf('destinations.1.address', names)).toBe('destinations');
  expect(fieldOf('match', names)).toBe('match.hosts');
  expect(fieldOf('tenant', names)).toBeUndefined();
});

test('a span that is wrong is answered with the right one', () => {
  expect(spanError('00:75:00')).toBe('Minutes go from 00 to 59. For 75 minutes write 01:15:00.');
  expect(spanError('00:00:90')).toContain('00:01:30');
  expect(spanError('30s')).toContain('00:00:30');
  expect(spanError('00:00:00')).toBeDefined();
  expect(spanError('1.00:00:00')).toBeUndefined();
  expect(spanError('00:00:30')).toBeUndefined();
});

test('ids', () => {
  expect(idError('orders.v1')).toBeUndefined();
  expect(idError('Mobile App')).toContain('mobile-app');
  expect(idError('')).toBeDefined();
  expect(idFrom('Partner: Ünïcode!')).toBe('partner-unicode');
});

import { expect, test } from 'vitest';
import { missing, reasonWords } from './sum';

test('every captured request is accounted for', () => {
  expect(missing({ captured: 10, stored: 6, queued: 2, quarantined: 1, dropped: { spoolFull: 1 } })).toBe(0);
  expect(missing({ captured: 10, stored: 6, queued: 2, quarantined: 0, dropped: {} })).toBe(2);
});
test('reasons are words', () => expect(reasonWords('spoolFull')).toBe('Spool full'));

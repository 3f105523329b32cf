import { expect, test } from 'vitest';
import { isOpenPage, safeReturn } from './entry';

test('one comes back to a page of the gateway only, and not to one for those outside', () => {
  expect(safeReturn('/t/acme/routes?search=a')).toBe('/t/acme/routes?search=a');
  for (const path of [undefined, '', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/sign-in?return=/', '/welcome#token=a', '/set-up']) expect(safeReturn(path)).toBe('/');
});

test('pages that ask for no session', () => {
  expect(isOpenPage('/sign-in')).toBe(true);
  expect(isOpenPage('/welcome')).toBe(true);
  expect(isOpenPage('/set-up/')).toBe(true);
  expect(isOpenPage('/t/acme/users')).toBe(false);
});

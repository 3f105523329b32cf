import { expect, test } from 'vitest';
import { invitationErrors, passwordHelp } from './invitation';

test('who sets up says who they are, all others only choose a password', () => {
  const empty = { name: ' ', signIn: '', password: '' };
  expect(Object.keys(invitationErrors(empty, true))).toEqual(['name', 'signIn', 'password']);
  expect(Object.keys(invitationErrors(empty, false))).toEqual(['password']);
  expect(invitationErrors({ name: 'Anna', signIn: 'anna@example.com', password: 'correct horse battery' }, true)).toEqual({});
});

test('the rule follows what is typed', () => {
  expect(passwordHelp('')).toContain('12 characters');
  expect(passwordHelp('correct ho')).toBe('At least 12 characters: 2 more.');
  expect(passwordHelp('correct horse')).toBe('Long enough.');
});

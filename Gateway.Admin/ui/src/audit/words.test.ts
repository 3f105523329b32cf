import { expect, test } from 'vitest';
import { aboutOf, actionOptions, actOf } from './words';

test('an act in words', () => {
  expect(actOf({ action: 'revoke', collection: 'keys' })).toBe('Revoked key');
  expect(actOf({ action: 'import', collection: 'things' })).toBe('Import things');
  expect(actOf({ action: 'signInFailed', collection: 'users' })).toBe('Sign-in failed:');
  expect(actOf({ action: 'endSessions', collection: 'users' })).toBe('Ended the sessions of user');
  expect(actOf({ action: 'read', collection: 'sessions' })).toBe('Read sessions of');
});

test('a whole list has no id', () => {
  expect(aboutOf({ id: '*' })).toBe('(list)');
  expect(aboutOf({ id: 'anna' })).toBe('anna');
});

test('one can narrow to every act that has words', () => {
  expect(actionOptions.map(({ value }) => value)).toEqual(expect.arrayContaining(['create', 'signInFailed', 'read', 'export']));
});

import { expect, test } from 'vitest';
import { aboutOf, actionOptions, actOf } from './words';

const act = (action: string, collection: string, id = 'anna') => actOf({ action, collection, id });

test('an act in words', () => {
  expect(act('revoke', 'keys')).toBe('Revoked key');
  expect(act('import', 'things')).toBe('Import things');
  expect(act('signInFailed', 'users')).toBe('Sign-in failed:');
  expect(act('endSessions', 'users')).toBe('Ended the sessions of user');
  expect(act('read', 'sessions')).toBe('Read sessions of');
});

test('a whole list has no id', () => {
  expect(act('read', 'users', '*')).toBe('Read users');
  expect(aboutOf({ id: '*' })).toBe('');
  expect(aboutOf({ id: 'anna' })).toBe('anna');
});

test('one can narrow to every act that has words', () => {
  expect(actionOptions.map(({ value }) => value)).toEqual(expect.arrayContaining(['create', 'signInFailed', 'read', 'export']));
});

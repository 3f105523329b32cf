import { expect, test } from 'vitest';
import { ApiError } from '../app/client';
import { refusalOf, waitWords } from './refusal';

test('how long one has to wait', () => {
  expect(waitWords(0.2)).toBe('1 s');
  expect(waitWords(45)).toBe('45 s');
  expect(waitWords(60)).toBe('1 min');
  expect(waitWords(245)).toBe('4 min 5 s');
  expect(waitWords(7200)).toBe('2 h');
  expect(waitWords(7790)).toBe('2 h 10 min');
});

test('why a sign-in was refused', () => {
  expect(refusalOf(new ApiError(401, {}))).toEqual({ words: 'The name or the password is wrong.', wait: null });
  expect(refusalOf(new ApiError(429, { detail: 'Too many wrong passwords' }, 300))).toEqual({ words: 'Too many wrong passwords.', wait: 300 });
  expect(refusalOf(new ApiError(429, {}))).toEqual({ words: 'Too many tries.', wait: 30 });
  expect(refusalOf(new ApiError(0, { detail: 'The gateway does not answer.' })).words).toBe('The gateway does not answer.');
});

import { expect, test } from 'vitest';
import { passwordError, welcomeLink } from './people';

test('a password is long, and not the sign-in name', () => {
  expect(passwordError('')).toContain('12');
  expect(passwordError('short')).toBe('At least 12 characters: 7 more.');
  expect(passwordError('a'.repeat(12))).toBeUndefined();
  expect(passwordError('a'.repeat(257))).toBe('At most 256 characters.');
  expect(passwordError('Anna@Example.com', ' anna@example.com ')).toBe('The sign-in name cannot be the password.');
});

test('the secret of a link stands behind the #', () => {
  expect(welcomeLink('a/b', 'https://edge.example.com')).toBe('https://edge.example.com/welcome#token=a%2Fb');
});

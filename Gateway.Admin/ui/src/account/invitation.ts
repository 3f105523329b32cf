import type { Errors } from '../app/form';
import { passwordError } from '../app/people';

export interface InvitationValues { name: string; signIn: string; password: string }

/** Who sets up says who they are; all others are known already. */
export function invitationErrors({ name, signIn, password }: InvitationValues, setUp: boolean): Errors {
  const errors: Errors = {};
  if (setUp && !name.trim()) errors.name = 'Write your name.';
  if (setUp && !signIn.trim()) errors.signIn = 'Choose what you type to sign in, such as anna@example.com.';
  const wrong = passwordError(password, signIn);
  if (wrong) errors.password = wrong;
  return errors;
}

/** The rule while one types: what is asked, what is missing, or that it will do. */
export const passwordHelp = (password: string, signIn?: string | null) => (password ? (passwordError(password, signIn) ?? 'Long enough.') : '12 characters or more; a sentence is easy to remember.');

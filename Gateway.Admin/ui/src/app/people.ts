import type { Grant, SignInMethod } from './contract';

/** What the API says about people: users, their sessions, and how one signs in. */
export interface SignInWays { methods: { id: string; label: string }[]; setUp: boolean; secure: boolean }

export type UserState = 'invited' | 'active' | 'locked' | 'disabled';
/** `tenant` is `platform` for people of the platform; `invitation` is there only in the answer that made it. */
export interface User {
  id: string; tenant: string; name: string; signIn: string; roles: Grant[]; claimedRoles?: Grant[] | null; enabled: boolean;
  method: SignInMethod; state: UserState; lockedUntil: string | null; lastSignInAt: string | null; createdAt: string; createdBy: string;
  invitation?: string | null; invitationExpiresAt?: string | null;
}

export interface UserSession { id: string; current: boolean; createdAt: string; seenAt: string; expiresAt: string; address: string | null; client: string | null }

export interface Invitation { purpose: 'setUp' | 'welcome' | 'reset'; name: string | null; signIn: string | null; expiresAt: string }

/** Somebody with roles here; `home` says whether this tenant manages them. */
export interface Person { id: string; name: string; signIn: string; home?: boolean; roles: Grant[] }

/** The link for whom an invitation is; the secret is behind the #, which no server and no log sees. */
export const welcomeLink = (invitation: string, origin = location.origin) => `${origin}/welcome#token=${encodeURIComponent(invitation)}`;

/** What is wrong with a new password, or undefined. Long is what makes it hard to guess; no kind of character is asked for. */
export function passwordError(password: string, signIn?: string | null): string | undefined {
  if (password.length < 12) return password.length === 0 ? 'Choose a password of at least 12 characters.' : `At least 12 characters: ${12 - password.length} more.`;
  if (password.length > 256) return 'At most 256 characters.';
  if (signIn && password.toLowerCase() === signIn.trim().toLowerCase()) return 'The sign-in name cannot be the password.';
  return undefined;
}

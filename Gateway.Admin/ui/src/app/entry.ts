import { redirect } from '@tanstack/react-router';
import { ApiError, call } from './client';
import type { Me } from './contract';
import { meOptions, queryClient } from './queries';
import { session } from './session';

/** Pages for whom the gateway does not know yet; a 401 on them sends nobody away. */
export const isOpenPage = (path: string) => /^\/(sign-in|set-up|welcome|shared)\/?$/.test(path);

/** Only a path of ours, never another site, and never a page for those who are not signed in. */
export const safeReturn = (path: string | undefined) => (path && /^\/(?![/\\])/.test(path) && !isOpenPage(path.split(/[?#]/)[0]!) ? path : '/');

/** Lets in whom the gateway knows, and sends everybody else to the sign-in page and back after. */
export async function needSession({ location }: { location: { href: string } }) {
  try {
    return void (await queryClient.ensureQueryData(meOptions));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    session.end();
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return: location.href } });
  }
}

/** What the pages in front of the shell asked themselves says nothing about anybody. */
const forget = () => queryClient.removeQueries({ predicate: ({ queryKey }) => !['sign-in', 'invitation'].includes(String(queryKey[0])) });

/** Somebody is here from now on; nothing of what another one saw stays. */
export function entered(me: Me) {
  forget();
  queryClient.setQueryData(meOptions.queryKey, me);
}

/** Ends the session here and, by `go`, leaves for the sign-in page. What was seen is forgotten when no page shows it any more. */
export async function left(go: () => Promise<unknown>) {
  session.end();
  await go();
  forget();
}

/** Ends the session on the gateway too; a token has none there. */
export async function signOut(go: () => Promise<unknown>) {
  try {
    if (!session.token()) await call('POST', '/sign-out', { quiet: true });
  } catch (error) {
    // Who is not known any more is signed out.
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  await left(go);
}

import type { Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import type { User } from '../app/people';

export const removal = (user: User, run: () => Promise<unknown>): Confirmation => ({
  title: `Remove ${user.name}?`, verb: `Remove ${user.name}`, run,
  body: `${cut(user.name, 80)} (${cut(user.signIn, 80)}) is signed out everywhere within seconds, and the personal tokens end. What this user did stays in the audit.`,
});

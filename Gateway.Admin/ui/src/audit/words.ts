import type { AuditEntry } from '../app/contract';

const acts: Record<string, string> = {
  create: 'Created', update: 'Changed', delete: 'Deleted', rotate: 'Rotated', revoke: 'Revoked', read: 'Read', export: 'Exported',
  favourite: 'Marked as favourite', unfavourite: 'Took from the favourites', share: 'Made a secret link to', unshare: 'Ended the secret link to', reset: 'Reset', restore: 'Brought back',
  signIn: 'Signed in', signInFailed: 'Sign-in failed', signOut: 'Signed out', lock: 'Locked', unlock: 'Unlocked', invite: 'Made a link for', endSessions: 'Ended the sessions of',
  acceptInvitation: 'Took the invitation of', resetPassword: 'Chose a new password for', changePassword: 'Changed the password of', rebuild: 'Had built again', rollback: 'Rolled back to', refuse: 'Refused',
};
const things: Record<string, string> = { dashboards: 'dashboard', routes: 'route', clusters: 'cluster', apis: 'API', keys: 'key', teams: 'team', groups: 'group', tenants: 'tenant', tokens: 'access token', users: 'user', certificates: 'certificate', settings: 'setting', sessions: 'sessions of', people: 'people of', audit: 'audit as', sums: 'sums of', versions: 'version' };
const collections: Record<string, string> = { dashboards: 'Dashboards', routes: 'Routes', clusters: 'Clusters', apis: 'APIs', keys: 'Keys', teams: 'Teams', groups: 'Groups', tenants: 'Tenants', users: 'Users', tokens: 'Access tokens', certificates: 'Certificates', settings: 'Settings', audit: 'Audit', sums: 'Sums', versions: 'Versions' };
/** Acts that say themselves what they are about. */
const whole = new Set(['signIn', 'signInFailed', 'signOut']);

/** "Revoked key", and apart from it the id. A whole list, whose id is `*`, is "Read users". */
export function actOf({ action, collection, id }: Pick<AuditEntry, 'action' | 'collection' | 'id'>): string {
  const act = acts[action] ?? action.charAt(0).toUpperCase() + action.slice(1);
  if (whole.has(action)) return `${act}:`;
  return id === '*' ? `${act} ${collections[collection]?.toLowerCase() ?? collection}` : `${act} ${things[collection] ?? collection}`;
}
export const aboutOf = ({ id }: Pick<AuditEntry, 'id'>) => (id === '*' ? '' : id);

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
/** What one can narrow to. */
export const actionOptions = options(acts);
export const collectionOptions = options(collections);

/** After how many days a secret link ends. */
export const ends = [{ value: '1', label: 'After a day' }, { value: '7', label: 'After 7 days' }, { value: '30', label: 'After 30 days' }, { value: '', label: 'When somebody ends it' }];
export const endOf = (days: string, now = Date.now()): string | null => (days ? new Date(now + Number(days) * 864e5).toISOString() : null);

/** The secret is behind #, so that it reaches no server's log. */
export const sharedLink = (token: string, origin = location.origin) => `${origin}/shared#token=${encodeURIComponent(token)}`;
export const tokenIn = (hash: string) => new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';

/**
 * People are signed in by a cookie that no script can read. A token, for those who sign in with one, is kept for this tab, or
 * for this device when the reader asked to stay signed in; it goes before the cookie.
 */
const key = 'gateway.token';

export const session = {
  token: () => sessionStorage.getItem(key) ?? localStorage.getItem(key),
  start(token: string, keep: boolean) {
    session.end();
    (keep ? localStorage : sessionStorage).setItem(key, token);
  },
  end() {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
};

/** The access token: for this tab, or for this device when the reader asked to stay signed in. */
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

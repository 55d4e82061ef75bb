// Who is signed in by this page. It lives in memory: a reload forgets it, and nothing is written to the browser.

const listeners = new Set();
let current = {};

export function session() {
  return current;
}

/** The header that says who is signed in. */
export function bearer() {
  return { authorization: `Bearer ${current.accessToken}` };
}

/** Replaces some of what is known; undefined forgets. */
export function remember(changes) {
  current = { ...current, ...changes };
  listeners.forEach((listener) => listener(current));
}

/** Calls back now and at every change. */
export function onSession(listener) {
  listeners.add(listener);
  listener(current);
}

/** The 32 random bytes that stand for this device, made once and sent at sign-in and with every refresh. */
export function deviceSecret() {
  if (current.deviceSecret === undefined) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    remember({ deviceSecret: base64url(bytes) });
  }
  return current.deviceSecret;
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The claims of a JWT, unverified and only to be looked at; undefined where it is none. */
export function claimsOf(token) {
  try {
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

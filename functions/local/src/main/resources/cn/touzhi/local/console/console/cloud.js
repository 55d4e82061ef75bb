// What the local cloud knows, read from /_local/.

const listeners = new Set();

/** Calls back with "ready", "starting" or "away" whenever an answer, or none, tells. */
export function onState(listener) {
  listeners.add(listener);
}

function tell(state) {
  listeners.forEach((listener) => listener(state));
}

/** The text of an answer of /_local/; undefined where there was none. */
export async function ask(path) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    tell(answer.ok ? "ready" : "starting");
    return answer.ok ? await answer.text() : undefined;
  } catch {
    tell("away");
    return undefined;
  }
}

async function change(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { ok: answer.ok, body: text === "" ? {} : JSON.parse(text) };
  } catch {
    tell("away");
    return { ok: false, body: {} };
  }
}

/** What came of asking /_local/ for something: whether it was done, and the answer or the problem. */
export const post = (path, body) => change("POST", path, body);
export const put = (path, body) => change("PUT", path, body);
export const remove = (path) => change("DELETE", path);

/**
 * Reads a path again and again, and calls back when the answer differs from the last one.
 *
 * @param {function(): (string|undefined)} pathNow what to read; undefined while nobody looks
 * @param {function(object): void} onChange gets what was read
 * @param {number} millis between two readings
 * @param {function(string): object} parse makes of the text what it says
 * @return {function(): Promise<void>} reads at once
 */
export function watch(pathNow, onChange, millis = 1000, parse = JSON.parse) {
  let seen;
  let reading = false;
  const read = async () => {
    const path = document.hidden ? undefined : pathNow();
    if (path === undefined || reading) {
      return;
    }
    reading = true;
    try {
      const text = await ask(path);
      const key = `${path} ${text}`;
      if (text !== undefined && key !== seen) {
        seen = key;
        onChange(parse(text));
      }
    } finally {
      reading = false;
    }
  };
  setInterval(read, millis);
  document.addEventListener("visibilitychange", read);
  read();
  return read;
}

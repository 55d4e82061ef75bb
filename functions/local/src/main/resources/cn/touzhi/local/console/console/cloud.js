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
async function ask(path) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    tell(answer.ok ? "ready" : "starting");
    return answer.ok ? await answer.text() : undefined;
  } catch {
    tell("away");
    return undefined;
  }
}

/**
 * Reads a path again and again, and calls back when the answer differs from the last one.
 *
 * @param {function(): (string|undefined)} pathNow what to read; undefined while nobody looks
 * @param {function(object): void} onChange gets the JSON
 * @param {number} millis between two readings
 * @return {function(): Promise<void>} reads at once
 */
export function watch(pathNow, onChange, millis = 1000) {
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
        onChange(JSON.parse(text));
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

// What the views that walk through a story share: one request at a time, shown where it was asked for.

import { element } from "./dom.js";
import { freshKey, send, show } from "./exchange.js";
import { bearer } from "./session.js";

/** Reacts to a control; while one request is under way, a second click sends nothing. */
export function on(target, type, action) {
  let busy = false;
  target.addEventListener(type, async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    try {
      await action();
    } finally {
      busy = false;
    }
  });
}

/** A small button in a list; while what it began is under way, a second click sends nothing. */
export function button(label, action) {
  const made = element("button.quiet", { type: "button" }, label);
  on(made, "click", action);
  return made;
}

/**
 * Sends a request of whoever is signed in, and shows it.
 *
 * @param {Element} slot where it is shown
 * @param {{method: string, path: string, route?: string, headers?: object, body?: object}} request
 * @return the answer's JSON where it was granted, else undefined
 */
export async function ask(slot, request) {
  const exchange = await send({ ...request, headers: { ...bearer(), ...request.headers } });
  show(slot, exchange);
  const { status = 599, json } = exchange.answer ?? {};
  return status < 400 ? (json ?? {}) : undefined;
}

/** The same for what is made: safe to repeat under its key. */
export function create(slot, request) {
  return ask(slot, { method: "POST", ...request, headers: { "idempotency-key": freshKey(), ...request.headers } });
}

/** Tries until it is granted: another room may hear of what was just done a moment later. */
export async function soon(attempt) {
  for (let tried = 0; tried < 20; tried++) {
    const granted = await attempt();
    if (granted !== undefined) {
      return granted;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return undefined;
}

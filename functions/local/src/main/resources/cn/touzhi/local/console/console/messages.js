// The outside world's side: what reached phones and mailboxes, and the codes in it.

import { watch } from "./cloud.js";

const listeners = new Set();
let known = [];

/** Calls back with all messages, oldest first, now and whenever there are others. */
export function onMessages(listener) {
  listeners.add(listener);
  listener(known);
}

export function watchMessages() {
  return watch(
    () => "/_local/messages",
    (messages) => {
      known = messages;
      listeners.forEach((listener) => listener(known));
    },
  );
}

/** The code of a message; undefined where it brings none. */
export function codeIn(message) {
  return /(?<!\d)\d{6}(?!\d)/.exec(message.text ?? "")?.[0];
}

/** The newest code that reached an address, whatever the notation somebody typed it in. */
export function newestCode(messages, channel, address) {
  return messages.filter((message) => message.channel === channel && isTo(message, address)).map(codeIn).filter(Boolean).at(-1);
}

function isTo(message, address) {
  const typed = address.trim().toLowerCase();
  if (message.channel === "email") {
    return message.to.toLowerCase() === typed;
  }
  // a country code may be missing or stand in other notations: the end tells numbers apart well enough here
  const digits = typed.replace(/\D/g, "").slice(-9);
  return digits !== "" && message.to.replace(/\D/g, "").endsWith(digits);
}

/** A header by name in any case; undefined where the message has none. */
export function headerOf(message, name) {
  return Object.entries(message.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

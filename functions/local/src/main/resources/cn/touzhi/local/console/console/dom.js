// Building the page. Whatever comes from outside ends up in textContent or in an attribute, never in markup.

/**
 * Makes an element.
 *
 * @param {string} name a tag, with classes after dots: "span.badge.cold"
 * @param {object} attributes names and values; false and undefined are left out; functions become event listeners
 * @param {...(Node|string|number)} children strings become text; false and undefined are left out
 */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  made.classList.add(...classes);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(attribute, value);
    } else if (value !== false && value !== undefined && value !== null) {
      made.setAttribute(attribute, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== "").map(asNode));
  return made;
}

function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}

/** The element with an id. The page declares them all, so a missing one is a mistake to hear of. */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`The page has no element ${id}.`);
  }
  return found;
}

/** Time of day, with the date where it is not today's: the local cloud's clock can be moved. */
export function timeOf(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString("en-GB");
  const text = today ? time : `${at.toLocaleDateString("en-CA")} ${time}`;
  return element("time", { datetime: at.toISOString(), title: at.toISOString() }, text);
}

/** Milliseconds as one reads them: "24 ms", "1.48 s". */
export function durationOf(millis) {
  return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(millis < 10_000 ? 2 : 1)} s`;
}

/** A button that copies a text and says so for a moment. */
export function copyButton(label, text, onCopied = () => {}) {
  const button = element("button.quiet", { type: "button" }, label);
  button.addEventListener("click", async () => {
    onCopied(text);
    button.textContent = (await copied(text)) ? "Copied" : "Cannot copy here";
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings a list's children in line with what it should show, touching only what is new or gone, so that nothing
 * flickers, loses focus or folds up.
 *
 * @param {Element} list whose children all come from here
 * @param {Array} entries in the order wanted
 * @param {function(object): string} keyOf changes when the entry has to be drawn anew
 * @param {function(object): Element} draw
 */
export function reconcile(list, entries, keyOf, draw) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = entries.map((entry) => {
    const key = keyOf(entry);
    const child = present.get(key) ?? draw(entry);
    child.dataset.key = key;
    present.delete(key);
    return child;
  });
  present.forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    if (list.children[index] !== child) {
      list.insertBefore(child, list.children[index] ?? null);
    }
  });
}

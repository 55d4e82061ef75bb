// The tables and queues of the template: what lies in them, and getting it out again.

import { ask, post, watch } from "./cloud.js";
import { byId, element, reconcile } from "./dom.js";

const PAGE = 50;

/**
 * @param {function(): boolean} inSight whether somebody looks; nothing is read otherwise
 * @return {{look: function(): void}} reads at once
 */
export function startStores(inSight) {
  const table = byId("of-table");
  const search = byId("find-item");
  let limit = PAGE;

  const readItems = watch(
    () => {
      if (!inSight() || table.value === "") {
        return undefined;
      }
      const query = new URLSearchParams({ kind: "item", store: table.value, contains: search.value, limit: limit + 1 });
      return `/_local/stores?${query}`;
    },
    (items) => {
      byId("items-empty").hidden = items.length > 0;
      byId("more-items").hidden = items.length <= limit;
      reconcile(byId("items"), items.slice(0, limit), (item) => JSON.stringify(item), drawItem);
    },
    2000,
    linesOf,
  );
  const readTemplate = watch(
    () => (inSight() ? "/_local/template" : undefined),
    (template) => {
      reconcile(table, template.tables.map(({ logicalId }) => logicalId), (name) => name, (name) => element("option", { value: name }, name));
      byId("replay").disabled = !template.tables.some(({ logicalId, stream }) => logicalId === table.value && stream);
      reconcile(byId("queues"), queuesOf(template), (queue) => JSON.stringify(queue), drawQueue);
      readItems();
    },
    2000,
  );
  const again = () => {
    limit = PAGE;
    readTemplate();
    readItems();
  };
  table.addEventListener("change", again);
  search.addEventListener("input", again);
  byId("more-items").addEventListener("click", () => {
    limit += PAGE;
    readItems();
  });
  byId("replay").addEventListener("click", () =>
    tell("replay-note", post("/_local/replay", { table: table.value }), () => "All of the stream goes to its functions again."),
  );
  return {
    look() {
      readTemplate();
      readItems();
    },
  };
}

/** Lines of JSON, one for each thing that is stored. */
function linesOf(text) {
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

function drawItem({ key, value }) {
  return element(
    "li",
    {},
    element("details.item", {}, element("summary", {}, element("code", {}, key)), element("pre", { tabindex: "0" }, JSON.stringify(value, null, 2))),
  );
}

/** Dead-letter queues stand with the queue whose messages end in them. */
function queuesOf({ queues }) {
  const byName = new Map(queues.map((queue) => [queue.logicalId, queue]));
  return queues
    .filter((queue) => !queues.some(({ deadLetters }) => deadLetters === queue.logicalId))
    .map(({ logicalId, messages, deadLetters }) => ({ logicalId, messages, deadLetters, dead: byName.get(deadLetters)?.messages ?? 0 }));
}

function drawQueue({ logicalId, messages, deadLetters, dead }) {
  const note = element("p.hint", { role: "status" });
  const shown = element("ol.items", { "aria-label": `Messages of ${logicalId}` });
  const show = async () => {
    const kinds = [["message", logicalId], ["dead-letter", deadLetters || logicalId]];
    const texts = await Promise.all(kinds.map(([kind, store]) => ask(`/_local/stores?${new URLSearchParams({ kind, store, limit: PAGE })}`)));
    const lines = texts.flatMap((text) => linesOf(text ?? ""));
    note.textContent = lines.length === 0 ? "It is empty." : "";
    shown.replaceChildren(...lines.map(drawItem));
  };
  const redrive = () => tell(note, post("/_local/redrive", { queue: logicalId }), ({ moved }) => `${moved} went back to ${logicalId}.`);
  return element(
    "li.queue",
    {},
    element("h4", {}, logicalId),
    element("p", {}, `${messages} waiting or in flight`, deadLetters !== "" && `, ${dead} dead`),
    element(
      "div.row",
      {},
      element("button", { type: "button", click: show }, `Show messages of ${logicalId}`),
      deadLetters !== "" && element("button", { type: "button", click: redrive, disabled: dead === 0 }, `Redrive ${deadLetters}`),
    ),
    note,
    shown,
  );
}

/** Says beside a button what came of it. */
export async function tell(place, answer, words) {
  const note = typeof place === "string" ? byId(place) : place;
  const { ok, body } = await answer;
  note.textContent = ok ? words(body) : (body.detail ?? body.title ?? "The local cloud does not answer.");
}

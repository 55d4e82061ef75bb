// What can be done to the local cloud: its time, its faults, and having somebody erased.

import { post, put, remove, watch } from "./cloud.js";
import { byId, element, reconcile, timeOf } from "./dom.js";
import { tell } from "./stores.js";

/**
 * @param {function(): boolean} inSight whether somebody looks; nothing is read otherwise
 * @return {{look: function(): void}} reads at once
 */
export function startControls(inSight) {
  const reads = [startClock(inSight), startFaults(inSight), startErasure(inSight)];
  return {
    look() {
      reads.forEach((read) => read());
    },
  };
}

function startClock(inSight) {
  const read = watch(
    () => (inSight() ? "/_local/clock" : undefined),
    ({ now }) => byId("clock-now").replaceChildren(timeOf(now)),
  );
  const advance = async (by) => {
    await tell("clock-note", post("/_local/clock", { advance: by }), () => `It is ${by} later.`);
    read();
  };
  document.querySelectorAll("[data-advance]").forEach((button) => button.addEventListener("click", () => advance(button.dataset.advance)));
  byId("advance").addEventListener("submit", (event) => {
    event.preventDefault();
    advance(event.target.elements.duration.value.trim());
  });
  return read;
}

function startFaults(inSight) {
  let faults = [];
  const read = watch(
    () => (inSight() ? "/_local/faults" : undefined),
    (all) => {
      faults = all;
      byId("faults-empty").hidden = all.length > 0;
      byId("heal").disabled = all.length === 0;
      reconcile(byId("faults"), all.map((fault, index) => ({ fault, index })), (entry) => JSON.stringify(entry), drawFault);
    },
  );
  byId("fail").addEventListener("submit", async (event) => {
    event.preventDefault();
    await tell("fail-note", put("/_local/faults", [...faults, faultIn(event.target.elements)]), (all) => `${all.length} set; they count from now.`);
    read();
  });
  byId("heal").addEventListener("click", async () => {
    await tell("fail-note", remove("/_local/faults"), () => "Nothing fails any more.");
    read();
  });
  return read;
}

/** Fields that are left empty match all. */
function faultIn(fields) {
  const fault = {};
  for (const name of ["function", "service", "operation", "effect"]) {
    if (fields[name].value.trim() !== "") {
      fault[name] = fields[name].value.trim();
    }
  }
  for (const name of ["skip", "times", "delayMillis"]) {
    if (fields[name].value !== "") {
      fault[name] = Number(fields[name].value);
    }
  }
  return fault;
}

function drawFault({ fault }) {
  const where = [fault.function ?? "any function", fault.service ?? "any service", fault.operation ?? "any call"].join(" · ");
  const which = `${fault.skip ? `after ${fault.skip} calls, ` : ""}${fault.times === undefined ? "all" : `${fault.times}`}`;
  return element(
    "li",
    {},
    element("span.badge.bad", {}, fault.effect ?? "slow"),
    ` ${where}, ${which}`,
    fault.delayMillis !== undefined && `, ${fault.delayMillis} ms late`,
  );
}

function startErasure(inSight) {
  let subject = "";
  const read = watch(
    () => (inSight() && subject !== "" ? `/_local/stores?${new URLSearchParams({ kind: "item", contains: subject, limit: 500 })}` : undefined),
    (items) => drawErasure(subject, items),
    1000,
    (text) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)),
  );
  byId("erase").addEventListener("submit", async (event) => {
    event.preventDefault();
    subject = event.target.elements.subject.value.trim();
    await tell("erase-note", post("/_local/erasure", { subject }), ({ order }) => `Order ${order} is said to all rooms.`);
    read();
  });
  return read;
}

/** Room by room: the fence, what has gone so far, what still names the person, and the report. */
function drawErasure(subject, items) {
  const rooms = new Map();
  items.forEach(({ store, key, value }) => {
    const room = rooms.get(store) ?? { store, left: [] };
    rooms.set(store, room);
    if (key === `FENCE#${subject}/FENCE`) {
      room.fence = value;
    } else {
      room.left.push(key);
    }
  });
  byId("erasure-empty").hidden = rooms.size > 0;
  reconcile(byId("erasure"), [...rooms.values()], (room) => JSON.stringify(room), drawRoom);
}

function drawRoom({ store, fence, left }) {
  const state = fence === undefined ? "no fence" : fence.finishedAt === undefined ? `erasing, ${fence.pages} pages so far` : "reported";
  const gone = Object.entries(fence?.erased ?? {}).map(([kind, count]) => element("li", {}, `${kind}: ${count} erased`));
  const kept = (fence?.kept ?? []).map(({ kind, basis, until }) =>
    element("li", {}, `${kind} kept under ${basis} until `, timeOf(until * 1000)),
  );
  return element(
    "li.room",
    {},
    element("h4", {}, store, " ", element(`span.badge.${fence?.finishedAt === undefined ? "cold" : "good"}`, {}, state)),
    element("ul", {}, ...gone, ...kept),
    element("p.hint", {}, `${left.length} other items name the subject`),
    element("ul.items", {}, ...left.map((key) => element("li", {}, element("code", {}, key)))),
  );
}

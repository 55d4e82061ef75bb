// One invocation: a line that tells it, and below it the calls to AWS that it made.

import { durationOf, element, timeOf } from "./dom.js";

// a bar as long as this many milliseconds fills its place; longer ones too
const FULL = 2000;

export function drawInvocation(invocation) {
  const { calls, cold, outcome, millis, source } = invocation;
  const details = element(
    "details.invocation",
    {},
    element(
      "summary",
      {},
      timeOf(invocation.startedAt),
      element("b", {}, invocation.function),
      element("span.muted.source", {}, `from ${source}`),
      element("span.badges", {}, cold && element("span.badge.cold", {}, "cold start"), outcomeBadge(outcome)),
      element("span.latency", {}, bar(millis), durationOf(millis)),
      element("span.muted.cost", {}, costOf(calls)),
    ),
  );
  details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(drawCalls(invocation)));
  return element("li", {}, details);
}

function outcomeBadge(outcome) {
  return element(outcome === "ok" ? "span.badge.good" : "span.badge.bad", {}, outcome);
}

function bar(millis) {
  const filled = element("span.bar-filled");
  filled.style.width = `${Math.max(2, Math.min(100, (100 * millis) / FULL))}%`;
  return element("span.bar", { "aria-hidden": "true" }, filled);
}

function costOf(calls) {
  const total = (name) => calls.reduce((sum, call) => sum + (call[name] ?? 0), 0);
  const words = [`${calls.length} ${calls.length === 1 ? "call" : "calls"}`];
  return [...words, ...units(total("readUnits"), "read"), ...units(total("writeUnits"), "write")].join(", ");
}

function units(count, kind) {
  return count > 0 ? [`${count} ${kind} units`] : [];
}

function drawCalls({ id, calls, cold, initMillis }) {
  return element(
    "div.calls",
    {},
    element("p.muted", {}, "Request ", element("code", {}, id), cold && `; its process took ${durationOf(initMillis)} to start`),
    calls.length === 0
      ? element("p", {}, "It called nothing in AWS.")
      : element(
          "div.scroll",
          { tabindex: "0", role: "region", "aria-label": "Calls to AWS" },
          element("table", {}, headRow("Service", "Operation", "Time", "Read units", "Write units", "Outcome"), element("tbody", {}, ...calls.map(callRow))),
        ),
  );
}

function headRow(...names) {
  return element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name))));
}

function callRow({ service, operation, millis, readUnits, writeUnits, outcome }) {
  const cells = [service, operation, durationOf(millis), readUnits || "–", writeUnits || "–", outcomeBadge(outcome)];
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

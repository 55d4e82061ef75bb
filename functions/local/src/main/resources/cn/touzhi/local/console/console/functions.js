// The functions at work: how often, how fast, how cold; each invocation with its calls; the log.

import { watch } from "./cloud.js";
import { byId, durationOf, element, reconcile, timeOf } from "./dom.js";
import { drawInvocation } from "./invocation.js";

const ALL = "";
const PAGE = 50;
const LINES = 500;
// lists of thousands come at once: less often than messages, which somebody waits for
const MILLIS = 2000;

/**
 * @param {function(): boolean} inSight whether somebody looks; nothing is read otherwise
 * @return {{look: function(): void}} reads at once
 */
export function startFunctions(inSight) {
  const of = byId("of-function");
  const query = () => `?limit=${LINES}${of.value === ALL ? "" : `&function=${encodeURIComponent(of.value)}`}`;
  let names = [];
  let invocations = [];
  let shown = PAGE;

  const draw = () => {
    const some = invocations.filter((invocation) => of.value === ALL || invocation.function === of.value);
    drawSummary(names, invocations);
    byId("invocations-empty").hidden = some.length > 0;
    byId("more-invocations").hidden = some.length <= shown;
    reconcile(byId("invocations"), some.slice(0, shown), ({ id }) => id, drawInvocation);
  };
  watch(
    () => "/_local/template",
    (template) => {
      names = template.functions.map(({ logicalId }) => logicalId);
      const options = [[ALL, "all functions"], ...names.map((name) => [name, name])];
      reconcile(of, options, ([value]) => value, ([value, label]) => element("option", { value }, label));
      draw();
    },
    5000,
  );
  const readInvocations = watch(
    () => (inSight() ? "/_local/invocations" : undefined),
    (all) => {
      invocations = all;
      draw();
    },
    MILLIS,
  );
  const readLogs = watch(() => (inSight() ? `/_local/logs${query()}` : undefined), drawLogs, MILLIS);
  of.addEventListener("change", () => {
    shown = PAGE;
    draw();
    readLogs();
  });
  byId("more-invocations").addEventListener("click", () => {
    shown += PAGE;
    draw();
  });
  return {
    look() {
      readInvocations();
      readLogs();
    },
  };
}

function drawSummary(names, invocations) {
  const rows = names.map((name) => figuresOf(name, invocations.filter((invocation) => invocation.function === name)));
  reconcile(byId("summary"), rows, (row) => JSON.stringify(row), summaryRow);
}

function figuresOf(name, runs) {
  const millis = runs.map((run) => run.millis).sort((one, other) => one - other);
  return {
    name,
    runs: runs.length,
    cold: runs.filter((run) => run.cold).length,
    median: percentile(millis, 0.5),
    slow: percentile(millis, 0.95),
    failed: runs.filter((run) => run.outcome !== "ok").length,
  };
}

/** The nearest rank: the smallest value that at least this share of all does not exceed. */
function percentile(sorted, share) {
  return sorted.length === 0 ? undefined : sorted[Math.ceil(share * sorted.length) - 1];
}

function summaryRow({ name, runs, cold, median, slow, failed }) {
  const latency = (millis) => (millis === undefined ? "–" : durationOf(millis));
  const cells = [runs, cold, latency(median), latency(slow)].map((value) => element("td", {}, value));
  const failures = element("td", {}, failed > 0 ? element("span.badge.bad", {}, failed) : 0);
  return element("tr", {}, element("th", { scope: "row" }, ...breakable(name)), ...cells, failures);
}

/** A logical id that may break before each of its words. */
function breakable(name) {
  return name.split(/(?=[A-Z])/).flatMap((word) => [element("wbr"), word]);
}

function drawLogs(lines) {
  const list = byId("logs");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  byId("logs-empty").hidden = lines.length > 0;
  reconcile(list, told(lines), ({ id }) => id, logLine);
  if (atEnd) {
    list.scrollTop = list.scrollHeight;
  }
}

/** Lines have no id: what they say stands for one, and which of those that say the same it is. */
function told(lines) {
  const times = new Map();
  return lines.map((line) => {
    const says = `${line.at} ${line.function} ${line.requestId} ${line.text}`;
    times.set(says, (times.get(says) ?? 0) + 1);
    return { ...line, id: `${times.get(says)} ${says}` };
  });
}

function logLine({ at, function: name, text }) {
  return element("li", {}, timeOf(at), element("span.muted", {}, name), element("code", {}, text));
}

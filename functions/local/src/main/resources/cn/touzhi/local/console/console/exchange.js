// One request and its answer, sent and shown as they are.

import { copyButton, element } from "./dom.js";

const lastBodies = new Map();

/** What was last sent to a route, to start from when it is called by hand; undefined before the first. */
export function lastBodyOf(route) {
  return lastBodies.get(route);
}

/** A value for Idempotency-Key: 36 visible characters, never used before. */
export function freshKey() {
  return crypto.randomUUID();
}

/**
 * Calls the API.
 *
 * @param {{method: string, path: string, route?: string, headers?: object, body?: (string|object)}} request the path
 *     with its query; route is the path with {parameters} where it differs
 * @return the request as sent with its answer {status, headers, text, json, millis}, or a fault where none came
 */
export async function send(request) {
  const body = typeof request.body === "object" ? JSON.stringify(request.body, null, 2) : request.body;
  const headers = { ...(body === undefined ? {} : { "content-type": "application/json" }), ...request.headers };
  const sent = { method: request.method, url: new URL(request.path, location.origin).href, headers, body };
  if (body !== undefined) {
    lastBodies.set(`${request.method} ${request.route ?? request.path}`, body);
  }
  return exchanged(sent, { method: sent.method, headers, body });
}

/**
 * Uploads a file by a form that was signed for it, as a page of any app does: the file's own store is another origin.
 *
 * @param {{url: string, fields: object}} form
 * @param {File} file
 * @return as {@link send} does
 */
export async function upload({ url, fields }, file) {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  // what stands behind the file isn't read
  body.append("file", file);
  const shown = [...Object.entries(fields).map(([name, value]) => `${name}=${value}`), `file=(${file.size} bytes)`];
  const sent = { method: "POST", url, headers: { "content-type": "multipart/form-data" }, body: shown.join("\n") };
  return exchanged(sent, { method: "POST", body });
}

async function exchanged(sent, options) {
  const start = performance.now();
  try {
    const response = await fetch(sent.url, { ...options, cache: "no-store", redirect: "manual" });
    const text = await response.text();
    return { request: sent, answer: answerOf(response, text, performance.now() - start) };
  } catch (fault) {
    return { request: sent, fault: fault.message };
  }
}

function answerOf(response, text, millis) {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(response.headers),
    text,
    json: parsed(text),
    millis: Math.round(millis),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Shows an exchange in a slot in place of the one before. */
export function show(slot, exchange) {
  slot.replaceChildren(draw(exchange));
}

function draw({ request, answer, fault }) {
  return element(
    "div.exchange",
    { role: "group", "aria-label": "Request and answer" },
    element(
      "div.exchange-head",
      {},
      element("span.method", {}, request.method),
      element("code.url", {}, new URL(request.url).pathname + new URL(request.url).search),
      element(`span.badge.${refused(answer) ? "bad" : "good"}`, {}, answer ? statusOf(answer) : "no answer"),
      answer && element("span.muted", {}, `${answer.millis} ms`),
      copyButton("Copy as curl", curlOf(request)),
    ),
    problemOf(answer, fault),
    element("div.exchange-raw", {}, raw("Request", requestText(request)), answer && raw("Answer", answerText(answer))),
  );
}

function refused(answer) {
  return answer === undefined || answer.status >= 400;
}

/** HTTP/2 has no reason phrases; then the number stands alone. */
function statusOf({ status, statusText }) {
  return `${status} ${statusText}`.trim();
}

/** The problem (RFC 9457) or the gateway's own message, in words before the raw text. */
function problemOf(answer, fault) {
  if (answer === undefined) {
    return element("p.problem", { role: "alert" }, `No answer came: ${fault}`);
  }
  if (answer.status < 400) {
    return undefined;
  }
  const { title, detail, message, type, errors = [] } = answer.json ?? {};
  return element(
    "div.problem",
    { role: "alert" },
    element("p", {}, element("b", {}, title ?? message ?? "Refused"), " ", type && element("code", {}, type)),
    detail && element("p", {}, detail),
    errors.length > 0 &&
      element("ul", {}, ...errors.map((error) => element("li", {}, element("code", {}, error.pointer ?? ""), ` ${error.detail ?? ""}`))),
  );
}

function raw(name, text) {
  return element("details", { open: true }, element("summary", {}, name), element("pre", { tabindex: "0" }, text));
}

function requestText({ method, url, headers, body }) {
  return [`${method} ${url}`, ...headerLines(headers), ...(body === undefined ? [] : ["", body])].join("\n");
}

function answerText(answer) {
  const body = answer.json === undefined ? answer.text : JSON.stringify(answer.json, null, 2);
  const lines = [`${statusOf(answer)} after ${answer.millis} ms`, ...headerLines(answer.headers)];
  return [...lines, ...(body === "" ? [] : ["", body])].join("\n");
}

function headerLines(headers) {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function curlOf({ method, url, headers, body }) {
  const words = ["curl -i -X", method, quoted(url), ...headerLines(headers).map((line) => `-H ${quoted(line)}`)];
  return [...words, ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`])].join(" ");
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

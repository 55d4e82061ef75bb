// Any route of the template, called by hand.

import { watch } from "./cloud.js";
import { byId, element, reconcile } from "./dom.js";
import { freshKey, lastBodyOf, send, show } from "./exchange.js";
import { onSession, session } from "./session.js";

const form = byId("caller");
let routes = [];
let chosen;

export function startCaller() {
  // the template changes only when the local cloud starts anew
  watch(() => "/_local/template", adoptTemplate, 5000);
  byId("find-route").addEventListener("input", listRoutes);
  form.addEventListener("submit", call);
  onSession(tellToken);
}

function adoptTemplate(template) {
  routes = template.routes.toSorted((one, other) => one.path.localeCompare(other.path) || one.method.localeCompare(other.method));
  listRoutes();
}

function nameOf({ method, path }) {
  return `${method} ${path}`;
}

function isPublic({ authorizer }) {
  return authorizer === "";
}

function listRoutes() {
  const wanted = byId("find-route").value.trim().toLowerCase();
  const found = routes.filter((route) => nameOf(route).toLowerCase().includes(wanted));
  reconcile(byId("routes"), found, nameOf, (route) => element("li", {}, routeButton(route)));
}

function routeButton(route) {
  return element(
    "button.route",
    { type: "button", click: (event) => choose(route, event.currentTarget) },
    element("span.method", {}, route.method),
    element("code", {}, route.path),
    isPublic(route)
      ? element("span.badge.plain", {}, "public")
      : element("span.badge", { title: `scopes: ${route.scopes.join(", ")}` }, "token"),
  );
}

function choose(route, button) {
  chosen = route;
  byId("routes").querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  button.setAttribute("aria-current", "true");
  byId("caller-title").textContent = `${nameOf(route)} · ${route.function}`;
  byId("caller-parameters").replaceChildren(...parametersOf(route).map(parameterField));
  form.elements.query.value = "";
  form.elements.withToken.checked = !isPublic(route);
  form.elements.headers.value = hasBody(route) ? `content-type: ${bodyTypeOf(route)}\nidempotency-key: ${freshKey()}` : "";
  byId("caller-body").hidden = !hasBody(route);
  form.elements.body.value = hasBody(route) ? (lastBodyOf(nameOf(route)) ?? "{}") : "";
  form.hidden = false;
  byId("caller-empty").hidden = true;
  byId("caller-exchange").replaceChildren();
  byId("caller-title").focus();
}

function hasBody({ method }) {
  return ["POST", "PUT", "PATCH"].includes(method);
}

/** A change is told as a merge patch, and in no other way. */
function bodyTypeOf({ method }) {
  return method === "PATCH" ? "application/merge-patch+json" : "application/json";
}

function parametersOf({ path }) {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
}

function parameterField(name) {
  return element("label.grow", {}, name, element("input", { name: `path ${name}`, required: true, spellcheck: "false" }));
}

function tellToken({ accessToken }) {
  byId("caller-token").textContent =
    accessToken === undefined ? "No access token yet: register or sign in first." : "The token is the one of the session that was opened here.";
}

async function call(event) {
  event.preventDefault();
  const { query, headers, body, withToken } = form.elements;
  byId("caller-exchange").replaceChildren();
  const token = withToken.checked && session().accessToken;
  const exchange = await send({
    method: chosen.method,
    path: filledPath(chosen) + (query.value === "" ? "" : `?${query.value}`),
    route: chosen.path,
    headers: { ...headersIn(headers.value), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body.value === "" ? undefined : body.value,
  });
  show(byId("caller-exchange"), exchange);
}

function filledPath({ path }) {
  return path.replace(/\{([^}]+)\}/g, (_, name) => {
    const value = form.elements[`path ${name}`].value;
    // a greedy parameter stands for several segments
    return name.endsWith("+") ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
  });
}

function headersIn(text) {
  const lines = text.split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]));
}

// What whoever is signed in consents to, purpose by purpose; each switch sends one request.

import { byId, element } from "./dom.js";
import { send, show } from "./exchange.js";
import { bearer, onSession } from "./session.js";

const ROUTE = "/v1/consents/{purpose}";
const slot = byId("consents-exchange");

export function startConsents() {
  byId("consents").addEventListener("click", list);
  onSession(({ accessToken }) => {
    byId("consents").disabled = accessToken === undefined;
    if (accessToken === undefined) {
      byId("consent-list").replaceChildren();
    }
  });
}

async function list() {
  const exchange = await send({ method: "GET", path: "/v1/consents", headers: bearer() });
  show(slot, exchange);
  const { consents = [] } = exchange.answer?.json ?? {};
  byId("consent-list").replaceChildren(...consents.map(consentItem));
}

function consentItem(consent) {
  const input = element("input", { type: "checkbox", checked: consent.given });
  input.addEventListener("change", () => change(consent, input));
  return element(
    "li",
    {},
    element("label.check", {}, input, element("span", {}, element("code", {}, consent.purpose), ` ${consent.textZh}`)),
  );
}

/** The box shows what holds, whatever was answered. */
async function change(consent, input) {
  const wanted = input.checked;
  const path = `/v1/consents/${consent.purpose}`;
  const exchange = await send(
    wanted
      ? { method: "PUT", path, route: ROUTE, headers: bearer(), body: { textVersion: consent.currentText, source: "web" } }
      : { method: "DELETE", path, route: ROUTE, headers: bearer() },
  );
  show(slot, exchange);
  input.checked = exchange.answer?.json?.given ?? !wanted;
}

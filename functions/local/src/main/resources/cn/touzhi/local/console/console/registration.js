// Registration step by step: ask for a code, try it, register or sign in, use the session.

import { byId, element, timeOf } from "./dom.js";
import { freshKey, send, show } from "./exchange.js";
import { newestCode, onMessages } from "./messages.js";
import { bearer, claimsOf, deviceSecret, onSession, remember, session } from "./session.js";

const ask = byId("ask");
const attempt = byId("try");
const enter = byId("enter");

// what the steps hand on to one another: the asking, the verification, the proof, the policy
const state = {};

let messages = [];

/** @return {{fillIn: function(string): void}} puts a code into its field */
export function startRegistration() {
  ask.elements.key.value = freshKey();
  on(ask, "submit", askForCode);
  on(byId("see"), "click", seeVerification);
  on(byId("again"), "click", askForAnotherCode);
  on(attempt, "submit", tryCode);
  on(enter, "submit", register);
  on(byId("sign-in"), "click", signIn);
  on(byId("who"), "click", whoAmI);
  on(byId("refresh"), "click", refresh);
  on(byId("sign-out"), "click", signOut);
  ask.addEventListener("change", (event) => event.target.name === "channel" && adoptChannel());
  onMessages((all) => {
    messages = all;
    offerCode();
  });
  onSession(showSession);
  byId("policy").addEventListener("toggle", () => loadPolicy());
  enter.elements.accepted.addEventListener("change", () => loadPolicy());
  return { fillIn };
}

/** One request at a time for each control, so that an impatient second click sends nothing twice. */
function on(target, type, action) {
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

function adoptChannel() {
  const mail = ask.elements.channel.value === "email";
  byId("address-label").textContent = mail ? "E-mail address" : "Phone number";
  ask.elements.address.value = mail ? "zhang.wei@example.com" : "138 0013 8000";
}

async function askForCode() {
  const { channel, address, purpose, locale, client, key, keepKey } = ask.elements;
  const body = { channel: channel.value, address: address.value, purpose: purpose.value, locale: locale.value, client: client.value };
  await asking({ method: "POST", path: "/v1/verifications", headers: { "idempotency-key": key.value }, body }, body);
  if (!keepKey.checked) {
    key.value = freshKey();
  }
}

async function askForAnotherCode() {
  const path = `/v1/verifications/${state.verification.id}/sends`;
  const headers = { "idempotency-key": freshKey() };
  await asking({ method: "POST", path, route: "/v1/verifications/{id}/sends", headers }, state.asking);
}

async function asking(request, what) {
  const earlier = state.before;
  // the code that is asked for is in none of the messages that are here already
  state.before = messages.length;
  offerCode();
  const exchange = await sendAndShow("ask-exchange", request);
  if (exchange.answer?.status !== 202) {
    state.before = earlier;
    offerCode();
    return;
  }
  const { id, number, codeEndsAt, nextSendAt } = exchange.answer.json;
  if (id === state.verification?.id && number === state.verification.number) {
    // but a repeat sends nothing
    state.before = earlier;
  }
  state.asking = what;
  state.verification = exchange.answer.json;
  offerCode();
  byId("ask-note").replaceChildren(
    `Message ${number} is on its way. Its code is good until `,
    timeOf(codeEndsAt),
    "; another can be sent from ",
    timeOf(nextSendAt),
    ".",
  );
  byId("try-note").textContent = "The code is on the phone or in the mailbox.";
  enable("see", "again");
  submitOf(attempt).disabled = false;
  byId("step-ask").dataset.done = "";
  loadPolicy();
}

/** Empties the slot meanwhile: an older answer must not be taken for the one to come. */
async function sendAndShow(slot, request) {
  byId(slot).replaceChildren();
  const exchange = await send(request);
  show(byId(slot), exchange);
  return exchange;
}

async function seeVerification() {
  const path = `/v1/verifications/${state.verification.id}`;
  await sendAndShow("ask-exchange", { method: "GET", path });
}

/** A button with the newest code that came for the address, for screens where the phone is out of sight. */
function offerCode() {
  const { asking, before } = state;
  const code = asking && newestCode(messages.slice(before), asking.channel, asking.address);
  const button = byId("fill");
  button.hidden = code === undefined;
  button.textContent = `Fill in ${code}`;
  button.onclick = () => fillIn(code);
}

function fillIn(code) {
  attempt.elements.code.value = code;
}

async function tryCode() {
  const path = `/v1/verifications/${state.verification.id}/attempts`;
  const body = { code: attempt.elements.code.value };
  const exchange = await sendAndShow("try-exchange", { method: "POST", path, route: "/v1/verifications/{id}/attempts", body });
  if (exchange.answer?.status !== 200) {
    return;
  }
  const { proof, expiresAt } = exchange.answer.json;
  state.proof = proof;
  byId("try-note").replaceChildren("Right. The proof is good until ", timeOf(expiresAt), ".");
  byId("enter-note").textContent = "Register where the address has no account yet; registering one that has signs its owner in.";
  submitOf(enter).disabled = false;
  enable("sign-in");
  byId("step-try").dataset.done = "";
}

async function loadPolicy() {
  if (state.policy !== undefined) {
    return;
  }
  const { answer } = await send({ method: "GET", path: "/v1/policies/current" });
  if (answer?.status === 200) {
    state.policy = answer.json;
    byId("policy-name").textContent = `version ${state.policy.version} of the privacy policy (${state.policy.name})`;
    byId("policy-text").textContent = state.policy.text;
  }
}

async function register() {
  await loadPolicy();
  const { birthDate, source } = enter.elements;
  const body = {
    proof: state.proof,
    ...device(),
    birthDate: birthDate.value,
    acceptedPolicy: state.policy?.version,
    locale: state.asking.locale,
    source: source.value,
  };
  entered(await sendAndShow("enter-exchange", { method: "POST", path: "/v1/accounts", body }));
}

async function signIn() {
  const body = { proof: state.proof, ...device(), deviceName: enter.elements.deviceName.value };
  entered(await sendAndShow("enter-exchange", { method: "POST", path: "/v1/sessions", body }));
}

/** What stands for this device; a web client's secret travels in a cookie that the server made. */
function device() {
  return state.asking.client === "web" ? {} : { deviceSecret: deviceSecret() };
}

function entered(exchange) {
  if (exchange.answer?.status === 201 || exchange.answer?.status === 200) {
    adopt(exchange.answer.json);
    byId("step-enter").dataset.done = "";
  }
}

function adopt({ account, session: opened, accessToken, accessTokenExpiresAt, refreshToken }) {
  remember({
    client: state.asking.client,
    account: account?.id ?? session().account,
    session: opened?.id ?? session().session,
    accessToken,
    accessTokenExpiresAt,
    refreshToken,
  });
}

async function whoAmI() {
  await sendAndShow("session-exchange", { method: "GET", path: "/v1/accounts/me", headers: bearer() });
}

async function refresh() {
  const { client, refreshToken } = session();
  const body = client === "web" ? {} : { refreshToken, deviceSecret: deviceSecret() };
  const exchange = await sendAndShow("session-exchange", { method: "POST", path: "/v1/sessions/refresh", body });
  if (exchange.answer?.status === 200) {
    adopt(exchange.answer.json);
  }
}

async function signOut() {
  const path = `/v1/sessions/${session().session}`;
  const exchange = await sendAndShow("session-exchange", { method: "DELETE", path, headers: bearer() });
  byId("step-session").toggleAttribute("data-done", exchange.answer?.status === 204);
}

function showSession(current) {
  const signedIn = current.accessToken !== undefined;
  ["who", "refresh", "sign-out"].forEach((id) => (byId(id).disabled = !signedIn));
  const claims = signedIn ? claimsOf(current.accessToken) : undefined;
  byId("session-facts").replaceChildren(
    ...fact("Account", current.account ?? claims?.sub ?? "nobody is signed in"),
    ...(signedIn ? fact("Session", current.session ?? claims?.sid ?? "") : []),
    ...(signedIn ? fact("Access token until", timeOf(current.accessTokenExpiresAt)) : []),
    ...(claims ? fact("Its claims", element("code", {}, JSON.stringify(claims))) : []),
  );
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

function submitOf(form) {
  return form.querySelector("button[type=submit]");
}

function enable(...ids) {
  ids.forEach((id) => (byId(id).disabled = false));
}

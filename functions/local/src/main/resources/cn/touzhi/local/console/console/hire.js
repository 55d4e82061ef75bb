// Hiring step by step: register an employer, have it verified, post a job, handle what is submitted to it.

import { byId, element } from "./dom.js";
import { send, show } from "./exchange.js";
import { claimsOf, onSession, session } from "./session.js";
import { ask, button, create, on, soon } from "./steps.js";

const found = byId("found");
const post = byId("post");
const DAY = 86_400_000;

// GB 32100: what the last sign of a unified social credit code is reckoned from
const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

// the employer that was registered here
const state = {};

export function startHiring() {
  found.elements.creditCode.value = creditCode();
  on(found, "submit", register);
  on(byId("become-staff"), "click", becomeStaff);
  on(byId("verify"), "click", verify);
  on(post, "submit", postJob);
  on(byId("received"), "click", list);
  on(byId("find-resumes"), "click", findResumes);
  onSession(enable);
}

function enable({ accessToken } = session()) {
  [found.querySelector("button"), byId("become-staff")].forEach((button) => (button.disabled = accessToken === undefined));
  const without = accessToken === undefined || state.employer === undefined;
  [byId("verify"), post.querySelector("button"), byId("received"), byId("find-resumes")].forEach((button) => (button.disabled = without));
}

/** One that nobody has. */
function creditCode() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  const code = "91530100" + [...bytes].map((byte) => SIGNS[byte % SIGNS.length]).join("");
  const sum = WEIGHTS.reduce((all, weight, place) => all + weight * SIGNS.indexOf(code[place]), 0);
  return code + SIGNS[(SIGNS.length - (sum % SIGNS.length)) % SIGNS.length];
}

async function register() {
  const { name, creditCode: code } = found.elements;
  const body = {
    creditCode: code.value,
    name: name.value,
    licenceNumber: "530100100012345",
    licenceIssuedOn: "2019-03-01",
    agentAuthorisedAt: "2026-11-20T08:00:00Z",
  };
  const made = await create(byId("found-exchange"), { path: "/v1/employers", body });
  if (made !== undefined) {
    state.employer = made.id;
    enable();
  }
}

/** What only whoever deploys may do. */
async function becomeStaff() {
  const subject = claimsOf(session().accessToken)?.sub;
  const event = { act: "grant-staff", subject, by: "console", reason: "console", request: crypto.randomUUID() };
  show(byId("verify-exchange"), await send({ method: "POST", path: "/_local/invoke", body: { function: "StaffFunction", event } }));
}

async function verify() {
  const slot = byId("verify-exchange");
  const path = `/v1/employers/${state.employer}`;
  await ask(slot, { method: "POST", path: `${path}/submission`, route: "/v1/employers/{id}/submission", body: {} });
  await ask(slot, {
    method: "PUT",
    path: `${path}/verification`,
    route: "/v1/employers/{id}/verification",
    body: { state: "verified", reasonCode: "documents-match" },
  });
}

async function postJob() {
  const slot = byId("post-exchange");
  const { title, min, max } = post.elements;
  const path = `/v1/employers/${state.employer}/jobs`;
  const body = {
    title: title.value,
    category: "0101",
    nature: "full-time",
    place: "530102",
    headcount: 1,
    benefits: ["五险一金"],
    description: "负责招聘平台后端服务的设计、开发与维护。",
    wage: { min: Number(min.value), max: Number(max.value), unit: "MONTH" },
    validThrough: new Date((await localNow()) + 60 * DAY).toISOString(),
  };
  const made = await create(slot, { path, route: "/v1/employers/{id}/jobs", body });
  if (made !== undefined) {
    await ask(slot, {
      method: "PUT",
      path: `${path}/${made.id}/state`,
      route: "/v1/employers/{id}/jobs/{job}/state",
      headers: { "if-match": '"1"' },
      body: { state: "open" },
    });
  }
}

/** The local cloud's clock can be moved. */
async function localNow() {
  const { answer } = await send({ method: "GET", path: "/_local/clock" });
  return Date.parse(answer?.json?.now ?? new Date().toISOString());
}

async function list() {
  const slot = byId("received-exchange");
  const path = `/v1/employers/${state.employer}/applications`;
  const listed = await ask(slot, { method: "GET", path, route: "/v1/employers/{id}/applications" });
  byId("received-list").replaceChildren(...(listed?.applications ?? []).map(item));
}

function item(application) {
  return element(
    "li",
    {},
    element("span", {}, element("code", {}, application.state), ` ${application.stage.chinese} · ${application.stage.english} `),
    button("Look", () => look(application)),
    button("Shortlist", () => move(application, { move: "shortlist" })),
    button("Propose interview", () => propose(application)),
    button("Reject", () => move(application, { move: "reject", reason: "experience" })),
  );
}

async function look({ id }) {
  const slot = byId("received-exchange");
  const path = `/v1/employers/${state.employer}/applications/${id}/view-grants`;
  const granted = await ask(slot, { method: "POST", path, route: "/v1/employers/{id}/applications/{application}/view-grants", body: {} });
  if (granted !== undefined) {
    const seen = await soon(() => ask(slot, { method: "POST", path: "/v1/resume-views", body: { grant: granted.grant } }));
    byId("received-files").replaceChildren(...(seen?.files ?? []).map((file) => fileItem(file, granted.grant)));
  }
}

function fileItem({ id, name, mediaType, size }, grant) {
  return element("li", {}, element("span", {}, `${name} · ${mediaType} · ${size} bytes `), button("Read file", () => readFile(id, grant)));
}

/** What leads to a file lives some seconds: it is followed at once, as the app of an employer would. */
async function readFile(attachment, grant) {
  const body = { grant, attachment };
  const link = await ask(byId("received-exchange"), { method: "POST", path: "/v1/attachment-views", body });
  if (link !== undefined) {
    open(link.file, "_blank", "noopener");
  }
}

async function propose(application) {
  const at = new Date((await localNow()) + 3 * DAY).toISOString().replace(/\.\d+Z/, "Z");
  await move(application, { move: "propose-interview", interview: { at, place: "昆明市五华区人民中路 1 号", contact: "木老师" } });
}

async function move({ id }, body) {
  const path = `/v1/employers/${state.employer}/applications/${id}/moves`;
  await ask(byId("received-exchange"), { method: "POST", path, route: "/v1/employers/{id}/applications/{application}/moves", body });
}

async function findResumes() {
  const path = `/v1/employers/${state.employer}/resume-searches`;
  await ask(byId("received-exchange"), { method: "POST", path, route: "/v1/employers/{id}/resume-searches", body: { category: "0101" } });
}

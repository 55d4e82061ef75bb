// Seeking step by step: write a resume, find a job and apply, follow what becomes of it.

import { startAttaching } from "./attach.js";
import { byId, element } from "./dom.js";
import { send, show } from "./exchange.js";
import { onSession } from "./session.js";
import { ask, button, create, on, soon } from "./steps.js";

const write = byId("write");
const search = byId("search");
const OF_MOVES = "/v1/applications/{id}/moves";

// the resume that was written here
const state = {};

export function startSeeking() {
  const attaching = startAttaching(() => state.resume);
  on(write, "submit", () => begin(attaching));
  on(byId("publish"), "click", () => makeIt("public"));
  on(byId("conceal"), "click", () => makeIt("confidential"));
  on(search, "submit", find);
  on(byId("own"), "click", list);
  on(byId("disclosures"), "click", () => ask(byId("own-exchange"), { method: "GET", path: "/v1/disclosures" }));
  onSession(({ accessToken }) => {
    [write.querySelector("[type=submit]"), byId("own"), byId("disclosures")].forEach(
      (button) => (button.disabled = accessToken === undefined),
    );
  });
}

async function begin(attaching) {
  const { name, major, skills } = write.elements;
  const fields = {
    language: "zh",
    title: "后端开发",
    name: name.value,
    gender: "9",
    birthDate: "1995-03-08",
    phone: "+8613800138000",
    email: "li.xiaoming@example.com",
    city: "530100",
    workingSince: "2018-07",
    intentions: [{ category: "0101", salary: { min: 18_000, max: 25_000 }, regions: ["530100"] }],
    education: [{ school: "云南大学", level: "21", major: major.value, start: "2014-09", end: "2018-06" }],
    work: [{ company: "昆明云上科技有限公司", position: "后端工程师", start: "2018-07" }],
    skills: skills.value.split(",").map((skill) => skill.trim()).filter((skill) => skill !== ""),
  };
  const made = await create(byId("write-exchange"), { path: "/v1/resumes", body: { fields } });
  if (made !== undefined) {
    state.resume = made.id;
    [byId("publish"), byId("conceal")].forEach((button) => (button.disabled = false));
    attaching.enable();
  }
}

async function makeIt(visibility) {
  const slot = byId("write-exchange");
  const path = `/v1/resumes/${state.resume}`;
  const now = await ask(slot, { method: "GET", path, route: "/v1/resumes/{id}" });
  if (now !== undefined) {
    await ask(slot, {
      method: "PUT",
      path: `${path}/visibility`,
      route: "/v1/resumes/{id}/visibility",
      headers: { "if-match": `"${now.version}"` },
      body: { visibility, hiddenFrom: now.hiddenFrom },
    });
  }
}

/** Anybody may: nothing is sent that says who asks. */
async function find() {
  const exchange = await send({ method: "GET", path: `/v1/jobs?q=${encodeURIComponent(search.elements.q.value)}`, route: "/v1/jobs" });
  show(byId("jobs-exchange"), exchange);
  byId("jobs").replaceChildren(...(exchange.answer?.json?.jobs ?? []).map(jobItem));
}

function jobItem(job) {
  return element("li", {}, element("span", {}, `${job.title} · ${job.employerName} `), button("Apply", () => apply(job)));
}

async function apply(job) {
  const slot = byId("jobs-exchange");
  const path = `/v1/resumes/${state.resume}/versions`;
  const frozen = await create(slot, { path, route: "/v1/resumes/{id}/versions", body: {} });
  const text = frozen && (await ask(slot, { method: "GET", path: "/v1/disclosures/text" }));
  if (text !== undefined) {
    const body = { receipt: frozen.receipt, released: [], textVersion: text.version };
    await soon(() => create(slot, { path: `/v1/jobs/${job.id}/applications`, route: "/v1/jobs/{id}/applications", body }));
  }
}

async function list() {
  const slot = byId("own-exchange");
  const listed = await ask(slot, { method: "GET", path: "/v1/applications" });
  byId("own-list").replaceChildren(...(listed?.applications ?? []).map(ownItem));
}

function ownItem(application) {
  const { id, interviewAt } = application;
  return element(
    "li",
    {},
    element("span", {}, element("code", {}, application.state), ` ${application.stage.chinese} · ${application.stage.english} `),
    button("Details", () => ask(byId("own-exchange"), { method: "GET", path: `/v1/applications/${id}`, route: "/v1/applications/{id}" })),
    interviewAt && button("Accept interview", () => move(id, { move: "accept-interview", interviewAt })),
    interviewAt && button("Decline interview", () => move(id, { move: "decline-interview" })),
    button("Withdraw", () => move(id, { move: "withdraw" })),
  );
}

async function move(id, body) {
  await ask(byId("own-exchange"), { method: "POST", path: `/v1/applications/${id}/moves`, route: OF_MOVES, body });
}

// Adding a file to the resume that was written here: permit it, announce it, upload it, wait for what was found in it, and
// let the resume name it.

import { byId, element } from "./dom.js";
import { show, upload } from "./exchange.js";
import { ask, create, on, soon } from "./steps.js";

const form = byId("attach");
const slot = byId("attach-exchange");
const PERMISSION = "permission-storage";

/** @param resumeNow gives the id of the resume that was written last */
export function startAttaching(resumeNow) {
  on(form, "submit", () => attach(resumeNow()));
  return { enable: () => (form.querySelector("[type=submit]").disabled = false) };
}

async function attach(resume) {
  byId("attach-note").textContent = "";
  const [file] = form.elements.file.files;
  const sequence = await permit();
  const announced = sequence && (await soon(() => announce(file, sequence)));
  if (announced === undefined) {
    return;
  }
  const uploaded = await upload(announced.form, file);
  show(slot, uploaded);
  if (uploaded.answer?.status === 201) {
    await checked(announced.id, resume);
  }
}

/** Gives the sequence of the permission, which the announcement sends on. */
async function permit() {
  const listed = await ask(slot, { method: "GET", path: "/v1/consents" });
  const text = listed?.consents.find(({ purpose }) => purpose === PERMISSION)?.currentText;
  const given =
    text &&
    (await ask(slot, {
      method: "PUT",
      path: `/v1/consents/${PERMISSION}`,
      route: "/v1/consents/{purpose}",
      body: { textVersion: text, source: "web" },
    }));
  return given?.sequence;
}

async function announce(file, sequence) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const body = { name: file.name, mediaType: file.type, size: file.size, sha256: base64(digest) };
  const path = "/v1/attachments";
  return create(slot, { path, headers: { "consent-sequence": String(sequence) }, body });
}

function base64(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}

async function checked(id, resume) {
  const found = await soon(async () => {
    const seen = await ask(slot, { method: "GET", path: `/v1/attachments/${id}`, route: "/v1/attachments/{id}" });
    return seen?.state === "pending" ? undefined : seen;
  });
  byId("attach-note").textContent = found === undefined ? "Not checked yet." : `It is ${found.state}${found.reason ? `: ${found.reason}` : ""}.`;
  if (found?.state === "clean") {
    await nameIt(id, resume);
  }
}

async function nameIt(id, resume) {
  const path = `/v1/resumes/${resume}`;
  const route = "/v1/resumes/{id}";
  const now = await ask(slot, { method: "GET", path, route });
  const attachments = [...(now?.fields.attachments ?? []), id];
  const named =
    now &&
    (await ask(slot, {
      method: "PATCH",
      path,
      route,
      headers: { "content-type": "application/merge-patch+json", "if-match": `"${now.version}"` },
      body: { fields: { attachments } },
    }));
  if (named !== undefined) {
    byId("attached").append(element("li", {}, element("code", {}, id)));
  }
}

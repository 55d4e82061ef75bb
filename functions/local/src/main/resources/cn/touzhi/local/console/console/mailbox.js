// The mailbox: e-mails, the newest first and open.

import { byId, copyButton, element, reconcile, timeOf } from "./dom.js";
import { codeIn, headerOf, onMessages } from "./messages.js";

// Nothing of an e-mail runs or loads anything. Our own page's policy holds for the frame too; this one is stricter.
const MAIL_POLICY =
  '<!doctype html><meta http-equiv="Content-Security-Policy" ' +
  "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

export function startMailbox(onCode) {
  const list = byId("mails");
  let newest;
  onMessages((all) => {
    const mails = all.filter((message) => message.channel === "email").reverse();
    byId("mails-empty").hidden = mails.length > 0;
    reconcile(list, mails, (mail) => mail.id, (mail) => draw(mail, onCode));
    if (mails.length > 0 && mails[0].id !== newest) {
      newest = mails[0].id;
      list.querySelectorAll("details").forEach((details, index) => (details.open = index === 0));
    }
  });
}

function draw(mail, onCode) {
  const details = element("details", {}, summaryOf(mail));
  // drawn when first opened: a frame for each of a hundred e-mails would cost too much
  details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(opened(mail, onCode)));
  return element("li.mail", {}, details);
}

function summaryOf(mail) {
  return element(
    "summary",
    {},
    element("span.mail-subject", {}, mail.subject || "(no subject)"),
    element("span.mail-meta", {}, element("span.address", {}, mail.to), timeOf(mail.at)),
  );
}

function opened(mail, onCode) {
  const code = codeIn(mail);
  const views = viewsOf(mail);
  const shown = element("div.mail-view");
  const buttons = views.map(([name, make]) =>
    element("button.quiet", { type: "button", "aria-pressed": "false", click: (event) => show(event.currentTarget, make) }, name),
  );
  const show = (pressed, make) => {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button === pressed)));
    shown.replaceChildren(make());
  };
  show(buttons[0], views[0][1]);
  return element(
    "div.mail-open",
    {},
    element(
      "dl.facts",
      {},
      ...fact("From", headerOf(mail, "from") ?? "not given"),
      ...fact("To", mail.to),
    ),
    element("div.row", { role: "group", "aria-label": "View of the e-mail" }, ...buttons, code && copyButton(`Copy ${code}`, code, onCode)),
    shown,
  );
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

function viewsOf(mail) {
  return [
    mail.html && ["HTML", () => frameOf(mail)],
    ["Text", () => element("pre.mail-text", { tabindex: "0" }, mail.text || "(no text)")],
    ["Headers", () => element("pre.mail-text", { tabindex: "0" }, headersOf(mail))],
  ].filter(Boolean);
}

function frameOf(mail) {
  const title = `E-mail: ${mail.subject || "no subject"}`;
  return element("iframe.mail-frame", { sandbox: "", referrerpolicy: "no-referrer", title, srcdoc: MAIL_POLICY + mail.html });
}

function headersOf(mail) {
  const lines = Object.entries(mail.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return lines.join("\n") || "(no headers)";
}

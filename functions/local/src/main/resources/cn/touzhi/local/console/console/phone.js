// A phone's screen: SMS as bubbles, the newest last and in sight.

import { byId, copyButton, element, reconcile, timeOf } from "./dom.js";
import { codeIn, headerOf, onMessages } from "./messages.js";

const ALL = "";
// one SMS holds 70 characters as soon as one of them is Chinese (3GPP TS 23.038, UCS-2)
const ONE_SEGMENT = 70;

export function startPhone(onCode) {
  const screen = byId("phone-screen");
  const numbers = byId("phone-number");
  let messages = [];

  const draw = () => {
    const shown = messages.filter((message) => numbers.value === ALL || message.to === numbers.value);
    const newest = screen.lastElementChild?.dataset.key;
    byId("phone-empty").hidden = shown.length > 0;
    reconcile(screen, shown, (message) => message.id, (message) => bubble(message, onCode));
    if (screen.lastElementChild?.dataset.key !== newest) {
      screen.scrollTop = screen.scrollHeight;
    }
  };
  numbers.addEventListener("change", draw);
  onMessages((all) => {
    messages = all.filter((message) => message.channel === "sms");
    offer(numbers, [...new Set(messages.map((message) => message.to))]);
    draw();
  });
}

function offer(select, addresses) {
  const options = [[ALL, "All numbers"], ...addresses.map((address) => [address, address])];
  reconcile(select, options, ([value]) => value, ([value, label]) => element("option", { value }, label));
}

function bubble(message, onCode) {
  const lines = (message.text ?? "").split("\n");
  const last = lines.length > 1 ? lastLine(lines.at(-1)) : undefined;
  const body = last === undefined ? lines : lines.slice(0, -1);
  const code = codeIn(message);
  const length = [...(message.text ?? "")].length;
  return element(
    "li.sms",
    {},
    element("p.sms-head", {}, element("b", {}, senderOf(message)), " to ", element("span.address", {}, message.to)),
    element(
      "div.bubble",
      {},
      element("p", {}, body.join("\n").trimEnd()),
      last && element("p.last-line", {}, element("code", {}, last.text), element("span", {}, last.meaning)),
    ),
    element(
      "p.sms-foot",
      {},
      timeOf(message.at),
      element("span", { title: "one SMS holds 70 characters" }, `${length} of ${ONE_SEGMENT} characters`),
      code && copyButton(`Copy ${code}`, code, onCode),
    ),
  );
}

function senderOf(message) {
  return headerOf(message, "AWS.SNS.SMS.SenderID") ?? "SMS";
}

/** What browsers (WICG, origin-bound one-time codes) and Android (SMS Retriever) look for at the end of an SMS. */
function lastLine(text) {
  if (/^@[a-z0-9.-]+ #\S+/i.test(text)) {
    return { text, meaning: `only ${text.slice(1).split(" ")[0]} may fill it in` };
  }
  if (/^[A-Za-z0-9+/]{11}$/.test(text)) {
    return { text, meaning: "hash of the Android app" };
  }
  return undefined;
}

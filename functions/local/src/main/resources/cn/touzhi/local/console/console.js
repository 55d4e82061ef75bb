// The console: starts its parts and shows one view at a time. A new view is a link and a section in index.html, and a
// start here.

import { startCaller } from "./console/caller.js";
import { onState } from "./console/cloud.js";
import { startConsents } from "./console/consents.js";
import { startControls } from "./console/controls.js";
import { byId } from "./console/dom.js";
import { startFunctions } from "./console/functions.js";
import { startHiring } from "./console/hire.js";
import { startMailbox } from "./console/mailbox.js";
import { onMessages, watchMessages } from "./console/messages.js";
import { startPhone } from "./console/phone.js";
import { startRegistration } from "./console/registration.js";
import { startSeeking } from "./console/seek.js";
import { startStores } from "./console/stores.js";

const WIDE = matchMedia("(min-width: 68rem)");
const VIEWS = ["messages", "register", "hire", "seek", "call", "functions", "stores", "cloud"];
const STATES = { ready: "ready", starting: "starting", away: "not running" };

function viewNow() {
  const wanted = location.hash.slice(1);
  // other links within the page, such as the one to the content, leave the view as it is
  const known = VIEWS.includes(wanted) ? wanted : document.body.dataset.view;
  // wide screens always show the messages, beside the view
  return known === "messages" && WIDE.matches ? "register" : known;
}

function showView() {
  const view = viewNow();
  document.body.dataset.view = view;
  document.querySelectorAll("#views a").forEach((link) => {
    link.removeAttribute("aria-current");
    if (link.hash === `#${view}`) {
      link.setAttribute("aria-current", "page");
    }
  });
  if (view === "messages") {
    markSeen();
  }
}

let arrived = 0;
let seen;

function markSeen() {
  seen = arrived;
  byId("unseen").hidden = true;
}

/** On a narrow screen the messages are a view of their own: a number tells that some have come. */
function countUnseen(messages) {
  arrived = messages.length;
  if (document.body.dataset.view === "messages" || seen === undefined) {
    markSeen();
    return;
  }
  byId("unseen").hidden = arrived <= seen;
  byId("unseen").textContent = arrived - seen;
  byId("unseen").title = "new messages";
}

onState((state) => {
  const shown = byId("state");
  if (shown.dataset.state !== state) {
    shown.dataset.state = state;
    shown.textContent = STATES[state];
  }
});

const registration = startRegistration();
startPhone(registration.fillIn);
startMailbox(registration.fillIn);
startCaller();
startConsents();
startHiring();
startSeeking();
const inSight = (view) => () => document.body.dataset.view === view;
const looking = [startFunctions(inSight("functions")), startStores(inSight("stores")), startControls(inSight("cloud"))];
const look = () => looking.forEach((view) => view.look());
watchMessages();
onMessages(countUnseen);

addEventListener("hashchange", () => {
  showView();
  look();
  scrollTo(0, 0);
});
WIDE.addEventListener("change", showView);
showView();
look();

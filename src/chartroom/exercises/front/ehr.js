// The EHR desk: find a patient, open the chart, register, and see what one did.

import { button, h, uid } from "./dom.js";
import { chartView } from "./ehrchart.js";
import { patientFinder } from "./ehrfind.js";
import { logs } from "./ehrlog.js";
import { registration } from "./ehrregister.js";
import { tabs } from "./ehrtabs.js";
import { Link } from "./link.js";

const TROUBLE = {
  fine: "",
  slow: "Waiting for the kernel. It is busy, or it has stopped: if this stays, run this cell again. What you entered stays.",
  gone: "The kernel is not running: run the cells of the notebook from the first one. What you entered stays.",
};

function render({ model, el }) {
  const spec = model.get("spec");
  const heading = uid("ehr");
  const status = h("p", { class: "cr-status cr-ehr-status", role: "status", "aria-live": "polite" });
  const announcer = h("p", { class: "cr-sr", role: "log", "aria-live": "polite", "aria-label": "What just changed" });
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const link = new Link(model, (kind) => {
    if (trouble.textContent !== TROUBLE[kind]) trouble.textContent = TROUBLE[kind];
    root.dataset.connection = kind;
  });

  const desk = {
    spec,
    drafts: {},
    /** Resolves with the reply, null without a kernel. An error is shown, unless `quiet`. */
    async send(action, content = {}, quiet = false) {
      const reply = await link.send(action, content);
      if (reply?.error && !quiet) status.textContent = reply.error;
      return reply;
    },
    tell(text) { announcer.textContent = text; },
    /** What was said is no longer about what is on the screen. */
    quiet() { status.textContent = ""; },
    /** True if a form was begun: in the kernel's file, or in this browser before the kernel died. */
    begun: (form) => Boolean(desk.drafts[form]) || sessionStorageHas(`chartroom:${spec.place}:${form}`),
    open: (mrn, said) => open(mrn, { said }),
  };

  let chart = null, newest = 0;
  const chartPlace = h("div", {});
  const registerPlace = h("div", {});
  const finder = patientFinder(desk);
  const activity = logs(desk);
  let register = null;

  const main = tabs("EHR desk", [
    { id: "find", text: "Find a patient", node: finder.node, shown: () => { listBegun(); } },
    { id: "chart", text: "Chart", node: chartPlace, hidden: true },
    { id: "register", text: "Register a patient", node: registerPlace },
    { id: "activity", text: "My activity", node: activity.node, shown: activity.load },
  ], { left() {
    newest += 1; // whoever goes elsewhere is not pulled back by a chart that comes late
    desk.quiet();
  } });

  async function open(mrn, { said = "", document: id = "", section = "" } = {}) {
    const mine = ++newest;
    const reply = await desk.send("open", { mrn });
    if (!reply?.chart || mine !== newest) return;
    const { banner } = reply.chart;
    chart = chartView(desk, reply.chart, (text) => open(mrn, { said: text }));
    chartPlace.replaceChildren(chart.node);
    main.name("chart", `Chart: ${banner.name}`);
    main.open("chart");
    status.textContent = said || `The chart of ${banner.name} is open. This is recorded in the access log.`;
    if (id) await chart.read(id); else chart.focus();
    if (section) chart.section(section);
  }

  async function listBegun() {
    const reply = await desk.send("begin", {}, true);
    if (!reply?.begun) return;
    desk.drafts = reply.drafts;
    finder.list(reply.begun.map((one) => ({ ...one, open: () => {
      if (one.form === "register") { main.open("register"); register.focus(); }
      else open(one.mrn, { document: one.document });
    } })));
  }

  const question = h("div", { class: "cr-ehr-question", role: "group", hidden: true, "aria-label": "Reset my copy" });
  const resetButton = button("Reset my copy…", ask, { class: "cr-quiet" });

  function ask() {
    const keep = button("Keep my copy", () => { question.hidden = true; resetButton.focus(); });
    question.replaceChildren(
      h("p", { text: "Start again with the hospital as it was on the first day? Everything you registered, changed and "
        + "amended goes, and forms you have begun are emptied. Your copy up to now is kept beside it in a file, "
        + "tern-harbor.before-reset.sqlite." }),
      h("div", { class: "cr-buttons" }, keep, button("Yes, reset my copy", reset, { class: "cr-ehr-danger" })));
    question.hidden = false;
    keep.focus();
  }

  async function reset() {
    status.textContent = "Resetting…";
    const reply = await desk.send("reset", { confirm: true });
    if (!reply?.reset) return;
    question.hidden = true;
    newest += 1;
    chart = null;
    chartPlace.replaceChildren();
    main.name("chart", "Chart", true);
    register.empty();
    finder.clear();
    desk.drafts = {};
    forgetBegun(`chartroom:${spec.place}:`);
    main.open("find");
    finder.focus();
    status.textContent = "Your copy is as it was on the first day.";
  }

  const root = h("section", { class: "chartroom-exercise cr-ehr", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "ehr", "aria-labelledby": heading },
  h("div", { class: "cr-ehr-head" },
    h("p", { class: "cr-ehr-title", id: heading, text: "Tern Harbor Medical Center · EHR" }),
    h("p", { class: "cr-ehr-user", text: `Signed on: ${spec.user.name} (${spec.user.id}), ${spec.user.job}` }),
    resetButton),
  question, main.list, trouble, status, main.panels, announcer);
  el.append(root);

  // The forms wait for the drafts, which they begin with.
  listBegun().then(() => {
    register = registration(desk);
    registerPlace.append(register.node);
    root.dataset.ready = "true";
  });

  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  model.on("comm_live_update", alive);
  return () => { model.off("comm_live_update", alive); link.close(); };
}

function sessionStorageHas(name) {
  try { return sessionStorage.getItem(name) !== null; } catch { return false; }
}

function forgetBegun(start) {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(start)) sessionStorage.removeItem(name);
  } catch { /* off */ }
}

export default { render };

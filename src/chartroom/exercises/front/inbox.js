// The inbox of the release desk: a list of requests, one of them open, and the log of releases.
//
// Each request is an exercise like any other. Here all of them share one widget (see standin.js).

import { button, h, uid } from "./dom.js";
import { entryForm } from "./entryform.js";
import { show } from "./frame.js";
import { Link } from "./link.js";
import { standIn } from "./standin.js";

function render({ model, el }) {
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const link = new Link(model, (kind) => {
    status.textContent = kind === "gone"
      ? "The kernel is not running: run the first code cell of the notebook, then this one." : "";
  });
  const titleId = uid("inbox"), panelId = uid("open");
  const count = h("span", { class: "cr-small" });
  const list = h("div", { class: "cr-inbox-list", role: "tablist", "aria-orientation": "vertical",
    "aria-labelledby": titleId });
  const panel = h("div", { class: "cr-inbox-open", role: "tabpanel", id: panelId, tabindex: "0",
    "aria-label": "The open request" });
  const logBox = h("details", { class: "cr-inbox-log" });
  const tabs = new Map(); // request → its button and the words of its state
  let open = "", close = null;

  for (const { id, title } of model.get("listed")) {
    const state = h("span", { class: "cr-queue-state" });
    const tab = h("button", { type: "button", class: "cr-queue-tab", role: "tab", id: uid("tab"),
      "data-request": id, "aria-controls": panelId,
      on: { click: () => choose(id), keydown: (event) => key(event, id) } },
    h("span", { class: "cr-queue-title", text: `${id} · ${title}` }), state);
    tabs.set(id, { tab, state });
    list.append(tab);
  }
  const names = [...tabs.keys()];
  const previous = button("Previous request", () => step(-1));
  const next = button("Next request", () => step(1));

  async function choose(request) {
    if (request === open) return;
    open = request;
    draw();
    const reply = await link.send("open", { request });
    if (!reply || open !== request) return;
    if (reply.error) { status.textContent = reply.error; return; }
    close?.();
    const place = h("div");
    panel.replaceChildren(place);
    panel.setAttribute("aria-label", `Request ${request}`);
    close = show({ model: standIn(model, request, reply.spec), el: place }, entryForm);
  }

  async function step(by) {
    await choose(names[names.indexOf(open) + by]);
    panel.focus();
  }

  function key(event, request) {
    const at = names.indexOf(request), last = names.length - 1;
    const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs.get(names[to]).tab.focus();
  }

  function draw() {
    const listed = model.get("listed");
    for (const { id, state } of listed) {
      const entry = tabs.get(id);
      if (!entry) continue;
      entry.state.textContent = state || "Not begun";
      entry.tab.dataset.done = String(state !== "" && state !== "begun");
      entry.tab.setAttribute("aria-selected", String(id === open));
      entry.tab.tabIndex = id === (open || names[0]) ? 0 : -1;
    }
    const at = names.indexOf(open);
    previous.disabled = at <= 0;
    next.disabled = at < 0 || at === names.length - 1;
    const right = listed.filter((one) => one.state === "right").length;
    const begun = listed.filter((one) => one.state !== "").length;
    count.textContent = `${listed.length} requests · ${begun} begun · ${right} right`;
  }

  function drawLog() {
    const lines = model.get("log");
    const heads = ["Date", "Request", "To", "What", "Ground", "In an accounting"];
    logBox.replaceChildren(h("summary", { text: `Disclosure log (${lines.length})` }), lines.length
      ? h("table", {}, h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col", text })))),
        h("tbody", {}, lines.map((line) => h("tr", {},
          ["date", "request", "to", "what", "ground", "told"].map((name) => h("td", { text: line[name] }))))))
      : h("p", { class: "cr-small", text: "Nothing has been released yet. A release with a ground stands here." }));
  }

  const root = h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": "inbox", "data-kind": "inbox", "aria-labelledby": titleId },
  h("div", { class: "cr-head" }, h("span", { class: "cr-kicker", id: titleId, text: "Release desk: inbox" }), count),
  h("div", { class: "cr-inbox" }, list,
    h("div", { class: "cr-buttons" }, previous, next), status, panel, logBox));
  el.append(root);
  draw();
  drawLog();
  choose((model.get("listed").find((one) => one.state !== "right") ?? { id: names[0] }).id);
  model.on("change:listed", draw);
  model.on("change:log", drawLog);
  return () => {
    close?.();
    link.close();
    model.off("change:listed", draw);
    model.off("change:log", drawLog);
  };
}

export default { render };

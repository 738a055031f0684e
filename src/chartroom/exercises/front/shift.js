// One shift: the clock, the list of what waits, the task in hand, and at the end how it went.

import { builderOf } from "./builders.js";
import { button, h, uid } from "./dom.js";
import { itemNode } from "./feedback.js";
import { show } from "./frame.js";
import { Link } from "./link.js";
import { standIn } from "./standin.js";

const TROUBLE = {
  gone: "The kernel is not running: run the first code cell of the notebook, then this one. Your shift is saved.",
  slow: "Waiting for the kernel. It is busy, or it has stopped: if this stays, run this cell again. Your shift is saved.",
  fine: "",
};

function render({ model, el }) {
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const link = new Link(model, (kind) => { if (trouble.textContent !== TROUBLE[kind]) trouble.textContent = TROUBLE[kind]; });
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const clock = h("span", { class: "cr-shift-clock" });
  const saved = h("span", { class: "cr-saved" });
  const down = h("p", { class: "cr-shift-down", hidden: true });
  const titleId = uid("shift"), listId = uid("list");
  const list = h("ul", { class: "cr-shift-list", "aria-labelledby": listId });
  const hand = h("div", { class: "cr-shift-hand", tabindex: "-1", role: "region", "aria-label": "The task in hand" });
  const body = h("div", {});
  const root = h("section", { class: "chartroom-exercise cr-shift", "data-lm-suppress-shortcuts": "true",
    "data-question": "shift", "data-kind": "shift", "aria-labelledby": titleId },
  h("div", { class: "cr-head" }, h("span", { class: "cr-kicker", id: titleId, text: "One shift" }), clock, saved),
  down, status, trouble, body);
  el.append(root);

  let before = null; // the board as it was drawn last
  let inHand = "", close = null, busy = false;

  async function act(action, request = "") {
    if (busy) return null;
    busy = true;
    const reply = await link.send(action, { request });
    busy = false;
    if (reply?.error) status.textContent = reply.error;
    return reply && !reply.error ? reply : null;
  }

  function start(word) {
    return h("div", { class: "cr-buttons" },
      button(word, async () => { if (await act("begin")) root.querySelector(".cr-shift-list button")?.focus(); }, { class: "cr-primary" }));
  }

  function draw() {
    const board = model.get("board");
    saved.textContent = board.state === "none" ? "" : board.saved === false ? "Not saved" : "Saved";
    if (board.state === "none") drawNone(board);
    else if (board.state === "open") drawOpen(board);
    else drawReport(board);
    before = board;
  }

  function drawNone(board) {
    clock.textContent = "";
    down.hidden = true;
    body.replaceChildren(
      h("p", { text: "Thirty tasks from all desks. The clock of the shift moves only when you hand something over, wait, or leave "
        + "one task for another: take as long as you like. Right and wrong are told at the end." }),
      board.notice ? h("p", { text: board.notice }) : null, start("Begin a shift"));
  }

  function drawOpen(board) {
    clock.textContent = `${board.clock} · ${board.done} done · ${board.tasks.length} waiting`;
    down.hidden = !board.down;
    down.textContent = board.down ? `▲ The EHR is down until about ${board.down}. Tasks marked EHR cannot be taken or handed over.` : "";
    if (before?.state !== "open") {
      body.replaceChildren(h("h3", { class: "cr-exam-title", id: listId, text: "Waiting for you" }), list,
        h("div", { class: "cr-buttons" },
          button("Wait for what comes next", () => act("wait")), endButton()), hand);
    }
    const known = new Set((before?.tasks ?? []).map((task) => task.id));
    const fresh = before?.state === "open" ? board.tasks.filter((task) => !known.has(task.id)) : [];
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.task : "";
    list.replaceChildren(...board.tasks.map((task) => row(task, board)));
    if (focused) [...list.querySelectorAll("button")].find((one) => one.dataset.task === focused)?.focus();
    if (fresh.length) {
      status.textContent = fresh.map((task) => `${task.calls ? "Somebody waits" : "New"}: ${task.title}`
        + `${task.due ? `, due ${task.due}` : ""}.`).join(" ");
    } else if (before?.clock !== board.clock) status.textContent = `It is ${board.clock}.`;
    if (board.open !== inHand) open(board.open);
  }

  function row(task, board) {
    const marks = [task.desk, task.level === "STAT" ? "★ STAT" : task.level, `${task.minutes} min`, task.needs ? "EHR" : "",
      task.due ? `due ${task.due}${task.late ? " · ✗ late" : ""}` : "", task.begun ? "begun" : ""].filter(Boolean).join(" · ");
    return h("li", {}, h("button", { type: "button", class: "cr-shift-task", "data-task": task.id, "data-level": task.level,
      "aria-current": task.id === board.open ? "true" : "false", on: { click: () => act("take", task.id).then((reply) => { if (reply) hand.focus(); }) } },
    h("span", { class: "cr-shift-title", text: `${task.id === board.open ? "▶ " : ""}${task.title}` }), h("span", { class: "cr-small", text: marks })));
  }

  async function open(task) {
    inHand = task;
    close?.();
    close = null;
    hand.replaceChildren();
    if (!task) return;
    const reply = await link.send("show", { request: task });
    if (!reply || inHand !== task) return;
    if (reply.error) { status.textContent = reply.error; return; }
    const row = model.get("board").tasks.find((one) => one.id === task);
    const place = h("div");
    const over = button(`Hand it over (${row.minutes} min)`, handOver, { class: "cr-primary" });
    hand.replaceChildren(h("h3", { class: "cr-exam-title", text: `In hand: ${row.title}` }), place, h("div", { class: "cr-buttons" }, over));
    hand.setAttribute("aria-label", `In hand: ${row.title}`);
    close = show({ model: standIn(model, task, reply.spec), el: place }, builderOf(reply.spec));
  }

  async function handOver() {
    const task = inHand;
    hand.querySelector(".chartroom-exercise")?.dispatchEvent(new Event("focusout")); // saves what is still to be saved
    if (await act("hand", task)) (list.querySelector("button") ?? root.querySelector("button"))?.focus();
  }

  function endButton() {
    const sure = h("span", { hidden: true });
    const end = button("End the shift", () => {
      sure.hidden = false;
      sure.querySelector("button").focus();
    });
    sure.append(h("span", { class: "cr-small", text: "What is not done stays undone. " }),
      button("Yes, end it", async () => { if (await act("finish")) root.querySelector(".cr-shift-report")?.focus(); }),
      button("Go on", () => { sure.hidden = true; end.focus(); }));
    return h("span", {}, end, sure);
  }

  function drawReport(board) {
    open("");
    clock.textContent = `${board.clock} · the shift is over`;
    down.hidden = true;
    if (before?.state === "finished") return;
    if (before?.state === "open") status.textContent = "The shift is over. What you handed over stands.";
    const { report } = board;
    body.replaceChildren(
      h("h3", { class: "cr-shift-report cr-exam-title", tabindex: "-1", text: "How it went" }),
      h("ul", {}, report.lines.map((line) => h("li", { text: line }))),
      h("table", { class: "cr-exam-scores" },
        h("thead", {}, h("tr", {}, ["Desk", "Handed over", "Accuracy"].map((text) => h("th", { scope: "col", text })))),
        h("tbody", {}, report.desks.map((desk) => h("tr", {}, h("th", { scope: "row", text: desk.title }),
          h("td", { text: desk.done }), h("td", { text: desk.accuracy }))))),
      h("p", { text: report.lessons.length ? `Read again: ${report.lessons.map(([lesson, count]) => `lesson ${lesson} (${count})`).join(", ")}. `
        + "The cell below has the links and a picture."
        : report.results.length ? "Nothing to read again." : "Nothing was handed over, so nothing can be said about what to read again." }),
      ...report.results.map((one) => h("details", { class: "cr-exam-item" },
        h("summary", { text: `${one.right ? "✓ Right" : `◐ ${one.score}`}: ${one.title}` }),
        h("ul", { class: "cr-items" }, one.notes.map((item) => itemNode(item))))),
      start("Begin another shift"));
  }

  draw();
  model.on("change:board", draw);
  return () => {
    close?.();
    link.close();
    model.off("change:board", draw);
  };
}

export default { render };

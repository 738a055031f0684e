// The practice exam: begin or go on, one question at a time, a list to jump in, and the report.

import { button, h, uid } from "./dom.js";
import { Link } from "./link.js";

const BEAT = 15000; // ms between reports of the time used
const TROUBLE = {
  gone: "The kernel is not running: run the first code cell of the notebook, then this one. Your answers are saved.",
  slow: "Waiting for the kernel. It is busy, or it has stopped: if this stays, run this cell again. Your answers are saved.",
  fine: "",
};

function clockText(seconds) {
  const minutes = Math.ceil(seconds / 60);
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
}

function render({ model, el }) {
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const link = new Link(model, (kind) => { if (trouble.textContent !== TROUBLE[kind]) trouble.textContent = TROUBLE[kind]; });
  const saved = h("span", { class: "cr-saved" });
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const time = h("p", { class: "cr-small cr-exam-time" });
  const body = h("div", {});
  const root = h("section", { class: "chartroom-exercise cr-exam", "data-lm-suppress-shortcuts": "true",
    "data-question": "exam", "data-kind": "exam", "aria-label": "Practice exam" },
  h("div", { class: "cr-head" }, h("span", { class: "cr-kicker", text: "Practice exam" }), saved), time, body, status, trouble);
  el.append(root);

  let shown = null, at = 0, since = performance.now(), busy = false;

  function used() { // seconds since the last report; the kernel cuts what a sleep made long
    const now = performance.now(), seconds = (now - since) / 1000;
    since = now;
    return document.hidden ? 0 : seconds;
  }

  async function act(action, content = {}) {
    const open = shown?.state === "open";
    const reply = await link.send(action, open ? { seconds: used(), ...content } : content);
    if (!reply) return null;
    if (reply.saved) {
      saved.textContent = reply.saved.ok ? "Saved" : `Not saved: ${reply.saved.text}`;
      saved.dataset.ok = String(reply.saved.ok);
    }
    if (reply.error) { status.textContent = reply.error; return null; }
    if (reply.progress) told(reply.progress);
    if (reply.state) {
      const over = open && reply.state === "finished" && action !== "finish";
      shown = reply;
      draw();
      if (over) status.textContent = "The time is over. Your answers stand.";
    }
    return reply;
  }

  function told(progress) {
    const limit = shown?.timed === false ? `${clockText(progress.used)} used, no limit` : `${clockText(progress.left)} left`;
    time.textContent = `${progress.answered} of ${progress.total} answered · ${progress.flagged} flagged · ${limit}`;
  }

  function draw() {
    status.textContent = (shown.notes ?? []).join(" ");
    if (shown.progress) told(shown.progress);
    if (shown.state === "none") { time.textContent = ""; body.replaceChildren(start("Begin")); }
    else if (shown.state === "open") drawOpen();
    else drawReport();
  }

  function start(word) {
    const timedId = uid("timed");
    const timed = h("input", { type: "checkbox", id: timedId, checked: true });
    const go = (size) => async () => {
      if (busy) return;
      busy = true;
      at = 0;
      since = performance.now();
      await act("begin", { size, timed: timed.checked });
      busy = false;
      root.querySelector(".cr-exam-stem")?.focus();
    };
    return h("div", {},
      h("p", { text: "Four choices a question, one of them right. An open question counts as not right, so guess rather than leave it. "
        + "Explanations come at the end. You may close everything and go on another day." }),
      h("div", { class: "cr-check" }, timed, h("label", { for: timedId, text: "With a time limit: 84 seconds a question, counted while this page is open." })),
      h("div", { class: "cr-buttons" },
        button(`${word}: all ${shown.sizes.full} questions`, go("full"), { class: "cr-primary" }),
        button(`${word}: a short one, ${shown.sizes.short} questions`, go("short"))));
  }

  function drawOpen() {
    const items = shown.items;
    at = Math.min(at, items.length - 1);
    const slots = items.map((item, number) => button(String(number + 1), () => { at = number; ask(true); }, { class: "cr-exam-slot" }));
    const here = h("div", { class: "cr-exam-here" });
    const flagId = uid("flag");
    const flag = h("input", { type: "checkbox", id: flagId, on: { change: async () => {
      const item = items[at];
      item.flagged = flag.checked;
      mark(at);
      await act("flag", { item: item.id, on: flag.checked });
    } } });
    const back = button("Back", () => { at -= 1; ask(true); });
    const next = button("Next", () => { at += 1; ask(true); }, { class: "cr-primary" });
    const sure = h("div", { hidden: true, class: "cr-buttons" });
    const end = button("Finish the exam", () => {
      const open = items.filter((item) => !item.answer).length;
      sure.replaceChildren(
        h("p", { text: open ? `${open} questions are open. Finish all the same?` : "Finish, and see the explanations?" }),
        button("Yes, finish", () => act("finish").then((reply) => { if (reply) root.querySelector(".cr-exam-report")?.focus(); })),
        button("Go on", () => { sure.hidden = true; end.focus(); }));
      sure.hidden = false;
      sure.querySelector("button").focus();
    });

    function mark(number) {
      const item = items[number], slot = slots[number];
      const state = `${item.answer ? "answered" : "open"}${item.flagged ? ", flagged" : ""}`;
      slot.setAttribute("aria-label", `Question ${number + 1}, ${state}`);
      slot.textContent = `${number + 1}${item.answer ? " ✓" : ""}${item.flagged ? " ⚑" : ""}`;
      if (number === at) slot.setAttribute("aria-current", "step"); else slot.removeAttribute("aria-current");
    }

    function ask(focus) {
      const item = items[at], name = uid("pick");
      const stem = h("p", { class: "cr-exam-stem", tabindex: "-1" });
      stem.textContent = `${at + 1}. ${item.stem}`;
      const picks = item.options.map(({ letter, text }) => {
        const id = uid("option");
        const control = h("input", { type: "radio", name, id, value: letter, checked: item.answer === letter, on: { change: async () => {
          item.answer = letter;
          mark(at);
          await act("answer", { item: item.id, letter });
        } } });
        return h("div", { class: "cr-option" }, control, h("label", { for: id, text: `${letter}. ${text}` }));
      });
      here.replaceChildren(stem, h("div", { class: "cr-exam-options", role: "radiogroup", "aria-label": `Choices of question ${at + 1}` }, picks));
      flag.checked = item.flagged;
      back.disabled = at === 0;
      next.disabled = at === items.length - 1;
      slots.forEach((_, number) => mark(number));
      if (focus) stem.focus();
    }

    body.replaceChildren(here,
      h("div", { class: "cr-check" }, flag, h("label", { for: flagId, text: "Flag, to look at it again" })),
      h("div", { class: "cr-buttons" }, back, next, end), sure,
      h("details", { open: true }, h("summary", { text: "All questions (✓ answered, ⚑ flagged)" }),
        h("div", { class: "cr-exam-slots", role: "group", "aria-label": "Go to a question" }, slots)));
    ask(false);
  }

  function drawReport() {
    const { report, items } = shown;
    const rows = report.parts.map((part) => h("tr", {}, h("th", { scope: "row", text: part.title }),
      h("td", { text: `${part.right} of ${part.total}` }), h("td", { text: `${Math.round((100 * part.right) / part.total)}%` })));
    const list = h("div", {});
    const onlyId = uid("only");
    const only = h("input", { type: "checkbox", id: onlyId, checked: true, on: { change: () => explain() } });
    function explain() {
      const wanted = items.map((item, number) => ({ item, number })).filter(({ item }) => !only.checked || !item.right || item.flagged);
      list.replaceChildren(...wanted.map(explained));
    }
    explain();
    time.textContent = "";
    body.replaceChildren(
      h("h3", { class: "cr-exam-report cr-exam-title", tabindex: "-1", text: "Your report" }),
      h("ul", {}, report.lines.map((line) => h("li", { text: line }))),
      h("table", { class: "cr-exam-scores" }, h("thead", {}, h("tr", {}, ["Domain", "Right", "Share"].map((text) => h("th", { scope: "col", text })))),
        h("tbody", {}, rows)),
      h("p", { text: report.lessons.length ? `Read again: ${report.lessons.map(([lesson, count]) => `lesson ${lesson} (${count})`).join(", ")}. `
        + "The cell below has the links and a picture." : "Nothing missed." }),
      h("div", { class: "cr-check" }, only, h("label", { for: onlyId, text: "Show only missed and flagged questions" })),
      list, h("h3", { class: "cr-exam-title", text: "Another one" }), start("Begin anew"));
  }

  function explained({ item, number }) {
    return h("details", { class: "cr-exam-item" },
      h("summary", { text: `${number + 1}. ${item.right ? "✓ Right" : item.answer ? "✗ Not right" : "○ Left open"}${item.flagged ? " ⚑" : ""}: ${item.stem.length > 90 ? `${item.stem.slice(0, 90)}…` : item.stem}` }),
      h("p", { text: item.stem }),
      h("ul", {}, item.options.map(({ letter, text }, place) => h("li", {},
        h("b", { text: `${letter}. ${text}` }),
        h("span", { text: `${letter === item.key ? " ★ Right." : ""}${letter === item.answer ? " (your answer)" : ""} ${item.reasons[place]}` })))),
      h("p", { class: "cr-small", text: `Source: ${item.source}. Lesson ${item.lesson}.` }));
  }

  const beat = setInterval(() => { if (shown?.state === "open" && !document.hidden) act("beat"); }, BEAT);
  const wake = () => { since = performance.now(); };
  document.addEventListener("visibilitychange", wake);
  act("open");
  const alive = () => setTimeout(() => { if (el.classList.contains("jupyter-widgets-disconnected")) link.drop(); }, 0);
  model.on("comm_live_update", alive);
  return () => {
    clearInterval(beat);
    document.removeEventListener("visibilitychange", wake);
    model.off("comm_live_update", alive);
    link.close();
  };
}

export default { render };

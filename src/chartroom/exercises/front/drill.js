// A drill: a card is asked, the meaning typed, the answer compared and rated; then the next card.

import { button, h, uid } from "./dom.js";
import { Link } from "./link.js";

const WORDS = { again: "Again", hard: "Hard", good: "Good", easy: "Easy" };
const TROUBLE = {
  gone: "The kernel is not running: run the first code cell of the notebook, then this one.",
  slow: "Waiting for the kernel. It is busy, or it has stopped: if this stays, run this cell again.",
  fine: "",
};

function render({ model, el }) {
  const spec = model.get("spec");
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const link = new Link(model, (kind) => { if (trouble.textContent !== TROUBLE[kind]) trouble.textContent = TROUBLE[kind]; });
  const saved = h("span", { class: "cr-saved" });
  const progress = h("p", { class: "cr-small" });
  const bar = h("span", { class: "cr-bar-done" });
  const front = h("p", { class: "cr-card-front", id: uid("front") });
  const cue = h("p", { class: "cr-small", id: uid("cue") });
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const back = h("div", { class: "cr-card-back" });
  const entryId = uid("typed"), clockId = uid("clock");
  const input = h("input", { id: entryId, class: "cr-input", type: "text", autocomplete: "off", spellcheck: "false",
    "aria-describedby": `${front.id} ${cue.id}`,
    on: { keydown: (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); if (!answered) answer(); }
    } } });
  const show = button("Check", () => answer(), { class: "cr-primary" });
  const skip = button("I do not know", () => { input.value = ""; answer(); });
  const rates = Object.entries(WORDS).map(([name, word]) => {
    const wait = h("span", { class: "cr-small" });
    const control = h("button", { type: "button", class: "cr-button cr-rate", "data-rating": name,
      on: { click: () => rate(name) } }, h("span", { text: word }), wait);
    return { name, control, wait };
  });
  const rating = h("div", { hidden: true, role: "group", "aria-label": "How well did you know it?" },
    h("p", { class: "cr-small", text: "How well did you know it? The marked button is what your answer suggests; you decide. "
      + "Below each: when the card comes again." }),
    h("div", { class: "cr-buttons" }, rates.map((one) => one.control)));
  const clock = h("input", { type: "checkbox", id: clockId, on: { change: () => {
    link.send("clock", { on: clock.checked }).then(note);
  } } });
  const ask = h("div", {}, front, cue, h("div", { class: "cr-entry" },
    h("label", { for: entryId, text: spec.label }), input), h("div", { class: "cr-buttons" }, show, skip));
  const root = h("section", { class: "chartroom-exercise cr-drill", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "drill", "aria-label": spec.title },
  h("div", { class: "cr-head" }, h("span", { class: "cr-kicker", text: spec.title }), saved),
  progress, h("div", { class: "cr-bar", "aria-hidden": "true" }, bar), ask, status, back, rating, trouble,
  h("div", { class: "cr-check" }, clock, h("label", { for: clockId,
    text: "Count a right answer within 6 seconds as easy. The clock never takes anything away." })));
  el.append(root);

  let card = null, answered = false, asked = 0, verdict = "", busy = false;

  function note(reply) {
    if (reply?.saved) {
      saved.textContent = reply.saved.ok ? "Saved" : `Not saved: ${reply.saved.text}`;
      saved.dataset.ok = String(reply.saved.ok);
    }
    if (reply?.error) status.textContent = reply.error;
    return reply && !reply.error;
  }

  function open(reply, focus) {
    ({ card } = reply);
    clock.checked = reply.clock;
    progress.textContent = reply.progress.text;
    bar.style.width = `${(100 * reply.progress.met) / reply.progress.total}%`;
    answered = false;
    asked = performance.now();
    rating.hidden = true;
    back.replaceChildren();
    ask.hidden = !card;
    input.value = "";
    input.disabled = show.disabled = skip.disabled = false;
    if (!card) {
      status.textContent = `Done for today. ${reply.progress.next ? `The next card is due in ${reply.progress.next}.` : ""}`;
      return;
    }
    front.textContent = card.front;
    cue.textContent = card.cue;
    if (focus) { status.textContent = `Next card: ${card.front}${card.cue ? ` (${card.cue})` : ""}`; input.focus(); }
  }

  async function answer() {
    if (busy || !card) return;
    busy = true;
    const reply = await link.send("answer", { card: card.id, typed: input.value, seconds: (performance.now() - asked) / 1000 });
    busy = false;
    if (!note(reply)) return;
    answered = true;
    verdict = reply.verdict;
    root.dataset.verdict = verdict;
    status.textContent = reply.says;
    back.replaceChildren(h("p", { class: "cr-card-meaning" }, h("b", { text: `${card.front}: ` }), h("span", { text: reply.back })),
      reply.note ? h("p", { text: reply.note }) : "", h("p", { class: "cr-small", text: `Source: ${reply.source}` }));
    input.disabled = show.disabled = skip.disabled = true;
    rating.hidden = false;
    for (const { name, control, wait } of rates) {
      wait.textContent = ` ${reply.intervals[name]}`;
      control.classList.toggle("cr-primary", name === reply.suggested);
      if (name === reply.suggested) control.focus();
    }
  }

  async function rate(name) {
    if (busy || !card) return;
    busy = true;
    const reply = await link.send("rate", { card: card.id, rating: name, right: verdict === "right" });
    busy = false;
    if (note(reply)) open(reply, true);
  }

  link.send("open").then((reply) => { if (note(reply)) open(reply, false); });
  const alive = () => setTimeout(() => { if (el.classList.contains("jupyter-widgets-disconnected")) link.drop(); }, 0);
  model.on("comm_live_update", alive);
  return () => { model.off("comm_live_update", alive); link.close(); };
}

export default { render };

// The frame every question shares: prompt, the controls of its kind, buttons, saved state, feedback.

import { button, h, later, uid } from "./dom.js";
import { itemNode, place } from "./feedback.js";
import { Link } from "./link.js";
import { unsaved } from "./unsaved.js";

const GONE = "The kernel is not running: run the first code cell of the notebook, then this one. What you entered stays here.";
const SLOW = "Waiting for the kernel. It is busy, or it has stopped: if this stays, run this cell "
  + "again. What you entered stays here.";

/**
 * Show a question. `build(desk)` makes the controls of one kind and returns
 * `{node, read(), write(answer), slot(target, item)?, chart?}`.
 * `desk` gives it: spec, changed(), tidy(), check(), tell(text), send(action, content), promptId.
 */
export function show({ model, el }, build) {
  const spec = model.get("spec");
  const promptId = uid("prompt");
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const announcer = h("p", { class: "cr-sr", role: "log", "aria-live": "polite",
    "aria-label": "What just changed" });
  const saved = h("span", { class: "cr-saved" });
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const feedback = h("ul", { class: "cr-items", hidden: true });
  const hints = h("ol", { class: "cr-hints", hidden: true, "aria-label": "Hints" });

  // version counts changes of the answer; sent and kept say up to which one it was sent and saved.
  let version = 0, sent = 0, kept = 0, checks = 0;
  let tidied = false; // the answer is written in another way and means the same
  let shown = null; // the feedback on screen

  const link = new Link(model, (kind) => {
    const text = { gone: GONE, slow: SLOW, fine: "" }[kind];
    if (trouble.textContent !== text) trouble.textContent = text;
    root.dataset.connection = kind;
  });

  const stash = unsaved(`chartroom:${spec.place}:${spec.id}`);

  function note(reply) {
    // Only the reply to the newest change may say that it is saved.
    if (!reply?.saved || reply.version < kept) return;
    kept = reply.version;
    if (!reply.saved.ok) {
      saved.textContent = `Not saved: ${reply.saved.text}`;
      announcer.textContent = saved.textContent;
    } else if (kept === version) {
      saved.textContent = reply.saved.text;
      stash.clear();
    }
    saved.dataset.ok = String(reply.saved.ok);
  }

  function act(action, extra = {}) {
    autosave.cancel();
    sent = version;
    tidied = false;
    return link.send(action, { answer: part.read(), version, ...extra }).then((reply) => {
      note(reply);
      if (reply?.error) status.textContent = reply.error;
      else if (reply?.notice) trouble.textContent = reply.notice;
      return reply;
    });
  }

  function save() {
    if (sent !== version || tidied) act("save");
  }

  function tidy() {
    tidied = true;
    autosave();
  }

  const autosave = later(save, 300);

  function changed() {
    version += 1;
    saved.textContent = "Saving…";
    stash.put(part.read(), model.get("saved").answer);
    if (shown && !root.dataset.stale) {
      root.dataset.stale = "true";
      status.textContent = "You have changed your answer. The notes below are about the answer "
        + "you checked before.";
    }
    autosave();
  }

  function clearFeedback() {
    root.querySelectorAll(".cr-slot").forEach((slot) => slot.replaceChildren());
    feedback.replaceChildren();
    feedback.hidden = true;
    delete root.dataset.stale;
    delete root.dataset.right;
    shown = null;
  }

  function showFeedback(data) {
    clearFeedback();
    if (!data) return;
    shown = data;
    root.dataset.right = String(data.right);
    const rest = place(data.items, part.slot);
    feedback.replaceChildren(...rest.map((item) => itemNode(item)));
    feedback.hidden = rest.length === 0;
    status.textContent = rest.length ? data.summary : data.summary.replace(/:$/, " (see the notes above).");
  }

  function check() {
    const mine = ++checks;
    const of = version;
    status.textContent = "Checking…";
    act("check").then((reply) => {
      if (!reply) { status.textContent = ""; return; }
      if (mine !== checks || reply.error) return; // a newer check is under way
      showFeedback(reply.feedback);
      if (of !== version) {
        root.dataset.stale = "true";
        status.textContent += " (About the answer you checked; you have changed it since.)";
      }
    });
  }

  function hint() {
    act("hint").then((reply) => {
      if (!reply || reply.error) return;
      if (!reply.hint) { status.textContent = reply.message; return; }
      status.textContent = `Hint ${reply.number} of ${reply.of}: see below.`;
      const item = h("li", { html: reply.hint });
      if (hints.children.length < reply.number) hints.append(item);
      hints.hidden = false;
      announcer.textContent = item.textContent;
    });
  }

  function reveal() {
    act("reveal").then((reply) => {
      if (!reply || reply.error) return;
      status.textContent = "The answer is shown below.";
    });
  }

  const practice = spec.mode === "practice";
  const checkButton = button(practice ? "Check my answer" : "Check the form", check, { class: "cr-primary" });
  const hintButton = button("Hint", hint);
  const revealButton = button("Show the answer", reveal, { disabled: true });
  const revealWhy = h("span", { class: "cr-small", id: uid("why"),
    text: "“Show the answer” opens after two checked tries." });
  revealButton.setAttribute("aria-describedby", revealWhy.id);
  const answerBox = h("div", { class: "cr-answer", hidden: true });
  const buttons = h("div", { class: "cr-buttons" }, checkButton,
    practice && spec.hints ? hintButton : null,
    practice ? revealButton : null,
    practice ? revealWhy : h("span", { class: "cr-small",
      text: "Saved by itself as you work. This button looks at the form only: it does not say "
        + "whether your answer is right." }));

  const root = h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": spec.kind, "data-mode": spec.mode,
    "aria-labelledby": promptId });

  const part = build({ spec, promptId, changed, tidy, send: (action, content) => link.send(action, content),
    tell: (text) => { announcer.textContent = text; }, check });

  root.append(...[
    h("div", { class: "cr-head" },
      h("span", { class: "cr-kicker", text: practice ? "Practice" : spec.points || "Assignment" }), saved),
    h("div", { class: "cr-prompt", id: promptId, html: spec.prompt }),
    part.node, buttons, trouble, status, feedback, hints, answerBox, announcer,
  ].filter(Boolean));
  el.append(root);

  function restore() {
    // The kernel's copy, shown unless this view holds changes that are not saved yet.
    const held = model.get("saved");
    revealButton.disabled = !held.can_reveal;
    revealWhy.hidden = held.can_reveal;
    if (held.by === link.view || version !== kept) return;
    part.write(held.answer);
    if (shown) status.textContent = "";
    showFeedback(held.feedback);
    saved.textContent = held.text;
  }

  function showAnswer() {
    const answer = model.get("shown");
    answerBox.hidden = !answer?.items;
    if (!answer?.items) return;
    answerBox.replaceChildren(h("p", { class: "cr-answer-head", text: answer.summary }),
      h("ul", { class: "cr-items" }, answer.items.map((item) => itemNode(item))));
    if (answer.marks) part.chart?.mark(answer.marks);
  }

  restore();
  showAnswer();
  const lost = stash.take(model.get("saved").answer);
  if (lost) {
    part.write(lost.answer);
    changed();
    save();
    status.textContent = "Put back what you had entered before the kernel stopped.";
  }

  const flush = () => autosave.flush();
  const hidden = () => { if (document.visibilityState === "hidden") flush(); };
  // The manager marks a view whose kernel went away; look after it has done so.
  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  root.addEventListener("focusout", flush);
  root.addEventListener("keydown", (event) => {
    // Ctrl+S means the notebook: hand it on to JupyterLab, which sees no keys from in here.
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    flush();
    const { key, code, keyCode, ctrlKey, metaKey } = event;
    el.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, bubbles: true }));
  });
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", hidden);
  model.on("change:saved", restore);
  model.on("change:shown", showAnswer);
  model.on("comm_live_update", alive);
  return () => {
    flush();
    model.off("change:saved", restore);
    model.off("change:shown", showAnswer);
    model.off("comm_live_update", alive);
    window.removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", hidden);
    link.close();
  };
}

// Writing a query: title, indicators, question, answers; saved as it is written, checked on request.

import { button, h, later, select, uid } from "./dom.js";
import { itemNode } from "./feedback.js";
import { Link } from "./link.js";

function render({ model, el }) {
  const spec = model.get("spec");
  const heading = uid("desk");
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const saved = h("span", { class: "cr-saved" });
  const items = h("ul", { class: "cr-items", hidden: true });
  let version = 0;

  const link = new Link(model, (kind) => {
    trouble.textContent = { fine: "", slow: "Waiting for the kernel. What you entered stays here.",
      gone: "The kernel is not running: run the first code cell of the notebook, then this one. What you entered stays here." }[kind];
  });
  const autosave = later(() => send("save"), 300);
  const on = { input: changed, change: changed };
  const area = (rows) => h("textarea", { id: uid("query"), class: "cr-input", rows: String(rows), maxlength: "9000", on });
  const title = h("input", { id: uid("query"), type: "text", class: "cr-input", maxlength: "300", autocomplete: "off", on });
  const indicators = area(5), question = area(3), options = area(5);
  const name = uid("form");
  const forms = spec.forms.map(([value, text]) => [h("input", { type: "radio", name, value, id: uid("query"), on }), text]);
  const purpose = select([["", "None of these"], ...spec.purposes], { id: uid("query"), on });
  const field = (text, help, control) => {
    const id = uid("help");
    if (help) control.setAttribute("aria-describedby", id);
    return h("div", { class: "cr-field" }, h("label", { for: control.id, text }),
      help ? h("p", { class: "cr-small", id, text: help }) : null, control);
  };
  const answers = field("Answers to choose from", "One a line.", options);
  const reason = field("What the yes or no is for", "", purpose);

  const form = () => forms.find(([control]) => control.checked)?.[0].value ?? "open";
  const draft = () => ({ title: title.value, indicators: indicators.value, question: question.value,
    form: form(), options: options.value, purpose: purpose.value });

  function arrange() {
    answers.hidden = form() === "open";
    reason.hidden = form() !== "yesno";
  }

  function changed() {
    version += 1;
    arrange();
    saved.textContent = "Saving…";
    if (!items.hidden) status.textContent = "You have changed the query. The notes below are about what you checked before.";
    autosave();
  }

  async function send(action) {
    autosave.cancel();
    const of = version;
    const reply = await link.send(action, { draft: draft() });
    if (reply?.saved && of === version) {
      saved.textContent = reply.saved.ok ? reply.saved.text : `Not saved: ${reply.saved.text}`;
      saved.dataset.ok = String(reply.saved.ok);
    }
    return reply;
  }

  async function check() {
    status.textContent = "Checking…";
    const reply = await send("check");
    if (!reply) { status.textContent = ""; return; }
    items.replaceChildren(...(reply.items ?? []).map((item) => itemNode(item)));
    items.hidden = !reply.items?.length;
    status.textContent = reply.error ?? reply.summary;
  }

  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "query", "aria-labelledby": heading },
  h("div", { class: "cr-head" }, h("span", { class: "cr-kicker", id: heading, text: spec.title }), saved),
  field("Title", "", title),
  field("Clinical indicators", "One a line, word for word from the chart. The name of the document may stand before it, with a colon.", indicators),
  h("fieldset", {}, h("legend", { text: "How it asks" }), forms.map(([control, text]) => h("div", { class: "cr-option" },
    h("label", { for: control.id }, control, h("span", { text }))))),
  field("Question", "", question), reason, answers,
  h("div", { class: "cr-buttons" }, button("Check", check, { class: "cr-primary" })),
  trouble, status, items, h("p", { class: "cr-small", text: `After: ${spec.source}.` })));
  forms[0][0].checked = true;
  arrange();
  link.send("open").then((reply) => {
    if (!reply?.draft || version) return;
    title.value = reply.draft.title;
    indicators.value = reply.draft.indicators;
    question.value = reply.draft.question;
    options.value = reply.draft.options;
    purpose.value = reply.draft.purpose;
    for (const [control] of forms) control.checked = control.value === reply.draft.form;
    arrange();
  });
  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  model.on("comm_live_update", alive);
  return () => { autosave.flush(); model.off("comm_live_update", alive); link.close(); };
}

export default { render };

// The E/M calculator: choose what the note shows, read the level and why.

import { button, h, icon, later, select, uid } from "./dom.js";
import { Link } from "./link.js";

function render({ model, el }) {
  const spec = model.get("spec");
  const heading = uid("desk");
  const status = h("div", { class: "cr-em-result", role: "status", "aria-live": "polite" });
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  let newest = 0;

  const link = new Link(model, (kind) => {
    trouble.textContent = { fine: "", slow: "Waiting for the kernel.",
      gone: "The kernel is not running: run the first code cell of the notebook, then this one." }[kind];
  });

  const on = { change: level };
  const input = (type, more = {}) => h("input", { id: uid("em"), type, on, ...more });
  const soon = later(level, 400); // not a level for each digit
  const typing = { input: soon, change: level,
    keydown: (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); level(); } } };
  const said = { items: h("p", { id: uid("said"), class: "cr-small" }), minutes: h("p", { id: uid("said"), class: "cr-small" }) };
  const number = (name) => h("input", { id: uid("em"), type: "text", inputmode: "numeric", class: "cr-input",
    autocomplete: "off", maxlength: "5", "aria-describedby": said[name].id, on: typing });
  const visit = select([["", "Choose…"], ...spec.visits], { id: uid("em"), on });
  const items = number("items"), minutes = number("minutes");
  const historian = input("checkbox"), interpretation = input("checkbox"), discussion = input("checkbox");

  const field = (text, control, below = null) => h("div", { class: "cr-field" },
    h("label", { for: control.id, text }), control, below);
  const mark = (text, control) => h("div", { class: "cr-option" },
    h("label", { for: control.id }, control, h("span", { text })));
  const group = (title, ...inside) => h("fieldset", { class: "cr-em-group" }, h("legend", { text: title }), ...inside);
  const steps = (choices) => {
    const name = uid("step");
    return choices.map(([value, text]) => [input("radio", { name, value }), text]);
  };
  const problems = steps(spec.problems), risk = steps(spec.risk);
  const chosen = (listed) => listed.find(([control]) => control.checked)?.[0].value ?? "";
  const radios = (listed) => listed.map(([control, text]) => mark(text, control));
  const time = field("Total minutes of the physician on that day (leave empty if time is not noted)", minutes, said.minutes);

  /** Say beside a number what is wrong with it. */
  function complain(about, words) {
    for (const [name, control] of [["items", items], ["minutes", minutes]]) {
      const off = name === about;
      said[name].replaceChildren(...(off ? [icon("no"), h("span", { text: ` ${words}` })] : []));
      if (off) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  async function level() {
    soon.cancel();
    const mine = ++newest;
    time.hidden = visit.value === "ed";
    const reply = await link.send("level", { visit: visit.value, problems: chosen(problems), risk: chosen(risk),
      items: items.value, minutes: minutes.value, historian: historian.checked,
      interpretation: interpretation.checked, discussion: discussion.checked });
    if (!reply || mine !== newest) return;
    const off = reply.error ?? reply.says;
    complain(reply.about, off);
    status.replaceChildren(...(off ? [h("p", { text: off })] : [
      h("p", {}, h("strong", { text: reply.code ? `${reply.code} · ${reply.label}` : "No level yet" })),
      h("ul", {}, ...reply.reasons.map((text) => h("li", { text })))]));
  }

  function clear() {
    for (const control of [visit, items, minutes]) control.value = "";
    for (const [control] of [...problems, ...risk, [historian], [interpretation], [discussion]]) control.checked = false;
    time.hidden = false;
    soon.cancel();
    complain("", "");
    newest += 1;
    status.replaceChildren(h("p", { text: "Cleared." }));
    visit.focus();
  }

  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "em", "aria-labelledby": heading },
  h("p", { class: "cr-kicker", id: heading, text: spec.title }),
  field("Visit", visit),
  group("Problems", ...radios(problems)),
  group("Data", field("How many different tests were ordered or reviewed, and outside notes reviewed", items, said.items),
    mark("Somebody else had to tell the history", historian),
    mark("The physician interpreted a test, and does not bill for the reading", interpretation),
    mark("Discussed with a professional from outside", discussion)),
  group("Risk", ...radios(risk)), time,
  h("div", { class: "cr-buttons" }, button("Clear", clear, { class: "cr-quiet" })),
  trouble, status, h("p", { class: "cr-small", text: spec.notice })));
  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  model.on("comm_live_update", alive);
  return () => { soon.cancel(); model.off("comm_live_update", alive); link.close(); };
}

export default { render };

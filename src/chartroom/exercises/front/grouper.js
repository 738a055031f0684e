// The grouper: codes as they stand, the group, what each code does to it.

import { button, h, later, select, uid } from "./dom.js";
import { Link } from "./link.js";

const FIRST = 4;

function render({ model, el }) {
  const spec = model.get("spec");
  const heading = uid("desk"), help = uid("help");
  const status = h("div", { class: "cr-status", role: "status", "aria-live": "polite" });
  const details = h("div", {});
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const list = h("ol", { class: "cr-order", "aria-label": "Diagnoses in sequence" });
  let newest = 0, rows = [];

  const link = new Link(model, (kind) => {
    trouble.textContent = { fine: "", slow: "Waiting for the kernel.",
      gone: "The kernel is not running: run the first code cell of the notebook, then this one." }[kind];
  });
  const soon = later(group, 400);
  const on = { change: soon };
  const enter = { change: soon, keydown: (event) => { if (event.key === "Enter") { event.preventDefault(); group(); } } };
  const text = (value = "", more = {}) => h("input", { id: uid("group"), type: "text", class: "cr-input",
    autocomplete: "off", spellcheck: "false", value, on: enter, ...more });
  const field = (words, control) => h("div", { class: "cr-field" }, h("label", { for: control.id, text: words }), control);
  const age = text(spec.age, { inputmode: "numeric", maxlength: "3" });
  const sex = select([["", "Choose…"], ["F", "Female"], ["M", "Male"]], { id: uid("group"), on });
  const disposition = select(spec.dispositions, { id: uid("group"), on });
  const procedures = text();
  const follow = h("input", { type: "checkbox", id: uid("group"), on: { change: () => { if (follow.checked) take(); } } });
  sex.value = spec.sex;
  follow.checked = spec.follows;

  function row(code = "", poa = "") {
    const number = rows.length + 1;
    const name = number === 1 ? "Principal diagnosis" : `Diagnosis ${number}`;
    const input = text(code, { "aria-label": `${name}, code` });
    const mark = select(spec.poa, { "aria-label": `${name}, present on admission`, on });
    mark.value = poa;
    rows.push({ input, mark });
    list.append(h("li", {}, h("div", { class: "cr-order-row" }, input, mark)));
    return input;
  }

  function fill(given) {
    rows = [];
    list.replaceChildren();
    for (const one of given) row(one.code, one.poa);
    while (rows.length < FIRST) row();
  }

  function take() {
    const { rows: sheet = [], procedures: done } = model.get("sheet") ?? {};
    if (list.contains(document.activeElement)) return; // somebody is typing here
    fill(sheet);
    if (done !== undefined && document.activeElement !== procedures) procedures.value = done;
    if (sheet.length) soon();
  }

  async function group() {
    soon.cancel();
    const mine = ++newest;
    const reply = await link.send("group", {
      rows: rows.map((one) => ({ code: one.input.value, poa: one.mark.value })),
      procedures: procedures.value, age: age.value, sex: sex.value, disposition: disposition.value });
    if (!reply || mine !== newest) return;
    const off = reply.error ?? reply.trouble;
    details.replaceChildren();
    if (off) { status.textContent = off; return; }
    status.replaceChildren(h("p", {}, h("strong", { text: reply.head })), h("p", { text: reply.says }));
    if (reply.rows.length) {
      details.append(h("table", { class: "cr-group-table" },
        h("caption", { text: "What each secondary diagnosis does" }),
        h("thead", {}, h("tr", {}, ["Code", "CC or MCC", "Group without it"].map((words) => h("th", { scope: "col", text: words })))),
        h("tbody", {}, reply.rows.map((one) => h("tr", {}, h("th", { scope: "row", text: one.code }),
          h("td", { text: one.level }), h("td", { text: one.without }))))));
    }
    if (reply.notes.length) details.append(h("ul", {}, reply.notes.map((words) => h("li", { text: words }))));
  }

  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "grouper", "aria-labelledby": heading },
  h("p", { class: "cr-kicker", id: heading, text: spec.title }),
  h("p", { class: "cr-small", id: help, text: "The first code is the principal diagnosis. The group follows what you enter." }),
  spec.follows ? h("div", { class: "cr-check" }, follow, h("label", { for: follow.id, text: "Follow the worksheet above" })) : null,
  list,
  h("div", { class: "cr-buttons" }, button("Add a diagnosis", () => row().focus(), { class: "cr-quiet" })),
  field("Procedures (ICD-10-PCS, with blanks between them)", procedures),
  field("Age in years", age), field("Sex", sex), field("Discharge status", disposition),
  h("div", { class: "cr-buttons" }, button("Group", group, { class: "cr-primary" })),
  trouble, status, details, h("p", { class: "cr-small", text: spec.notice })));
  fill([]);
  const changed = () => { if (spec.follows && follow.checked) take(); };
  changed();
  model.on("change:sheet", changed);
  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  model.on("comm_live_update", alive);
  return () => { soon.cancel(); model.off("change:sheet", changed); model.off("comm_live_update", alive); link.close(); };
}

export default { render };

// The coding worksheet: the chart, and rows of codes in sequence.

import { Chart } from "./chart.js";
import { button, h, select, uid } from "./dom.js";
import { show } from "./frame.js";
import { Picker } from "./picker.js";

const POA = [["", "Choose…"], ["Y", "Y: yes"], ["N", "N: no"], ["U", "U: unknown (record unclear)"],
  ["W", "W: clinically undetermined"], ["exempt", "Exempt from POA"]];

export function sheet(desk) {
  const { spec } = desk;
  const chart = spec.chart ? new Chart(spec.chart) : null;
  const list = h("ol", { class: "cr-rows" });
  let rows = [];

  function name(at) {
    if (at > 0) return `Secondary diagnosis ${at}`;
    return spec.inpatient ? "Principal diagnosis" : "First-listed diagnosis";
  }

  function makeRow(data = {}) {
    const title = h("p", { class: "cr-row-title", id: uid("row") });
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const picker = new Picker(desk, { label: "Code", describedBy: slot.id });
    const poaId = uid("poa");
    const poa = spec.inpatient ? select(POA, { id: poaId, on: { change: desk.changed } }) : null;
    const row = { title, slot, picker, poa };
    row.up = button("Move up", () => move(row, -1), { class: "cr-quiet" });
    row.down = button("Move down", () => move(row, 1), { class: "cr-quiet" });
    row.remove = button("Remove", () => remove(row), { class: "cr-quiet" });
    if (poa) {
      picker.field.after(h("div", { class: "cr-field cr-poa" },
        h("label", { for: poaId, text: "Present on admission" }), poa));
    }
    row.node = h("li", { class: "cr-row" },
      h("div", { role: "group", "aria-labelledby": title.id },
        h("div", { class: "cr-row-head" }, title,
          h("span", { class: "cr-moves" }, row.up, row.down, row.remove)),
        picker.node, slot));
    picker.value = data.code ?? "";
    if (poa) poa.value = data.poa ?? "";
    return row;
  }

  function number() {
    rows.forEach((row, at) => {
      row.title.textContent = name(at);
      row.up.disabled = at === 0;
      row.down.disabled = at === rows.length - 1;
      row.remove.disabled = rows.length === 1 && !row.picker.value;
    });
  }

  function draw() {
    rows.forEach((row, at) => { // move only what is out of place, so that focus is not lost
      if (list.children[at] !== row.node) list.insertBefore(row.node, list.children[at] ?? null);
    });
    while (list.children.length > rows.length) list.lastElementChild.remove();
    number();
  }

  function move(row, step) {
    const at = rows.indexOf(row);
    const to = at + step;
    if (to < 0 || to >= rows.length) return;
    rows.splice(at, 1);
    rows.splice(to, 0, row);
    draw();
    const wanted = step < 0 ? row.up : row.down;
    (wanted.disabled ? (step < 0 ? row.down : row.up) : wanted).focus();
    desk.tell(`${row.picker.value || "The empty row"} is now ${name(to)}.`);
    desk.changed();
  }

  function remove(row) {
    const at = rows.indexOf(row);
    rows.splice(at, 1);
    const code = row.picker.value;
    if (rows.length === 0) rows.push(makeRow());
    draw();
    (rows[at]?.remove.disabled === false ? rows[at].remove : addButton).focus();
    desk.tell(`${code || "The empty row"} removed.`);
    desk.changed();
  }

  function add() {
    const row = makeRow();
    rows.push(row);
    draw();
    row.picker.focus();
    desk.tell(`${name(rows.length - 1)} added.`);
  }

  const addButton = button("Add a code", add);
  const queryId = uid("query"), textId = uid("ask");
  const querySlot = h("div", { class: "cr-slot", id: uid("said") });
  const queryText = h("textarea", { id: textId, class: "cr-input", rows: "3", on: { input: desk.changed } });
  const queryBox = h("div", { class: "cr-field", hidden: true },
    h("label", { for: textId, text: "What would you ask the provider?" }), queryText);
  const query = h("input", { id: queryId, type: "checkbox", "aria-describedby": querySlot.id,
    on: { change: () => { queryBox.hidden = !query.checked; desk.changed(); } } });

  const work = h("div", { class: "cr-sheet", role: "group", "aria-label": "Coding worksheet" },
    list, h("div", { class: "cr-buttons" }, addButton),
    h("div", { class: "cr-query" },
      h("label", { class: "cr-check" }, query,
        h("span", { text: "Query the provider (instead of a code, or besides)" })),
      queryBox, querySlot));
  work.addEventListener("input", number);

  function slot(target) {
    if (target === "query") return querySlot;
    const same = (text) => text.replace(/[.\s]/g, "").toUpperCase();
    const found = /^row (\d+)$/.exec(target);
    const filled = rows.filter((row) => row.picker.value || row.poa?.value);
    const row = found ? filled[Number(found[1]) - 1]
      : rows.find((one) => one.picker.value && same(one.picker.value) === same(target));
    return row?.slot;
  }

  return {
    node: h("div", { class: "cr-bench" }, chart?.node, work),
    read: () => ({
      rows: rows.map((row) => ({ code: row.picker.value, poa: row.poa?.value ?? "" }))
        .filter((row) => row.code || row.poa),
      query: query.checked,
      query_text: queryText.value,
    }),
    write(answer) {
      const wanted = answer?.rows?.length ? answer.rows : [{}];
      rows = wanted.map((data) => makeRow(data));
      list.replaceChildren();
      draw();
      query.checked = Boolean(answer?.query);
      queryText.value = answer?.query_text ?? "";
      queryBox.hidden = !query.checked;
    },
    slot,
    chart,
  };
}

export default { render: (context) => show(context, sheet) };

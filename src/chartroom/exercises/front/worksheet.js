// The coding worksheet: the chart, rows of codes in sequence, and procedures where they are asked for.

import { Chart } from "./chart.js";
import { h, select, uid } from "./dom.js";
import { show } from "./frame.js";
import { Picker } from "./picker.js";
import { procedureRows } from "./procedurerows.js";
import { rowList } from "./rowlist.js";

const POA = [["", "Choose…"], ["Y", "Y: yes"], ["N", "N: no"], ["U", "U: unknown (record unclear)"],
  ["W", "W: clinically undetermined"], ["exempt", "Exempt from POA"]];

export function sheet(desk) {
  const { spec } = desk;
  const chart = spec.chart ? new Chart(spec.chart) : null;

  function name(at) {
    if (at > 0) return `Secondary diagnosis ${at}`;
    return spec.inpatient ? "Principal diagnosis" : "First-listed diagnosis";
  }

  function make(row, data) {
    const picker = new Picker(desk, { label: "Code", describedBy: row.slot.id });
    const poaId = uid("poa");
    const poa = spec.inpatient ? select(POA, { id: poaId, on: { change: desk.changed } }) : null;
    if (poa) {
      picker.field.after(h("div", { class: "cr-field cr-poa" },
        h("label", { for: poaId, text: "Present on admission" }), poa));
    }
    picker.value = data.code ?? "";
    if (poa) poa.value = data.poa ?? "";
    return { nodes: [picker.node], value: () => picker.value, focus: () => picker.focus(), poa };
  }

  const list = rowList(desk, { name, make, add: "Add a code" });
  const done = spec.procedures ? procedureRows(desk) : null;
  const queryId = uid("query"), textId = uid("ask");
  const querySlot = h("div", { class: "cr-slot", id: uid("said") });
  const queryText = h("textarea", { id: textId, class: "cr-input", rows: "3", on: { input: desk.changed } });
  const queryBox = h("div", { class: "cr-field", hidden: true },
    h("label", { for: textId, text: "What would you ask the provider?" }), queryText);
  const query = h("input", { id: queryId, type: "checkbox", "aria-describedby": querySlot.id,
    on: { change: () => { queryBox.hidden = !query.checked; desk.changed(); } } });

  const work = h("div", { class: "cr-sheet", role: "group", "aria-label": "Coding worksheet" },
    list.nodes, done?.node,
    h("div", { class: "cr-query" },
      h("label", { class: "cr-check" }, query,
        h("span", { text: "Query the provider (instead of a code, or besides)" })),
      queryBox, querySlot));

  function slot(target) {
    if (target === "query") return querySlot;
    const procedure = /^procedure (\d+)$/.exec(target);
    if (procedure) return done?.slot(Number(procedure[1]));
    const same = (text) => text.replace(/[.\s]/g, "").toUpperCase();
    const found = /^row (\d+)$/.exec(target);
    const filled = list.rows.filter((row) => row.value() || row.poa?.value);
    const row = found ? filled[Number(found[1]) - 1]
      : list.rows.find((one) => one.value() && same(one.value()) === same(target));
    return row?.slot;
  }

  return {
    node: h("div", { class: "cr-bench" }, chart?.node, work),
    read: () => ({
      rows: list.rows.map((row) => ({ code: row.value(), poa: row.poa?.value ?? "" }))
        .filter((row) => row.code || row.poa),
      ...(done ? { procedures: done.read() } : {}),
      query: query.checked,
      query_text: queryText.value,
    }),
    write(answer) {
      list.write(answer?.rows);
      done?.write(answer?.procedures);
      query.checked = Boolean(answer?.query);
      queryText.value = answer?.query_text ?? "";
      queryBox.hidden = !query.checked;
    },
    slot,
    chart,
  };
}

export default { render: (context) => show(context, sheet) };

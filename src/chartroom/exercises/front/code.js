// One ICD-10-CM code, with a chart to read beside it where the question has one.

import { Chart } from "./chart.js";
import { h } from "./dom.js";
import { show } from "./frame.js";
import { Picker } from "./picker.js";

export function single(desk) {
  const chart = desk.spec.chart ? new Chart(desk.spec.chart) : null;
  const slot = h("div", { class: "cr-slot" });
  const picker = new Picker(desk, { label: desk.spec.label || "ICD-10-CM code" });
  const sheet = h("div", { class: "cr-sheet" }, picker.node, slot);
  return {
    node: chart ? h("div", { class: "cr-bench" }, chart.node, sheet) : sheet,
    read: () => picker.value,
    write: (answer) => { picker.value = answer ?? ""; },
    slot: () => slot,
    chart,
  };
}

export default { render: (context) => show(context, single) };

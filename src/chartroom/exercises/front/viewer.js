// A chart by itself, to read.

import { Chart } from "./chart.js";
import { h } from "./dom.js";

function render({ model, el }) {
  const spec = model.get("spec");
  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "chart", "aria-label": `Chart: ${spec.chart.title}` },
  new Chart(spec.chart).node));
}

export default { render };

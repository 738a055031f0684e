// The audit of a lesson's worksheets, to read.

import { h, uid } from "./dom.js";

function render({ model, el }) {
  const spec = model.get("spec");
  const heading = uid("audit");
  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "audit", "aria-labelledby": heading },
  h("p", { class: "cr-kicker", id: heading, text: spec.title }),
  h("div", { class: "cr-audit", tabindex: "0", role: "group", "aria-label": "Tables of the audit", html: spec.html })));
}

export default { render };

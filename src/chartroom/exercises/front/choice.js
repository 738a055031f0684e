// One answer of several (radio buttons), or every answer that fits (check boxes).

import { h, uid } from "./dom.js";
import { show } from "./frame.js";

export function options(desk) {
  const many = desk.spec.kind === "multiple";
  const group = uid("group");
  const inputs = [];
  const slots = new Map();
  const rows = desk.spec.options.map(([value, html]) => {
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const input = h("input", { type: many ? "checkbox" : "radio", name: group, value,
      "aria-describedby": slot.id, on: { change: desk.changed } });
    inputs.push(input);
    slots.set(value, slot);
    return h("div", { class: "cr-option" },
      h("label", {}, input, h("span", {}, h("span", { class: "cr-letter", text: `${value}. ` }),
        h("span", { html }))), slot);
  });
  return {
    node: h("fieldset", { class: "cr-options", "aria-describedby": desk.promptId },
      h("legend", { class: "cr-small", text: many ? "Choose every answer that fits" : "Choose one answer" }),
      rows),
    read() {
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      return many ? chosen : chosen[0] ?? null;
    },
    write(answer) {
      const chosen = new Set([answer ?? []].flat().map(String));
      for (const input of inputs) input.checked = chosen.has(input.value);
    },
    slot: (target) => slots.get(String(target)),
  };
}

export default { render: (context) => show(context, options) };

// Match each entry on the left with one on the right: a labelled list to choose from per entry.

import { h, select, uid } from "./dom.js";
import { show } from "./frame.js";

export function pairs(desk) {
  const selects = new Map();
  const slots = new Map();
  const rows = desk.spec.left.map(([key, html]) => {
    const id = uid("match");
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const control = select([["", "Choose…"], ...desk.spec.right],
      { id, "aria-describedby": slot.id, on: { change: desk.changed } });
    selects.set(key, control);
    slots.set(key, slot);
    return h("div", { class: "cr-pair" }, h("label", { for: id, html }), control, slot);
  });
  return {
    node: h("div", { class: "cr-pairs", role: "group", "aria-labelledby": desk.promptId }, rows),
    read() {
      const answer = {};
      for (const [key, control] of selects) if (control.value) answer[key] = control.value;
      return answer;
    },
    write(answer) {
      for (const [key, control] of selects) control.value = String(answer?.[key] ?? "");
    },
    slot: (target) => slots.get(String(target)),
  };
}

export default { render: (context) => show(context, pairs) };

// A word, a phrase or a number. Enter checks it.

import { h, uid } from "./dom.js";
import { show } from "./frame.js";

export function entry(desk) {
  const id = uid("entry");
  const slot = h("div", { class: "cr-slot", id: uid("said") });
  const input = h("input", { id, class: "cr-input", type: "text", autocomplete: "off",
    spellcheck: "false", "aria-describedby": `${desk.promptId} ${slot.id}`,
    on: {
      input: desk.changed,
      keydown: (event) => {
        if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); desk.check(); }
      },
    } });
  return {
    node: h("div", { class: "cr-entry" },
      h("label", { for: id, text: desk.spec.label || "Your answer" }), input, slot),
    read: () => input.value,
    write: (answer) => { input.value = answer ?? ""; },
    slot: () => slot,
  };
}

export default { render: (context) => show(context, entry) };

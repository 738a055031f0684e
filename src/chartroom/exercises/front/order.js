// Put entries in order with two buttons each: no dragging, so it works from the keyboard.

import { button, h, uid } from "./dom.js";
import { show } from "./frame.js";

export function sequence(desk) {
  const list = h("ol", { class: "cr-order", "aria-labelledby": desk.promptId });
  const rows = new Map();

  function number() {
    const all = [...list.children];
    all.forEach((row, at) => {
      row.querySelector(".cr-up").disabled = at === 0;
      row.querySelector(".cr-down").disabled = at === all.length - 1;
    });
  }

  function move(key, step) {
    const row = rows.get(key);
    const neighbor = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbor) return;
    if (step < 0) neighbor.before(row);
    else neighbor.after(row);
    number();
    const [up, down] = row.querySelectorAll("button");
    const wanted = step < 0 ? up : down;
    (wanted.disabled ? (step < 0 ? down : up) : wanted).focus();
    const at = [...list.children].indexOf(row) + 1;
    desk.tell(`${row.querySelector(".cr-text").textContent}: now ${at} of ${rows.size}.`);
    desk.changed();
  }

  for (const [key, html] of desk.spec.items) {
    const text = h("span", { class: "cr-text", id: uid("item"), html });
    const slot = h("div", { class: "cr-slot" });
    const row = h("li", { "data-key": key },
      h("div", { class: "cr-order-row", role: "group", "aria-labelledby": text.id }, text,
        h("span", { class: "cr-moves" },
          button("Move up", () => move(key, -1), { class: "cr-up cr-quiet" }),
          button("Move down", () => move(key, 1), { class: "cr-down cr-quiet" }))),
      slot);
    rows.set(key, row);
    list.append(row);
  }
  number();
  return {
    node: list,
    read: () => [...list.children].map((row) => row.dataset.key),
    write(answer) {
      for (const key of answer ?? desk.spec.items.map(([one]) => one)) {
        const row = rows.get(String(key));
        if (row) list.append(row);
      }
      number();
    },
    slot: (target) => rows.get(String(target))?.querySelector(".cr-slot"),
  };
}

export default { render: (context) => show(context, sequence) };

// Rows that can be added, moved and removed by keyboard: the diagnoses and the procedures of a worksheet.

import { button, h, uid } from "./dom.js";

/**
 * `name(at)`: what the row at that place is called. `make(row, data)` fills a row: it returns
 * `{nodes, value(), focus()}`. `add`: the words of the button below the rows.
 * Returns `{node, rows, write(list), label}`; each row has `slot` for feedback and what `make` returned.
 */
export function rowList(desk, { name, make, add }) {
  const list = h("ol", { class: "cr-rows" });
  const rows = [];

  function makeRow(data = {}) {
    const title = h("p", { class: "cr-row-title", id: uid("row") });
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const row = { title, slot };
    Object.assign(row, make(row, data));
    row.up = button("Move up", () => move(row, -1), { class: "cr-quiet" });
    row.down = button("Move down", () => move(row, 1), { class: "cr-quiet" });
    row.remove = button("Remove", () => remove(row), { class: "cr-quiet" });
    row.node = h("li", { class: "cr-row" },
      h("div", { role: "group", "aria-labelledby": title.id },
        h("div", { class: "cr-row-head" }, title,
          h("span", { class: "cr-moves" }, row.up, row.down, row.remove)),
        row.nodes, slot));
    return row;
  }

  function number() {
    rows.forEach((row, at) => {
      row.title.textContent = name(at);
      row.up.disabled = at === 0;
      row.down.disabled = at === rows.length - 1;
      row.remove.disabled = rows.length === 1 && !row.value();
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
    desk.tell(`${row.value() || "The empty row"} is now ${name(to)}.`);
    desk.changed();
  }

  function remove(row) {
    const at = rows.indexOf(row);
    rows.splice(at, 1);
    const value = row.value();
    if (rows.length === 0) rows.push(makeRow());
    draw();
    (rows[at]?.remove.disabled === false ? rows[at].remove : addButton).focus();
    desk.tell(`${value || "The empty row"} removed.`);
    desk.changed();
  }

  function append() {
    const row = makeRow();
    rows.push(row);
    draw();
    row.focus();
    desk.tell(`${name(rows.length - 1)} added.`);
  }

  const addButton = button(add, append);
  list.addEventListener("input", number);

  return {
    nodes: [list, h("div", { class: "cr-buttons" }, addButton)],
    rows,
    write(listed) {
      const wanted = listed?.length ? listed : [{}];
      rows.splice(0, rows.length, ...wanted.map((data) => makeRow(data)));
      list.replaceChildren();
      draw();
    },
  };
}

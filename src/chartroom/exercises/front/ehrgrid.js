// Tables and lists of facts, as the desk shows them everywhere.

import { h } from "./dom.js";

/** A table with a heading. `rows`: lists of texts or nodes; the first one names the row. */
export function grid(title, heads, rows, empty = "None recorded.") {
  const head = title ? h("p", { class: "cr-ehr-heading", text: title }) : null;
  if (!rows.length) return h("div", { class: "cr-ehr-block" }, head, h("p", { class: "cr-small", text: empty }));
  const cell = (value) => (value === "" ? h("span", { class: "cr-small", text: "—", "aria-label": "empty" }) : value);
  return h("div", { class: "cr-ehr-block" }, head,
    h("table", { class: "cr-ehr-grid", "aria-label": title || heads[0] },
      h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col", text })))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((value, at) => (at === 0
        ? h("th", { scope: "row" }, cell(value)) : h("td", {}, cell(value)))))))));
}

/** Pairs of name and value. */
export function facts(pairs) {
  return h("dl", { class: "cr-ehr-facts" }, pairs.map(([name, value]) => h("div", {},
    h("dt", { text: name }), h("dd", { text: value || "—" }))));
}

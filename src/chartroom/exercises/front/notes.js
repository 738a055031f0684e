// A code as the Tabular List shows it: where it stands, its notes and whence they come, what is
// below it.

import { button, h } from "./dom.js";

/** `use(code)` is called when the student picks one of the codes below; `verb` names that. */
export function notesPanel(code, use, verb = "Use") {
  const groups = code.notes.map((group) => h("div", { class: "cr-note-group" },
    h("p", { class: "cr-note-kind", text: group.label }),
    h("ul", {}, group.items.map((item) => h("li", {},
      h("span", { text: item.text }),
      item.source ? h("span", { class: "cr-small", text: ` (from ${item.source})` }) : null)))));
  const seventh = Object.entries(code.seventh);
  return h("div", { class: "cr-code-card", role: "group", "aria-label": `Notes of ${code.code}` },
    code.path.length ? h("p", { class: "cr-small cr-path", text: code.path.map((step) => `${step.code} ${step.title}`).join(" › ") }) : null,
    h("p", { class: "cr-code-title" }, h("strong", { text: code.code }), ` ${code.title}`),
    h("p", { class: "cr-small", text: code.billable
      ? "Billable: this code can be reported." : "A heading: choose one of the codes below it." }),
    groups,
    seventh.length ? h("div", { class: "cr-note-group" },
      h("p", { class: "cr-note-kind", text: "7th character" }),
      h("ul", {}, seventh.map(([char, text]) => h("li", {}, h("strong", { text: char }), ` ${text}`)))) : null,
    code.children.length ? h("div", { class: "cr-note-group" },
      h("p", { class: "cr-note-kind", text: "Codes below it" }),
      h("ul", { class: "cr-children" }, code.children.map((child) => h("li", {},
        button(`${verb} ${child.code}`, () => use(child.code), { class: "cr-quiet" }),
        h("span", { text: child.title }))))) : null,
    groups.length || seventh.length || code.children.length ? null
      : h("p", { text: "No notes apply to this code." }));
}

// An entry form beside the paper it is filled in from.

import { Chart } from "./chart.js";
import { h, select, still, uid } from "./dom.js";

export function entryForm(desk) {
  const { spec } = desk;
  const chart = spec.chart ? new Chart(spec.chart) : null;
  const entries = new Map();

  /** Several choices: a box each; the entry is their ids, in the order of the list. */
  function several(field) {
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const rule = h("p", { class: "cr-rule", id: uid("rule"), hidden: true });
    const help = field.help ? h("p", { class: "cr-small", id: uid("help"), html: field.help }) : null;
    const boxes = field.options.map(([value, text]) => {
      const input = h("input", { type: "checkbox", value, on: { change: () => { quiet(entry); desk.changed(); } } });
      return { input, node: h("label", { class: "cr-box" }, input, h("span", { text })) };
    });
    const control = h("fieldset", { class: "cr-several", "data-many": boxes.length > 6 ? "true" : undefined,
      "aria-describedby": [help?.id, rule.id, slot.id].filter(Boolean).join(" ") },
    h("legend", { text: `${field.label} (mark all that apply)` }), help,
    h("div", { class: "cr-boxes" }, boxes.map((one) => one.node)), rule, slot);
    const entry = { field, control, slot, rule,
      get: () => boxes.filter((one) => one.input.checked).map((one) => one.input.value).join(", "),
      set: (text) => {
        const picked = text.split(",").map((one) => one.trim());
        for (const { input } of boxes) input.checked = picked.includes(input.value);
      } };
    entries.set(field.id, entry);
    return h("div", { class: "cr-field", "data-field": field.id, "data-type": field.type }, control);
  }

  function make(field) {
    if (field.type === "several") return several(field);
    const id = uid("field");
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const rule = h("p", { class: "cr-rule", id: uid("rule"), hidden: true });
    const help = field.help ? h("span", { class: "cr-small", id: uid("help"), html: field.help }) : null;
    const props = { id, class: "cr-input", autocomplete: "off",
      "aria-describedby": [help?.id, rule.id, slot.id].filter(Boolean).join(" "),
      "aria-required": field.required ? "true" : undefined,
      on: { input: () => { quiet(entry); desk.changed(); }, change: () => object(entry) } };
    const control = field.type === "choice" ? select([["", "Choose…"], ...field.options], { ...props, class: "cr-input cr-select" })
      : field.type === "area" ? h("textarea", { ...props, rows: "3" })
      : h("input", { ...props, type: field.type === "phone" ? "tel" : "text", spellcheck: "false",
        inputmode: field.type === "number" ? "decimal" : undefined });
    const entry = { field, control, slot, rule,
      get: () => control.value, set: (text) => { control.value = text; } };
    entries.set(field.id, entry);
    return h("div", { class: "cr-field cr-entry-row", "data-field": field.id, "data-type": field.type },
      h("label", { for: id, text: field.label },
        field.required ? h("span", { class: "cr-need", text: " (required)" }) : null),
      h("div", { class: "cr-entry-cell" },
        h("div", { class: "cr-with-unit" }, control, field.unit ? h("span", { text: field.unit }) : null),
        help, rule, slot));
  }

  function quiet(entry) {
    entry.rule.replaceChildren();
    entry.rule.hidden = true;
    entry.control.removeAttribute("aria-invalid");
  }

  /** Say at once what the form does not take, as an EHR does when a field is left. */
  async function object(entry) {
    const value = entry.get();
    const reply = await desk.send("form", { answer: read() });
    await still();
    if (!reply?.form || value !== entry.get()) return;
    const said = reply.form.find((item) => item.target === entry.field.id);
    quiet(entry);
    if (!said) return;
    entry.rule.innerHTML = said.html;
    entry.rule.hidden = false;
    entry.control.setAttribute("aria-invalid", "true");
    desk.tell(`${entry.field.label}: ${entry.rule.textContent}`);
  }

  const read = () => Object.fromEntries([...entries].map(([name, entry]) => [name, entry.get()]));
  const paper = spec.paper ? h("div", { class: "cr-paper", role: "region", tabindex: "0",
    "aria-label": spec.looks, "data-look": spec.look },
  h("p", { class: "cr-paper-head", text: spec.looks }),
  h("div", { class: "cr-doc cr-paper-text", html: spec.paper })) : null;
  const form = h("div", { class: "cr-form", role: "group", "aria-label": "Entry form" },
    h("p", { class: "cr-form-head" }, h("span", { text: "Entry form" }),
      spec.today ? h("span", { class: "cr-small", text: `Today is ${spec.today}` }) : null),
    spec.fields.map(make));

  return {
    node: h("div", { class: "cr-copying" },
      h("div", { class: "cr-originals" }, paper, chart?.node), form),
    read,
    write(answer) {
      for (const [name, entry] of entries) {
        const value = answer?.[name];
        entry.set(["string", "number"].includes(typeof value) ? String(value) : "");
        quiet(entry);
      }
    },
    slot(target) {
      const entry = entries.get(target);
      if (entry) quiet(entry);
      return entry?.slot;
    },
    chart,
  };
}

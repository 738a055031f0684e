// A form of the desk: labelled fields, what is wrong beside each of them, and a draft that is kept.

import { h, icon, later, select, still, uid } from "./dom.js";
import { unsaved } from "./unsaved.js";

export class EntryForm {
  /**
   * `form`: the draft's name. `groups`: [{title, fields}]. `base`: values the form begins with; only
   * what differs from them is the student's. `check`: ask the kernel about each field that is left.
   * `changed(stored)`: called after each change, with the values as they would be stored.
   */
  constructor(desk, { form, groups, base = {}, check = false, changed = () => {} }) {
    Object.assign(this, { desk, form, base, check, changed });
    this.entries = new Map();
    this.stored = {};
    this.stash = unsaved(`chartroom:${desk.spec.place}:${form}`);
    this.kept = h("span", { class: "cr-small cr-ehr-kept", role: "status" });
    this.said = h("p", { class: "cr-ehr-said", role: "alert" });
    this.save = later(() => this.keep(), 300);
    this.node = h("div", { class: "cr-ehr-form", "data-form": form },
      groups.map((group) => h("fieldset", { class: "cr-ehr-group" },
        h("legend", { text: group.title }),
        h("div", { class: "cr-ehr-fields" }, group.fields.map((field) => this.#make(field))))));
    this.restored = this.#restore();
  }

  /** What the student entered: the fields that differ from what the form began with. */
  read() {
    const fields = {};
    for (const [name, { control }] of this.entries) {
      if (control.value !== (this.base[name] ?? "")) fields[name] = control.value;
    }
    return fields;
  }

  /** Keep the draft in the kernel's file; the browser keeps it until the kernel says it did. */
  async keep() {
    const fields = this.read();
    const reply = await this.desk.send("draft", { form: this.form, fields }, true);
    if (!reply || this.done || JSON.stringify(fields) !== JSON.stringify(this.read())) return;
    this.kept.textContent = reply.kept ? (Object.keys(fields).length ? "Draft kept; not saved in the EHR yet." : "")
      : `The draft is not kept: ${reply.text ?? reply.error}.`;
    if (reply.kept) this.#hold(fields);
  }

  /** Saved in the EHR, or given up: the draft goes. `keepFile`: the kernel has dropped it already. */
  finish(keepFile = true) {
    this.done = true;
    this.save.cancel();
    this.stash.clear();
    delete this.desk.drafts[this.form];
    if (!keepFile) this.desk.send("draft", { form: this.form, fields: {} }, true);
  }

  /** Empty the form, or set it back to what it began with. */
  clear() {
    for (const [name, entry] of this.entries) {
      this.#write(entry, this.base[name] ?? "");
      this.#object(entry, "");
    }
    this.said.textContent = "";
    this.kept.textContent = "";
    this.stored = {};
    this.changed(this.stored);
  }

  /** Show what is wrong at each field and go to the first; what has no field is said below. */
  show(problems) {
    let first = null;
    const rest = [];
    for (const entry of this.entries.values()) this.#object(entry, "");
    for (const [name, text] of Object.entries(problems)) {
      const entry = this.entries.get(name);
      if (entry) this.#object(entry, text); else rest.push(text);
    }
    for (const entry of this.entries.values()) if (problems[entry.field.id]) first ??= entry;
    const count = Object.keys(problems).length;
    this.said.textContent = count === 0 ? ""
      : `Not saved: ${count === 1 ? "one field needs" : `${count} fields need`} your attention. ${rest.join(" ")}`.trim();
    first?.control.focus();
  }

  focus() {
    [...this.entries.values()][0]?.control.focus();
  }

  #make(field) {
    const id = uid("field");
    const rule = h("p", { class: "cr-rule cr-ehr-rule", id: uid("rule"), hidden: true });
    const help = field.help ? h("p", { class: "cr-small", id: uid("help"), text: field.help }) : null;
    const props = { id, class: "cr-input", autocomplete: "off", "data-field": field.id,
      "aria-describedby": [help?.id, rule.id].filter(Boolean).join(" "),
      "aria-required": field.required ? "true" : undefined,
      on: { input: () => this.#typed(entry), change: () => this.#left(entry) } };
    const control = field.options?.length ? select([["", "Choose…"], ...field.options], { ...props, class: "cr-input cr-select" })
      : field.area ? h("textarea", { ...props, rows: "5" })
      : h("input", { ...props, type: "text", spellcheck: "false" });
    const entry = { field, control, rule };
    this.entries.set(field.id, entry);
    this.#write(entry, this.base[field.id] ?? "");
    return h("div", { class: "cr-field cr-ehr-field", "data-wide": String(Boolean(field.area || field.wide)) },
      h("label", { for: id, text: field.label },
        field.required ? h("span", { class: "cr-need", text: " (required)" }) : null),
      control, help, rule);
  }

  /** A value that is not in the list (an old record, another program) can be shown and kept. */
  #write(entry, value) {
    const { control } = entry;
    control.value = value;
    if (control.value !== value && control.tagName === "SELECT") {
      control.append(h("option", { value, text: value }));
      control.value = value;
    }
  }

  #object(entry, text) {
    entry.rule.replaceChildren(...(text ? [icon("warn"), h("span", { text })] : []));
    entry.rule.hidden = !text;
    if (text) entry.control.setAttribute("aria-invalid", "true");
    else entry.control.removeAttribute("aria-invalid");
  }

  #typed(entry) {
    this.done = false;
    this.#object(entry, "");
    delete this.stored[entry.field.id];
    this.kept.textContent = "Keeping the draft…";
    this.stash.put(this.read(), this.desk.drafts[this.form]);
    this.save();
    this.changed(this.stored);
  }

  /** Say at once what the EHR does not take, when a field is left. */
  async #left(entry) {
    const { id } = entry.field, { value } = entry.control;
    if (!this.check || id === "reason") return;
    const reply = await this.desk.send("check", { fields: this.read() }, true);
    await still();
    if (!reply?.problems || value !== entry.control.value || this.done) return;
    this.stored = reply.stored;
    const text = value.trim() ? reply.problems[id] ?? "" : "";
    this.#object(entry, text);
    if (text) this.desk.tell(text);
    this.changed(this.stored);
  }

  #hold(fields) {
    if (Object.keys(fields).length) this.desk.drafts[this.form] = fields;
    else delete this.desk.drafts[this.form];
    this.stash.clear();
  }

  #restore() {
    const held = this.stash.take(this.desk.drafts[this.form])?.answer ?? this.desk.drafts[this.form];
    const names = Object.keys(held ?? {}).filter((name) => this.entries.has(name));
    for (const name of names) this.#write(this.entries.get(name), String(held[name]));
    if (names.length) this.kept.textContent = "Your draft is back; it is not saved in the EHR yet.";
    return names.length > 0;
  }
}

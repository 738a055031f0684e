// Correct a registration: what was, what will be, and why.

import { button, h } from "./dom.js";
import { EntryForm } from "./ehrform.js";
import { grid } from "./ehrgrid.js";

const REASON = { title: "Reason", fields: [{ id: "reason", label: "Reason for the change", required: true, wide: true,
  help: "For the audit trail, such as: patient showed a new driver license" }] };

/** `end(saved)` is called when the form is closed. */
export function updateForm(desk, chart, end) {
  const { mrn } = chart.banner;
  const names = new Map(desk.spec.update.flatMap((group) => group.fields).map((field) => [field.id, field]));
  const words = (name, value) => new Map(names.get(name).options).get(value) ?? value;
  const changes = h("div", { class: "cr-ehr-changes" });
  const form = new EntryForm(desk, { form: `update:${mrn}`, groups: [...desk.spec.update, REASON], base: chart.form,
    check: true, changed: draw });
  const submit = button("Save the change", save, { class: "cr-primary" });

  function draw(stored) {
    const rows = Object.entries(form.read()).filter(([name]) => name !== "reason").map(([name, typed]) => {
      const before = words(name, chart.form[name]), after = stored[name] ?? words(name, typed.trim());
      return before === after ? null : [names.get(name).label, before || "(empty)", after || "(empty)"];
    }).filter(Boolean);
    changes.replaceChildren(grid("What will change", ["Field", "Old", "New"], rows, "Nothing yet."));
  }

  async function save() {
    form.save.cancel();
    const { reason = "", ...fields } = form.read();
    if (!Object.keys(fields).length) { form.said.textContent = "Nothing is changed yet; change a field first."; return; }
    submit.disabled = true;
    const reply = await desk.send("update", { mrn, fields, reason }, true);
    submit.disabled = false;
    if (!reply) return;
    if (reply.error) { form.said.textContent = reply.error; form.keep(); }
    else if (reply.problems) { form.show(reply.problems); form.keep(); }
    else {
      form.finish();
      end(reply.changed ? "Saved. The old and the new values are in the audit trail."
        : "Nothing was changed: the values are the same as before.");
    }
  }

  draw({});
  return {
    node: h("div", {},
      h("p", { class: "cr-ehr-heading", text: `Update the registration of ${chart.banner.name}` }),
      form.node, changes, form.said,
      h("div", { class: "cr-buttons" }, submit,
        button("Cancel", () => { form.finish(false); end(""); }), form.kept)),
    focus: () => form.focus(),
    get restored() { return form.restored; },
  };
}

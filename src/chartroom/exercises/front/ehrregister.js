// Register a new patient: the form, then patients who may be the same person, then the number.

import { button, h } from "./dom.js";
import { patientTable } from "./ehrfind.js";
import { EntryForm } from "./ehrform.js";

export function registration(desk) {
  const alike = h("div", { class: "cr-ehr-alike", role: "group", tabindex: "-1", hidden: true,
    "aria-label": "Possible duplicates" });
  const form = new EntryForm(desk, { form: "register", groups: desk.spec.register, check: true,
    changed: () => { alike.hidden = true; } });
  const submit = button("Register", () => send(false), { class: "cr-primary" });

  async function send(confirm) {
    form.save.cancel();
    submit.disabled = true;
    const reply = await desk.send("register", { fields: form.read(), confirm }, true);
    submit.disabled = false;
    if (!reply) return;
    alike.hidden = true;
    if (reply.error) { form.said.textContent = reply.error; form.keep(); }
    else if (reply.problems) { form.show(reply.problems); form.keep(); }
    else if (reply.matches) { compare(reply.matches); form.keep(); }
    else {
      form.finish();
      form.clear();
      desk.open(reply.registered, `Registered: the new medical record number is ${reply.registered}.`);
    }
  }

  function compare(matches) {
    form.show({});
    const one = matches.length === 1;
    alike.replaceChildren(
      h("p", { class: "cr-ehr-heading", text: one ? "This patient may be registered already" : "These patients may be the same person" }),
      h("p", { text: "Nothing is saved yet. Compare first: a second number for one person splits the record." }),
      h("div", { class: "cr-ehr-wide", role: "region", tabindex: "0", "aria-label": "Patients to compare with" },
        patientTable(matches, desk.open, { label: "Possible duplicates", why: true })),
      h("div", { class: "cr-buttons" },
        button("It is another person: register", () => send(true), { class: "cr-primary" }),
        button("Back to the form", () => { alike.hidden = true; form.focus(); })));
    alike.hidden = false;
    alike.focus();
    desk.tell(`${matches.length} possible ${one ? "duplicate" : "duplicates"} found. Nothing is saved yet.`);
  }

  return {
    node: h("div", {},
      h("p", { class: "cr-ehr-heading", text: "Register a new patient" }),
      h("p", { class: "cr-small", text: "Search for the patient first: who was here before has a number already. The EHR gives the new number and the date of registration." }),
      form.node, alike, form.said,
      h("div", { class: "cr-buttons" }, submit,
        button("Empty the form", () => { form.finish(false); form.clear(); form.focus(); desk.tell("The form is empty."); }),
        form.kept)),
    begun: () => Object.keys(form.read()).length > 0,
    empty: () => { form.finish(); form.clear(); },
    focus: () => form.focus(),
  };
}

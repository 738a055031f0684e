// Documents: the list, the text, who signed, what was added; amend a signed document.

import { button, h, icon } from "./dom.js";
import { EntryForm } from "./ehrform.js";

const AMENDMENT = [{ title: "Addendum", fields: [
  { id: "text", label: "What is added", required: true, area: true,
    help: "The signed text stays as it is. Write the correction as a sentence of its own." },
  { id: "reason", label: "Reason", required: true, wide: true, help: "Such as: wrong side in the first paragraph" },
] }];

function state(one) {
  return h("span", { class: "cr-ehr-state", "data-signed": String(one.signed) },
    icon(one.signed ? "ok" : "note"), h("span", { text: one.state }));
}

function amendForm(desk, found, saved, cancelled) {
  const form = new EntryForm(desk, { form: `amend:${found.id}`, groups: AMENDMENT });
  const submit = button("Add to the document", send, { class: "cr-primary" });

  async function send() {
    form.save.cancel();
    submit.disabled = true;
    const reply = await desk.send("amend", { document: found.id, fields: form.read() }, true);
    submit.disabled = false;
    if (!reply) return;
    if (reply.error) { form.said.textContent = reply.error; form.keep(); }
    else if (reply.problems) { form.show(reply.problems); form.keep(); }
    else { form.finish(); saved(reply); }
  }

  return {
    node: h("div", { class: "cr-ehr-amend", role: "group", "aria-label": `Amend ${found.id}` }, form.node, form.said,
      h("div", { class: "cr-buttons" }, submit, button("Cancel", () => { form.finish(false); cancelled(); }), form.kept)),
    focus: () => form.focus(),
    restored: form.restored,
  };
}

export function documents(desk, listed, filter = "") {
  const items = [...listed];
  const list = h("ul", { class: "cr-ehr-doclist", "aria-label": "Documents, the latest first" });
  const pane = h("div", { class: "cr-ehr-docpane", role: "region", "aria-label": "The document that is open" },
    h("p", { class: "cr-small", text: items.length ? "Choose a document to read it." : "There are no documents." }));
  let newest = 0, opened = "";

  function draw() {
    list.replaceChildren(...items.map((one) => h("li", {},
      h("button", { type: "button", class: "cr-ehr-doc", "data-document": one.id,
        "aria-current": one.id === opened ? "true" : undefined, on: { click: () => open(one.id) } },
      h("span", { class: "cr-ehr-doctype", text: one.type }),
      h("span", { class: "cr-small", text: `${one.written} · ${one.author}` }), state(one)))));
  }

  async function open(id) {
    const mine = ++newest;
    const reply = await desk.send("document", { document: id });
    if (!reply?.document || mine !== newest) return;
    opened = id;
    draw();
    list.querySelector("[aria-current]")?.focus();
    show(reply.document);
    desk.tell(`${reply.document.type} is open. ${reply.document.state}.`);
  }

  function refresh(found) {
    for (const one of [found, ...found.addenda]) {
      const at = items.findIndex((item) => item.id === one.id);
      if (at < 0) items.unshift(one); else items[at] = { ...items[at], ...one };
    }
    draw();
  }

  function show(found, said = "") {
    const place = h("div", {});
    const amend = button("Amend…", () => begin(), { "aria-expanded": "false" });
    const message = h("p", { class: "cr-status", tabindex: "-1", text: said });

    function begin(focus = true) {
      const part = amendForm(desk, found, (reply) => {
        refresh(reply.document);
        const text = `Addendum ${reply.addendum} is added and waits for its signature. The signed text is unchanged.`;
        show(reply.document, text);
        desk.tell(text);
      }, () => { place.replaceChildren(); amend.disabled = false; amend.setAttribute("aria-expanded", "false"); amend.focus(); });
      place.replaceChildren(part.node);
      amend.disabled = true;
      amend.setAttribute("aria-expanded", "true");
      if (focus) part.focus();
    }

    async function sign() {
      const reply = await desk.send("sign", { document: found.id });
      if (!reply?.document) return;
      refresh(reply.document);
      show(reply.document, "Signed.");
    }

    pane.replaceChildren(...[
      h("p", { class: "cr-ehr-heading", text: found.type }),
      h("p", { class: "cr-small", text: `${found.id} · ${found.author} · ${found.written} · encounter ${found.encounter}` }),
      state(found),
      found.amends ? h("p", { class: "cr-small", text: `Amends ${found.amends}` }) : null,
      h("div", { class: "cr-doc cr-ehr-text", html: found.html }),
      h("ul", { class: "cr-ehr-signed", "aria-label": "Signatures" }, found.signatures.map((text) => h("li", { text }))),
      ...found.addenda.map((one) => h("div", { class: "cr-ehr-addendum", role: "group", "aria-label": `Addendum ${one.id}` },
        h("p", { class: "cr-ehr-heading", text: `Addendum ${one.id}` }),
        h("p", { class: "cr-small", text: `${one.author} · ${one.written} · entered by ${one.by} · ${one.reason}` }),
        state(one), h("div", { html: one.html }))),
      message,
      h("div", { class: "cr-buttons" },
        found.can_amend ? amend : h("span", { class: "cr-small",
          text: "Not signed yet: its author can still correct it, so there is nothing to amend." }),
        found.waits_for.includes(desk.spec.user.provider) ? button("Sign", sign, { class: "cr-primary" }) : null),
      place].filter(Boolean));
    if (said) message.focus();
    if (found.can_amend && desk.begun(`amend:${found.id}`)) begin(false);
  }

  draw();
  return { node: h("div", { class: "cr-ehr-docs" }, list, pane), open };
}

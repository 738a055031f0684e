// The code finder: search the code set, read a code's notes, walk up and down the tree.

import { button, h, uid } from "./dom.js";
import { Link } from "./link.js";
import { notesPanel } from "./notes.js";

function render({ model, el }) {
  const spec = model.get("spec");
  const id = uid("find"), heading = uid("desk");
  const status = h("p", { class: "cr-status", role: "status", "aria-live": "polite" });
  const trouble = h("p", { class: "cr-trouble", role: "alert" });
  const results = h("ul", { class: "cr-results", "aria-label": "Codes found" });
  const card = h("div", { class: "cr-notes", hidden: true, tabindex: "0", role: "region",
    "aria-label": "The code that is open" });
  let newest = 0;

  const link = new Link(model, (kind) => {
    trouble.textContent = { fine: "", slow: "Waiting for the kernel.",
      gone: "The kernel is not running: run the first code cell of the notebook, then this one." }[kind];
  });
  const input = h("input", { id, type: "search", class: "cr-input", autocomplete: "off", spellcheck: "false",
    placeholder: "heart attack, J44.1, broken wrist…",
    on: { keydown: (event) => { if (event.key === "Enter") { event.preventDefault(); search(); } } } });

  async function search() {
    const mine = ++newest;
    const text = input.value.trim();
    if (!text) { status.textContent = "Type a code or words first."; return; }
    const reply = await link.send("search", { text, limit: 15 });
    if (!reply || mine !== newest) return;
    card.hidden = true;
    results.replaceChildren(...(reply.hits ?? []).map((hit) => h("li", {},
      button(hit.code, () => open(hit.code), { class: "cr-quiet cr-hit-code" }),
      h("span", { on: { click: () => open(hit.code) } }, hit.title, hit.why ? h("span", { class: "cr-small cr-why", text: hit.why }) : null))));
    const count = results.children.length;
    status.textContent = reply.error ?? (count
      ? `${count} ${count === 1 ? "code" : "codes"} found, best first. Choose one to read its notes.`
      : "No code found for these words. Try fewer or other words.");
  }

  async function open(code) {
    const mine = ++newest;
    const reply = await link.send("code", { code });
    if (!reply || mine !== newest) return;
    if (!reply.code) { status.textContent = reply.error ?? reply.unknown; return; }
    const up = reply.code.path.at(-1);
    card.replaceChildren(...[
      h("div", { class: "cr-buttons" },
        up ? button(`Up to ${up.code}`, () => open(up.code), { class: "cr-quiet" }) : null,
        button("Close", () => { card.hidden = true; input.focus(); }, { class: "cr-quiet" })),
      notesPanel(reply.code, open, "Open")]);
    card.hidden = false;
    card.focus();
    status.textContent = `${reply.code.code} is open.`;
  }

  el.append(h("section", { class: "chartroom-exercise", "data-lm-suppress-shortcuts": "true",
    "data-question": spec.id, "data-kind": "finder", "aria-labelledby": heading },
  h("p", { class: "cr-kicker", id: heading, text: "Code finder" }),
  h("div", { class: "cr-find" },
    h("div", { class: "cr-field" }, h("label", { for: id, text: "Search ICD-10-CM" }), input),
    button("Search", search, { class: "cr-primary" })),
  trouble, status, card, results));
  const alive = () => setTimeout(() => {
    if (el.classList.contains("jupyter-widgets-disconnected")) link.drop();
  }, 0);
  model.on("comm_live_update", alive);
  return () => { model.off("comm_live_update", alive); link.close(); };
}

export default { render };

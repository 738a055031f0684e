// Find a patient: results appear while one types; arrows go into the list and back.

import { button, h, later, uid } from "./dom.js";

const HEADS = ["Name", "MRN", "Birth date", "Age", "Sex", "Address", "Phone"];

/** Patients as a table; `choose(mrn)` opens one. `why` shows a column that says what is alike. */
export function patientTable(hits, choose, { label, why = false, verb = "Open the chart of" }) {
  return h("table", { class: "cr-ehr-grid cr-ehr-hits", "aria-label": label },
    h("thead", {}, h("tr", {}, (why ? ["Alike in", ...HEADS] : HEADS).map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, hits.map((hit) => h("tr", {},
      why ? h("td", { class: "cr-ehr-free", text: hit.why }) : null,
      h("th", { scope: "row" }, h("button", { type: "button", class: "cr-ehr-name", text: hit.name,
        "aria-label": `${verb} ${hit.name}, ${hit.mrn}`, on: { click: () => choose(hit.mrn) } }),
      hit.note ? h("span", { class: "cr-small", text: ` ${hit.note}` }) : null),
      [hit.mrn, hit.birth, hit.age, hit.sex].map((text) => h("td", { text })),
      h("td", { class: "cr-ehr-free", text: hit.address }), h("td", { text: hit.phone })))));
}

export function patientFinder(desk) {
  const id = uid("find");
  const results = h("div", { class: "cr-ehr-results" });
  const count = h("p", { class: "cr-status cr-ehr-count", role: "status" });
  const unfinished = h("div", { class: "cr-ehr-block" });
  let newest = 0;

  const input = h("input", { id, type: "search", class: "cr-input", autocomplete: "off", spellcheck: "false",
    "aria-describedby": `${id}-help`,
    on: { input: () => { if (input.value.trim().length > 1) soon(); else clear(); },
      keydown: (event) => {
        if (event.key === "Enter") { event.preventDefault(); soon.cancel(); search(); }
        if (event.key === "ArrowDown") { event.preventDefault(); names()[0]?.focus(); }
      } } });
  const soon = later(() => search(), 200);
  const names = () => [...results.querySelectorAll(".cr-ehr-name")];

  results.addEventListener("keydown", (event) => {
    const all = names(), at = all.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    (to < 0 ? input : all[Math.min(to, all.length - 1)]).focus();
  });

  function clear() {
    newest += 1;
    soon.cancel();
    results.replaceChildren();
    count.textContent = "";
  }

  async function search() {
    const mine = ++newest;
    const reply = await desk.send("find", { text: input.value }, true);
    if (!reply || mine !== newest) return;
    if (reply.error) { results.replaceChildren(); count.textContent = reply.error; return; }
    const { hits, more } = reply;
    results.replaceChildren(...(hits.length ? [patientTable(hits, desk.open, { label: "Patients found" })] : []));
    count.textContent = hits.length === 0
      ? "No patient found. Try fewer letters, the birth date, or the number; look at the spelling."
      : `${more ? "More than " : ""}${hits.length} ${hits.length === 1 ? "patient" : "patients"} found${
        more ? "; type more to see fewer" : ""}. Use the down arrow to go to the list, Enter to open.`;
  }

  return {
    node: h("div", {},
      h("div", { class: "cr-find" },
        h("div", { class: "cr-field" }, h("label", { for: id, text: "Find a patient" }), input),
        button("Search", search, { class: "cr-primary" })),
      h("p", { class: "cr-small", id: `${id}-help`,
        text: "Type a last name (“smith”), “last, first” (“smith, amir”), an MRN, a birth date (3/14/1961) or a phone number." }),
      count, results, unfinished),
    /** Forms that were begun: {form, text, open()}. */
    list(forms) {
      unfinished.replaceChildren(...(forms.length ? [
        h("p", { class: "cr-ehr-heading", text: "Forms you have begun and not saved" }),
        h("ul", { class: "cr-ehr-begun" }, forms.map((one) => h("li", {}, button(one.text, one.open, { class: "cr-quiet" })))),
      ] : []));
    },
    again: () => { if (input.value.trim()) search(); },
    clear: () => { input.value = ""; clear(); },
    focus: () => input.focus(),
  };
}

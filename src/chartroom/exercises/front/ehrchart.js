// A patient's chart: who it is, always in sight, and the sections of the record.

import { button, h } from "./dom.js";
import { documents } from "./ehrdocs.js";
import { facts, grid } from "./ehrgrid.js";
import { logs } from "./ehrlog.js";
import { tabs } from "./ehrtabs.js";
import { updateForm } from "./ehrupdate.js";

function bannerNode(who) {
  const fact = (name, value) => h("div", {}, h("dt", { text: name }), h("dd", { text: value }));
  return h("div", { class: "cr-ehr-banner", role: "group", tabindex: "-1", "aria-label": "Patient" },
    h("p", { class: "cr-ehr-who", text: who.name }),
    h("dl", {}, fact("MRN", who.mrn), fact("Born", `${who.birth} (${who.age})`), fact("Sex", who.sex)),
    who.notes.length ? h("p", { class: "cr-ehr-notes", text: who.notes.join(" · ") }) : null);
}

function encounterNode(one, openDocument, only) {
  return h("details", { class: "cr-ehr-encounter", open: only || undefined },
    h("summary", { "data-lm-suppress-shortcuts": "true" },
      h("span", { class: "cr-ehr-doctype", text: one.title }), h("span", { class: "cr-small", text: ` ${one.complaint}` })),
    facts(one.facts),
    grid("Diagnoses", ["No.", "Code", "Title", "POA"], one.diagnoses),
    one.procedures.length ? grid("Procedures", ["No.", "Code", "Title", "Performed"], one.procedures) : null,
    one.deficiencies.length ? grid("Deficiencies", ["What", "Document", "Due", "State"], one.deficiencies) : null,
    one.orders.length ? grid("Orders", ["When", "Kind", "Item", "State"], one.orders) : null,
    one.documents.length ? h("div", { class: "cr-ehr-block" }, h("p", { class: "cr-ehr-heading", text: "Documents" }),
      h("div", { class: "cr-ehr-begun" }, one.documents.map(([id, type]) =>
        button(type, () => openDocument(id), { class: "cr-quiet", "aria-label": `Read ${type} ${id}` })))) : null);
}

/** `reopen(said)` opens the same chart again, after a change. */
export function chartView(desk, chart, reopen) {
  const { mrn } = chart.banner;
  const demographics = h("div", {});
  const docs = documents(desk, chart.documents);
  const log = logs(desk, mrn, chart.disclosures);

  function readDemographics() {
    const update = button("Update the registration…", () => edit(true));
    demographics.replaceChildren(h("div", { class: "cr-ehr-columns" }, chart.demographics.map(facts)),
      grid("Other numbers", ["Kind", "Number", "From"], chart.identifiers),
      h("div", { class: "cr-buttons" }, update));
    return update;
  }

  function edit(focus) {
    const form = updateForm(desk, chart, (said) => {
      if (said) reopen(said); else readDemographics().focus();
    });
    demographics.replaceChildren(form.node);
    if (focus) form.focus();
  }

  readDemographics();
  if (desk.begun(`update:${mrn}`)) edit(false);

  const sections = tabs("Sections of the chart", [
    { id: "demographics", text: "Demographics", node: demographics },
    { id: "encounters", text: "Encounters", node: h("div", {},
      chart.encounters.length ? chart.encounters.map((one) => encounterNode(one, read, chart.encounters.length === 1)) : h("p", { class: "cr-small", text: "There are no encounters." })) },
    { id: "documents", text: "Documents", node: docs.node },
    { id: "problems", text: "Problems & medications", node: h("div", {},
      grid("Problem list", ["Problem", "Code", "Since"], chart.problems),
      grid("Medications", ["Drug", "Dose", "Route", "How often", "Where from", "Encounter"], chart.medications)) },
    { id: "results", text: "Results & vitals", node: h("div", {},
      grid("Laboratory results", ["When", "Test", "Value", "Reference range", "Flag", "Encounter"],
        chart.results.map((row) => row.map((text, at) => (at === 4 && text ? h("span", { class: "cr-ehr-flag", text }) : text)))),
      grid("Vital signs", ["When", "Temp. °C", "Pulse", "Resp.", "BP mm Hg", "SpO₂ %", "Weight kg", "Height cm"], chart.vitals)) },
    { id: "coverage", text: "Coverage", node: grid("Insurance", ["Rank", "Payer", "Plan", "Member number", "From", "Until"], chart.coverage) },
    { id: "log", text: "Access log & audit trail", node: log.node, shown: log.load },
  ], { panelClass: "cr-ehr-section", left: desk.quiet });

  async function read(id) {
    sections.open("documents");
    await docs.open(id);
  }

  const banner = bannerNode(chart.banner);
  return {
    node: h("div", { class: "cr-ehr-chart", "data-mrn": mrn }, banner,
      chart.notice ? h("p", { class: "cr-ehr-notice", text: chart.notice }) : null, sections.list, sections.panels),
    read,
    section: sections.open,
    focus: () => banner.focus(),
  };
}

// Who opened what (access log), who changed what (audit trail).

import { h, later, uid } from "./dom.js";
import { grid } from "./ehrgrid.js";

const ACCESS = ["When", "Who", "Job", "Patient", "Action", "Part"];
const AUDIT = ["When", "Who", "Where", "What", "Old", "New", "Why"];

/** `mrn`: of one patient; without it, what the user did. */
export function logs(desk, mrn = null, disclosures = null) {
  const id = uid("filter");
  const tables = h("div", {});
  const count = h("p", { class: "cr-small", role: "status" });
  let data = { access: [], audit: [] };
  const input = h("input", { id, type: "search", class: "cr-input", autocomplete: "off", spellcheck: "false",
    on: { input: () => soon() } });
  const soon = later(() => draw(), 150);

  function draw() {
    const text = input.value.trim().toLowerCase();
    const fits = (row) => row.join(" ").toLowerCase().includes(text);
    const [access, audit] = [data.access.filter(fits), data.audit.filter(fits)];
    count.textContent = text ? `${access.length} of ${data.access.length} in the access log, ${
      audit.length} of ${data.audit.length} in the audit trail.` : "";
    tables.replaceChildren(...[
      grid("Audit trail: what was changed", AUDIT, audit, text ? "No line has these words." : "Nothing was changed."),
      grid("Access log: who opened what", mrn ? ACCESS.filter((name) => name !== "Patient") : ACCESS,
        mrn ? access.map((row) => row.filter((_, at) => at !== ACCESS.indexOf("Patient"))) : access, text ? "No line has these words." : "No access recorded."),
      disclosures ? grid("Released to others", ["When", "To whom", "What", "Purpose"], disclosures, "Nothing was released.") : null,
    ].filter(Boolean));
  }

  async function load() {
    const reply = await desk.send("logs", mrn ? { mrn } : {});
    if (!reply?.access) return;
    data = reply;
    draw();
  }

  return {
    node: h("div", { class: "cr-ehr-log" },
      h("div", { class: "cr-field cr-ehr-filter" }, h("label", { for: id, text: "Show only lines with" }), input), count, tables),
    load,
  };
}

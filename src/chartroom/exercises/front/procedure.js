// An ICD-10-PCS code in seven steps. Each choice narrows the next, by the tables in the kernel. The
// typed code is the answer; the lists show as much of it as the tables allow.

import { Chart } from "./chart.js";
import { h, icon, later, select, still, uid } from "./dom.js";
import { show } from "./frame.js";

const LAST = 7;

export function builder(desk) {
  const { spec } = desk;
  const chart = spec.chart ? new Chart(spec.chart) : null;
  let asked = 0; // number of the newest question to the kernel
  const codeId = uid("code"), titleId = uid("title");
  const title = h("p", { class: "cr-title", id: titleId });
  const entry = h("input", { id: codeId, class: "cr-input cr-code cr-pcs-code", type: "text",
    autocomplete: "off", spellcheck: "false", autocapitalize: "characters", maxlength: "30",
    "aria-describedby": titleId, on: { input: typed, blur: () => settle.flush() } });
  const wholeSlot = h("div", { class: "cr-slot" });

  const rows = spec.start.steps.map((step, at) => {
    const id = uid("step"), helpId = uid("help"), saidId = uid("said");
    const name = h("span", { class: "cr-pcs-axis" });
    const control = select([], { id, "aria-describedby": `${helpId} ${saidId}`,
      on: { change: () => chosen(at), keydown: (event) => early(event, at) } });
    const help = h("p", { class: "cr-small cr-pcs-help", id: helpId });
    const slot = h("div", { class: "cr-slot", id: saidId });
    const node = h("li", { class: "cr-pcs-step" },
      h("label", { for: id }, h("span", { class: "cr-sr", text: `Character ${at + 1}: ` }), name),
      h("span", { class: "cr-pcs-number", "aria-hidden": "true", text: String(at + 1) }), control, help, slot);
    return { node, name, control, help, slot, early: "" };
  });

  const shownCode = () => rows.map((row) => row.control.value).join("");

  function draw(state) {
    state.steps.forEach((step, at) => {
      const { name, control, help, node } = rows[at];
      name.textContent = step.axis;
      const first = step.choices.length ? "Choose…" : `Choose character ${state.kept.length + 1} first`;
      control.replaceChildren(h("option", { value: "", text: first }),
        ...step.choices.map(([value, label]) => h("option", { value, text: `${value}  ${label}` })));
      control.value = step.chosen;
      help.textContent = step.choices.find(([value]) => value === step.chosen)?.[2] ?? "";
      node.dataset.state = step.chosen ? "chosen" : step.choices.length ? "open" : "closed";
    });
    const text = state.says || state.title;
    title.dataset.shape = state.says ? "note" : "";
    title.replaceChildren(...(text ? [...(state.says ? [icon("note")] : []), h("span", { text })] : []));
  }

  /** `chosenByList`: what no longer fits is cleared, so there is nothing to say about it. */
  async function ask(code, chosenByList = false) {
    const mine = ++asked;
    const reply = await desk.send("steps", { code });
    await still();
    if (!reply || mine !== asked || reply.error) return null;
    draw(chosenByList ? { ...reply, says: "" } : reply);
    return reply;
  }

  /** Keep a value that is typed into a list before the kernel has filled it. */
  function early(event, at) {
    if (rows[at].node.dataset.state === "closed" && /^[0-9A-Za-z]$/.test(event.key)
      && !(event.ctrlKey || event.metaKey || event.altKey)) rows[at].early = event.key.toUpperCase();
  }

  function takeEarly(at) {
    const row = rows[at];
    const value = row?.early;
    if (!value) return;
    row.early = "";
    row.control.value = value;
    if (row.control.selectedIndex > 0) chosen(at);
    else row.control.value = "";
  }

  /** A value was chosen: the later ones stay as far as the tables allow them. */
  async function chosen(at) {
    const before = shownCode();
    settle.cancel();
    entry.value = before;
    desk.changed();
    const row = rows[at];
    const said = row.control.value ? row.control.selectedOptions[0].textContent : "nothing chosen";
    const axis = row.name.textContent;
    const state = await ask(before, true);
    if (!state) return;
    if (state.kept !== before) {
      entry.value = state.kept;
      desk.changed();
    }
    const dropped = before.slice(state.kept.length);
    const next = state.steps[state.kept.length];
    desk.tell(`${axis}: ${said}.`
      + (dropped ? ` No longer possible and cleared: ${dropped}.` : "")
      + (next ? ` Next is ${next.axis}, ${next.choices.length} to choose from.` : ` The code is ${state.kept}.`));
    takeEarly(state.kept.length);
  }

  const settle = later(() => ask(entry.value), 180);

  function typed() {
    asked += 1; // a reply under way is about another code
    desk.changed();
    settle();
  }

  draw(spec.start);
  const sheet = h("div", { class: "cr-sheet" },
    h("div", { class: "cr-field cr-pcs-entry" }, h("label", { for: codeId, text: spec.label || "ICD-10-PCS code" }),
      entry),
    title,
    h("p", { class: "cr-small", text: `Choose character by character, or type the code. Tables: ${spec.edition}, `
      + "the part that this course uses." }),
    h("ol", { class: "cr-pcs", "aria-label": `The ${LAST} characters` }, rows.map((row) => row.node)), wholeSlot);
  return {
    node: chart ? h("div", { class: "cr-bench" }, chart.node, sheet) : sheet,
    read: () => entry.value.trim().toUpperCase(),
    write(answer) {
      const code = typeof answer === "string" ? answer : "";
      if (code === entry.value.trim().toUpperCase()) return;
      entry.value = code;
      ask(code);
    },
    slot: (target) => rows[Number(target) - 1]?.slot,
    chart,
  };
}

export default { render: (context) => show(context, builder) };

// A queue: a list of items, one of them open, each decided by a choice (tabs pattern, upright).

import { Chart } from "./chart.js";
import { button, h, select, uid } from "./dom.js";
import { show } from "./frame.js";

function comparison(item) {
  if (!item.rows.length) return null;
  const words = { differs: "≠ differs", "one is empty": "○ one is empty", "both are empty": "○ both are empty", same: "same" };
  return h("div", { class: "cr-doc cr-compare-box" },
    h("table", { class: "cr-compare" },
      h("thead", {}, h("tr", {}, h("td"), item.columns.map((text) => h("th", { scope: "col", text })),
        h("th", { scope: "col", text: "Compared" }))),
      h("tbody", {}, item.rows.map((row) => h("tr", { "data-mark": row.mark },
        h("th", { scope: "row", text: row.name }),
        row.values.map((html) => (html ? h("td", { html })
          : h("td", {}, h("span", { class: "cr-small", text: "(empty)" })))),
        h("td", { class: "cr-compared", text: words[row.mark] }))))));
}

export function worklist(desk) {
  const { spec } = desk;
  const chart = spec.chart ? new Chart(spec.chart) : null;
  const names = new Map(spec.options.map(([key, html]) => [key, h("span", { html }).textContent]));
  const entries = [];
  let at = 0, begun = false;

  const list = h("div", { class: "cr-queue-list", role: "tablist", "aria-orientation": "vertical",
    "aria-label": "Items to decide" });
  const place = h("span", { class: "cr-small" });
  const previous = button("Previous item", () => step(-1));
  const next = button("Next item", () => step(1));
  const panels = h("div", { class: "cr-queue-panels" });

  spec.work.forEach((item, number) => {
    const tabId = uid("tab"), panelId = uid("item"), group = uid("group"), reasonId = uid("reason");
    const state = h("span", { class: "cr-queue-state" });
    const verdict = h("span", { class: "cr-slot cr-queue-verdict" });
    const slot = h("div", { class: "cr-slot", id: uid("said") });
    const tab = h("button", { type: "button", class: "cr-queue-tab", role: "tab", id: tabId,
      "aria-controls": panelId, on: { click: () => open(number), keydown: (event) => key(event, number) } },
    h("span", { class: "cr-queue-title", text: item.title }), state, verdict);
    const radios = spec.options.map(([value, html]) => {
      const input = h("input", { type: "radio", name: group, value, "aria-describedby": slot.id,
        on: { change: () => decided(number) } });
      return { input, node: h("div", { class: "cr-option" }, h("label", {}, input, h("span", { html }))) };
    });
    const reason = spec.reasons.length ? select([["", "Choose…"], ...spec.reasons],
      { id: reasonId, "aria-describedby": slot.id, on: { change: () => decided(number) } }) : null;
    const panel = h("div", { class: "cr-queue-item", role: "tabpanel", id: panelId, tabindex: "0",
      "aria-labelledby": tabId, "data-item": item.id },
    h("p", { class: "cr-queue-head", text: item.title }),
    item.html ? h("div", { class: "cr-doc cr-queue-text", html: item.html }) : null,
    comparison(item),
    h("div", { class: "cr-decide" },
      h("fieldset", { class: "cr-options" },
        h("legend", { text: desk.spec.label || "Your decision" }), radios.map((one) => one.node)),
      reason ? h("div", { class: "cr-field" }, h("label", { for: reasonId, text: "Reason" }), reason) : null),
    slot);
    entries.push({ item, tab, panel, state, verdict, slot, reason, inputs: radios.map((one) => one.input) });
    list.append(tab);
    panels.append(panel);
  });

  const picked = (entry) => entry.inputs.find((input) => input.checked)?.value ?? "";
  const done = (entry) => Boolean(picked(entry)) && (!entry.reason || Boolean(entry.reason.value));

  function stateOf(entry) {
    if (!picked(entry)) return "Not decided";
    const lacks = entry.reason && !entry.reason.value ? ", no reason yet" : "";
    return `Decided: ${names.get(picked(entry))}${lacks}`;
  }

  function draw() {
    entries.forEach((entry, number) => {
      const selected = number === at;
      entry.state.textContent = stateOf(entry);
      entry.tab.dataset.done = String(done(entry));
      entry.tab.setAttribute("aria-selected", String(selected));
      entry.tab.tabIndex = selected ? 0 : -1;
      entry.panel.hidden = !selected;
    });
    previous.disabled = at === 0;
    next.disabled = at === entries.length - 1;
    const count = entries.filter(done).length;
    place.textContent = `Item ${at + 1} of ${entries.length} · ${count} decided`;
  }

  function open(number) {
    at = number;
    draw();
  }

  /** The next item is read from its beginning: the focus goes there, and with it the page. */
  function step(by) {
    open(at + by);
    entries[at].panel.focus();
    desk.tell(`Item ${at + 1} of ${entries.length}.`);
  }

  function decided(number) {
    draw();
    const entry = entries[number];
    entry.verdict.textContent = ""; // it was about the decision before
    desk.tell(`${entry.item.title}: ${stateOf(entry)}. ${entries.filter(done).length} of ${entries.length} decided.`);
    desk.changed();
  }

  function key(event, number) {
    const last = entries.length - 1;
    const to = { ArrowDown: number === last ? 0 : number + 1, ArrowUp: number === 0 ? last : number - 1,
      Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    open(to);
    entries[to].tab.focus();
  }

  return {
    node: h("div", {}, chart ? h("div", { class: "cr-queue-chart" }, chart.node) : null,
      h("div", { class: "cr-queue" }, list,
        h("div", { class: "cr-queue-open" },
          panels, h("div", { class: "cr-buttons cr-queue-moves" }, previous, next, place)))),
    read: () => Object.fromEntries(entries.filter((entry) => picked(entry) || entry.reason?.value)
      .map((entry) => [entry.item.id, { decision: picked(entry), reason: entry.reason?.value ?? "" }])),
    write(answer) {
      for (const entry of entries) {
        const given = answer?.[entry.item.id];
        for (const input of entry.inputs) input.checked = input.value === given?.decision;
        if (entry.reason) entry.reason.value = spec.reasons.some(([name]) => name === given?.reason) ? given.reason : "";
      }
      if (!begun) at = Math.max(0, entries.findIndex((entry) => !done(entry)));
      begun = true;
      draw();
    },
    slot(target, item) {
      const entry = entries.find((one) => one.item.id === target);
      if (entry && item && !["form", "missing"].includes(item.verdict)) entry.verdict.textContent = item.word;
      return entry?.slot;
    },
    chart,
  };
}

export default { render: (context) => show(context, worklist) };

// Tabs after the ARIA pattern: arrows, Home and End move, and the panel of the tab shows.

import { h, uid } from "./dom.js";

/** `pages`: {id, text, node, hidden?, shown?()}; `left()`: another tab was chosen by hand. Returns {list, panels, open(id), name(id, text)}. */
export function tabs(label, pages, { panelClass = "", left = () => {} } = {}) {
  let at = 0;
  const list = h("div", { class: "cr-tabs cr-ehr-tabs", role: "tablist", "aria-label": label });
  const panels = h("div", { class: "cr-ehr-panels" });
  const parts = pages.map((page, number) => {
    const tabId = uid("tab"), panelId = uid("panel");
    const tab = h("button", { type: "button", class: "cr-tab", role: "tab", id: tabId, text: page.text,
      "aria-controls": panelId, hidden: page.hidden ?? false,
      on: { click: () => choose(number), keydown: (event) => key(event, number) } });
    const panel = h("div", { class: `cr-ehr-panel ${panelClass}`.trim(), role: "tabpanel", id: panelId,
      tabindex: "0", "aria-labelledby": tabId, "data-page": page.id }, page.node);
    list.append(tab);
    panels.append(panel);
    return { page, tab, panel };
  });

  function draw() {
    parts.forEach(({ tab, panel }, number) => {
      tab.setAttribute("aria-selected", String(number === at));
      tab.tabIndex = number === at ? 0 : -1;
      panel.hidden = number !== at;
    });
  }

  function show(number) {
    at = number;
    parts[at].tab.hidden = false;
    draw();
    parts[at].page.shown?.();
  }

  function choose(number) {
    if (number !== at) left();
    show(number);
  }

  function key(event, number) {
    const there = parts.map((part, index) => (part.tab.hidden ? -1 : index)).filter((index) => index >= 0);
    const place = there.indexOf(number), last = there.length - 1;
    const to = { ArrowRight: place === last ? 0 : place + 1, ArrowLeft: place === 0 ? last : place - 1,
      Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(there[to]);
    parts[there[to]].tab.focus();
  }

  const part = (id) => parts.find((one) => one.page.id === id);
  draw();
  return {
    list, panels,
    open: (id) => show(parts.indexOf(part(id))),
    name(id, text, hidden = false) {
      part(id).tab.textContent = text;
      part(id).tab.hidden = hidden;
    },
    get opened() { return parts[at].page.id; },
  };
}

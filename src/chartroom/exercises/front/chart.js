// A patient's chart: one tab a document, after the ARIA tabs pattern.

import { h, uid } from "./dom.js";

export class Chart {
  constructor(chart) {
    this.tabs = [];
    this.panels = [];
    const title = uid("chart");
    const list = h("div", { class: "cr-tabs", role: "tablist", "aria-labelledby": title });
    this.node = h("div", { class: "cr-chart" },
      h("div", { class: "cr-chart-head" },
        h("p", { class: "cr-chart-title", id: title, text: chart.title }),
        h("p", { class: "cr-small", text: chart.facts })),
      list);
    chart.documents.forEach((document_, at) => {
      const tabId = uid("tab"), panelId = uid("doc");
      const tab = h("button", { type: "button", class: "cr-tab", role: "tab", id: tabId,
        "aria-controls": panelId, on: { click: () => this.open(at), keydown: (event) => this.#key(event, at) } },
        h("span", { text: document_.title }),
        document_.signed ? null : h("span", { class: "cr-small", text: " (not signed)" }),
        h("span", { class: "cr-count" }));
      const panel = h("div", { class: "cr-doc", role: "tabpanel", id: panelId, tabindex: "0",
        "aria-labelledby": tabId, "data-document": document_.id, html: document_.html });
      list.append(tab);
      this.node.append(panel);
      this.tabs.push(tab);
      this.panels.push(panel);
    });
    this.open(0);
  }

  open(at) {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
      this.panels[index].hidden = index !== at;
    });
  }

  /** Show documents again with the evidence marked: `marks` maps document id to {html, count}. */
  mark(marks) {
    let first = -1;
    this.panels.forEach((panel, at) => {
      const marked = marks[panel.dataset.document];
      if (!marked) return;
      panel.innerHTML = marked.html;
      this.tabs[at].querySelector(".cr-count").textContent =
        marked.count ? ` · ${marked.count} marked` : "";
      if (marked.count && first < 0) first = at;
    });
    if (first >= 0) this.open(first);
    const mark = this.panels[first]?.querySelector("mark");
    if (mark) this.panels[first].scrollTop = Math.max(0, mark.offsetTop - 60);
  }

  #key(event, at) {
    const last = this.tabs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.open(to);
    this.tabs[to].focus();
  }
}

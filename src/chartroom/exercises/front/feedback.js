// Feedback: what each item says, beside what it is about where that can be seen, else in a list.

import { h, icon } from "./dom.js";

const LOOKS = {
  right: ["ok", "ok"],
  "code-right": ["part", "look"],
  answer: ["ok", "ok"],
  wrong: ["no", "fix"],
  harm: ["warn", "fix"],
  extra: ["no", "fix"],
  missing: ["gap", "look"],
  "less-specific": ["part", "look"],
  partly: ["part", "look"],
  order: ["move", "look"],
  poa: ["note", "look"],
  convention: ["note", "fix"],
  query: ["ask", "look"],
  form: ["note", "look"],
};

/**
 * One item: an icon, the verdict in words, the message, the guideline. Never color alone. In a list
 * it says what it is about; beside that very thing (`tag` p) it need not.
 */
export function itemNode(item, tag = "li") {
  const [shape, tone] = LOOKS[item.verdict] ?? ["note", "look"];
  return h(
    tag,
    { class: `cr-item cr-${tone}`, "data-verdict": item.verdict },
    h("span", { class: "cr-verdict" }, icon(shape), h("span", { text: item.word })),
    h("span", { class: "cr-said" },
      item.about && tag === "li" ? h("b", { text: `${item.about}: ` }) : null,
      h("span", { html: item.html }),
      (item.evidence ?? []).map(([document_, words]) => h("span", { class: "cr-guideline" },
        `In the chart (${document_}): `, h("q", { text: words }))),
      item.guideline ? h("span", { class: "cr-guideline", text: item.guideline }) : null),
  );
}

/** Put items beside their targets; return those that have no place of their own. */
export function place(items, slot) {
  return items.filter((item) => {
    const home = item.target ? slot?.(item.target, item) : null;
    if (home) home.append(itemNode(item, "p"));
    return !home;
  });
}

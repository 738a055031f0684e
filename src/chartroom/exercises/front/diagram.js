// A picture with numbered marks; each gets a label from a list. Mark and list light up together.

import { h, select, uid } from "./dom.js";
import { show } from "./frame.js";

export function diagram(desk) {
  const { spec } = desk;
  const entries = new Map();
  const dots = spec.marks.map((mark) => {
    const dot = h("button", { type: "button", class: "cr-dot", tabindex: "-1", "aria-hidden": "true",
      title: `Marker ${mark.id}`, style: `left:${mark.x * 100}%;top:${mark.y * 100}%`,
      on: { click: () => entries.get(mark.id).control.focus() } });
    return [mark.id, dot];
  });
  const dotOf = new Map(dots);
  const figure = h("div", { class: "cr-figure" },
    h("img", { src: spec.image, alt: "Diagram with numbered markers. It is described in words below it." }),
    dots.map(([, dot]) => dot));

  function light(name, on) {
    dotOf.get(name).dataset.on = String(on);
    entries.get(name).row.dataset.on = String(on);
  }

  const rows = spec.marks.map((mark) => {
    const id = uid("mark"), slot = h("div", { class: "cr-slot", id: uid("said") });
    const words = h("span", { class: "cr-small cr-mark-words", id: uid("words"), text: mark.text });
    const control = select([["", "Choose…"], ...spec.right],
      { id, "aria-describedby": `${words.id} ${slot.id}`, on: { change: desk.changed,
        focus: () => light(mark.id, true), blur: () => light(mark.id, false) } });
    const row = h("div", { class: "cr-mark" },
      h("label", { for: id }, h("span", { class: "cr-sr", text: "Marker " }),
        h("span", { class: "cr-mark-number", text: mark.id })), control, words, slot);
    entries.set(mark.id, { control, slot, row });
    return row;
  });
  const described = h("div", { class: "cr-described" },
    h("label", { class: "cr-check" }, h("input", { type: "checkbox", on: { change: (event) => {
      box.dataset.words = String(event.target.checked);
      telling.hidden = !event.target.checked;
    } } }), h("span", { text: "Describe the picture and its markers in words" })));
  const telling = h("p", { class: "cr-small", html: spec.describe, hidden: true });
  const box = h("div", { class: "cr-diagram", "data-words": "false" },
    h("div", { class: "cr-diagram-picture" }, figure, described, telling),
    h("div", { class: "cr-marks", role: "group", "aria-labelledby": desk.promptId }, rows));

  return {
    node: box,
    read: () => Object.fromEntries([...entries].filter(([, one]) => one.control.value)
      .map(([name, one]) => [name, one.control.value])),
    write(answer) {
      for (const [name, one] of entries) {
        one.control.value = String(answer?.[name] ?? "");
        if (one.control.selectedIndex < 0) one.control.value = "";
      }
    },
    slot: (target) => entries.get(String(target))?.slot,
  };
}

export default { render: (context) => show(context, diagram) };

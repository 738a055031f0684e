// A text in which identifiers are marked: pick words, choose what they are, mark.
//
// The words are a list box with several choices (ARIA listbox): arrows move, Shift with arrows or
// the space bar picks, a mouse drags. What is marked stands below as a list, so nobody needs to see
// the colors.

import { button, h, select, uid } from "./dom.js";
import { show } from "./frame.js";

export function identifying(desk) {
  const { spec } = desk;
  const labels = new Map(spec.types);
  let marks = []; // {start, end, kind}, in the order of the text
  let anchor = -1, at = 0, dragging = false;

  const hintId = uid("how"), typeId = uid("type");
  const box = h("div", { class: "cr-words", role: "listbox", "aria-multiselectable": "true",
    "aria-label": "The text, word by word", "aria-describedby": hintId });
  const words = spec.words.map(([start, end], number) => h("span", { class: "cr-word", role: "option",
    tabindex: number ? "-1" : "0", "aria-selected": "false", text: spec.text.slice(start, end),
    on: { keydown: (event) => key(event, number),
      pointerdown: (event) => { event.preventDefault(); dragging = true; pick(event.shiftKey && anchor >= 0 ? anchor : number, number); focus(number); },
      pointerenter: () => { if (dragging) pick(anchor, number); } } }));
  let last = 0;
  words.forEach((node, number) => {
    const gap = spec.text.slice(last, spec.words[number][0]);
    // A list box may hold options only: blanks and line ends are there for the eye.
    if (gap.includes("\n")) box.append(...[...gap].filter((sign) => sign === "\n").map(() => h("span", { class: "cr-line", "aria-hidden": "true" })));
    else if (gap) node.classList.add("cr-spaced");
    box.append(node);
    last = spec.words[number][1];
  });
  const done = () => { dragging = false; };
  document.addEventListener("pointerup", done);

  const type = select([["", "Choose…"], ...spec.types], { id: typeId });
  const markButton = button("Mark", mark, { class: "cr-small-button" });
  const clearButton = button("Let go", () => { release(); desk.tell("Nothing is picked."); });
  const list = h("ul", { class: "cr-marks", "aria-label": "What is marked" });
  const count = h("p", { class: "cr-small" });

  function picked() {
    const chosen = words.map((node, number) => (node.getAttribute("aria-selected") === "true" ? number : -1)).filter((n) => n >= 0);
    return chosen.length ? [chosen[0], chosen.at(-1)] : null;
  }

  function pick(from, to) {
    anchor = from;
    const [low, high] = from < to ? [from, to] : [to, from];
    words.forEach((node, number) => node.setAttribute("aria-selected", String(number >= low && number <= high)));
  }

  function release() {
    anchor = -1;
    words.forEach((node) => node.setAttribute("aria-selected", "false"));
  }

  function focus(number) {
    words[at].tabIndex = -1;
    at = number;
    words[at].tabIndex = 0;
    words[at].focus();
  }

  function key(event, number) {
    const to = { ArrowRight: number + 1, ArrowDown: number + 1, ArrowLeft: number - 1, ArrowUp: number - 1,
      Home: 0, End: words.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(to, 0), words.length - 1);
      if (event.shiftKey) pick(anchor < 0 ? number : anchor, next);
      focus(next);
    } else if (event.key === " ") {
      event.preventDefault();
      if (words[number].getAttribute("aria-selected") === "true") release();
      else pick(number, number);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!picked()) pick(number, number);
      if (type.value) mark();
      else type.focus();
    } else if (event.key === "Escape") release();
  }

  function mark() {
    const range = picked();
    if (!range) return desk.tell("Pick words first.");
    if (!type.value) { type.focus(); return desk.tell("Choose what they are first."); }
    const one = { start: spec.words[range[0]][0], end: spec.words[range[1]][1], kind: type.value };
    marks = [...marks.filter((other) => other.end <= one.start || one.end <= other.start), one]
      .sort((a, b) => a.start - b.start);
    release();
    draw();
    desk.changed();
    desk.tell(`Marked: ${spec.text.slice(one.start, one.end)}, ${labels.get(one.kind)}.`);
    words[range[1]].focus();
  }

  function unmark(one) {
    marks = marks.filter((other) => other !== one);
    draw();
    desk.changed();
    desk.tell(`No longer marked: ${spec.text.slice(one.start, one.end)}.`);
    words[at].focus();
  }

  function draw() {
    words.forEach((node, number) => {
      const [start, end] = spec.words[number];
      const over = marks.find((one) => one.start <= start && end <= one.end);
      if (over) {
        node.dataset.marked = over.kind;
        node.setAttribute("aria-label", `${node.textContent}, marked as ${labels.get(over.kind)}`);
      } else { delete node.dataset.marked; node.removeAttribute("aria-label"); }
    });
    list.replaceChildren(...marks.map((one) => {
      const text = spec.text.slice(one.start, one.end);
      return h("li", {}, h("b", { text }), h("span", { text: ` · ${labels.get(one.kind)} ` }),
        button("Remove", () => unmark(one), { "aria-label": `Remove the mark on ${text}` }));
    }));
    count.textContent = marks.length === 1 ? "1 mark" : `${marks.length} marks`;
  }

  draw();
  return {
    node: h("div", { class: "cr-identify" },
      h("p", { class: "cr-small", id: hintId, text: "Drag over words, or use the arrow keys, with Shift to pick "
        + "more than one. Enter goes on to the type, and marks if one is chosen." }),
      box,
      h("div", { class: "cr-buttons" }, h("label", { for: typeId, text: "They are" }), type, markButton, clearButton),
      count, list),
    read: () => marks.map((one) => `${one.start}-${one.end} ${one.kind}`),
    write(answer) {
      marks = (Array.isArray(answer) ? answer : []).map((one) => String(one).match(/^(\d+)-(\d+) (.+)$/))
        .filter((found) => found && labels.has(found[3]))
        .map((found) => ({ start: Number(found[1]), end: Number(found[2]), kind: found[3] }));
      draw();
    },
  };
}

export default { render: (context) => show(context, identifying) };

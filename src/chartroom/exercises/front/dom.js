// Small helpers to make elements. Everything a student sees is made here from native controls.

let made = 0;

// JupyterLab takes the keys of a focused control ("dd" deletes the cell, arrows leave it) unless
// that very control says no: the attribute on the exercise around it is looked at too late.
const FOCUSABLE = new Set(["button", "input", "select", "textarea"]);

/** An id no other exercise on the page has: the same exercise may be shown twice. */
export function uid(stem) {
  made += 1;
  return `cr-${stem}-${Math.random().toString(36).slice(2, 9)}-${made}`;
}

/**
 * Make an element. `props`: `class`, `text`, `html` (already safe: made by the kernel), `on` (a map
 * of listeners), `value`/`checked`/`disabled`/`hidden` as properties, all else as attributes.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in props) node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "html") node.innerHTML = value;
    else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (["value", "checked", "disabled", "hidden"].includes(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(text, onClick, props = {}) {
  const classes = `cr-button ${props.class ?? ""}`.trim();
  return h("button", { ...props, type: "button", class: classes, text, on: { click: onClick } });
}

export function select(choices, props = {}) {
  const options = choices.map(([value, text]) => h("option", { value, text }));
  return h("select", { class: "cr-input cr-select", ...props }, options);
}

const SHAPES = {
  ok: "M3.5 8.5l3 3 6-7",
  no: "M4 4l8 8M12 4l-8 8",
  part: "M4 8h8",
  gap: "M8 4v8M4 8h8",
  move: "M5 12V4M2.5 6.5L5 4l2.5 2.5M11 4v8M8.5 9.5L11 12l2.5-2.5",
  ask: "M5.5 6a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4M8 12.3v.2",
  note: "M8 3.5v5.5M8 12v.2",
  warn: "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.6v.2",
};

/** An icon that says nothing by itself: the word beside it does. */
export function icon(shape) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true", focusable: "false",
    class: "cr-icon",
  })) svg.setAttribute(name, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[shape] ?? SHAPES.note);
  svg.append(path);
  return svg;
}

// Of one page, however many exercises it has: each is a module of its own.
const PRESS = Symbol.for("chartroom.press");

function watchPress() {
  const press = { down: false, waiting: [] };
  const release = () => setTimeout(() => { // after the click that the release makes
    press.down = false;
    press.waiting.splice(0).forEach((go) => go());
  }, 0);
  document.addEventListener("pointerdown", () => { press.down = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);
  window.addEventListener("blur", release);
  return press;
}

const press = document[PRESS] ??= watchPress();

/**
 * Resolves when no button of the mouse is down. A button that moves away between press and release
 * loses its click, so what would move it waits for this.
 */
export function still() {
  return press.down ? new Promise((go) => press.waiting.push(go)) : Promise.resolve();
}

/** Call `run` once, `wait` ms after the last call. `flush` runs it now, `cancel` drops it. */
export function later(run, wait) {
  let timer = null;
  const cancel = () => { clearTimeout(timer); timer = null; };
  const start = () => { cancel(); timer = setTimeout(() => { timer = null; run(); }, wait); };
  start.cancel = cancel;
  start.flush = () => { if (timer !== null) { cancel(); run(); } };
  return start;
}

// A shelf of folders: take one out and put it elsewhere, with buttons or the arrow keys; no dragging.

import { button, h, select, uid } from "./dom.js";
import { show } from "./frame.js";

function spine(folder) {
  const last = folder.groups.at(-1) ?? "";
  return [
    h("span", { class: "cr-sr", text: folder.text }),
    h("span", { class: "cr-spine", "aria-hidden": "true" },
      h("span", { class: "cr-spine-groups" }, folder.groups.map((group) => h("span", { text: group }))),
      h("span", { class: "cr-spine-bands" }, [...last].map((digit) => h("span", { "data-digit": digit }))),
      folder.rest ? h("span", { class: "cr-spine-rest", text: folder.rest }) : null),
  ];
}

/** All folders in order: one of them can be taken in hand, and then it moves. */
export function ordering(desk) {
  const folders = new Map(desk.spec.folders.map((folder) => [folder.id, folder]));
  const rows = new Map();
  const list = h("ol", { class: "cr-shelf", "aria-labelledby": desk.promptId });
  const slot = h("div", { class: "cr-slot" });
  let held = "";

  const left = button("◀ Move left", () => move(-1), { "aria-label": "Move left" });
  const right = button("Move right ▶", () => move(1), { "aria-label": "Move right" });
  const placeId = uid("place");
  const place = select([], { id: placeId, on: { change: () => moveTo(Number(place.value)) } });
  const holding = h("p", { class: "cr-shelf-held" });
  const help = h("p", { class: "cr-small", id: uid("help"),
    text: "Click a folder to take it in hand, then move it. With keys: arrows go along the shelf, Enter "
      + "takes a folder in hand, arrows then move it, Enter lets go." });

  const order = () => [...list.children].map((row) => row.dataset.key);
  const spot = (key) => order().indexOf(key);

  function draw() {
    const all = order();
    all.forEach((key, at) => {
      const control = rows.get(key).firstElementChild;
      control.setAttribute("aria-pressed", String(key === held));
      control.tabIndex = key === (held || current()) ? 0 : -1;
      rows.get(key).querySelector(".cr-shelf-place").textContent = String(at + 1);
    });
    const at = spot(held);
    left.disabled = at <= 0;
    right.disabled = at < 0 || at === all.length - 1;
    place.disabled = at < 0;
    place.replaceChildren(...(at < 0 ? [h("option", { value: "", text: "–" })] : []),
      ...all.map((_, number) => h("option", { value: String(number), text: String(number + 1) })));
    place.value = at < 0 ? "" : String(at);
    holding.textContent = held ? `In hand: ${folders.get(held).text}` : "No folder in hand.";
  }

  let last = "";
  const current = () => (rows.has(last) ? last : order()[0]);

  function take(key) {
    held = held === key ? "" : key;
    last = key;
    draw();
    desk.tell(held ? `${folders.get(key).text} in hand, place ${spot(key) + 1} of ${rows.size}.`
      : `${folders.get(key).text} put down at place ${spot(key) + 1}.`);
  }

  function moveTo(to) {
    const all = order();
    const at = all.indexOf(held);
    if (at < 0 || to < 0 || to >= all.length || to === at) return;
    const row = rows.get(held);
    const focused = row.contains(document.activeElement);
    if (to < at) list.children[to].before(row);
    else list.children[to].after(row);
    draw();
    if (focused) row.firstElementChild.focus();
    desk.tell(`${folders.get(held).text}: now ${to + 1} of ${rows.size}.`);
    desk.changed();
  }

  function move(step) {
    const control = document.activeElement;
    moveTo(spot(held) + step);
    if (control?.disabled) (step < 0 ? right : left).focus();
  }

  function key(event, name) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const edge = { Home: 0, End: rows.size - 1 }[event.key];
    if (event.key === "Escape" && held) { event.preventDefault(); take(held); return; }
    if (step === undefined && edge === undefined) return;
    event.preventDefault();
    const to = edge ?? spot(name) + step;
    if (held === name) { moveTo(to); return; }
    const next = list.children[Math.min(rows.size - 1, Math.max(0, to))];
    last = next.dataset.key;
    draw();
    next.firstElementChild.tabIndex = 0;
    next.firstElementChild.focus();
  }

  for (const [name, folder] of folders) {
    const control = h("button", { type: "button", class: "cr-folder", "aria-describedby": help.id,
      on: { click: () => take(name), keydown: (event) => key(event, name) } }, spine(folder));
    const row = h("li", { "data-key": name }, control,
      h("span", { class: "cr-shelf-place cr-small", "aria-hidden": "true" }), h("div", { class: "cr-slot" }));
    rows.set(name, row);
    list.append(row);
  }
  draw();
  return {
    node: h("div", {}, help, list, h("div", { class: "cr-buttons cr-shelf-moves" }, left, right,
      h("label", { for: placeId, text: "Place" }), place, holding), slot),
    read: order,
    write(answer) {
      for (const name of Array.isArray(answer) && answer.length ? answer : folders.keys()) {
        const row = rows.get(String(name));
        if (row) list.append(row);
      }
      held = "";
      draw();
    },
    slot: (target) => (rows.has(String(target)) ? slot : null),
  };
}

/** A shelf as it stands: which folder is misfiled, and after which one does it belong? */
export function misfile(desk) {
  const { folders } = desk.spec;
  const slot = h("div", { class: "cr-slot" });
  const rows = folders.map((folder, at) => h("li", { "data-key": folder.id },
    h("button", { type: "button", class: "cr-folder", "aria-pressed": "false",
      on: { click: () => { which.value = folder.id; changed(); } } }, spine(folder)),
    h("span", { class: "cr-shelf-place cr-small", "aria-hidden": "true", text: String(at + 1) })));
  const ids = [uid("which"), uid("after")];
  const which = select([["", "Choose…"], ...folders.map((one) => [one.id, one.text])],
    { id: ids[0], on: { change: changed } });
  const after = select([["", "Choose…"], [desk.spec.start, "first on the shelf"],
    ...folders.map((one) => [one.id, `after ${one.text}`])], { id: ids[1], on: { change: changed } });

  function draw() {
    for (const row of rows) {
      row.firstElementChild.setAttribute("aria-pressed", String(row.dataset.key === which.value));
      row.dataset.before = String(row.dataset.key === after.value);
    }
  }

  function changed() {
    draw();
    desk.changed();
  }

  return {
    node: h("div", {}, h("ol", { class: "cr-shelf", "aria-label": "The shelf, from left to right" }, rows),
      h("div", { class: "cr-shelf-pick" },
        h("div", { class: "cr-field" }, h("label", { for: ids[0], text: "The misfiled folder" }), which),
        h("div", { class: "cr-field" }, h("label", { for: ids[1], text: "It belongs" }), after)), slot),
    read: () => (which.value || after.value ? { folder: which.value, after: after.value } : {}),
    write(answer) {
      which.value = String(answer?.folder ?? "");
      after.value = String(answer?.after ?? "");
      if (which.selectedIndex < 0) which.value = "";
      if (after.selectedIndex < 0) after.value = "";
      draw();
    },
    slot: (target) => (target ? slot : null),
  };
}

export default {
  render: (context) => show(context, context.model.get("spec").task === "misfile" ? misfile : ordering),
};

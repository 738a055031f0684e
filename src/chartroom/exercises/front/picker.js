// The code picker: type a code or words, choose from the list (ARIA combobox with a listbox).
// The kernel searches; each search has a number, and only the newest one's hits are shown.

import { button, h, icon, later, still, uid } from "./dom.js";
import { notesPanel } from "./notes.js";

const CODE = /^[A-Za-z][0-9][0-9A-Za-z](\.?[0-9A-Za-z]{0,4})$/;

/**
 * Where a picker's codes come from. `search` and `look` ask the kernel and return what it does for
 * diagnoses; `off` in a look-up is what is wrong with the code. `form`: what may be a code. `none`: what to
 * say where a search finds nothing. `notes`: whether codes have notes to open.
 */
const diagnoses = (desk) => ({
  form: CODE,
  search: (text) => desk.send("search", { text }),
  look: (code) => desk.send("code", { code }),
  none: "No code found for these words. Try fewer or other words.",
  notes: true,
});

/** CPT and HCPCS Level II for a visit: the kernel says what is off about anything with a digit. */
export const visitCodes = (desk) => ({
  form: /\d/,
  search: (text) => desk.send("procedures", { text }),
  async look(text) {
    const reply = await desk.send("procedure", { code: text, inpatient: false });
    if (!reply || reply.error) return reply;
    if (reply.says) return { off: reply.says };
    const title = reply.title || "The course has no words for this code.";
    return { code: { code: reply.code, title, billable: true } };
  },
  none: "The course's list has nothing like this. Try fewer or other words, or type the whole code.",
  notes: false,
});

export class Picker {
  /** `desk`: send, changed, tidy, tell. `label`: the visible label. `describedBy`: ids of feedback. */
  constructor(desk, { label, describedBy = "", codes = diagnoses }) {
    this.desk = desk;
    this.codes = codes(desk);
    this.asked = 0; // number of the newest search or look-up
    this.hits = [];
    this.active = -1;
    this.chosen = ""; // the code whose title is shown
    const id = uid("code"), listId = uid("hits"), titleId = uid("title"), notesId = uid("notes");
    this.titleLine = h("p", { class: "cr-title", id: titleId });
    this.list = h("ul", { class: "cr-hits", role: "listbox", id: listId, "aria-label": "Matching codes", hidden: true });
    this.input = h("input", {
      id, class: "cr-input cr-code", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      autocapitalize: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId,
      "aria-describedby": `${titleId} ${describedBy}`.trim(), placeholder: "Code or words",
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        blur: () => this.#left(),
        focus: () => { if (this.input.value && !this.chosen) this.search(); },
      },
    });
    this.notes = h("div", { class: "cr-notes", id: notesId, hidden: true, tabindex: "0", role: "region",
      "aria-label": "Notes of the code" });
    this.notesButton = button("Notes", () => this.#toggleNotes(),
      { class: "cr-quiet", "aria-expanded": "false", "aria-controls": notesId, disabled: true });
    this.search = later(() => this.#search(), 180);
    this.field = h("div", { class: "cr-field" }, h("label", { for: id, text: label }), this.input);
    this.node = h("div", { class: "cr-picker" },
      h("div", { class: "cr-picker-line" }, this.field, this.codes.notes ? this.notesButton : null),
      this.list, this.titleLine, this.codes.notes ? this.notes : null);
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the entry
  }

  get value() {
    return this.input.value.trim();
  }

  set value(text) {
    if (text === this.input.value) return;
    this.input.value = text;
    this.#forget();
    if (text) this.#recognize(false);
  }

  focus() {
    this.input.focus();
  }

  #forget() {
    this.chosen = "";
    this.titleLine.replaceChildren();
    this.notes.hidden = true;
    this.notesButton.disabled = true;
    this.notesButton.setAttribute("aria-expanded", "false");
  }

  #typed() {
    this.#forget();
    this.desk.changed();
    if (this.value.length < 2) { this.search.cancel(); this.#close(); } else this.search();
  }

  async #search() {
    const mine = ++this.asked;
    const reply = await this.codes.search(this.value);
    await still();
    if (!reply || mine !== this.asked || document.activeElement !== this.input) return;
    if (reply.error) { this.#close(); this.#say("note", reply.error); return; }
    this.hits = reply.hits;
    this.active = -1;
    this.list.replaceChildren(...reply.hits.map((hit, at) => h("li",
      { role: "option", id: uid("hit"), "aria-selected": "false", on: { click: () => this.#choose(at) } },
      h("span", { class: "cr-hit-code", text: hit.code }),
      h("span", { class: "cr-hit-title", text: hit.title },
        hit.billable ? null : h("span", { class: "cr-small", text: " (heading: needs more characters)" }),
        hit.why ? h("span", { class: "cr-small cr-why", text: hit.why }) : null))));
    const count = reply.hits.length;
    if (count === 0) {
      this.#close();
      this.#say("note", this.codes.none);
    } else {
      this.titleLine.replaceChildren();
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }
    this.desk.tell(count === 0 ? "No code found."
      : `${count} ${count === 1 ? "code" : "codes"} found. Use the down arrow to choose.`);
  }

  #key(event) {
    const open = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { if (this.value.length > 1) { this.search(); this.search.flush(); } return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = this.hits.length;
      this.#activate(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open && this.active >= 0) this.#choose(this.active);
      else { this.#close(); this.#recognize(true); }
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #activate(at) {
    [...this.list.children].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) {
        this.input.setAttribute("aria-activedescendant", row.id);
        const low = row.offsetTop, high = low + row.offsetHeight;
        if (low < this.list.scrollTop) this.list.scrollTop = low;
        else if (high > this.list.scrollTop + this.list.clientHeight) {
          this.list.scrollTop = high - this.list.clientHeight;
        }
      }
    });
    this.active = at;
  }

  #choose(at) {
    const hit = this.hits[at];
    this.input.value = hit.code;
    this.#close();
    this.#forget();
    this.#recognized(hit, true);
    this.desk.changed();
  }

  #close() {
    this.search.cancel();
    this.asked += 1; // what is under way is no longer wanted
    this.active = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  async #left() {
    await still(); // the list stands above the button that may be pressed just now
    if (document.activeElement === this.input) return;
    this.#close();
    if (this.value && !this.chosen) this.#recognize(false);
  }

  /** Ask the kernel what the entered code is, and show its title or why it is none. */
  async #recognize(announce) {
    const text = this.value;
    if (!text) return;
    if (!this.codes.form.test(text)) {
      this.#say("note", "This is not a code. Choose one from the list, or type the code.");
      return;
    }
    const mine = ++this.asked;
    const reply = await this.codes.look(text);
    await still();
    if (!reply || mine !== this.asked || text !== this.value) return;
    if (reply.error) this.#say("note", reply.error);
    else if (reply.off) this.#say("note", reply.off);
    else if (reply.unknown) this.#say("no", reply.unknown);
    else {
      const tidier = text !== reply.code.code;
      this.input.value = reply.code.code;
      this.#recognized(reply.code, announce);
      if (tidier) this.desk.tidy(); // e1122 and E11.22 are one answer
    }
    if (announce && (reply.off || reply.unknown)) this.desk.tell(reply.off || reply.unknown);
  }

  #recognized(code, announce) {
    this.chosen = code.code;
    this.notesButton.disabled = false;
    // No check mark here: a complete code is not yet the right one.
    if (code.billable) this.#say("", code.title);
    else this.#say("note", `${code.title} (heading: needs more characters)`);
    if (announce) this.desk.tell(`${code.code}: ${code.title}`);
  }

  #say(shape, text) {
    this.titleLine.replaceChildren(...(shape ? [icon(shape)] : []), h("span", { text }));
    this.titleLine.dataset.shape = shape;
  }

  async #toggleNotes() {
    if (!this.notes.hidden) {
      this.notes.hidden = true;
      this.notesButton.setAttribute("aria-expanded", "false");
      return;
    }
    const code = this.chosen;
    const reply = await this.desk.send("code", { code });
    if (!reply || code !== this.chosen) return;
    this.notes.replaceChildren(reply.code
      ? notesPanel(reply.code, (other) => this.#take(other))
      : h("p", { text: reply.error ?? reply.unknown }));
    this.notes.hidden = false;
    this.notesButton.setAttribute("aria-expanded", "true");
    this.desk.tell(`Notes of ${code} are open below.`);
  }

  #take(code) {
    this.input.value = code;
    this.#forget();
    this.desk.changed();
    this.#recognize(true);
    this.input.focus();
  }
}

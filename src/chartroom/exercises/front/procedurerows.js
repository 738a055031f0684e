// The procedures of a worksheet: ICD-10-PCS codes of a stay, CPT and HCPCS with modifiers and units of a visit.

import { h, icon, still, uid } from "./dom.js";
import { Picker, visitCodes } from "./picker.js";
import { rowList } from "./rowlist.js";

// A code of a visit, and behind it modifiers and units, as they are often written: 20610-LT, J3301 x4.
const BEHIND = new RegExp("^(\\d{5}|\\d{4}[FTUM]|[A-V]\\d{4})"
  + "((?:[\\s,;-]+(?![x×]\\d|\\d[x×])[0-9A-Z]{2}(?![0-9A-Z]))*)"
  + "(?:[\\s,;-]*[x×] ?0*([1-9]\\d{0,3})|[\\s,;-]+0*([1-9]\\d{0,3}) ?[x×])?$", "i");

export function procedureRows(desk) {
  const { inpatient } = desk.spec;

  function name(at) {
    return inpatient && at === 0 ? "Principal procedure" : `Procedure ${at + 1}`;
  }

  const text = (id, props) => h("input", { id, class: "cr-input cr-code", type: "text", autocomplete: "off",
    spellcheck: "false", autocapitalize: "characters", ...props });
  const field = (words, control, kind) => h("div", { class: `cr-field ${kind}` },
    h("label", { for: control.id, text: words }), control);

  /** A row of a visit: the picker of codes, modifiers and units. */
  function visit(row, data) {
    const picker = new Picker(desk, { label: "CPT or HCPCS code", describedBy: row.slot.id, codes: visitCodes });
    const enter = (event) => { if (event.key === "Enter" && !event.isComposing) event.preventDefault(); };
    const more = { "aria-describedby": row.slot.id, on: { input: desk.changed, keydown: enter } };
    const marks = text(uid("modifiers"), { maxlength: "30", placeholder: "none", value: data.modifiers ?? "", ...more });
    const units = text(uid("units"), { maxlength: "6", inputmode: "numeric", value: String(data.units ?? 1), ...more });
    picker.field.after(field("Modifiers", marks, "cr-marks-field"), field("Units", units, "cr-units-field"));
    // Before the picker itself looks the code up.
    picker.node.addEventListener("focusout", moveApart, true);
    picker.node.addEventListener("keydown",
      (event) => { if (event.key === "Enter" && !event.isComposing) moveApart(); }, true);

    /** “J3301-JZ x4” in the field of the code: put modifiers and units into their own fields. */
    function moveApart() {
      const found = BEHIND.exec(picker.value);
      const count = found?.[3] ?? found?.[4];
      if (!found || !(found[2] || count)) return;
      const words = (typed) => typed.toUpperCase().split(/[\s,;-]+/).filter(Boolean);
      picker.input.value = found[1].toUpperCase();
      marks.value = [...new Set([...words(marks.value), ...words(found[2])])].join(" ");
      if (count) units.value = count;
      desk.changed();
    }

    picker.value = data.code ?? "";
    return { nodes: [picker.node], value: () => picker.value, focus: () => picker.focus(), marks, units };
  }

  /** A row of a stay: an ICD-10-PCS code, which is built and not searched for. */
  function stay(row, data) {
    const codeId = uid("procedure"), titleId = uid("title");
    const titleLine = h("p", { class: "cr-title", id: titleId });
    let asked = 0; // number of the newest question to the kernel
    const enter = (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      recognize(true);
    };

    function typed() {
      asked += 1; // a reply under way is about another code
      say("", "");
      desk.changed();
    }

    function say(shape, words) {
      titleLine.replaceChildren(...(shape ? [icon(shape)] : []), ...(words ? [h("span", { text: words })] : []));
      titleLine.dataset.shape = shape;
    }

    /** Ask the kernel what the code is, and show its title or what is off about its form. */
    async function recognize(announce) {
      const entered = code.value.trim();
      if (!entered) return;
      const mine = ++asked;
      const reply = await desk.send("procedure", { code: entered, inpatient });
      await still();
      if (!reply || mine !== asked || entered !== code.value.trim()) return;
      if (reply.error || reply.says) say("note", reply.error ?? reply.says);
      else {
        if (reply.code !== entered) { code.value = reply.code; desk.tidy(); } // 0dtj4zz is the same answer
        say("", reply.title || "The course has no words for this code.");
      }
      if (announce) desk.tell(reply.error || reply.says || `${reply.code}: ${titleLine.textContent}`);
    }

    const code = text(codeId, { maxlength: "30", "aria-describedby": `${titleId} ${row.slot.id}`, value: data.code ?? "",
      on: { input: typed, keydown: enter, blur: () => { if (!titleLine.textContent) recognize(false); } } });
    if (code.value) recognize(false);
    const line = h("div", { class: "cr-picker-line" }, field("ICD-10-PCS code", code, ""));
    return { nodes: [h("div", { class: "cr-picker" }, line, titleLine)], value: () => code.value.trim(),
      focus: () => code.focus(), marks: null, units: null };
  }

  const list = rowList(desk, { name, make: inpatient ? stay : visit, add: "Add a procedure" });
  const headId = uid("procedures");
  const filled = () => list.rows.filter((row) => row.value());

  return {
    node: h("div", { class: "cr-procedures", role: "group", "aria-labelledby": headId },
      h("p", { class: "cr-row-title", id: headId, text: "Procedures" }),
      h("p", { class: "cr-small", text: inpatient
        ? "ICD-10-PCS, the principal procedure first. Leave it empty if there is nothing to report."
        : "CPT or HCPCS Level II: type the code, or words and choose. Modifiers with blanks between them. Leave it empty if there is nothing to report." }),
      list.nodes),
    read: () => filled().map((row) => {
      if (inpatient) return { code: row.value() };
      const count = row.units.value.trim() || "1";
      return { code: row.value(), modifiers: row.marks.value.trim().toUpperCase(),
        units: /^\d{1,4}$/.test(count) ? Number(count) : count };
    }),
    write: list.write,
    slot: (place) => filled()[place - 1]?.slot,
  };
}

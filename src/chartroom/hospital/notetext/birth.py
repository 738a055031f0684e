"""Documents of a birth: the mother's delivery record, the newborn record."""

from __future__ import annotations

from chartroom.hospital.notetext import language, lists, values
from chartroom.hospital.notetext.pieces import Draft, age_of, complaint, exam, history
from chartroom.hospital.notetext.records import NoteContext
from chartroom.hospital.notetext.slots import fragment

_BLEEDING = ("O67", "O72", "O99.0", "O90.81", "D62")
_PLACENTA = ("O43", "O72.0", "O72.2", "O73")
#: Beginnings of codes for what happens in labor and at the birth.
_LABOR = ("O6", "O7")
#: Newborns with these were not well at birth, so no good Apgar score is written for them.
_POORLY = ("P20", "P21", "P22", "P24", "P25", "P28", "P36", "P91", "P07.0", "P07.1", "P07.2")


def _has(context: NoteContext, codes: tuple[str, ...]) -> bool:
    return any(one.code.startswith(codes) for one in context.diagnoses)


def delivery_record(context: NoteContext, seed: int) -> str:
    """Return the mother's delivery record with route, time and every diagnosis."""
    draft = Draft(context, seed)
    visit = context.encounter
    born = context.procedures[0] if context.procedures else None
    draft.head("Admitted", f"{language.moment(visit.admitted_at)}: {complaint(context)}.")
    draft.head("Mother", age_of(context))
    draft.head("History", history(context))
    if born:
        draft.head("Birth", f"{language.moment(born.when)}: {born.title}. By {born.provider}.")
    others = [one.title for one in context.procedures[1:]]
    draft.head("Also done", "; ".join(others))
    draft.head("VS", values.signs(values.latest(context)))
    draft.head("Labor and birth", fragment(context, "course"))
    if not _has(context, _PLACENTA):
        draft.head("Placenta", "delivered complete, three vessels in the cord")
    if not _has(context, _BLEEDING):
        loss = ("Measured blood loss within the usual range.", "Bleeding usual, uterus firm.")
        draft.head("Blood loss", language.one_of(loss, seed, "loss"))
    draft.title("Diagnoses")
    # What began after the birth is not known yet.
    known = [one for one in context.diagnoses if one.poa != "N" or one.code.startswith(_LABOR)]
    draft.add(*lists.assessment(context, known))
    draft.add(draft.phrase("after_delivery"))
    return draft.text()


def newborn_record(context: NoteContext, seed: int) -> str:
    """Return the first examination of a newborn; what was found out later is not in it."""
    draft = Draft(context, seed)
    visit, patient = context.encounter, context.patient
    sex = language.man(patient.sex, language.age(patient, visit.admitted_at))
    weight = f", {visit.birth_weight_g} g" if visit.birth_weight_g else ""
    draft.head("Born", f"{language.moment(visit.admitted_at)}, {sex}{weight}.")
    draft.head("History", history(context))
    if not _has(context, _POORLY):
        scores = ("8 at 1 minute, 9 at 5 minutes", "9 at 1 minute, 9 at 5 minutes")
        draft.head("Apgar", language.one_of(scores, seed, "apgar"))
    draft.head("VS", values.signs(values.arrival(context)))
    draft.head("Exam", exam(context, seed))
    draft.title("Assessment")
    known = [one for one in context.diagnoses if one.poa not in ("N", "U", "W")]
    draft.add(*lists.assessment(context, known))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 6))
    draft.head("Given", language.joined(values.new_drugs(context)[:4]))
    draft.add(draft.phrase("newborn_plan"))
    return draft.text()

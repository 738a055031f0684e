"""Documents of a visit: ED record, office note, observation note."""

from __future__ import annotations

from chartroom.hospital.notetext import language, lists, values
from chartroom.hospital.notetext.pieces import (
    Draft,
    age_of,
    complaint,
    course,
    exam,
    history,
    home_medications,
    leaving,
    past,
    social,
)
from chartroom.hospital.notetext.records import NoteContext
from chartroom.hospital.notetext.slots import fragment


def ed_record(context: NoteContext, seed: int) -> str:
    """Return the record of the emergency department.

    If the patient was treated and left, it names every final diagnosis. If the patient was
    admitted, it gives the impression at that time and leaves the diagnoses to the stay.
    """
    draft = Draft(context, seed)
    visit = context.encounter
    draft.head("Arrived", f"{language.moment(visit.admitted_at)}. {age_of(context)}.")
    draft.head("CC", complaint(context))
    draft.head("HPI", history(context))
    draft.head("PMH", past(context))
    draft.head("Meds", home_medications(context))
    draft.head("VS", values.signs(values.arrival(context)))
    draft.head("Exam", exam(context, seed))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 8))
    draft.head("Given", language.joined(values.given(context)[:4]))
    if visit.kind in ("inpatient", "newborn", "observation"):
        _handed_over(draft, context)
    else:
        draft.title("Final impression")
        draft.add(*lists.assessment(context, context.diagnoses))
        _done(draft, context)
        leaving(draft, context, "Plan")
        draft.head("Disposition", f"{visit.disposition}.")
    return draft.text()


def _handed_over(draft: Draft, context: NoteContext) -> None:
    visit = context.encounter
    draft.head("Impression", f"{visit.admitting or complaint(context)}. Needs hospital care.")
    draft.head("ED course", draft.phrase("ed_course"))
    draft.head(
        "Disposition", f"accepted by {visit.attending} for {visit.department}. Report called."
    )


def _done(draft: Draft, context: NoteContext) -> None:
    draft.head("Procedures", "; ".join(one.title for one in context.procedures))
    draft.head("Course", course(context))


def office_note(context: NoteContext, seed: int) -> str:
    """Return a clinic visit with every diagnosis that was dealt with."""
    draft = Draft(context, seed)
    draft.head("Visit", f"{context.encounter.department}, {age_of(context)}.")
    draft.head("CC", complaint(context))
    draft.head("HPI", history(context))
    draft.head("Problem list", past(context))
    draft.head("Meds", home_medications(context))
    draft.head("Social / family", social(context, seed))
    draft.head("VS", _vital_signs(context))
    draft.head("Exam", exam(context, seed))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 8))
    draft.title("Assessment and plan")
    draft.add(*lists.assessment(context, context.diagnoses))
    _done(draft, context)
    draft.head("Prescribed", language.joined(values.new_drugs(context)[:5]))
    draft.head("Follow-up", fragment(context, "plan") or "as arranged at the desk")
    draft.add(draft.phrase("office_close"))
    return draft.text()


def _vital_signs(context: NoteContext) -> str:
    signs = values.arrival(context)
    if signs is None:
        return ""
    size = [
        "" if signs.weight_kg is None else f"Wt {signs.weight_kg:.1f} kg",
        "" if signs.height_cm is None else f"Ht {signs.height_cm:.0f} cm",
    ]
    return ", ".join(part for part in (values.signs(signs), *size) if part)


def observation_note(context: NoteContext, seed: int) -> str:
    """Return the note of an observation stay, which is an outpatient's."""
    draft = Draft(context, seed)
    visit = context.encounter
    draft.head("Status", f"observation from {language.moment(visit.admitted_at)}, outpatient.")
    draft.head("CC", complaint(context))
    draft.head("HPI", history(context))
    draft.head("PMH", past(context))
    draft.head("Meds", home_medications(context))
    draft.head("VS", values.signs(values.arrival(context)))
    draft.head("Exam", exam(context, seed))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 10))
    draft.title("Assessment")
    draft.add(*lists.assessment(context, context.diagnoses))
    _done(draft, context)
    draft.head("Orders", language.joined(values.new_drugs(context)[:5]))
    draft.add(draft.phrase("observed"))
    leaving(draft, context, "Plan")
    draft.head("Disposition", f"{visit.disposition}.")
    return draft.text()

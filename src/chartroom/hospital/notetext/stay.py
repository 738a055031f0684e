"""Documents of a stay: history and physical, progress note, consultation, discharge summary."""

from __future__ import annotations

from chartroom.hospital.notetext import language, lists, values
from chartroom.hospital.notetext.pieces import (
    Draft,
    age_of,
    baby,
    child,
    complaint,
    course,
    died,
    exam,
    history,
    home_medications,
    leaving,
    past,
    social,
)
from chartroom.hospital.notetext.records import NoteContext

#: Hospital day by which cultures have named the organism.
_CULTURES_BACK = 3


def history_and_physical(context: NoteContext, seed: int) -> str:
    """Return the admission history and physical: nothing in it began after admission."""
    draft = Draft(context, seed)
    draft.head("CC", complaint(context))
    draft.head("HPI", history(context))
    draft.head("PMH", past(context))
    draft.head("Meds", home_medications(context))
    draft.head("Social / family", social(context, seed))
    draft.head("ROS", draft.phrase("reviewed_by_parent" if child(context) else "reviewed_systems"))
    draft.head("VS", values.signs(values.arrival(context)))
    draft.head("Exam", exam(context, seed))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 10))
    draft.title("Assessment and plan")
    draft.add(*_known(context))
    draft.add(draft.phrase("hospital_plan_child" if child(context) else "hospital_plan"))
    begun = values.new_drugs(context)
    draft.head("Orders", language.joined(begun[:5]))
    return draft.text()


def _known(context: NoteContext) -> list[str]:
    found = lists.assessment(context, lists.at_admission(context))
    if found and found[0].startswith("1."):
        return found
    return [f"1. On arrival: {complaint(context)}. Diagnosis to follow from the course.", *found]


def progress_note(context: NoteContext, seed: int) -> str:
    """Return a daily note: what began in the hospital is in it, with the day's vital signs."""
    draft = Draft(context, seed)
    visit, now = context.encounter, context.written_at
    number = (now.date() - visit.admitted_at.date()).days + 1
    draft.add(f"**Hospital day {number}**, {language.moment(now)}")
    overnight = draft.phrase("overnight_baby" if baby(context) else "overnight")
    draft.head("S", f"{age_of(context, now)}. {overnight}")
    draft.head("O", _objective(context))
    draft.head("Exam", draft.phrase("exam_daily"))
    draft.title("A/P")
    known = [
        one
        for one in lists.at_admission(context, cultured=number >= _CULTURES_BACK)
        if not lists.status(one) and not lists.cause(one)
    ]
    lines = [lists.short(one.words) for one in known[:8]]
    new = [f"{one.words} - new since admission" for one in lists.arisen(context)]
    unclear = [one.words for one in context.diagnoses if one.poa in ("U", "W")]
    draft.add(lists.numbered(lines[:1] + new + unclear + lines[1:]))
    draft.add(draft.phrase("plan_daily_baby" if baby(context) else "plan_daily"))
    given = values.new_drugs(context)
    draft.head("Current orders", language.joined(given[:4]))
    draft.add(f"Seen on rounds with the nurse; family updated. Attending: {visit.attending}.")
    return draft.text()


def _objective(context: NoteContext) -> str:
    signs = values.latest(context)
    parts = []
    if signs is not None:
        parts.append(f"Vital signs {language.moment(signs.taken_at)}: {values.signs(signs)}.")
    labs = values.known_labs(context)
    today = tuple(one for one in labs if one.when.date() == context.written_at.date())
    if today:
        parts.append(f"Labs today: {values.abnormal_first(today, 8)}.")
    elif labs:
        parts.append(f"Last labs: {values.abnormal_first(labs, 5)}.")
    return " ".join(parts)


def consultation(context: NoteContext, seed: int) -> str:
    """Return a consultant's opinion, from what was known on admission."""
    draft = Draft(context, seed)
    visit = context.encounter
    draft.head("Requested by", f"{visit.attending}, {visit.department}")
    draft.head("Question", f"opinion and help with care. On arrival: {complaint(context)}.")
    draft.head("History", history(context))
    draft.head("PMH", past(context))
    draft.head("Meds", home_medications(context))
    draft.head("VS", values.signs(values.latest(context)))
    draft.head("Exam", exam(context, seed))
    draft.head("Results", values.abnormal_first(values.known_labs(context), 8))
    draft.title("Impression")
    draft.add(*_known(context)[:1])
    draft.head("Recommendations", draft.phrase("consultant"))
    draft.add("Thank you for asking me to see this patient. Discussed with the primary team.")
    return draft.text()


def discharge_summary(context: NoteContext, seed: int) -> str:
    """Return the summary: every final diagnosis in words, those of the stay marked as such."""
    draft = Draft(context, seed)
    visit = context.encounter
    draft.head("Admitted", language.moment(visit.admitted_at))
    draft.head("Discharged", language.moment(visit.discharged_at))
    draft.head("Attending", visit.attending)
    draft.title("Final diagnoses")
    draft.add(*lists.assessment(context, context.diagnoses))
    draft.head("History", history(context))
    draft.head("Hospital course", course(context) or "Treated as listed above; see daily notes.")
    draft.head("Key results", values.trends(context.labs, 8))
    done = [f"{one.title} ({language.day(one.when)})" for one in context.procedures]
    draft.head("Procedures", "; ".join(done))
    draft.head("Disposition", visit.disposition)
    if died(context):
        return draft.text()
    draft.head("Discharge medications", _going_home(context))
    leaving(draft, context, "Follow-up")
    last = values.signs(context.vitals[-1]) if context.vitals else ""
    draft.head("Vital signs at discharge", last)
    return draft.text()


def _going_home(context: NoteContext) -> str:
    home = values.home_drugs(context)
    if not home:
        return "see medication list"
    return language.joined(home[:8])

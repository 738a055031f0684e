"""Documents of an operation: operative report, anesthesia record, consent."""

from __future__ import annotations

from datetime import timedelta

from chartroom.hospital.notetext import language, values
from chartroom.hospital.notetext.pieces import Draft, age_of, child, complaint, home_medications
from chartroom.hospital.notetext.records import NoteContext, Procedure

#: Beginnings of codes for something that went wrong in an operation or right after it.
_MISHAPS = ("D78", "E36", "G97", "H59", "H95", "I97", "J95", "K91", "L76", "M96", "N99", "O72")
_MISHAPS += ("O75", "T81", "T82", "T83", "T84", "T85", "T88")


def _operation(context: NoteContext) -> tuple[Procedure, ...]:
    """Return what the author did; all procedures if none is the author's."""
    own = tuple(one for one in context.procedures if one.provider == context.author)
    return own or context.procedures


def _principal(context: NoteContext) -> str:
    """Return the words of the first diagnosis, or the complaint."""
    return next((one.words for one in context.diagnoses), complaint(context))


def operative_report(context: NoteContext, seed: int) -> str:
    """Return the surgeon's report; the procedures' titles say what was done."""
    draft = Draft(context, seed)
    done = _operation(context)
    titles = [one.title for one in done] or ["the procedure named in the consent"]
    surgeon = done[0].provider if done else context.author
    draft.head("Date of operation", language.moment(done[0].when if done else context.written_at))
    draft.head("Surgeon", surgeon)
    draft.head("Preoperative diagnosis", _principal(context))
    draft.head("Postoperative diagnosis", f"same: {_principal(context)}")
    draft.head("Operation", "; ".join(titles))
    draft.head("Anesthesia", "see anesthesia record")
    draft.head("Indication", f"{age_of(context)} with {_principal(context)}. Consent on the chart.")
    draft.head("Findings", f"in keeping with {_principal(context)}")
    draft.head("Description", draft.phrase("operation"))
    if not any(one.code.startswith(_MISHAPS) for one in context.diagnoses):
        draft.head("Complications", "no complication noted")
    draft.add("Taken to recovery breathing on the planned support, report given to the nurse.")
    return draft.text()


def anesthesia_record(context: NoteContext, seed: int) -> str:
    """Return the anesthesia record around the principal procedure."""
    draft = Draft(context, seed)
    done = context.procedures[:1]
    began = done[0].when if done else context.written_at
    title = done[0].title if done else "procedure as in the consent"
    draft.head("Procedure", title)
    draft.head("Anesthesia by", context.author)
    draft.head("Start", language.moment(began - timedelta(minutes=20)))
    illness = len(context.problems)
    draft.head("ASA class", "2" if illness < 2 else "3")
    draft.head(
        "Fasting", "solids over 8 hours, clear fluids over 2 hours, or treated as full stomach"
    )
    draft.head("Airway", "mouth opens well, neck moves freely, teeth noted before start")
    draft.head("Home medications", home_medications(context))
    draft.head("VS before start", values.signs(values.latest(context)))
    draft.head("Laboratory", values.abnormal_first(values.known_labs(context), 5))
    draft.head("Monitors", "pulse oximetry, ECG, blood pressure, end-tidal carbon dioxide")
    how = ("spinal block, sensory level tested",)
    if not any(word in title for word in ("cesarean", "delivery")):
        how = ("general, airway secured and checked", "general with a block for pain afterward")
    draft.head("Technique", language.one_of(how, seed, "technique"))
    draft.add(draft.phrase("anesthesia"))
    return draft.text()


def consent(context: NoteContext, seed: int) -> str:
    """Return a consent for the planned procedure or, without one, for treatment."""
    draft = Draft(context, seed)
    visit = context.encounter
    titles = [one.title for one in context.procedures]
    what = (
        language.joined(titles[:2])
        or f"care and treatment (reason for coming: {complaint(context)})"
    )
    who = context.procedures[0].provider if titles else visit.attending
    draft.head("Patient", f"{context.patient.name}, {context.patient.mrn}")
    draft.head("Procedure or treatment", what)
    draft.head("Physician", who)
    draft.add(draft.phrase("consent_told"), draft.phrase("consent_agree"))
    signer = "Parent or guardian" if child(context) else "Patient or representative"
    interpreter = language.one_of(
        ("Interpreter offered.", "Interpreter offered and not wanted."), seed, "interpreter"
    )
    draft.head(signer, f"signature, date and time below. {interpreter}")
    draft.head("Witness", "signature, date and time below")
    return draft.text()

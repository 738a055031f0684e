"""Other papers of the record: nursing note, medication list, face sheet."""

from __future__ import annotations

from chartroom.hospital.notetext import language, values
from chartroom.hospital.notetext.pieces import Draft, age_of, baby, child, complaint
from chartroom.hospital.notetext.records import Medication, NoteContext


def nursing_note(context: NoteContext, seed: int) -> str:
    """Return a nurse's note: vital signs, what was given, safety. It makes no diagnosis."""
    draft = Draft(context, seed)
    draft.add(f"**{language.moment(context.written_at)}** {context.encounter.department}")
    draft.head(
        "Pt", f"{age_of(context, context.written_at)}. Reason for coming: {complaint(context)}."
    )
    signs = values.latest(context)
    if signs is not None:
        draft.head(f"VS {language.moment(signs.taken_at)}", values.signs(signs))
    given = language.joined(values.given(context)[:5])
    draft.head("Given as ordered", given)
    draft.add(draft.phrase("nursing_care_baby" if baby(context) else "nursing_care"))
    draft.add(draft.phrase("nursing_close"))
    draft.head("Physician in charge", f"{context.encounter.attending}; no call needed this time.")
    return draft.text()


def medication_list(context: NoteContext, seed: int) -> str:
    """Return the reconciled list: what was taken before, what was ordered here."""
    draft = Draft(context, seed)
    home = tuple(one for one in context.medications if one.home)
    new = tuple(one for one in context.medications if not one.home)
    patient = context.patient
    draft.head(
        "Patient", f"{patient.name}, born {language.day(patient.birth_date)}, {age_of(context)}"
    )
    draft.head("Reviewed", f"{language.moment(context.written_at)} by {context.author}")
    draft.title("Taken before this encounter")
    draft.add(_table(home) or "No drugs reported.")
    draft.title("Ordered here")
    draft.add(_table(new) or "No new drugs so far.")
    source = "the parent" if child(context) else "the patient or family"
    draft.add(f"Source: {source}, bottles where brought, and the pharmacy's fill history.")
    draft.add(draft.phrase("reconciled"))
    return draft.text()


def _table(drugs: tuple[Medication, ...]) -> str:
    if not drugs:
        return ""
    rows = [f"| {one.drug} | {one.dose} | {one.route} | {one.frequency} |" for one in drugs]
    return "\n".join(["| Drug | Dose | Route | How often |", "|---|---|---|---|", *rows])


def face_sheet(context: NoteContext, seed: int) -> str:
    """Return the registration sheet."""
    draft = Draft(context, seed)
    patient, visit = context.patient, context.encounter
    age = language.age(patient, visit.admitted_at)
    sex = {"F": "female", "M": "male"}.get(patient.sex, "unknown")
    draft.add("**Tern Harbor Medical Center** - registration")
    draft.head("Patient", patient.name)
    draft.head("MRN", f"{patient.mrn} | **Account:** {visit.id}")
    born = language.day(patient.birth_date)
    draft.head("Born", f"{born} | **Age:** {language.long_age(age)} | **Sex:** {sex}")
    draft.head("Address", patient.address)
    draft.head("Telephone", patient.phone)
    draft.head("Kind of encounter", visit.kind)
    draft.head("Came", language.moment(visit.admitted_at))
    draft.head("Left", language.moment(visit.discharged_at))
    draft.head("Department", visit.department)
    draft.head("Attending", visit.attending)
    draft.head("Reason as told at registration", f'"{complaint(context)}"')
    draft.head("Admitting diagnosis", visit.admitting)
    draft.head("Disposition", visit.disposition)
    draft.head("Expected payer", visit.payer)
    draft.add(draft.phrase("registered"))
    return draft.text()

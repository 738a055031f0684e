"""Quantitative analysis: which documents a chart must hold, and what is missing or unsigned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chartroom.records.chart import Chart
from chartroom.records.clock import due_on

#: The one document that an encounter of this kind cannot do without, written by its attending.
_BY_KIND = {
    "inpatient": ("History and physical", "Medication list"),
    "newborn": ("Newborn record", "Medication list"),
    "observation": ("Observation note", "Medication list"),
    "clinic": ("Office note",),
    "ED": (),
}
_SURGERY = ("Operative report", "Anesthesia record")


@dataclass(frozen=True)
class Deficiency:
    """What is wanting, of which document, and who must complete it.

    Attributes:
        kind: ``missing document`` or ``missing signature``.
        provider_id: who must write or sign it; "" where the chart does not tell.
        document_id: the unsigned document; "" if it is missing.
        due_on: 30 days after discharge.
    """

    kind: str
    document_type: str
    provider_id: str
    due_on: date
    document_id: str = ""


def required(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Return what the chart must hold, as ``(document type, provider_id)``.

    An operative report and an anesthesia record ask for each other: whoever finds one of them
    knows that there was an operation. ``provider_id`` is "" where only the department can tell.
    """
    stay = chart.stay
    have = {paper.type for paper in chart.papers}
    wanted = [(name, stay.attending_id) for name in _BY_KIND.get(stay.kind, ())]
    if stay.kind == "ED" or stay.via_ed:
        wanted.append(("ED record", stay.attending_id if stay.kind == "ED" else ""))
    if have & set(_SURGERY):
        wanted += [("Anesthesia record", ""), ("Operative report", stay.surgeon_id)]
    if stay.delivery and not have & set(_SURGERY):
        wanted.append(("Delivery record", stay.surgeon_id))
    if stay.kind in ("inpatient", "newborn"):
        wanted.append(("Discharge summary", stay.attending_id))
    return tuple(wanted)


def analyze(chart: Chart, today: date | datetime | str) -> tuple[Deficiency, ...]:
    """Return what is missing and what is unsigned at the end of a day, in the chart's order.

    The author signs: an unsigned document goes to who wrote it, also if the attending is another.
    A missing one goes to who had to write it.
    """
    chart = chart.on(today)
    due = due_on(chart.stay.discharged_at)
    unsigned = [
        Deficiency("missing signature", paper.type, paper.signer_id, due, paper.document_id)
        for paper in chart.papers
        if paper.signed_at is None
    ]
    have = {paper.type for paper in chart.papers}
    missing = [
        Deficiency("missing document", name, provider, due)
        for name, provider in required(chart)
        if name not in have
    ]
    return (*unsigned, *missing)

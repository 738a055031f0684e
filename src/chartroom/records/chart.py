"""A chart as the deficiency desk sees it: an encounter, its documents, its authors and signers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from chartroom.records.clock import day


class RecordsError(LookupError):
    """There is no such encounter. The text is one sentence with the remedy."""


@dataclass(frozen=True)
class Paper:
    """A document: ``signer_id`` is who must sign it, ``signed_at`` None while unsigned."""

    document_id: str
    type: str
    author_id: str
    written_at: datetime
    signer_id: str
    signed_at: datetime | None = None
    text: str = ""

    def _repr_markdown_(self) -> str:
        return f"*{self.type}, document {self.document_id}*\n\n{self.text}"


@dataclass(frozen=True)
class Stay:
    """An encounter, with who was responsible for what.

    Attributes:
        surgeon_id: who did the principal procedure; "" if there was none.
        delivery: a baby was delivered.
    """

    encounter_id: str
    mrn: str
    kind: str
    attending_id: str
    admitted_at: datetime
    discharged_at: datetime
    via_ed: bool = False
    surgeon_id: str = ""
    delivery: bool = False


@dataclass(frozen=True)
class Chart:
    """An encounter with its documents, oldest first, and the names of the people in it.

    Attributes:
        names: what to call each provider, by provider_id.
        patient: the patient's name.
    """

    stay: Stay
    papers: tuple[Paper, ...]
    names: Mapping[str, str]
    patient: str = ""

    def on(self, today: date | datetime | str) -> Chart:
        """Return the chart as it stood at the end of a day: later work is not in it yet."""
        end = datetime.combine(day(today), time.max)
        papers = tuple(
            paper
            if paper.signed_at is None or paper.signed_at <= end
            else replace(paper, signed_at=None)
            for paper in self.papers
            if paper.written_at <= end
        )
        return replace(self, papers=papers)

    def name(self, provider_id: str) -> str:
        """Return a provider's name, or that the department must tell who it is."""
        return self.names.get(provider_id, provider_id) or "(ask the department)"

    def paper(self, document_id: str) -> Paper:
        """Return one document; a notebook shows its text.

        Raises:
            RecordsError: the chart has no such document.
        """
        for one in self.papers:
            if one.document_id == str(document_id).strip().upper():
                return one
        raise RecordsError(
            f"Encounter {self.stay.encounter_id} has no document {document_id}; "
            "document_list(chart, today) lists what it has."
        )

"""What must stay back from a chart, and when "minimum necessary" does not apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chartroom.privacy.finding import Finding

#: 45 CFR 164.502(b)(2): to these the minimum-necessary rule does not apply.
_EXEMPT = {
    "treatment": "(i)",
    "individual": "(ii)",
    "authorization": "(iii)",
    "HHS": "(iv)",
    "required by law": "(v)",
    "HIPAA compliance": "(vi)",
}


@dataclass(frozen=True)
class Piece:
    """A part of a chart that is looked at before release.

    Attributes:
        title: what it is called.
        mrn: the record number that stands on it.
        psychotherapy_note: a therapist's own notes, kept apart (164.501); not medication, session
            times, modality, test results, or a summary of diagnosis, plan, symptoms and progress.
        substance_use_program: a record of a Part 2 program (42 CFR 2.11).
        minor_consented: care to which a minor consented alone, as state law allows.
        for_proceedings: compiled in anticipation of a civil, criminal or administrative action.
        peer_review: a file of quality or peer review; no part of the record.
        legible: it can be read.
    """

    title: str
    mrn: str
    psychotherapy_note: bool = False
    substance_use_program: bool = False
    minor_consented: bool = False
    for_proceedings: bool = False
    peer_review: bool = False
    legible: bool = True


def held_back(
    pieces: Iterable[Piece],
    mrn: str,
    to: str = "individual",
    allowed: frozenset[str] = frozenset(),
) -> dict[str, Finding]:
    """Return what must not go, by title, with the reason.

    Args:
        pieces: what was pulled for the release.
        mrn: whose record was asked for.
        to: ``individual``, ``representative`` (a parent, for instance) or any other recipient.
        allowed: special permissions that are there: ``psychotherapy notes``, ``Part 2``.
    """
    found = {}
    for piece in pieces:
        reason = _reason(piece, mrn, to, allowed)
        if reason is not None:
            found[piece.title] = reason
    return found


def minimum_necessary(to: str) -> tuple[bool, str]:
    """Return whether the minimum-necessary rule applies, and where that stands."""
    place = _EXEMPT.get(to)
    if place is None:
        return True, "45 CFR 164.502(b)(1)"
    return False, f"45 CFR 164.502(b)(2){place}"


def _reason(piece: Piece, mrn: str, to: str, allowed: frozenset[str]) -> Finding | None:
    if piece.mrn.strip().upper() != mrn.strip().upper():
        return Finding(
            "other patient",
            f"It carries the number {piece.mrn}, and {mrn} was asked for.",
            "45 CFR 164.502(a)",
            "Take it out, and report that it was in this chart.",
        )
    if not piece.legible:
        return Finding(
            "illegible",
            "It cannot be read, so nobody knows whose it is or what it says.",
            "hospital policy",
            "Scan it again before anything goes.",
        )
    if piece.peer_review:
        return Finding(
            "peer review",
            "Peer review is no part of the designated record set.",
            "45 CFR 164.501; state law",
            "Leave it out, and ask the privacy officer if a court asks.",
        )
    if piece.psychotherapy_note and "psychotherapy notes" not in allowed:
        return Finding(
            "psychotherapy notes",
            "They need an authorization of their own, and the right of access does not reach them.",
            "45 CFR 164.508(a)(2), 164.524(a)(1)(i)",
            "Leave them out; the rest may go.",
        )
    if piece.for_proceedings and to in ("individual", "representative"):
        return Finding(
            "for proceedings",
            "It was compiled for a legal action, and the right of access does not reach it.",
            "45 CFR 164.524(a)(1)(ii)",
            "Leave it out.",
        )
    if piece.substance_use_program and to != "individual" and "Part 2" not in allowed:
        return Finding(
            "Part 2",
            "A record of a substance use program needs the patient's consent.",
            "42 CFR 2.13, 2.31",
            "Leave it out, and do not say that there is such a record.",
        )
    if piece.minor_consented and to == "representative":
        return Finding(
            "minor's own consent",
            "The minor consented to this care alone, so a parent is no representative for it.",
            "45 CFR 164.502(g)(3)(i)",
            "Leave it out, unless state law says otherwise; ask the privacy officer.",
        )
    return None

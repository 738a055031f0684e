"""What must stay back from a chart, and when "minimum necessary" does not apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartroom.privacy.finding import Finding
from chartroom.privacy.overlay import Overlay
from chartroom.privacy.reasons import REASONS

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
        counseling_note: a counselor's own notes in such a program, kept apart (42 CFR 2.11).
        minor_consented: care to which a minor consented alone, as state law allows.
        for_proceedings: compiled in anticipation of a civil, criminal or administrative action.
        endangers: a licensed professional judged that access is reasonably likely to endanger
            somebody's life or physical safety.
        from_confidant: from somebody other than a provider, who was promised confidence, and
            access would show who it was.
        state_kind: a kind of record or care that a state's overlay may name, such as ``HIV test``.
        peer_review: a file of quality or peer review; no part of the record.
        legible: it can be read.
    """

    title: str
    mrn: str
    psychotherapy_note: bool = False
    substance_use_program: bool = False
    counseling_note: bool = False
    minor_consented: bool = False
    for_proceedings: bool = False
    endangers: bool = False
    from_confidant: bool = False
    state_kind: str = ""
    peer_review: bool = False
    legible: bool = True


def held_back(
    pieces: Iterable[Piece],
    mrn: str,
    to: str = "individual",
    allowed: frozenset[str] = frozenset(),
    state: Overlay | None = None,
) -> dict[str, Finding]:
    """Return what must not go, by title, with the first reason that applies.

    Args:
        pieces: what was pulled for the release.
        mrn: whose record was asked for.
        to: ``individual``, ``representative`` (a parent, for instance) or any other recipient.
        allowed: special permissions that are there: ``psychotherapy notes``, ``Part 2``,
            ``counseling notes``, or a kind of the state's overlay.
        state: a state's own rules; federal ones alone if None.
    """
    found = {}
    for piece in pieces:
        reason = next(_reasons(piece, mrn, to, allowed, state), None)
        if reason is not None:
            found[piece.title] = reason
    return found


def minimum_necessary(to: str) -> tuple[bool, str]:
    """Return whether the minimum-necessary rule applies, and where that stands."""
    place = _EXEMPT.get(to)
    if place is None:
        return True, "45 CFR 164.502(b)(1)"
    return False, f"45 CFR 164.502(b)(2){place}"


def _reasons(
    piece: Piece, mrn: str, to: str, allowed: frozenset[str], state: Overlay | None
) -> Iterator[Finding]:
    if piece.mrn.strip().upper() != mrn.strip().upper():
        yield Finding(
            "other patient",
            f"It carries the number {piece.mrn or '(none)'}, and {mrn} was asked for.",
            "45 CFR 164.502(a)",
            "Take it out, and report that it was in this chart.",
        )
    patient = to in ("individual", "representative")
    holds = {
        "illegible": not piece.legible,
        "peer review": piece.peer_review,
        "psychotherapy notes": piece.psychotherapy_note and "psychotherapy notes" not in allowed,
        "for proceedings": piece.for_proceedings and patient,
        "endangers": piece.endangers and patient,
        "confidant": piece.from_confidant and patient,
        "counseling notes": piece.counseling_note
        and to != "individual"
        and "counseling notes" not in allowed,
        "Part 2": piece.substance_use_program and to != "individual" and "Part 2" not in allowed,
        "minor's own consent": piece.minor_consented and to == "representative",
    }
    for code, held in holds.items():
        if held:
            yield REASONS[code]
    if state is not None and piece.state_kind:
        yield from _by_state(piece.state_kind, to, allowed, state)


def _by_state(kind: str, to: str, allowed: frozenset[str], state: Overlay) -> Iterator[Finding]:
    """Return what a state holds back beyond the federal rules."""
    if kind in state.minors and to == "representative":
        yield Finding(
            "minor's own consent",
            f"In {state.state} a minor consents alone to: {kind}.",
            f"{state.minors[kind]}; 45 CFR 164.502(g)(3)(i)",
            "Leave it out if the patient is a minor who consented alone.",
        )
    if kind in state.consent and to != "individual" and kind not in allowed:
        yield Finding(
            "state",
            f"{state.state} asks for a permission of its own for: {kind}.",
            f"{state.consent[kind]}; 45 CFR 160.203(b)",
            "Leave it out until that permission is there.",
        )

"""Who may receive without an authorization, and on what conditions: 45 CFR 164.502 to 164.512.

``decide`` answers for one request. A condition that is not known to be met counts as not met.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from chartroom.privacy import part2
from chartroom.privacy.finding import (
    ESCALATE,
    RELEASE,
    RETURN,
    Decision,
    PrivacyError,
)


@dataclass(frozen=True)
class Request:
    """What is known of a request.

    Attributes:
        purpose: one of ``PURPOSES``.
        verified: who asks was identified, and has the authority claimed (164.514(h)).
        facts: conditions that are known to be met, by name; see ``PURPOSES``.
        authorized: there is an authorization without a defect.
        psychotherapy_notes, substance_use: it reaches specially protected records.
    """

    purpose: str
    verified: bool = False
    facts: frozenset[str] = field(default_factory=frozenset)
    authorized: bool = False
    psychotherapy_notes: bool = False
    substance_use: bool = False


@dataclass(frozen=True)
class Ground:
    """A purpose for which information may go without an authorization.

    Attributes:
        words: what it is.
        section: where it stands.
        needs: groups of conditions; of each group at least one must be met.
        limits: what may go at most.
        otherwise: what to do if a condition is not met.
        lacking: what to say then.
        only_authorized: nothing but the patient's authorization will do.
    """

    words: str
    section: str
    needs: tuple[tuple[str, ...], ...] = ()
    limits: str = "the minimum necessary for the purpose"
    otherwise: str = RETURN
    lacking: str = ""
    only_authorized: bool = False


def _read() -> dict[str, Ground]:
    text = (Path(__file__).parent / "purposes.toml").read_text(encoding="utf-8")
    return {name: Ground(**_groups(row)) for name, row in tomllib.loads(text).items()}


def _groups(row: dict) -> dict:
    return {**row, "needs": tuple(tuple(group) for group in row.get("needs", ()))}


PURPOSES: dict[str, Ground] = _read()


def decide(request: Request) -> Decision:
    """Return what to do with a request.

    Raises:
        PrivacyError: the purpose is not known.
    """
    ground = PURPOSES.get(request.purpose)
    if ground is None:
        raise PrivacyError(
            f"'{request.purpose}' is not a purpose; known are {', '.join(PURPOSES)}."
        )
    if not request.verified:
        return Decision(
            RETURN,
            "It is not known who asks, or with what authority. Verify that first.",
            "45 CFR 164.514(h)",
        )
    special = _special(request)
    if special is not None:
        return special
    if request.authorized:
        return _release(
            request,
            "The patient's authorization allows it.",
            "45 CFR 164.508(a)(1), 164.502(b)(2)(iii)",
            "what the authorization names, and nothing else",
        )
    met = all(any(fact in request.facts for fact in group) for group in ground.needs)
    if met and not ground.only_authorized:
        why = f"Allowed: {ground.words}."
        return _release(request, why, f"45 CFR {ground.section}", ground.limits)
    return Decision(ground.otherwise, ground.lacking, f"45 CFR {ground.section}")


def _special(request: Request) -> Decision | None:
    """Return the decision where a stricter rule goes first."""
    named = request.authorized and "notes are named" in request.facts
    if request.psychotherapy_notes and not named:
        return Decision(
            ESCALATE,
            "Psychotherapy notes need an authorization of their own, with few exceptions, and the "
            "right of access does not reach them.",
            "45 CFR 164.508(a)(2), 164.524(a)(1)(i)",
        )
    if request.substance_use:
        otherwise = PURPOSES[request.purpose].otherwise
        return part2.stops(request.purpose, request.facts, request.authorized, otherwise)
    return None


def _release(request: Request, why: str, section: str, limits: str) -> Decision:
    """Return a release, with what Part 2 adds to it."""
    purpose = request.purpose
    if not request.substance_use or purpose == "individual":
        return Decision(RELEASE, why, section, limits)
    if purpose in part2.OPEN:
        place, limits = part2.OPEN[purpose]
        return Decision(RELEASE, why, f"{section}; {place}", limits)
    if part2.emergency(purpose, request.facts):
        limits = "what the emergency needs; write down at once who gave what to whom, when and why"
        return Decision(RELEASE, why, f"{section}; 42 CFR 2.51", limits)
    if "Part 2 court order" in request.facts:
        return Decision(RELEASE, why, f"{section}; 42 CFR 2.61", "only what the order names")
    if purpose == "oversight" and "Part 2 consent" not in request.facts:
        return Decision(RELEASE, why, f"{section}; 42 CFR 2.53", limits)
    return Decision(RELEASE, why, f"{section}; 42 CFR 2.33", f"{limits}; {part2.NOTICE}")

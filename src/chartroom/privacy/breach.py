"""Is it a breach? Exceptions and the four factors of 45 CFR 164.402."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chartroom.privacy.finding import PrivacyError

SECTION = "45 CFR 164.402"
#: What each factor asks, and what can be answered, from low to high.
FACTORS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "nature": (
        "What was in it, and how easily can somebody be identified from it?",
        ("little and not identifying", "identifying but not sensitive", "sensitive or financial"),
    ),
    "recipient": (
        "Who used it or received it?",
        ("somebody bound by HIPAA or a like duty", "somebody known", "somebody unknown or hostile"),
    ),
    "seen": (
        "Was it really acquired or seen?",
        ("shown not to be", "not known", "seen"),
    ),
    "mitigated": (
        "How far was the risk lessened?",
        ("returned or destroyed, with assurance that can be relied on", "promised", "nothing done"),
    ),
}
EXCEPTIONS: Mapping[str, tuple[str, str]] = {
    "good faith": (
        "(1)(i)",
        "somebody of the workforce came upon it in good faith, within the job, and used it no "
        "further",
    ),
    "inside": (
        "(1)(ii)",
        "one authorized person disclosed it to another at the same place, and it went no further",
    ),
    "could not retain": (
        "(1)(iii)",
        "there is good reason to believe that the recipient could not have kept it",
    ),
}


@dataclass(frozen=True)
class Incident:
    """What happened.

    Attributes:
        impermissible: the use or disclosure was not permitted.
        secured: it was encrypted or destroyed as HHS's guidance says, and the key was not lost.
        exception: a key of ``EXCEPTIONS``, or "".
        factors: an answer of each factor, by number from 0 (low) to 2 (high).
    """

    impermissible: bool = True
    secured: bool = False
    exception: str = ""
    factors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """Whether it is a breach that people must be told of, why, and where that stands."""

    breach: bool
    why: str
    section: str


def assess(incident: Incident) -> Assessment:
    """Return whether an incident is a breach.

    It is presumed to be one, unless all four factors together show a low probability that the
    information was compromised. Here that means: the recipient factor or the "seen" factor is low,
    the risk was lessened, and no factor is high. A real assessment weighs, in writing, and a
    person answers for it.

    Raises:
        PrivacyError: an exception or a factor is not known, or a factor is not answered.
    """
    if not incident.impermissible:
        return Assessment(False, "It was permitted, so there is nothing to assess.", SECTION)
    if incident.secured:
        return Assessment(
            False, "It was secured; only unsecured information can be breached.", SECTION
        )
    if incident.exception:
        if incident.exception not in EXCEPTIONS:
            raise PrivacyError(
                f"'{incident.exception}' is no exception; known are {', '.join(EXCEPTIONS)}."
            )
        place, words = EXCEPTIONS[incident.exception]
        return Assessment(False, f"An exception: {words}.", SECTION + place)
    _check(incident.factors)
    levels = incident.factors
    low = (
        max(levels.values()) < 2
        and levels["mitigated"] == 0
        and 0 in (levels["recipient"], levels["seen"])
    )
    if low:
        why = "All four factors together show a low probability of compromise; keep the assessment."
        return Assessment(False, why, f"{SECTION}(2)")
    against = [name for name, level in levels.items() if level == 2] or [
        name for name, level in levels.items() if level == 1
    ]
    why = (
        "It is presumed to be a breach, and these factors do not show a low probability of "
        f"compromise: {', '.join(against)}."
    )
    return Assessment(True, why, f"{SECTION}(2)")


def _check(factors: Mapping[str, int]) -> None:
    unknown = sorted(set(factors) - set(FACTORS))
    if unknown:
        raise PrivacyError(f"'{unknown[0]}' is no factor; the four are {', '.join(FACTORS)}.")
    missing = [name for name in FACTORS if name not in factors]
    if missing:
        raise PrivacyError(
            f"The factor '{missing[0]}' is not answered: {FACTORS[missing[0]][0]} All four belong "
            "to an assessment."
        )
    for name, level in factors.items():
        if level not in (0, 1, 2):
            raise PrivacyError(f"{name}: {level!r} is not 0, 1 or 2.")

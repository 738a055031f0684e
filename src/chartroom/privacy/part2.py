"""Records of a substance use disorder program: 42 CFR Part 2, as in force since February 16, 2026.

What HIPAA allows is not enough for them: they need the patient's consent, or one of the few
grounds named here.
"""

from __future__ import annotations

from chartroom.privacy.finding import ESCALATE, REFUSE, RETURN, Decision

#: Purposes that are a proceeding: consent to treatment, payment and operations does not reach them.
PROCEEDINGS = frozenset(("court order", "subpoena", "police: process", "police: written request"))
#: Purposes that need no consent, where the rule stands, and what may go at most.
OPEN = {
    "child abuse": ("42 CFR 2.12(c)(6)", "the report itself; the records stay protected"),
    "police: crime here": (
        "42 CFR 2.12(c)(5)",
        "the incident, that the person is a patient, name, address and last known whereabouts",
    ),
    "coroner": ("42 CFR 2.15(b)(1)", "what concerns the cause of death"),
    "research": ("42 CFR 2.52", "what the waiver names"),
}
#: What goes along with everything that is released by consent.
NOTICE = "with the notice of 42 CFR 2.32 and a copy of the consent"


def emergency(purpose: str, facts: frozenset[str]) -> bool:
    """Return whether it is treatment in an emergency and no consent can be had (2.51)."""
    return purpose == "treatment" and "emergency, consent cannot be obtained" in facts


def stops(
    purpose: str, facts: frozenset[str], authorized: bool = False, otherwise: str = RETURN
) -> Decision | None:
    """Return what to do instead of releasing; None if Part 2 allows the release.

    Args:
        purpose: a key of ``recipients.PURPOSES``.
        facts: what is known: ``Part 2 consent``, ``Part 2 consent to the proceedings``, ``Part 2
            court order``, ``Part 2 is named`` (on the authorization), ``emergency, consent cannot
            be obtained``, ``audit or evaluation under Part 2``.
        authorized: there is an authorization without a defect.
        otherwise: what HIPAA's rule for this purpose does if a condition is not met; with
            ``refuse`` who asks may not even learn that somebody is a patient (2.13(c)).
    """
    if purpose in PROCEEDINGS:
        return _proceedings(facts)
    if purpose == "individual" or purpose in OPEN or emergency(purpose, facts):
        return None
    if "Part 2 consent" in facts or (authorized and "Part 2 is named" in facts):
        return None
    if purpose == "oversight":
        return _audit(facts)
    if otherwise == REFUSE:
        return Decision(
            REFUSE,
            "Say neither that there is such a patient or record, nor that there is none.",
            "42 CFR 2.13(c)",
        )
    if otherwise == ESCALATE:
        return Decision(
            ESCALATE,
            "HIPAA would allow it, but Part 2 asks for the patient's consent; it may not be there "
            "in time, so the privacy officer decides.",
            "42 CFR 2.13(a), 2.31",
        )
    return Decision(
        RETURN,
        "Records of a substance use program need the patient's consent under Part 2; one consent "
        "for all future treatment, payment and operations is enough.",
        "42 CFR 2.31, 2.33",
    )


def _proceedings(facts: frozenset[str]) -> Decision | None:
    if facts & {"Part 2 court order", "Part 2 consent to the proceedings"}:
        return None
    return Decision(
        ESCALATE,
        "Records of a substance use program go into a proceeding only by a consent to just that, "
        "or by a court order under Part 2; a subpoena alone, or an order that does not say so, is "
        "never enough.",
        "42 CFR 2.12(d), 2.31(d), 2.61 to 2.67",
    )


def _audit(facts: frozenset[str]) -> Decision | None:
    if "audit or evaluation under Part 2" in facts:
        return None
    return Decision(
        ESCALATE,
        "Part 2 has conditions of its own for audits, among them a written promise of who looks.",
        "42 CFR 2.53",
    )

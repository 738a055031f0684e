"""An authorization form as it was filled in: 45 CFR 164.508(c)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: Words that stand in a form and say nothing, without their punctuation.
_BLANK = frozenset(("", "n a", "na", "none", "blank", "unknown", "illegible", "unreadable"))


@dataclass(frozen=True)
class Authorization:
    """What stands on an authorization form. A text that is empty or illegible counts as missing.

    Attributes:
        information: what may be disclosed, specific and meaningful.
        discloser: who may disclose it: a name or a class of persons.
        recipient: to whom: a name or a class of persons.
        purpose: what for; "at the request of the individual" is enough if the patient asks.
        expires_on: the day on which it ends; or
        expires_when: the event that ends it, which must concern the patient or the purpose.
        signed_on: the day of the signature; None if there is no date.
        signature: who signed.
        patient: whose information it is.
        authority: why somebody else may sign, if ``signature`` is not the patient.
        says_revocable, says_conditions, says_redisclosure: the three statements are there.
        revoked_on: the day on which a written revocation arrived.
        event_happened: the expiration event has happened.
        combined_with: another paper or permission on the same form, such as ``consent to
            treatment``, ``another authorization`` or ``consent to take part in research``.
        research: it is for a research study.
        conditioned: treatment, payment or enrollment was made to depend on the signature.
        may_condition: one of the exceptions of 164.508(b)(4) applies.
        psychotherapy_notes: it covers psychotherapy notes.
        other_information: and it covers other information beside them.
        known_false: something material on it is known to be false.
    """

    information: str
    discloser: str
    recipient: str
    purpose: str
    signed_on: date | None
    signature: str
    patient: str
    expires_on: date | None = None
    expires_when: str = ""
    authority: str = ""
    says_revocable: bool = True
    says_conditions: bool = True
    says_redisclosure: bool = True
    revoked_on: date | None = None
    event_happened: bool = False
    combined_with: str = ""
    research: bool = False
    conditioned: bool = False
    may_condition: bool = False
    psychotherapy_notes: bool = False
    other_information: bool = False
    known_false: bool = False


def is_blank(text: str) -> bool:
    """Return whether a field of a form says nothing."""
    return " ".join(re.findall(r"\w+", str(text or "").casefold())) in _BLANK

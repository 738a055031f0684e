"""Is an authorization valid? 45 CFR 164.508(b) and (c)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chartroom.privacy.finding import Finding, PrivacyError

#: Words that stand in a form and say nothing.
_BLANK = frozenset(("", "n/a", "na", "none", "-", "?", "illegible", "unreadable"))


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
            treatment``, ``research authorization`` or ``another authorization``.
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
    conditioned: bool = False
    may_condition: bool = False
    psychotherapy_notes: bool = False
    other_information: bool = False
    known_false: bool = False


def defects(paper: Authorization, on: date) -> tuple[Finding, ...]:
    """Return all that makes an authorization invalid on a day; () if it is valid.

    Raises:
        PrivacyError: ``on`` is no date.
    """
    if not isinstance(on, date):
        raise PrivacyError(f"'{on}' is not a date; give the day on which it is to be used.")
    return (*_elements(paper), *_statements(paper), *_times(paper, on), *_form(paper))


def is_blank(text: str) -> bool:
    """Return whether a field of a form says nothing."""
    return str(text or "").strip().casefold().strip(".") in _BLANK


def _elements(paper: Authorization) -> Iterator[Finding]:
    wanted = (
        ("information", "what may be disclosed", "164.508(c)(1)(i)"),
        ("discloser", "who may disclose", "164.508(c)(1)(ii)"),
        ("recipient", "who may receive", "164.508(c)(1)(iii)"),
        ("purpose", "the purpose", "164.508(c)(1)(iv)"),
    )
    for name, words, section in wanted:
        if is_blank(getattr(paper, name)):
            yield _finding(
                f"no-{name}", f"It does not say {words}.", section, "Ask for a form that does."
            )
    if paper.expires_on is None and is_blank(paper.expires_when):
        yield _finding(
            "no-expiration",
            "It has no expiration date or event.",
            "164.508(c)(1)(v)",
            "Ask for a form with one.",
        )
    if is_blank(paper.signature) or paper.signed_on is None:
        what = "signature" if is_blank(paper.signature) else "date of the signature"
        yield _finding(
            "no-signature" if what == "signature" else "no-signature-date",
            f"The {what} is missing.",
            "164.508(c)(1)(vi)",
            "Ask the patient to sign and date it.",
        )
    elif _other(paper.signature, paper.patient) and is_blank(paper.authority):
        yield _finding(
            "no-authority",
            f"{paper.signature} signed for {paper.patient}; it does not say with what authority.",
            "164.508(c)(1)(vi)",
            "Ask for the paper that shows it, such as a health care power of attorney.",
        )


def _statements(paper: Authorization) -> Iterator[Finding]:
    wanted = (
        (
            "says_revocable",
            "no-revocation",
            "that it can be revoked in writing, and how",
            "164.508(c)(2)(i)",
        ),
        (
            "says_conditions",
            "no-conditions",
            "whether treatment, payment or enrollment depends on it",
            "164.508(c)(2)(ii)",
        ),
        (
            "says_redisclosure",
            "no-redisclosure",
            "that the recipient may disclose it again",
            "164.508(c)(2)(iii)",
        ),
    )
    for name, code, words, section in wanted:
        if not getattr(paper, name):
            yield _finding(code, f"It does not say {words}.", section, "Ask for a complete form.")


def _times(paper: Authorization, on: date) -> Iterator[Finding]:
    signed = paper.signed_on
    if signed is not None and signed > on:
        yield _finding(
            "signed-later",
            f"It is dated {signed:%m/%d/%Y}, which is still to come.",
            "164.508(b)(1)",
            "Ask for the right date; do not guess it.",
        )
    if paper.expires_on is not None and signed is not None and paper.expires_on < signed:
        yield _finding(
            "expires-before-signature",
            f"It ends on {paper.expires_on:%m/%d/%Y}, before it was signed.",
            "164.508(b)(1)",
            "Ask which of the two dates is wrong.",
        )
    elif paper.expires_on is not None and paper.expires_on < on:
        yield _finding(
            "expired",
            f"It ended on {paper.expires_on:%m/%d/%Y}.",
            "164.508(b)(2)(i)",
            "Ask for a new one.",
        )
    if paper.event_happened:
        yield _finding(
            "event-happened",
            f"The event that ends it has happened: {paper.expires_when or 'not named'}.",
            "164.508(b)(2)(i)",
            "Ask for a new one.",
        )
    if paper.revoked_on is not None and paper.revoked_on <= on:
        yield _finding(
            "revoked",
            f"The patient revoked it in writing on {paper.revoked_on:%m/%d/%Y}.",
            "164.508(b)(2)(iii)",
            "Do not use it; what was released before stands.",
        )


def _form(paper: Authorization) -> Iterator[Finding]:
    if not is_blank(paper.combined_with) and not _may_combine(paper):
        yield _finding(
            "compound",
            f"It is combined with: {paper.combined_with}.",
            "164.508(b)(3)",
            "Ask for a form of its own.",
        )
    if paper.psychotherapy_notes and paper.other_information:
        yield _finding(
            "notes-combined",
            "Psychotherapy notes need an authorization of their own.",
            "164.508(b)(3)(ii)",
            "Ask for one for the notes and one for the rest.",
        )
    if paper.conditioned and not paper.may_condition:
        yield _finding(
            "conditioned",
            "The signature was made a condition of treatment, payment or enrollment.",
            "164.508(b)(4)",
            "Give it to the privacy officer.",
        )
    if paper.known_false:
        yield _finding(
            "false",
            "Something that matters on it is known to be false.",
            "164.508(b)(2)(v)",
            "Give it to the privacy officer.",
        )


def _may_combine(paper: Authorization) -> bool:
    """Authorizations may stand together, unless one is conditioned; research may join research."""
    other = paper.combined_with.casefold()
    return ("authorization" in other and not paper.conditioned) or "research" in other


def _other(signature: str, patient: str) -> bool:
    return " ".join(signature.casefold().split()) != " ".join(patient.casefold().split())


def _finding(code: str, words: str, section: str, remedy: str) -> Finding:
    return Finding(code, words, f"45 CFR {section}", remedy)

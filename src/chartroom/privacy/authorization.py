"""Is an authorization valid? 45 CFR 164.508(b) and (c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chartroom.privacy.finding import Finding, PrivacyError
from chartroom.privacy.form import Authorization, is_blank

_SIGNED = "164.508(c)(1)(vi)"
_STATEMENTS = {
    "says_revocable": ("no-revocation", "that it can be revoked in writing, and how", "(i)"),
    "says_conditions": (
        "no-conditions",
        "whether treatment, payment or enrollment depends on it",
        "(ii)",
    ),
    "says_redisclosure": ("no-redisclosure", "that the recipient may disclose it again", "(iii)"),
}


def defects(paper: Authorization, on: date) -> tuple[Finding, ...]:
    """Return all that makes an authorization invalid on a day; () if it is valid.

    Raises:
        PrivacyError: ``on`` is no date.
    """
    if not isinstance(on, date):
        raise PrivacyError(f"'{on}' is not a date; give the day on which it is to be used.")
    return (*_elements(paper), *_statements(paper), *_times(paper, on), *_form(paper))


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
    if is_blank(paper.patient):
        yield _finding(
            "no-patient",
            "It does not say, or nobody can read, whose record it is.",
            "164.508(c)(1)(i)",
            "Ask for the patient's full name and date of birth; do not guess.",
        )
    if is_blank(paper.signature):
        yield _finding("no-signature", "It is not signed.", _SIGNED, "Ask for the signature.")
    elif not is_blank(paper.patient) and _other(paper.signature, paper.patient):
        yield from _signed_for(paper)
    if paper.signed_on is None:
        yield _finding(
            "no-signature-date",
            "The signature has no date.",
            _SIGNED,
            "Ask the signer for the date; do not fill it in.",
        )


def _signed_for(paper: Authorization) -> Iterator[Finding]:
    if is_blank(paper.authority):
        yield _finding(
            "no-authority",
            f"{paper.signature} signed for {paper.patient}; it does not say with what authority.",
            _SIGNED,
            "Ask for the paper that shows it, such as a health care power of attorney.",
        )


def _statements(paper: Authorization) -> Iterator[Finding]:
    for name, (code, words, place) in _STATEMENTS.items():
        if not getattr(paper, name):
            yield _finding(
                code, f"It does not say {words}.", f"164.508(c)(2){place}", "Ask for a full form."
            )


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
    if paper.revoked_on is None or paper.revoked_on > on:
        return
    if signed is not None and paper.revoked_on < signed:
        yield _finding(
            "revoked-before-signature",
            f"The revocation of {paper.revoked_on:%m/%d/%Y} is older than the signature.",
            "164.508(b)(2)(iii)",
            "Ask the patient whether it was meant for an earlier form.",
        )
        return
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
    if paper.psychotherapy_notes and (paper.other_information or _not_notes(paper.combined_with)):
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
    """Authorizations may stand together, unless one is conditioned; research may join research.

    Psychotherapy notes are not judged here: they have a finding of their own.
    """
    other = paper.combined_with.casefold()
    if paper.psychotherapy_notes or (paper.research and "research" in other):
        return True
    return "authorization" in other and not paper.conditioned


def _not_notes(other: str) -> bool:
    return not is_blank(other) and "psychotherapy" not in other.casefold()


def _other(signature: str, patient: str) -> bool:
    return " ".join(signature.casefold().split()) != " ".join(patient.casefold().split())


def _finding(code: str, words: str, section: str, remedy: str) -> Finding:
    return Finding(code, words, f"45 CFR {section}", remedy)

"""One request at the release desk, from who asks to what goes: the rules in their order.

Nothing is released by default. Whatever is not known stops the request: who asks, whose record it
is, which paper allows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from chartroom.privacy.authorization import defects
from chartroom.privacy.clocks import due
from chartroom.privacy.fees import copy_fee
from chartroom.privacy.finding import RELEASE, RETURN, Decision, Finding, PrivacyError
from chartroom.privacy.form import Authorization
from chartroom.privacy.recipients import PURPOSES, Request, decide
from chartroom.privacy.withheld import Piece, held_back


@dataclass(frozen=True)
class Incoming:
    """A request with what is known of it.

    Attributes:
        request: purpose, verification, known facts, special records. Whether it is authorized is
            found from ``paper``, so ``request.authorized`` must be False.
        mrn: the one record that fits what was written; "" if none or more than one fits.
        received: the day on which it came.
        pieces: what the chart holds for the time that is asked for.
        paper: the authorization that came with it; None without one.
        allowed: special permissions, as ``withheld.held_back`` takes them.
        clock: ``access``, ``amendment`` or ``accounting`` if the patient asked for it, else "".
        to: who receives, as ``withheld.held_back`` takes it, such as ``representative``; "" if the
            purpose says it.
        copying: what ``fees.copy_fee`` is told, for a copy to the patient; None if none is charged.
    """

    request: Request
    mrn: str
    received: date
    pieces: tuple[Piece, ...] = ()
    paper: Authorization | None = None
    allowed: frozenset[str] = frozenset()
    clock: str = ""
    to: str = ""
    copying: MappingProxyType[str, Any] | None = None


@dataclass(frozen=True)
class Ruling:
    """What the rules say of a request.

    Attributes:
        decision: what to do, why, by which section.
        defects: what is wrong with the authorization that came with it.
        held: what must stay back, by title.
        due: the last day to act, None without a clock.
        fee: what the copy may cost the patient, None where nothing is released or asked.
    """

    decision: Decision
    defects: tuple[Finding, ...] = ()
    held: dict[str, Finding] = field(default_factory=dict)
    due: date | None = None
    fee: Decimal | None = None


def rule(incoming: Incoming, on: date) -> Ruling:
    """Return what the rules say of a request on a day.

    Raises:
        PrivacyError: it was received after that day, or something in it cannot be.
    """
    request = incoming.request
    if incoming.received > on:
        raise PrivacyError(
            f"It is said to have come on {incoming.received:%m/%d/%Y}, and today is "
            f"{on:%m/%d/%Y}; look at the stamp again."
        )
    if request.authorized:
        raise PrivacyError("Give the authorization itself as 'paper'; the rules will read it.")
    wrong = defects(incoming.paper, on) if incoming.paper else ()
    last = due(incoming.clock, incoming.received) if incoming.clock else None
    to = incoming.to or request.purpose
    held = held_back(incoming.pieces, incoming.mrn, to, incoming.allowed)
    decision = decide(_asked(incoming, wrong))
    if decision.action == RELEASE and not incoming.mrn:
        decision = Decision(
            RETURN,
            "It is not clear whose record this is: none fits, or more than one. Ask for what tells "
            "them apart; never pick the likeliest.",
            "45 CFR 164.502(a), 164.514(h)",
        )
    released = decision.action == RELEASE
    fee = copy_fee(**incoming.copying).amount if released and incoming.copying else None
    return Ruling(decision, wrong, held, last, fee)


def lacking(incoming: Incoming, ruling: Ruling) -> tuple[str, ...]:
    """Return short names of what is missing from or wrong with the papers, for a check list.

    An authorization that came is judged by its defects. Without one, it is what the purpose needs.
    """
    if ruling.decision.action == RELEASE or not incoming.request.verified:
        return ()
    if incoming.request.psychotherapy_notes:
        return ("notes",)
    if ruling.defects:
        return tuple(dict.fromkeys(CHECKS[one.code] for one in ruling.defects))
    if not incoming.mrn and decide(_asked(incoming, ruling.defects)).action == RELEASE:
        return ()  # the papers are in order; it is the record that nobody can tell
    request, ground = incoming.request, PURPOSES[incoming.request.purpose]
    met = all(any(fact in request.facts for fact in group) for group in ground.needs)
    if request.substance_use and "42 CFR" in ruling.decision.section:
        return ("part2",)
    if ground.only_authorized:
        return ("none",)
    return () if met else (_LACKING.get(request.purpose, "condition"),)


def _asked(incoming: Incoming, wrong: tuple[Finding, ...]) -> Request:
    authorized = incoming.paper is not None and not wrong
    return replace(incoming.request, authorized=authorized)


_LACKING = {
    "subpoena": "assurance",
    "court order": "judge",
    "police: process": "judge",
    "family": "agreement",
    "directory": "agreement",
    "police: victim": "agreement",
    "police: find somebody": "judge",
    "employer": "none",
}
#: The line of the check list for each defect of an authorization.
CHECKS = {
    "no-information": "what",
    "no-discloser": "discloser",
    "no-recipient": "recipient",
    "no-purpose": "purpose",
    "no-expiration": "expiration",
    "no-patient": "patient",
    "no-signature": "signature",
    "no-signature-date": "date",
    "no-authority": "authority",
    "no-revocation": "statement",
    "no-conditions": "statement",
    "no-redisclosure": "statement",
    "signed-later": "dates",
    "expires-before-signature": "dates",
    "revoked-before-signature": "dates",
    "expired": "expired",
    "event-happened": "expired",
    "revoked": "revoked",
    "compound": "compound",
    "notes-combined": "compound",
    "conditioned": "forced",
    "false": "false",
}
#: The check list in words.
WORDS = {
    "what": "it does not say what is wanted",
    "discloser": "it does not say who may disclose",
    "recipient": "it does not say who receives",
    "purpose": "it gives no purpose",
    "expiration": "it has no expiration date or event",
    "patient": "it does not say, or nobody can read, whose record it is",
    "signature": "the signature is missing",
    "date": "the date of the signature is missing",
    "authority": "somebody else signed, and by what authority is not shown",
    "statement": "one of the three statements is missing",
    "dates": "its dates cannot all be right",
    "expired": "it has expired",
    "revoked": "it was revoked",
    "compound": "it is combined with what must stand alone",
    "forced": "the signature was made a condition",
    "false": "something on it is known to be false",
    "none": "an authorization is needed, and there is none",
    "agreement": "the patient's agreement is not known",
    "assurance": "no proof that the patient was told, or a protective order sought",
    "judge": "no judge, tribunal or grand jury stands behind it",
    "condition": "a law or a condition that must be met is not shown",
    "part2": "no consent or court order under 42 CFR Part 2",
    "notes": "psychotherapy notes need an authorization of their own",
}

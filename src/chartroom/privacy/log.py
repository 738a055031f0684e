"""Read lines of the hospital's disclosure log as the accounting rule sees them.

The log (``datasets/hospital/disclosures.csv``) gives a purpose in the requester's words, such as
``claim for injuries``; whether it belongs in an accounting depends on the ground of the release.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chartroom.privacy.disclosures import Disclosure
from chartroom.privacy.finding import PrivacyError

#: The ground, by who asked, where no authorization was needed.
_GROUNDS = {"patient": "individual", "provider": "treatment", "court": "court order"}
_WANTED = ("disclosure_id", "disclosed_on", "recipient", "what", "purpose")


def logged(row: Mapping[str, str], request: Mapping[str, str] | None = None) -> Disclosure:
    """Return a line of the log, with the ground of the release as its purpose.

    Args:
        row: a row of ``disclosures.csv``.
        request: the row of ``release_requests.csv`` that it answers; None if nobody asked, as with
            births and deaths that are reported.

    Raises:
        PrivacyError: something that an accounting must tell is missing (164.528(b)(2)), the date
            is none, the request is another one or was not answered, or no ground is known.
    """
    name = row.get("disclosure_id") or "without a number"
    for field in _WANTED:
        if not str(row.get(field) or "").strip():
            raise PrivacyError(
                f"Disclosure {name} has no {field}; an accounting must tell the date, who "
                "received, what, and why (45 CFR 164.528(b)(2))."
            )
    try:
        on = date.fromisoformat(row["disclosed_on"])
    except ValueError:
        raise PrivacyError(
            f"Disclosure {name}: '{row['disclosed_on']}' is not a date; write it as 2026-07-13."
        ) from None
    return Disclosure(on, row["recipient"], row["what"], _ground(name, row, request))


def _ground(name: str, row: Mapping[str, str], request: Mapping[str, str] | None) -> str:
    asked = row.get("request_id") or ""
    if request is None:
        if not asked and row["purpose"].startswith("public health"):
            return "public health"
        raise PrivacyError(
            f"Disclosure {name}: look up request {asked or '(none)'} for its ground."
        )
    if request.get("request_id") != asked or request.get("mrn") != row.get("mrn"):
        raise PrivacyError(
            f"Disclosure {name} does not answer request {request.get('request_id')}."
        )
    if request.get("decision") != "released":
        return "breach"
    if request.get("authorization") == "valid":
        return "authorization"
    if request.get("authorization") == "not needed" and request.get("requester_kind") in _GROUNDS:
        return _GROUNDS[request["requester_kind"]]
    return "breach"

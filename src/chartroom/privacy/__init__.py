"""Privacy: may this be released, to whom, how much, until when, and what if it went wrong.

Federal rules as data and plain functions, each with its section: HIPAA (45 CFR 164) and substance
use disorder records (42 CFR Part 2), as in force in November 2026. A state's own rules are a file
(``overlay``). Nothing here is legal advice, and nothing is released by default.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Authorization": "form",
    "defects": "authorization",
    "Finding": "finding",
    "Decision": "finding",
    "PrivacyError": "finding",
    "Request": "recipients",
    "decide": "recipients",
    "PURPOSES": "recipients",
    "Piece": "withheld",
    "held_back": "withheld",
    "minimum_necessary": "withheld",
    "due": "clocks",
    "CLOCKS": "clocks",
    "notices": "clocks",
    "discovered": "clocks",
    "reach": "clocks",
    "copy_fee": "fees",
    "third_party_fee": "fees",
    "Disclosure": "disclosures",
    "accountable": "disclosures",
    "accounting": "disclosures",
    "logged": "log",
    "accounting_fee": "disclosures",
    "Incident": "breach",
    "assess": "breach",
    "FACTORS": "breach",
    "Identifier": "identifiers",
    "find_identifiers": "identifiers",
    "score": "marking",
    "shift_dates": "deidentify",
    "safe_zip": "deidentify",
    "safe_age": "deidentify",
    "Overlay": "overlay",
    "read_overlay": "overlay",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

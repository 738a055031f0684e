"""Privacy: may this be released, to whom, how much, until when, and what if it went wrong.

Federal rules as data and plain functions, each with its section: HIPAA (45 CFR 164) and substance
use disorder records (42 CFR Part 2), as in force in November 2026. A state's own rules are a file
(``overlay``). Nothing here is legal advice, and nothing is released by default.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "Authorization": "form",
    "defects": "authorization",
    "Finding": "finding",
    "Decision": "finding",
    "PrivacyError": "finding",
    "Request": "recipients",
    "decide": "recipients",
    "PURPOSES": "recipients",
    "Incoming": "ruling",
    "Ruling": "ruling",
    "rule": "ruling",
    "lacking": "ruling",
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
    "measure": "heldout",
    "read_held": "heldout",
    "score": "marking",
    "shift_dates": "deidentify",
    "safe_zip": "deidentify",
    "safe_age": "deidentify",
    "Overlay": "overlay",
    "read_overlay": "overlay",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)

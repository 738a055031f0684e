"""Claims: a UB-04 or CMS-1500 filled from a coded encounter, shown, and edited as a payer would.

Public names: ``ub04``, ``cms1500``, ``edits``, ``html``, ``text``, ``policies``, ``RULES``,
``sample``, ``samples``, what a claim is filled from (``Encounter``, ``Patient``, ``Diagnosis``,
``Procedure``, ``Service``), and ``ClaimError``. Names load on first use.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "CMS1500": "records",
    "Claim": "records",
    "ClaimError": "refusing",
    "Diagnosis": "records",
    "Edit": "records",
    "Encounter": "records",
    "Field": "records",
    "Line": "records",
    "Patient": "records",
    "Policy": "policy",
    "Procedure": "records",
    "RULES": "rules",
    "Rule": "rules",
    "Service": "records",
    "UB04": "records",
    "cms1500": "professional",
    "edits": "rules",
    "html": "page",
    "policies": "policy",
    "sample": "examples",
    "samples": "examples",
    "text": "page",
    "ub04": "institutional",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)

"""Keep right codes out of what is said to a student who has not given them."""

from __future__ import annotations

import re
from collections.abc import Collection

from chartroom.assess.family import normal

_CODE = re.compile(r"\b[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?\b")
_STEM = re.compile(r"\b([A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{0,4})?)-(?![A-Z0-9])")
# Procedure codes: CPT and HCPCS have five characters, ICD-10-PCS seven.
_PROCEDURE = re.compile(r"\b(?:[0-9A-Z]{5}|[0-9A-Z]{7})\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def without(text: str, hidden: Collection[str], instead: str = "", stems: bool = False) -> str:
    """Return ``text`` without the sentences that name a hidden code; ``instead`` if none is left.

    Args:
        text: sentences.
        hidden: codes as ``family.normal`` writes them.
        instead: what to say if nothing is left.
        stems: also drop sentences that name the family of a hidden code, as in ``I13.-``.
    """
    kept = [
        one
        for one in _SENTENCE.split(text)
        if not names(one, hidden) and not (stems and _stem(one, hidden))
    ]
    return " ".join(kept) if kept and any(kept) else instead


def rule(guideline: str, hidden: Collection[str]) -> str:
    """Return a guideline field without the parts that name a hidden code."""
    parts = guideline.split(";")
    if not any(names(part, hidden) for part in parts):
        return guideline
    return ";".join(part for part in parts if not names(part, hidden)).strip()


def names(text: str, hidden: Collection[str]) -> bool:
    """True if ``text`` names one of the hidden codes, with or without its dot."""
    text = text.upper()
    found = (*_CODE.findall(text), *_PROCEDURE.findall(text))
    return any(normal(one) in hidden for one in found)


def families(text: str) -> set[str]:
    """Return the categories (first three characters) of all codes named in ``text``."""
    return {found[:3] for found in _CODE.findall(text.upper())}


def _stem(text: str, hidden: Collection[str]) -> bool:
    found = [normal(stem) for stem in _STEM.findall(text.upper())]
    return any(code.startswith(stem) for stem in found for code in hidden)

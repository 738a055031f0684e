"""Read a number as a person writes it: ``1,250``, ``12.5 %``, ``$50,250``, ``4 days``."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"""(?P<before>[$€£]?)\s*
        (?P<number>[+-]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)
        \s*(?P<after>%|[a-z][a-z ./-]*)?""",
    re.VERBOSE | re.IGNORECASE,
)


def read(text: str) -> tuple[float, str] | None:
    """Return the number and its unit (empty if none), or None if it is not a plain number.

    A comma or blank may part thousands (``1,250``); the decimal mark is a point.
    """
    text = text.strip().rstrip(".").replace("−", "-")
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    number = float(re.sub(r"[,\u00a0\u202f ]", "", found["number"]))
    return number, (found["before"] or found["after"] or "").strip()


def same_unit(one: str, other: str) -> bool:
    """True if two units are the same but for letter case, a plural s or a period."""
    return _unit(one) == _unit(other)


def _unit(text: str) -> str:
    text = " ".join(text.casefold().replace(".", "").split())
    return {"percent": "%", "dollars": "$", "dollar": "$", "usd": "$"}.get(
        text, text[:-1] if len(text) > 2 and text.endswith("s") else text
    )

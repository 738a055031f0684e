"""Titles of codes, for people who read a message; never read back."""

from __future__ import annotations

from functools import cache


@cache
def title(code: str) -> str:
    """Return the official title of an ICD-10-CM code, "" if there is no such code."""
    from chartroom.codes import UnknownCode, lookup  # opens the code set

    try:
        return lookup(code).title
    except UnknownCode:
        return ""

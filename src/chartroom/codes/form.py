"""The written form of a code."""

from __future__ import annotations

import re
import unicodedata

_NOT_CODE = re.compile(r"[^0-9A-Z]+")


def tidy(text: object) -> str:
    """Return a code as it is printed: capitals, the dot after the third character, nothing else.

    Blanks, full-width letters, missing or misplaced dots and punctuation around the code are
    forgiven: " e1122 " and "Ｅ１１．２２," both give "E11.22". A block keeps its hyphen.
    """
    plain = unicodedata.normalize("NFKC", str(text)).upper().strip()
    block = re.fullmatch(r"\W*([A-Z]\w{2})\s*[-–]\s*([A-Z]\w{2})\W*", plain)
    if block:
        return f"{block[1]}-{block[2]}"
    chapter = re.fullmatch(r"CHAPTER\s+(\d+)", plain)
    if chapter:
        return f"Chapter {int(chapter[1])}"
    bare = _NOT_CODE.sub("", plain)
    return bare if len(bare) <= 3 else f"{bare[:3]}.{bare[3:]}"


def parts(code: str) -> str:
    """Return a code without its dot."""
    return code.replace(".", "")


def codes(listing: str) -> tuple[str, ...]:
    """Return a tuple of codes, or beginnings of codes, from a listing with blanks between them."""
    return tuple(listing.split())

"""The written form of a HCPCS Level II code."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 20


def tidy(text: object) -> str:
    """Return a code as it is printed: capitals and digits, without blanks and hyphens."""
    plain = unicodedata.normalize("NFKC", str(text)).upper()
    return re.sub(r"[^0-9A-Z]+", "", plain)


def check(code: object) -> str:
    """Return a sentence that says what is off about a code's form; "" if nothing is."""
    bare = tidy(code)
    shown = bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"
    if not bare:
        return "No code was given: type a letter and four digits, such as J1885."
    if re.fullmatch(r"D\d{4}", bare):
        return f"{shown}: D codes belong to the American Dental Association; the course has none."
    if re.fullmatch(r"[A-V]\d{4}", bare):
        letter = bare[0]
        if letter in "FINO":
            return f"{shown}: no HCPCS Level II code begins with {letter}."
        return ""
    if re.fullmatch(r"\d{5}|\d{4}[FTUM]", bare):
        return f"{shown} has the form of a CPT code (HCPCS Level I). See codes.cpt."
    if re.fullmatch(r"[A-V][0-9O]{4}", bare) and "O" in bare[1:]:
        return f"{shown} has the letter O where a digit must stand: is it a zero?"
    return f"{shown} has not the form of a HCPCS Level II code: one letter and four digits."

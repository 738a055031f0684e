"""The written form of a CPT code."""

from __future__ import annotations

import re
import unicodedata

_CODE = re.compile(r"\d{5}|\d{4}[FTUM]")
_DIAGNOSIS = re.compile(r"[A-TV-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
_LONGEST = 20


def tidy(text: object) -> str:
    """Return a code as it is printed: capitals and digits, without blanks and hyphens."""
    plain = unicodedata.normalize("NFKC", str(text)).upper()
    return re.sub(r"[^0-9A-Z]+", "", plain)


def is_code(text: str) -> bool:
    """Say whether a tidied text has the form of a CPT code."""
    return bool(_CODE.fullmatch(text))


def check(code: object) -> str:
    """Return a sentence that says what is off about a code's form; "" if nothing is.

    A form that is right says nothing about whether the code exists.
    """
    bare = tidy(code)
    shown = bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"
    if is_code(bare):
        return ""
    if not bare:
        return "No code was given: type five characters, such as 99213."
    if _DIAGNOSIS.fullmatch(str(code).strip().upper()):
        return f"{shown} has the form of a diagnosis code (ICD-10-CM). A CPT code has 5 characters."
    if re.fullmatch(r"[A-V]\d{4}", bare):
        return f"{shown} begins with a letter, as a HCPCS Level II code does. See codes.hcpcs."
    if re.fullmatch(r"\d{1,4}", bare):
        return (
            f"{shown} has {len(bare)} digits, and a CPT code has 5. If it comes from a "
            "spreadsheet, leading zeros may be lost: 100 was 00100."
        )
    if re.fullmatch(r"\d{5}[0-9A-Z]{2}", bare) and re.search(r"[-\s]", str(code).strip()):
        return (
            f"{shown} holds a modifier: give the code {bare[:5]} and the modifier {bare[5:]} apart."
        )
    if len(bare) == 7 and re.search("[A-Z]", bare):
        return f"{shown} has 7 characters, as an ICD-10-PCS code has. A CPT code has 5."
    return (
        f"{shown} has not the form of a CPT code: five digits, or four digits and the letter F "
        "(Category II), T (Category III), U or M (laboratory)."
    )

"""Values as people typed them -> values that can be compared."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # letters of a value that are compared; a longer one is a note, not a name

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII |= {ord(sign): None for sign in "'`"}
_ASCII |= {code: chr(code).lower() for code in range(65, 91)}
_UNKNOWN = {"unknown", "unk", "n a", "not given", "not known", "not available", "nan"}

_STREETS = {
    "avenue": "ave", "av": "ave", "boulevard": "blvd", "circle": "cir", "crescent": "cres",
    "court": "ct", "drive": "dr", "highway": "hwy", "lane": "ln", "parkway": "pkwy",
    "place": "pl", "plaza": "plz", "road": "rd", "square": "sq", "street": "st",
    "terrace": "ter", "trail": "trl", "circuit": "cct", "close": "cl", "north": "n",
    "south": "s", "east": "e", "west": "w", "apartment": "apt", "suite": "ste",
}  # fmt: skip
_SUFFIX = re.compile(r"(.+) (jr|junior|sr|senior|ii|iii|iv)")
_SUFFIXES = {"junior": "jr", "senior": "sr", "2nd": "ii", "3rd": "iii", "4th": "iv"}
_SEXES = {"female": "f", "woman": "f", "w": "f", "male": "m", "man": "m", "u": "", "o": "other"}


def text(value: object) -> str:
    """Return a value in small letters, without accents, signs, emoji and doubled spaces.

    Letters of every script are kept. A value of nothing but signs is kept as it is, so that two
    of them can still agree. Words for "unknown" become the empty string.
    """
    raw = value if isinstance(value, str) else str(value)
    if raw.isascii():
        plain = raw.translate(_ASCII)
    else:
        split = unicodedata.normalize("NFKD", raw[: 4 * LONGEST]).casefold()
        plain = "".join(map(_letter, split)).translate(_ASCII)
    words = " ".join(plain.split())[:LONGEST]
    if words:
        return "" if words in _UNKNOWN else words
    return "" if raw.isascii() else "".join(raw.split())[:LONGEST]


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind[0] in "LN" or letter in "'`":
        return letter
    return "" if kind in ("Mn", "Cf") or letter in "‘’ʼ" else " "


def last_name(value: object) -> tuple[str, str]:
    """Return the last name and the suffix in it: ``"Hale, Jr."`` -> ``("hale", "jr")``."""
    name = text(value)
    found = _SUFFIX.fullmatch(name)
    return (found[1], suffix(found[2])) if found else (name, "")


def suffix(value: object) -> str:
    """Return jr, sr, ii, iii, iv, or what else was given."""
    word = text(value)
    return _SUFFIXES.get(word, word)


def sex(value: object) -> str:
    """Return f, m, another word as it is, or nothing for unknown."""
    word = text(value)
    return _SEXES.get(word, word)


def street(value: object) -> str:
    """Return a street with its common words in their short form."""
    return " ".join([_STREETS.get(word, word) for word in text(value).split()])


def code(value: object) -> str:
    """Return the letters and digits of an identifier; nothing for fillers such as 000-00-0000."""
    signs = text(_whole(value)).replace(" ", "")
    return "" if len(set(signs)) == 1 and len(signs) > 3 else signs


def phone(value: object) -> str:
    """Return the last ten digits of a phone number, without an extension."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:ext|x)", str(_whole(value)), maxsplit=1)[0])
    return "" if len(digits) < 4 or len(set(digits)) == 1 else digits[-10:]


def postcode(value: object) -> str:
    """Return a postal code without signs; of a ZIP+4 only the ZIP."""
    signs = text(_whole(value)).replace(" ", "")
    return signs[:5] if len(signs) == 9 and signs.isdigit() else signs


def number(value: object) -> str:
    """Return a house number."""
    return text(_whole(value)).replace(" ", "")


def email(value: object) -> str:
    """Return an email address in small letters."""
    return "".join(str(value).split()).lower()[:LONGEST]


def _whole(value: object) -> object:
    """Undo what a missing value does to a column of whole numbers: 2145.0 -> 2145."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

"""A key by sound: names that sound alike get the same key."""

from __future__ import annotations

import re
from functools import lru_cache

# Spellings of one sound. Where a group is "quiet", nothing is heard.
_SOUNDS = {
    "n": "^[kgp]n",
    "r": "^wr",
    "w": "^wh",
    "s": "^x|tsch|sch|tch|ch|sh|cz|sz|dg(?=[eiy])|c(?=[eiy])",
    "f": "ph",
    "quiet": "[gk]h(?![aeiou])|(?<!^)[wh]",
    "k": "ck|[cq]",
    "ks": "x",
    "m": "mb$",
}
_SPELLINGS = re.compile("|".join(f"(?P<{sound}>{how})" for sound, how in _SOUNDS.items()))
_CLASSES = str.maketrans("vgjzd", "fkkst")
_VOWEL = tuple("aeiouy")
_VOWELS = re.compile("[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(1 << 17)
def sound(name: str) -> str:
    """Return the key of a cleaned name: up to six consonants as heard, after an "a" for any vowel.

    ``"catherine"`` and ``"kathryn"`` -> ``"ktrn"``. Letters of other scripts stay as they are.
    """
    if not name.isascii():
        return name
    letters = name.replace(" ", "")
    letters = _SPELLINGS.sub(_heard, letters).translate(_CLASSES)
    key = _TWICE.sub(r"\1", _VOWELS.sub("", letters))[:6]
    return "a" + key if letters[:1] in _VOWEL else key


def _heard(found: re.Match[str]) -> str:
    sound = found.lastgroup or ""
    return "" if sound == "quiet" else sound

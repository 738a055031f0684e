"""A key by sound: names that sound alike get the same key."""

from __future__ import annotations

import re

# Spellings of one sound, longest first; what is not heard goes away.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"^wh", "w"),
        (r"tsch|sch|tch|ch|sh|cz|sz", "s"),
        (r"ph", "f"),
        (r"[gk]h(?=[^aeiou]|$)", ""),
        (r"dg(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ck|[cq]", "k"),
        (r"x", "ks"),
        (r"(?<=.)[wh]", ""),
        (r"mb$", "m"),
    )
]
_CLASSES = str.maketrans("vgjzd", "fkkst")
_QUIET = re.compile(r"[aeiouy]+")


def sound(name: str) -> str:
    """Return the key of a cleaned name: its first sound and up to five consonants after it.

    ``"catherine"`` and ``"kathryn"`` -> ``"ktrn"``. Letters of other scripts stay as they are.
    """
    if not name.isascii():
        return name
    letters = name.replace(" ", "")
    for pattern, becomes in _SOUNDS:
        letters = pattern.sub(becomes, letters)
    letters = letters.translate(_CLASSES)
    vowel = letters[:1] in "aeiouy" and bool(letters)
    key = _QUIET.sub("", letters)
    plain = "".join(a for a, before in zip(key, " " + key, strict=False) if a != before)
    return ("a" if vowel else "") + plain[:6]

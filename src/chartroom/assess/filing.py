"""How folders with record numbers are filed: straight, by the middle or by the terminal digits.

A number such as 12-34-56 has three groups. Straight numeric filing reads it as 123456; middle-digit
filing looks at 34, then 12, then 56; terminal-digit filing at 56, then 34, then 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Each method: which groups are compared first, second, third.
METHODS = {"straight": (0, 1, 2), "middle": (1, 0, 2), "terminal": (2, 1, 0)}
#: The methods in words.
WORDS = {
    "straight": "straight numeric order",
    "middle": "middle-digit order",
    "terminal": "terminal-digit order",
}
#: What is compared, in words.
READING = {
    "straight": "the whole number from left to right",
    "middle": "the middle two digits first, then the first two, then the last two",
    "terminal": "the last two digits first, then the middle two, then the first two",
}
_NUMBER = re.compile(r"(?<!\d)(\d{2})-?(\d{2})-?(\d{2})(?!\d)")


def groups(text: str) -> tuple[str, str, str] | None:
    """Return the three groups of the first record number in ``text``, or None."""
    found = _NUMBER.search(text)
    return (found[1], found[2], found[3]) if found else None


def place(text: str, method: str) -> tuple[str, ...]:
    """Return what the folder is filed by: its groups in the order in which they are compared.

    Raises:
        ValueError: ``text`` holds no number of three groups of two digits.
    """
    number = groups(text)
    if number is None:
        raise ValueError(f"'{text}' holds no record number such as 12-34-56")
    return tuple(number[at] for at in METHODS[method])


def filed_by(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the methods by which the folders stand in order; () if none, or a text has no number.

    Several methods can fit a short shelf.
    """
    texts = list(texts)
    if any(groups(text) is None for text in texts):
        return ()
    found = []
    for method in METHODS:
        places = [place(text, method) for text in texts]
        if places == sorted(places):
            found.append(method)
    return tuple(found)

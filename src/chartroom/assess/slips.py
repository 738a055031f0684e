"""Name the slip that turned what stands on a paper into what was typed.

Each function returns one sentence, or "" if it knows no slip. No sentence names the right value, so
all of them may be said in graded feedback too.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "md", "do", "np", "pa", "rn"))
# The field's unit: the unit that was taken for it, and how a value becomes one of that unit.
_UNITS: dict[str, tuple[str, Callable[[float], float]]] = {
    "kg": ("pounds", lambda kg: kg * 2.20462),
    "lb": ("kilograms", lambda lb: lb / 2.20462),
    "cm": ("inches", lambda cm: cm / 2.54),
    "in": ("centimeters", lambda inches: inches * 2.54),
    "°C": ("degrees Fahrenheit", lambda c: c * 9 / 5 + 32),
    "°F": ("degrees Celsius", lambda f: (f - 32) * 5 / 9),
}
_ALIKE = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8", "z": "2"})


def of_text(typed: str, right: str) -> str:
    """Name the slip between two texts in which capitals do not count (both tidied)."""
    typed, right = typed.casefold(), right.casefold()
    return _blanks(typed, right) or _words(typed, right) or _letters(typed, right)


def of_code(typed: str, right: str) -> str:
    """Name the slip between two codes or numbers that are read sign by sign."""
    typed, right = typed.casefold(), right.casefold()
    if typed.translate(_ALIKE) == right.translate(_ALIKE):
        return "A letter and a digit that look alike were taken for each other, such as O and 0."
    return _letters(typed, right)


def of_date(typed: dt.date, right: dt.date, today: dt.date | None = None) -> str:
    """Name the slip between two dates."""
    if (typed.month, typed.day, typed.year) == (right.day, right.month, right.year):
        return "Day and month are swapped; the month comes first."
    if typed == today:
        return "This is today's date, not the one on the paper."
    parts = {
        "year": (typed.year, right.year),
        "month": (typed.month, right.month),
        "day": (typed.day, right.day),
    }
    off = [name for name, (one, other) in parts.items() if one != other]
    if len(off) > 1:
        return "More than one part of this date differs." if len(off) == 2 else ""
    name = off[0]
    one, other = (f"{value:02}" for value in parts[name])
    if name == "year" and one[2:] == other[2:]:
        return "The century is off."
    if _swapped(one, other):
        return f"Two digits of the {name} are swapped."
    return f"The {name} is off; the rest of the date is right."


def of_number(typed: float, right: float, unit: str = "") -> str:
    """Name the slip between two numbers of a unit: kg, lb, cm, in, °C or °F."""
    if typed == -right:
        return "A minus sign is missing, or stands where none belongs."
    if right and typed:
        ratio = typed / right
        for power in (10, 100, 1000):
            if _close(ratio, power) or _close(ratio, 1 / power):
                return "The decimal point, or a zero, is in the wrong place."
    if unit in _UNITS:
        other, turned = _UNITS[unit]
        if abs(turned(right) - typed) <= 0.005 * abs(typed):
            return f"This looks like {other}; the field is in {unit}."
    return _letters(f"{typed:g}", f"{right:g}")


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def _blanks(typed: str, right: str) -> str:
    if typed.replace(" ", "") != right.replace(" ", ""):
        return ""
    more = typed.count(" ") - right.count(" ")
    if more > 0:
        return "There is a space too many."
    return "A space is missing." if more < 0 else "A space stands in the wrong place."


def _words(typed: str, right: str) -> str:
    mine, theirs = _split(typed), _split(right)
    if mine == theirs:
        return "A hyphen, comma or other mark between the words differs."
    if _bare(typed) == _bare(right):
        return "A hyphen, apostrophe or other mark differs."
    if _plain(typed) == _plain(right):
        return "An accent or another mark on a letter differs."
    if sorted(mine) == sorted(theirs):
        return "The words stand in another order."
    lost = [word for word in theirs if word not in mine]
    if lost and [word for word in theirs if word in mine] == mine:
        if all(word in SUFFIXES for word in lost):
            return "The suffix after the name (such as Jr. or III) is missing."
        return "Part of it is missing." if mine else ""
    added = [word for word in mine if word not in theirs]
    if added and [word for word in mine if word in theirs] == theirs:
        return "There is more here than on the paper."
    return ""


def _letters(typed: str, right: str) -> str:
    kind = "digit" if re.search(r"\d", right) and not re.search(r"[a-z]", right) else "character"
    if _swapped(typed, right):
        return f"Two neighboring {kind}s are swapped."
    if len(typed) == len(right):
        wrong = sum(one != other for one, other in zip(typed, right, strict=True))
        if wrong == 1:
            return f"One {kind} differs."
        if wrong == 2 and sorted(typed) == sorted(right):
            return f"Two {kind}s have changed places."
        return f"Two {kind}s differ." if wrong == 2 and len(right) > 5 else ""
    if _one_more(right, typed):
        return f"One {kind} is missing."
    return f"There is one {kind} too many." if _one_more(typed, right) else ""


def _swapped(typed: str, right: str) -> bool:
    if len(typed) != len(right) or typed == right:
        return False
    at = next(i for i, (one, other) in enumerate(zip(typed, right, strict=True)) if one != other)
    return typed[:at] + typed[at : at + 2][::-1] + typed[at + 2 :] == right


def _one_more(longer: str, shorter: str) -> bool:
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;:()./-]+", text) if word]


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))

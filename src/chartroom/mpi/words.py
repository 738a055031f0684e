"""Why two records may be one person, in words a records clerk can read."""

from __future__ import annotations

from collections.abc import Sequence

from .nicknames import stands_for
from .priors import (
    CLOSE,
    DIFFERENT,
    FIELDS,
    INITIAL,
    MISSING,
    NICKNAME,
    PART,
    SAME,
    SIMILAR,
    SWAPPED,
)
from .roles import ROLES

_SHOWN = 30  # letters of a value in an explanation

_CROSSED = {
    "first_name": ("last_name", "first and last name"),
    "street": ("street2", "street and address line 2"),
}
_NAMES = {
    CLOSE: "{what} nearly the same ({a}, {b})",
    SIMILAR: "{what} similar ({a}, {b})",
    DIFFERENT: "{what} differs ({a}, {b})",
}
_CODES = _NAMES | {
    CLOSE: "{what} off by one character or two turned ones ({a}, {b})",
    SIMILAR: "{what} two characters off ({a}, {b})",
}
_DATES = {
    SWAPPED: "day and month of the birth date swapped ({a}, {b})",
    CLOSE: "birth date off by one digit or two turned digits ({a}, {b})",
    SIMILAR: "birth date the same but for its year, month or day ({a}, {b})",
    DIFFERENT: "birth date differs ({a}, {b})",
}


def why(roles: Sequence[str], levels: Sequence[int], left: Sequence, right: Sequence) -> str:
    """Return one sentence on a pair: what is the same, what is near, what differs.

    Args:
        roles: the fields compared.
        levels: for each field, how far it agrees (``priors.LEVELS``).
        left, right: for each field, the two values as the table has them.
    """
    same = [ROLES[role] for role, level in zip(roles, levels, strict=True) if level == SAME]
    near: list[str] = []
    differs: list[str] = []
    for role, level, a, b in zip(roles, levels, left, right, strict=True):
        if level in (MISSING, SAME):
            continue
        if level == SWAPPED and role in _CROSSED:
            near.append(_swapped(role, roles, left, right))
        else:
            (differs if level == DIFFERENT else near).append(phrase(role, level, a, b))
    said = ["same " + _listed(same)] if same else []
    return "; ".join(said + near + differs) or "nothing to compare"


def phrase(role: str, level: int, a: object, b: object) -> str:
    """Return how two values of one field agree."""
    what, a, b = ROLES[role], shown(a), shown(b)
    if level == MISSING:
        return f"{what} missing in one or both"
    if level == SAME:
        return f"same {what}"
    kind = FIELDS[role].kind
    if kind == "date":
        return _DATES[level].format(a=a, b=b)
    if level == NICKNAME:
        return _nickname(what, a, b)
    if level in (INITIAL, PART):
        short, long = sorted((a, b), key=len)
        return f"{what} {short} is {'the initial' if level == INITIAL else 'part'} of {long}"
    if level == SWAPPED:
        return f"{what} stands in the other name's place ({a}, {b})"
    return (_CODES if kind == "code" else _NAMES)[level].format(what=what, a=a, b=b)


def shown(value: object) -> str:
    """Return a value in quotes, as the table has it, cut if it is long; dates without a time."""
    words = " ".join(str(value).split()).removesuffix(" 00:00:00")
    return f"'{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}'"


def _nickname(what: str, a: str, b: str) -> str:
    for short, long in ((a, b), (b, a)):
        if long.strip("'").lower() in stands_for(short.strip("'").lower()):
            return f"{what} {short} is a short form of {long}"
    return f"{what}s {a} and {b} can be short forms of one name"


def _swapped(role: str, roles: Sequence[str], left: Sequence, right: Sequence) -> str:
    other, what = _CROSSED[role]
    at = (roles.index(role), roles.index(other))
    one, two = (" ".join(str(side[place]) for place in at) for side in (left, right))
    return f"{what} swapped ({shown(one)}, {shown(two)})"


def _listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + " and " + words[-1]

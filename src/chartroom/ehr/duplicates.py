"""Who of the index may be the person about to be registered."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from difflib import SequenceMatcher

from chartroom.ehr.log import rows
from chartroom.ehr.tidy import tidy
from chartroom.ehr.views import WHOLE_NAME
from chartroom.ehr.words import fold

_ALIKE = 0.8
_MOST = 20
_COLUMNS = (
    f"p.mrn, {WHOLE_NAME.format(p='p')} AS whole_name, p.birth_date, p.sex, p.phone, p.street, "
    "p.city, k.last_key, k.first_key"
)


def possible_duplicates(
    db: sqlite3.Connection, fields: Mapping[str, object]
) -> list[dict[str, object]]:
    """Return active patients with the same or nearly the same name and birth date.

    Args:
        db: from ``connect``.
        fields: ``last_name``, ``first_name`` and ``birth_date`` as for ``register``.

    Returns:
        mrn, whole_name, birth_date, sex, phone, street, city, and ``why`` in words; those with
        everything the same first, 20 at most. Deciding is for a person: twins are alike too.
    """
    given = tidy(fields)
    last, first = fold(_text(given.get("last_name"))), fold(_text(given.get("first_name")))
    day = _text(given.get("birth_date"))
    if not day or not (last and first):
        return []
    candidates = rows(
        db,
        f"""SELECT {_COLUMNS} FROM patients p JOIN patient_keys k ON k.mrn = p.mrn
            WHERE p.birth_date = ? AND p.status = 'active'
            UNION SELECT {_COLUMNS} FROM patient_keys k JOIN patients p ON p.mrn = k.mrn
            WHERE k.last_key = ? AND k.first_key = ? AND p.status = 'active'""",
        (day, last, first),
    )
    found = []
    for one in candidates:
        keys = str(one.pop("last_key")), str(one.pop("first_key"))
        rank, why = _compare((last, first, day), (*keys, str(one["birth_date"])))
        if why:
            found.append((rank, str(one["mrn"]), one | {"why": why}))
    return [one for *_, one in sorted(found, key=lambda each: each[:2])[:_MOST]]


def _text(value: object) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _compare(new: tuple[str, str, str], old: tuple[str, str, str]) -> tuple[int, str]:
    """Return a rank (0 is nearest) and the reason to look; "" if there is none."""
    (last, first, day), (old_last, old_first, old_day) = new, old
    same_day = day == old_day
    if (last, first) == (old_last, old_first):
        if same_day:
            return 0, "same name and birth date"
        if day[:4] == old_day[:4] and day[5:7] == old_day[8:] and day[8:] == old_day[5:7]:
            return 1, "same name; month and day of birth change places"
        if _differing(day, old_day) == 1:
            return 1, "same name; birth date differs in one digit"
        return 9, ""
    if (last, first) == (old_first, old_last):
        return 2, "same birth date; first and last name change places"
    if last == old_last and _alike(first, old_first):
        return 2, "same last name and birth date, first name alike"
    if first == old_first and _alike(last, old_last):
        return 2, "same first name and birth date, last name alike"
    if first == old_first:
        return 4, "same first name and birth date, another last name"
    if last == old_last:
        return 4, "same last name and birth date, another first name (a twin, or a nickname?)"
    if _alike(last, old_last) and _alike(first, old_first):
        return 3, "same birth date, names alike"
    return 9, ""


def _alike(left: str, right: str) -> bool:
    if min(len(left), len(right)) > 2 and (left.startswith(right) or right.startswith(left)):
        return True
    # Comparing is slow for long texts, and no name is that long.
    return SequenceMatcher(None, left[:60], right[:60]).ratio() >= _ALIKE


def _differing(left: str, right: str) -> int:
    return sum(a != b for a, b in zip(left, right, strict=True)) if len(left) == len(right) else 9

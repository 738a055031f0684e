"""What ``codes.check`` finds in a worksheet, as far as it is the student's doing."""

from __future__ import annotations

from chartroom import cases, codes
from chartroom.assess import guard
from chartroom.assess.feedback import Item
from chartroom.assess.records import Encounter
from chartroom.assess.sheet import Sheet
from chartroom.assess.sheetscore import Measured

# Each row's own form, and repeats, are told row by row.
_TOLD = {"unknown", "not-billable", "seventh-character", "placeholder", "duplicate"}
_SEQUENCE = {"code-first", "manifestation-first", "external-cause-first", "unacceptable-principal"}
_FOLLOW_UP = {*_SEQUENCE, "use-additional"}

# What to say instead of a message that would give a right code away.
_PLAIN = {
    "excludes1": "an Excludes1 note or a guideline keeps these from standing together",
    "use-additional": "a “use additional code” note here asks for one more code",
    "code-first": "a “code first” note here puts another code ahead",
    "manifestation-first": "a manifestation never comes first",
    "external-cause-first": "an external cause never comes first",
    "unacceptable-principal": "this is not accepted as the first code",
    "age": "the code does not fit the patient's age",
    "sex": "the code does not fit the patient's sex",
    "laterality": "the sides do not go together",
    "wrong-date": "the code is not valid on the date of the encounter",
}


def broken(
    entered: Sheet,
    measured: Measured,
    key: cases.Key,
    visit: Encounter,
    unseen: set[str],
    graded: bool,
) -> list[Item]:
    """Return the conventions that the entered codes break and the key does not."""
    given = [row.code for row in entered.rows if row.given.entry is not None]
    if not given or measured.score == 1.0:
        return []
    expected = {(one.kind, one.codes) for one in _check(list(key.codes), visit)}
    known = guard.families(" ".join([*given, *key.codes]))
    ordered = {match.row.code for match in measured.matches if match.row and not match.in_place}
    found = []
    for one in _check(given, visit):
        if one.severity != "error" or one.kind in _TOLD or (one.kind, one.codes) in expected:
            continue
        if one.kind in _SEQUENCE and ordered & set(one.codes):
            continue  # said already, as a matter of order
        listed = ", ".join(one.codes)
        plain = f"{listed}: {_PLAIN.get(one.kind, 'a coding rule is broken here')}."
        says = guard.without(one.message, unseen, plain, stems=graded)
        if guard.families(says) - known:
            # The advice builds on a code that the record does not support, and leads astray.
            if one.kind in _FOLLOW_UP:
                continue
            says = plain
        found.append(Item("convention", says, listed, one.guideline))
    return found


def _check(listed: list[str], visit: Encounter) -> list[codes.Finding]:
    return codes.check(
        listed,
        principal=listed[0],
        setting=visit.setting,
        age=visit.age,
        sex=visit.sex,
        date=visit.date.isoformat(),
    )

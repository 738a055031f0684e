"""Edit the lines of one patient's day: pairs of codes, units, and modifiers that do not fit.

The rules are those of the National Correct Coding Initiative (NCCI Policy Manual for Medicare
Services 2026, chapter I); the pairs and limits they are tried on are invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartroom.codes.cpt.edittables import limits, pairs
from chartroom.codes.cpt.form import check, tidy
from chartroom.codes.cpt.records import CptError, EditFinding, Line, Pair
from chartroom.codes.cpt.teaching import modifier, section

#: Modifiers of the course that can let a pair with indicator 1 through.
BYPASS = frozenset(
    ("24", "25", "57", "58", "59", "78", "79", "91", "LT", "RT", "XE", "XP", "XS", "XU")
)
_DISTINCT = frozenset(("59", "XE", "XP", "XS", "XU"))
_SIDES = frozenset(("LT", "RT"))
_EYE_VISITS = frozenset(
    ("92002", "92004", "92012", "92014")
)  # in Medicine, and visits all the same
_HCPCS = re.compile(r"[A-CE-V]\d{4}")
_UNITS = re.compile(r"\s+(?:x\s*(\d+)|(\d+)\s*x)\s*", re.IGNORECASE)


def edits(lines: Iterable[Line | str]) -> tuple[EditFinding, ...]:
    """Return what the edits say about the lines of one patient, one physician and one day.

    Args:
        lines: ``Line`` objects, or texts such as "45380-59" and "97110 x4".

    Raises:
        CptError: a line cannot be read; the text names it.
    """
    if isinstance(lines, (str, Line)):
        raise CptError('Give a list of lines, such as ["45385", "45380-59"].')
    read = [_line(one, number) for number, one in enumerate(lines, 1)]
    found = [finding for number, line in enumerate(read, 1) for finding in _modifiers(line, number)]
    for pair in pairs():
        found += _pair(pair, read)
    return tuple(found + _units(read))


def _line(given: Line | str, number: int) -> Line:
    if isinstance(given, Line):
        code, units, marks = given.code, given.units, given.modifiers
    elif isinstance(given, str):
        code, units, marks = _parts(given)
    else:
        raise CptError(f'Line {number} must be a text such as "45380-59"; it is {given!r}.')
    bare = tidy(code)
    off = "" if _HCPCS.fullmatch(bare) else check(code)
    if off:
        raise CptError(f"Line {number}: {off}")
    if isinstance(units, bool) or not isinstance(units, int) or units < 1:
        raise CptError(f"Line {number}: units must be a whole number from 1; they are {units!r}.")
    try:
        known = tuple(modifier(one).modifier for one in marks)
    except CptError as error:
        raise CptError(f"Line {number}: {error}") from None
    return Line(bare, units, known)


def _parts(text: str) -> tuple[str, int, tuple[str, ...]]:
    amount = re.search(f"{_UNITS.pattern}$", text, re.IGNORECASE)
    rest = text[: amount.start()] if amount else text
    units = int(amount[1] or amount[2]) if amount else 1
    code, *marks = [part for part in re.split(r"[\s,-]+", rest.strip()) if part] or [""]
    return code, units, tuple(marks)


def _pair(pair: Pair, lines: list[Line]) -> list[EditFinding]:
    first = [number for number, one in enumerate(lines, 1) if one.code == pair.column1]
    second = [number for number, one in enumerate(lines, 1) if one.code == pair.column2]
    return [_judged(pair, first[0], number, lines) for number in second] if first else []


def _judged(pair: Pair, first: int, second: int, lines: list[Line]) -> EditFinding:
    both = f"{pair.column2} with {pair.column1}"
    where = (first, second)

    def finding(status: str, message: str) -> EditFinding:
        return EditFinding("pair", status, where, message, pair.indicator)

    if pair.indicator == "9":
        return finding("passes", f"{both}: indicator 9, the pair has been deleted. Both are paid.")
    because = f"{both}: {pair.why}."
    if pair.indicator == "0":
        return finding(
            "denied", f"{because} Indicator 0: no modifier helps. {pair.column2} is not paid."
        )
    one, other = set(lines[first - 1].modifiers), set(lines[second - 1].modifiers)
    helps = sorted((one | other) & BYPASS)
    if not helps:
        return finding(
            "denied",
            f"{because} Indicator 1: if the record shows that they were distinct, a modifier tells "
            f"it. None is there, so {pair.column2} is not paid.",
        )
    if set(helps) <= _SIDES and one & _SIDES == other & _SIDES:
        return finding(
            "denied", f"{because} Both lines name the same side, so they are not distinct."
        )
    return finding(
        "passes",
        f"{because} Indicator 1 and modifier {', '.join(helps)}: both are paid. The record must "
        "show what the modifier says.",
    )


def _units(lines: list[Line]) -> list[EditFinding]:
    found = []
    for limit in limits():
        at = [number for number, one in enumerate(lines, 1) if one.code == limit.code]
        groups = [tuple(at)] if limit.kind == "day" else [(number,) for number in at]
        for group in groups:
            units = sum(lines[number - 1].units for number in group)
            if units > limit.most:
                every = "a day" if limit.kind == "day" else "a line"
                found.append(
                    EditFinding(
                        "units",
                        "denied",
                        group,
                        f"{limit.code}: {units} units, and the limit is {limit.most} {every}. "
                        "Look for a slip first; if all were given, the record must show it.",
                    )
                )
    return found


def _modifiers(line: Line, number: int) -> list[EditFinding]:
    """Return modifiers that do not fit their code or one another."""
    marks = set(line.modifiers)
    part = None if _HCPCS.fullmatch(line.code) else section(line.code)
    visit = line.code in _EYE_VISITS or (
        part is not None and part.part == "Evaluation and management"
    )
    says = []
    if visit and marks & _DISTINCT:
        says.append(f"{line.code} is a visit: 59 and the X modifiers do not go on it. See 25.")
    if part is not None and not visit:
        says += [
            f"{line.code} is not a visit, and {one} goes on visits only."
            for one in sorted(marks & {"24", "25", "57"})
        ]
    if "59" in marks and marks & _DISTINCT - {"59"}:
        says.append(f"{line.code}: an X modifier stands in the place of 59, not beside it.")
    if {"26", "TC"} <= marks:
        says.append(f"{line.code}: 26 and TC together are the whole test. Leave both away.")
    if "50" in marks and marks & _SIDES:
        says.append(f"{line.code}: 50 says both sides. LT and RT do not stand beside it.")
    return [EditFinding("modifier", "advice", (number,), one) for one in says]

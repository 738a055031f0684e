"""Measure a worksheet by one set of key lines. The rule stands in ``worksheet``."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom import cases, codes
from chartroom.assess import family
from chartroom.assess.keylines import Line
from chartroom.assess.procedurerows import Row as Done
from chartroom.assess.procedurescore import Counted
from chartroom.assess.sheet import Row, Sheet

HALF = 0.5  # a line that is not specific enough or out of place keeps this share
POA_SHARE = 0.75  # a line with the wrong POA keeps this share
EXTRA = 0.5  # what each code that is not wanted costs
QUERY = 2.0  # what a required query is worth


@dataclass(frozen=True)
class Match:
    """A key line and the row that meets it, if any; what is not in order with it."""

    line: Line
    row: Row | None = None
    exact: bool = False
    in_place: bool = True
    behind: str = ""  # the code that should stand before this one and does not
    poa_right: bool = True

    @property
    def earned(self) -> float:
        if self.row is None:
            return 0.0
        share = 1.0 if self.exact else HALF
        share *= 1.0 if self.in_place else HALF
        return self.line.weight * share * (1.0 if self.poa_right else POA_SHARE)


@dataclass(frozen=True)
class Measured:
    """A worksheet measured by one set of lines."""

    matches: tuple[Match, ...]
    extras: tuple[Row, ...]
    queried: bool | None  # right about the query? None if it does not matter
    score: float
    done: Counted | None = None  # the procedures, where they are asked for
    rows: tuple[Row, ...] = ()  # what was measured

    @property
    def procedures(self) -> tuple[Done, ...]:
        """The rows of the procedures, in sequence."""
        return self.done.rows if self.done else ()

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(m.line for m in self.matches if m.row is None and not m.line.optional)


def measure(
    entered: Sheet,
    lines: tuple[Line, ...],
    key: cases.Key,
    inpatient: bool,
    done: Counted | None = None,
) -> Measured:
    """Match rows with lines and count; ``done`` holds the procedures if they count, too."""
    met = _pair(entered.rows, lines, key)
    matches = tuple(_judge(line, met, inpatient) for line in lines)
    taken = {row.place for row, _ in met.values()}
    extras = tuple(row for row in entered.rows if row.place not in taken)
    wants = key.query is not None and key.query.required
    neutral = key.query is not None and not key.query.required
    queried = None if neutral or (not wants and not entered.query) else wants and entered.query
    total = sum(line.weight for line in lines) + (QUERY if wants else 0.0)
    earned = sum(match.earned for match in matches) + (QUERY if wants and entered.query else 0.0)
    lost = EXTRA * len(extras) + (EXTRA if queried is False and not wants else 0.0)
    if done is not None:
        total, earned, lost = total + done.total, earned + done.earned, lost + done.lost
    score = 1.0 if earned == total and not lost else max(0.0, (earned - lost) / total)
    return Measured(matches, extras, queried, score, done, entered.rows)


def _pair(
    rows: tuple[Row, ...], lines: tuple[Line, ...], key: cases.Key
) -> dict[Line, tuple[Row, bool]]:
    """Give each line the row that meets it: exact codes first, then the closest less specific."""
    met: dict[Line, tuple[Row, bool]] = {}
    free = list(rows)
    for line in lines:
        row = next((one for one in free if one.code in line.codes), None)
        if row:
            met[line] = (row, True)
            free.remove(row)
    given = {row.code for row, _ in met.values()}
    refused = set(key.query.instead_of if key.query else ()) | given
    close = []
    for at, line in enumerate(lines):
        for row in free:
            entry = row.given.entry
            if line in met or entry is None or row.code in refused:
                continue
            right = codes.lookup(line.codes[0])
            if family.relation(entry, right) in family.LESS_SPECIFIC:
                depth = family.closeness(entry, right)
                close.append((line.optional, -depth, at, row.place, line, row))
    for *_, line, row in sorted(close, key=lambda one: one[:4]):
        if line not in met and row in free:
            met[line] = (row, False)
            free = [one for one in free if one is not row]
    return met


def _judge(line: Line, met: dict[Line, tuple[Row, bool]], inpatient: bool) -> Match:
    if line not in met:
        return Match(line)
    row, exact = met[line]
    in_place, behind = True, ""
    if line.principal:
        in_place = row.place == 1
    else:
        for other, (ahead, _) in met.items():
            # A principal out of place has paid for that already.
            paid = other.principal and ahead.place != 1
            if set(other.codes) & set(line.after) and ahead.place > row.place and not paid:
                in_place, behind = False, ahead.code
    poa_right = not (inpatient and line.poa) or (row.poa or "exempt") == line.poa
    return Match(line, row, exact, in_place, behind, poa_right)

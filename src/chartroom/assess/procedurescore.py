"""Measure the procedures of a worksheet by those of the key. The rule stands in ``worksheet``."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom import cases
from chartroom.assess.procedureform import fault
from chartroom.assess.procedurerows import Row
from chartroom.codes import pcs

WORTH = 1.0  # what a required procedure is worth
HALF = 0.5  # one wrong character, or the principal procedure out of place
DETAIL = 0.75  # modifiers or units are wrong
EXTRA = 0.5  # what each procedure that is not wanted costs


@dataclass(frozen=True)
class Match:
    """A procedure of the key and the row that meets it, if any; what is not in order with it."""

    line: cases.ProcedureLine
    principal: bool = False
    row: Row | None = None
    exact: bool = False
    in_place: bool = True
    modifiers_right: bool = True
    units_right: bool = True

    @property
    def full(self) -> bool:
        """True if nothing is off."""
        details = self.modifiers_right and self.units_right
        return self.row is not None and self.exact and self.in_place and details

    @property
    def earned(self) -> float:
        """What the line earns; an optional one nothing."""
        if self.row is None or self.line.optional:
            return 0.0
        share = 1.0 if self.exact else HALF
        share *= 1.0 if self.in_place else HALF
        return WORTH * share * (1.0 if self.modifiers_right and self.units_right else DETAIL)


@dataclass(frozen=True)
class Counted:
    """The procedures of a worksheet, measured."""

    matches: tuple[Match, ...]
    extras: tuple[Row, ...]
    rows: tuple[Row, ...] = ()

    @property
    def wanted(self) -> tuple[Match, ...]:
        """Those that the key requires."""
        return tuple(match for match in self.matches if not match.line.optional)

    @property
    def total(self) -> float:
        return WORTH * len(self.wanted)

    @property
    def earned(self) -> float:
        return sum(match.earned for match in self.matches)

    @property
    def lost(self) -> float:
        return EXTRA * len(self.extras)


def rights(line: cases.ProcedureLine) -> tuple[str, ...]:
    """Return the codes that count as right for a line, its own first."""
    return tuple(pcs.tidy(code) for code in (line.code, *(one.code for one in line.accept)))


def closest(row: Row, line: cases.ProcedureLine) -> str:
    """Return the right code of a line that differs from the row's in the fewest characters."""
    return min(rights(line), key=lambda right: _apart(row.code, right))


def count(
    rows: tuple[Row, ...], lines: tuple[cases.ProcedureLine, ...], inpatient: bool
) -> Counted:
    """Match rows with the key's procedures."""
    met = _pair(rows, lines, inpatient)
    matches = []
    for at, line in enumerate(lines):
        principal = inpatient and at == 0 and not line.optional
        if at not in met:
            matches.append(Match(line, principal))
            continue
        row, exact = met[at]
        matches.append(
            Match(
                line,
                principal,
                row,
                exact,
                in_place=not principal or row.place == 1,
                modifiers_right=inpatient or _marks(row) == _wanted(line),
                units_right=inpatient or row.units == line.units,
            )
        )
    taken = {row.place for row, _ in met.values()}
    return Counted(tuple(matches), tuple(row for row in rows if row.place not in taken), rows)


def _pair(
    rows: tuple[Row, ...], lines: tuple[cases.ProcedureLine, ...], inpatient: bool
) -> dict[int, tuple[Row, bool]]:
    """Give each line, by its index, the row that meets it: right codes first, then close ones."""
    met: dict[int, tuple[Row, bool]] = {}
    free = list(rows)
    for at, line in enumerate(lines):
        # Of two rows with the code, the one whose modifiers and units are right.
        same = [row for row in free if row.code in rights(line)]
        if same:
            row = max(same, key=lambda one: (_marks(one) == _wanted(line), one.units == line.units))
            met[at] = (row, True)
            free.remove(row)
    if not inpatient:
        return met
    given = {row.code for row, _ in met.values()}
    close = [
        (lines[at].optional, at, row.place, row)
        for at in range(len(lines))
        for row in free
        if at not in met and row.code not in given and _close(row, lines[at])
    ]
    for _, at, _, row in sorted(close, key=lambda one: one[:3]):
        if at not in met and row in free:
            met[at] = (row, False)
            free.remove(row)
    return met


def _close(row: Row, line: cases.ProcedureLine) -> bool:
    """One wrong character after the first three, in a code that its table allows."""
    off = fault(row, inpatient=True)
    if off and off.sure:
        return False
    return any(row.code[:3] == code[:3] and _apart(row.code, code) == 1 for code in rights(line))


def _apart(given: str, right: str) -> int:
    """Return in how many characters two codes differ."""
    return abs(len(given) - len(right)) + sum(
        one != other for one, other in zip(given, right, strict=False)
    )


def _marks(row: Row) -> set[str]:
    return set(row.modifiers)


def _wanted(line: cases.ProcedureLine) -> set[str]:
    return {pcs.tidy(mark) for mark in line.modifiers}

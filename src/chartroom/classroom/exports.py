"""Grades as the files that Canvas and Moodle import, and as plain CSV; each checked by its rules.

Rules: Canvas wants the columns Student, ID, SIS Login ID and Section before the assignments, and
takes a line "Points Possible"; a column "NAME (NUMBER)" goes to the assignment of that number, any
other name makes a new one. Moodle lets the instructor say which column is whom (id number, e-mail,
user name) and which is which grade; it wants one line a student, told apart by that column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from chartroom.classroom.scores import ClassScores

CANVAS = ("Student", "ID", "SIS Login ID", "Section")
MOODLE = ("ID number", "First name", "Last name", "Email address")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"\d+(\.\d{1,4})?")


class ExportError(ValueError):
    """A file would not be imported; the text says which line and why."""


def canvas(found: ClassScores, number: str = "", section: str = "") -> str:
    """Return the file for Canvas's gradebook.

    Args:
        found: the scores.
        number: Canvas's number of the assignment, if it is there already.
        section: name of the section.
    """
    column = f"{found.assignment} ({number})" if number else found.assignment
    rows = [
        (*CANVAS, column),
        ("    Points Possible", "", "", "", _points(found.maximum)),
        *(
            (
                _text(one.student.name),
                "",
                _text(one.student.login or one.student.id),
                _text(section),
                _points(one.points),
            )
            for one in found.submissions
        ),
    ]
    return _checked(rows, check_canvas)


def moodle(found: ClassScores) -> str:
    """Return the file for Moodle's grade import; map "ID number" to the id number."""
    rows = [
        (*MOODLE, found.assignment),
        *(
            (
                _text(one.student.id),
                _text(one.student.first_name),
                _text(one.student.last_name),
                _text(one.student.email),
                _points(one.points),
            )
            for one in found.submissions
        ),
    ]
    return _checked(rows, check_moodle)


def plain(found: ClassScores) -> str:
    """Return one line a student: points, waiting, lateness, and each graded cell."""
    cells = list(dict.fromkeys(name for one in found.submissions for name in one.scores))
    head = ("student", "name", "points", "possible", "waiting", "late_penalty", *cells)
    rows = [head]
    for one in found.submissions:
        values = []
        for cell in cells:
            score = one.scores.get(cell)
            values.append("" if score is None or score.points is None else _points(score.points))
        rows.append(
            (
                _text(one.student.id),
                _text(one.student.name),
                _points(one.points),
                _points(found.maximum),
                _points(one.waiting),
                _points(one.penalty),
                *values,
            )
        )
    return _checked(rows, check_plain)


def check_canvas(text: str) -> None:
    """See whether Canvas would take a file.

    Raises:
        ExportError: it would not.
    """
    rows = _rows(text, CANVAS)
    if len(rows) < 2 or rows[1][0].strip() != "Points Possible":
        raise ExportError("line 2: Canvas wants the points possible here")
    _check_each(rows[2:], rows[0], who=2, first=len(CANVAS), line=3)
    _check_numbers(rows[1], rows[0], len(CANVAS), 2)


def check_moodle(text: str) -> None:
    """See whether Moodle would take a file.

    Raises:
        ExportError: it would not.
    """
    rows = _rows(text, MOODLE)
    _check_each(rows[1:], rows[0], who=0, first=len(MOODLE), line=2)


def check_plain(text: str) -> None:
    """See whether a file is CSV in which each student has one line and each score is a number.

    Raises:
        ExportError: it is not.
    """
    rows = _rows(text, ("student", "name", "points"))
    _check_each(rows[1:], rows[0], who=0, first=2, line=2, gaps=True)


def _rows(text: str, head: Sequence[str]) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or tuple(rows[0][: len(head)]) != tuple(head):
        raise ExportError(f"line 1: the columns must begin with {', '.join(head)}")
    if len(rows[0]) == len(head) or len(set(rows[0])) != len(rows[0]):
        raise ExportError("line 1: there must be an assignment, and no name twice")
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ExportError(f"line {number}: {len(row)} columns, not {len(rows[0])}")
    return rows


def _check_each(
    rows: Sequence[Sequence[str]],
    head: Sequence[str],
    who: int,
    first: int,
    line: int,
    gaps: bool = False,
) -> None:
    seen: set[str] = set()
    for number, row in enumerate(rows, line):
        if not row[who].strip() or row[who] in seen:
            raise ExportError(f"line {number}: {head[who]} {row[who]!r} is empty or there twice")
        seen.add(row[who])
        _check_numbers(row, head, first, number, gaps)


def _check_numbers(
    row: Sequence[str], head: Sequence[str], first: int, line: int, gaps: bool = False
) -> None:
    for name, value in zip(head[first:], row[first:], strict=True):
        if not (_NUMBER.fullmatch(value) or (gaps and value == "")):
            raise ExportError(f"line {line}: {name} is {value!r}, not a number")


def _checked(rows: Sequence[Sequence[str]], check: Callable[[str], None]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    check(out.getvalue())
    return out.getvalue()


def _points(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _text(value: str) -> str:
    """Return text that no spreadsheet takes for a formula, on one line."""
    value = " ".join(value.split())
    return f"'{value}" if _FORMULA.match(value) else value

"""Compare the points that an assignment's text promises with those its cells give.

Two places of the text are read: ``**Points:** 13`` is the whole assignment; ``(2 points)`` in a
heading is everything from there to the next heading of its level or above.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from chartroom.build.manuscript import Manuscript

_NUMBER = r"(\d+(?:\.\d+)?)"
_TOTAL = re.compile(rf"\*\*Points(?::\*\*|\*\*:)\s*{_NUMBER}")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_OF_HEADING = re.compile(rf"\({_NUMBER} points?\)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_WHOLE = 0  # level of the assignment itself, above every heading


@dataclass(frozen=True)
class _Said:
    """A heading, or the total, in the order of the text; ``points`` is None if it names none."""

    level: int
    points: float | None
    cell: int
    line: int


def check(manuscript: Manuscript, cells: Sequence[NotebookNode]) -> None:
    """Stop if the text promises other points than the cells give.

    Args:
        manuscript: the assignment's text.
        cells: the notebook's cells made from it, with nbgrader's metadata; the manuscript's own
            cells among them, as they are.

    Raises:
        BuildError: names file and line, what is said there, and what the cells add up to.
    """
    index = {id(cell): number for number, cell in enumerate(manuscript.notebook.cells)}
    story: list[_Said | float] = []
    for cell in cells:
        if cell.cell_type == "markdown" and id(cell) in index:
            story += _said(index[id(cell)], cell.source)
        story.append(cell.metadata.get("nbgrader", {}).get("points", 0))
    for place, said in enumerate(story):
        if isinstance(said, _Said) and said.points is not None:
            given = _given(story if said.level == _WHOLE else story[place + 1 :], said.level)
            if not math.isclose(said.points, given, abs_tol=0.005):
                where = "" if said.level == _WHOLE else " under this heading"
                unit = "point" if said.points == 1 else "points"
                raise manuscript.error(
                    said.cell,
                    f"the text says {said.points:g} {unit}, but the graded cells{where} "
                    f"give {given:g}; correct the one that is wrong.",
                    said.line,
                )


def _said(cell: int, source: str) -> Iterator[_Said]:
    fence = ""
    for line, text in enumerate(source.splitlines(), 1):
        mark = _FENCE.match(text)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        if heading := _HEADING.match(text):
            named = _OF_HEADING.search(heading[2])
            yield _Said(len(heading[1]), float(named[1]) if named else None, cell, line)
        elif total := _TOTAL.search(text):
            yield _Said(_WHOLE, float(total[1]), cell, line)


def _given(story: Sequence[_Said | float], level: int) -> float:
    """Add up points until a heading of ``level`` or above; all of them for the whole."""
    points = 0.0
    for one in story:
        if not isinstance(one, _Said):
            points += one
        elif _WHOLE < one.level <= level:
            break
    return points

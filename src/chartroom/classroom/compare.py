"""Compare what sample submissions got with what they must get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chartroom.classroom.loop import Score
from chartroom.classroom.submissions import HAND, Sample


@dataclass(frozen=True)
class Result:
    """One sample submission after grading.

    ``got`` and ``expected`` are the points without those that wait for a person, ``possible`` all
    the points of the assignment, ``waiting`` the points that a person has yet to give.
    """

    sample: Sample
    got: float
    expected: float
    possible: float
    waiting: float
    differences: tuple[str, ...]


def compare(sample: Sample, scores: Mapping[str, Score]) -> Result:
    """Return how ``scores`` (by the name of the graded cell) compare with the sample's."""
    got = sum(score.points or 0 for score in scores.values())
    expected = sample.expect.get("total")
    if not isinstance(expected, (int, float)):
        expected = sum(points for points in sample.expect.values() if points != HAND)
    found = []
    for name, wanted in sample.expect.items():
        if name == "total":
            continue
        if name not in scores:
            found.append(f"{name}: there is no such graded cell")
        elif not _same(scores[name].points, wanted):
            found.append(f"{name}: expected {wanted}, got {_shown(scores[name].points)}")
    if not _same(got, expected):
        found.append(f"total: expected {expected:g}, got {_shown(got)}")
    return Result(
        sample=sample,
        got=got,
        expected=expected,
        possible=sum(score.maximum for score in scores.values()),
        waiting=sum(score.maximum for score in scores.values() if score.points is None),
        differences=tuple(found),
    )


def _same(points: float | None, wanted: float | str) -> bool:
    if points is None or wanted == HAND:
        return points is None and wanted == HAND
    return abs(points - float(wanted)) < 0.005


def _shown(points: float | None) -> str:
    return HAND if points is None else f"{points:.4g}"

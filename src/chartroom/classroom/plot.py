"""Draw a demo class: what each submission got, and what it must get."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from chartroom.classroom.compare import Result

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++")
FILLS = ("#4c78a8", "#d9dfe6", "#9aa7b5", "#eef1f4", "#7b8794", "#c4ccd6")


def draw(results: Sequence[Result], path: Path) -> str:
    """Write a PNG of the results to ``path``; return the same in words.

    A group of bars a student, a pattern an assignment (percent of the points scored so far), and a
    line across each bar where the score must be. Pattern and mark tell apart what color does too.
    """
    students = list(dict.fromkeys(result.sample.name for result in results))
    assignments = list(dict.fromkeys(result.sample.assignment for result in results))
    height = 0.8 / len(assignments)
    figure = Figure(figsize=(9, 1.6 + 0.32 * len(students) * len(assignments)), layout="tight")
    axes = figure.subplots()
    for number, assignment in enumerate(assignments):
        chosen = [result for result in results if result.sample.assignment == assignment]
        places = [students.index(one.sample.name) + (number + 0.5) * height for one in chosen]
        percents = [_percent(one.got, one) for one in chosen]
        axes.barh(
            places,
            percents,
            height=height * 0.9,
            label=f"{assignment}: got",
            color=FILLS[number % len(FILLS)],
            edgecolor="black",
            hatch=HATCHES[number % len(HATCHES)],
        )
        for place, percent, one in zip(places, percents, chosen, strict=True):
            axes.text(percent + 1.5, place, f"{one.got:g}", va="center", fontsize=8)
        axes.plot(
            [_percent(one.expected, one) for one in chosen],
            places,
            "k|",
            markersize=14,
            markeredgewidth=2,
            label="must get" if number == 0 else None,
        )
    axes.set_yticks([place + 0.4 for place in range(len(students))], students)
    axes.invert_yaxis()
    axes.set_xlim(0, 118)
    axes.set_xlabel("Percent of the points that need no person")
    axes.set_title("Demo class: points got, and points a submission must get")
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=3, fontsize=8, frameon=False)
    alt = in_words(results)
    figure.savefig(path, dpi=120, metadata={"Title": "Demo class", "Description": alt})
    return alt


def in_words(results: Sequence[Result]) -> str:
    """Return the picture as text, for those who do not see it."""
    parts = [
        f"{one.sample.name} got {one.got:g} of {one.possible - one.waiting:g} in "
        f"{one.sample.assignment}" + (f" (must get {one.expected:g})" if one.differences else "")
        for one in results
    ]
    return f"Bars of a demo class. {'; '.join(parts)}."


def _percent(points: float, result: Result) -> float:
    possible = result.possible - result.waiting
    return 100 * points / possible if possible else 0

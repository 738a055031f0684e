"""What an instructor wants to know of a class: how it did, what was hard, who needs help."""

from __future__ import annotations

import argparse
import html
import io
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chartroom import paths
from chartroom.classroom import competencies, exports, scores, similarity
from chartroom.classroom.competencies import Map, Share
from chartroom.classroom.scores import ClassScores, NoScores, Submission

HELP = 60.0  # percent below which a student, or a student's competency, is listed
STEP = 10  # percent, width of a bar


@dataclass(frozen=True)
class Item:
    """How one graded cell went.

    Attributes:
        name: of the cell.
        share: mean share of its points, 0 to 1.
        none: how many earned nothing.
        discrimination: correlation with the points of all other cells; None if it has none.
        waiting: how many wait for a person.
    """

    name: str
    share: float
    none: int
    discrimination: float | None
    waiting: int


@dataclass(frozen=True)
class Report:
    """A class's results. Percents are of the points that are decided."""

    found: ClassScores
    percents: dict[str, float]
    items: tuple[Item, ...]
    shares: tuple[Share, ...]
    objectives: tuple[Share, ...]
    help: tuple[tuple[str, float, tuple[str, ...]], ...]


def make(found: ClassScores, asked: Map) -> Report:
    """Return the report on a class."""
    percents = {one.student.id: _percent(one) for one in found.submissions}
    every = [scored for one in found.submissions for scored in _scored(one)]
    help_with = []
    for one in found.submissions:
        percent = percents[one.student.id]
        weak = tuple(
            f"{share.name} ({share.percent:.0f} %)"
            for share in asked.by_competency(_scored(one))
            if share.percent < HELP
        )
        if percent < HELP or weak:
            help_with.append((one.student.id, percent, weak))
    return Report(
        found,
        percents,
        tuple(sorted(_items(found), key=lambda item: (item.share, item.name))),
        tuple(asked.by_competency(every)),
        tuple(sorted(asked.by_objective(every), key=lambda share: (share.percent, share.name))),
        tuple(sorted(help_with, key=lambda one: (one[1], one[0]))),
    )


def _percent(one: Submission) -> float:
    decided = [score for score in one.scores.values() if score.points is not None]
    possible = sum(score.maximum for score in decided)
    return 100 * sum(score.points or 0 for score in decided) / possible if possible else 0.0


def _scored(one: Submission) -> list[competencies.Scored]:
    return [
        (name, score.points, score.maximum)
        for name, score in one.scores.items()
        if score.points is not None
    ]


def _items(found: ClassScores) -> list[Item]:
    items = []
    for name in dict.fromkeys(name for one in found.submissions for name in one.scores):
        mine, rest = [], []
        waiting = 0
        for one in found.submissions:
            score = one.scores.get(name)
            if score is None or score.points is None:
                waiting += score is not None
                continue
            mine.append(score.points / score.maximum if score.maximum else 0.0)
            rest.append(sum(s.points or 0 for n, s in one.scores.items() if n != name))
        together = len(set(mine)) > 1 and len(set(rest)) > 1
        items.append(
            Item(
                name,
                statistics.fmean(mine) if mine else 0.0,
                sum(share == 0 for share in mine),
                statistics.correlation(mine, rest) if together else None,
                waiting,
            )
        )
    return [item for item in items if item.waiting < len(found.submissions)]


def in_words(report: Report) -> str:
    """Return the distribution in one sentence, which is the picture's text too."""
    values = sorted(report.percents.values())
    counts = _counts(values)
    bars = ", ".join(f"{low}–{high} %: {count}" for (low, high), count in counts.items() if count)
    return (
        f"{len(values)} submissions of {report.found.assignment}: median "
        f"{statistics.median(values):.0f} %, lowest {values[0]:.0f} %, highest {values[-1]:.0f} %. "
        f"Students by percent: {bars}."
    )


def _counts(values: Sequence[float]) -> dict[tuple[int, int], int]:
    counts = {(low, low + STEP): 0 for low in range(0, 100, STEP)}
    for value in values:
        low = min(int(value // STEP) * STEP, 100 - STEP)
        counts[low, low + STEP] += 1
    return counts


def picture(report: Report) -> str:
    """Return the distribution as an SVG picture with its text."""
    from matplotlib.figure import Figure

    counts = _counts(list(report.percents.values()))
    figure = Figure(figsize=(7, 2.8), layout="tight")
    axes = figure.subplots()
    places = [low for low, _ in counts]
    bars = axes.bar(
        places,
        list(counts.values()),
        width=STEP * 0.9,
        align="edge",
        color="#4c78a8",
        edgecolor="k",
    )
    axes.bar_label(bars, labels=[str(count) if count else "" for count in counts.values()])
    axes.set(xlabel="Percent of the points", ylabel="Students", xlim=(0, 100))
    axes.set_xticks([*places, 100])
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def page(report: Report, alike: Sequence[similarity.Pair]) -> str:
    """Return the report as a page of HTML."""
    import base64

    words = html.escape(in_words(report))
    drawn = base64.b64encode(picture(report).encode("utf-8")).decode("ascii")
    parts = [
        f"<h1>{html.escape(report.found.assignment)}: the class</h1><p>{words}</p>",
        f'<p><img alt="{words}" src="data:image/svg+xml;base64,{drawn}"></p>',
        "<h2>Hardest questions</h2>",
        _table(
            ("Question", "Earned", "Earned nothing", "Discrimination", "Waiting"),
            [
                (
                    item.name,
                    f"{item.share:.0%}",
                    str(item.none),
                    "–" if item.discrimination is None else f"{item.discrimination:.2f}",
                    str(item.waiting or "–"),
                )
                for item in report.items
            ],
        ),
        "<p>Discrimination is the correlation with the points of all other questions: near 0 or "
        "below it, a question tells the strong from the weak badly.</p>",
        "<h2>By competency</h2>",
        _table(("Competency", "Earned"), [(s.name, f"{s.percent:.0f} %") for s in report.shares]),
        "<h2>By objective</h2>",
        _table(
            ("Objective", "", "Earned"),
            [(s.name, s.text, f"{s.percent:.0f} %") for s in report.objectives],
        ),
        f"<h2>Who needs help</h2><p>Below {HELP:.0f} % in all, or in a competency.</p>",
        _table(
            ("Student", "In all", "Weak in"),
            [
                (who, f"{percent:.0f} %", ", ".join(weak) or "–")
                for who, percent, weak in report.help
            ],
        ),
        "<h2>Alike</h2><p>Pairs that share rare wrong answers, or nearly the same text. A reason "
        "to talk, and no proof: students who learned together make the same mistakes.</p>",
        _table(
            ("One", "Other", "Bits", "What they share"),
            [(p.one, p.other, f"{p.bits:.0f}", "; ".join(p.shared)) for p in alike],
        ),
    ]
    style = (
        "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;"
        "text-align:left;vertical-align:top}img{max-width:100%}"
    )
    title = html.escape(f"{report.found.assignment}: the class")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    top = "".join(f'<th scope="col">{html.escape(cell) or "What it is"}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the report and the exports of an assignment; return 0, or 1 if there is nothing."""
    parser = argparse.ArgumentParser(
        prog="chartroom report",
        description="Write a page about the class, and its grades for Canvas, Moodle and as CSV.",
    )
    parser.add_argument("assignment")
    parser.add_argument("--to", type=Path, default=Path("reports"), help="folder (reports)")
    parser.add_argument("--canvas-number", default="", help="Canvas's number of the assignment")
    parser.add_argument("--section", default="", help="name of the section in Canvas")
    options = parser.parse_args(argv)
    root = Path.cwd()
    try:
        found = scores.read(root, options.assignment)
        asked = competencies.read(paths.root(), root / "release" / options.assignment)
        alike = similarity.pairs(similarity.read(root, found))
        files = {
            "html": page(make(found, asked), alike),
            "canvas.csv": exports.canvas(found, options.canvas_number, options.section),
            "moodle.csv": exports.moodle(found),
            "csv": exports.plain(found),
        }
        options.to.mkdir(parents=True, exist_ok=True)
        for ending, text in files.items():
            path = options.to / f"{options.assignment}.{ending}"
            path.write_bytes(text.encode("utf-8"))
            print(path)
        waiting = sum(one.waiting > 0 for one in found.submissions)
        if waiting:
            print(
                f"{waiting} of {len(found.submissions)} submissions still wait for marks by hand; "
                "their points in these files are without them."
            )
    except (NoScores, exports.ExportError, paths.CourseNotFound, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0

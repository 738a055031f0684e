"""Grading a class: plain nbgrader beside ours, same submissions, scores compared by cell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from measure import ROOT, Row

from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom, scratch_copy

ASSIGNMENTS = ("a00-first-worksheet", "a03-reading-notes", "a09-duplicate-queue")
AIM = 10.0  # times plain nbgrader's throughput
PLAIN = """\
import os
c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.course_id = "chartroom"
c.Execute.timeout = 60
"""


@dataclass(frozen=True)
class Timed:
    """One run over a class: seconds of the whole command, and each student's scores."""

    seconds: float
    scores: dict[str, dict[str, float | None]]


def run(assignments: tuple[str, ...], plain: int, ours: tuple[int, ...]) -> list[Row]:
    """Measure each assignment.

    Args:
        assignments: names of assignments with sample submissions.
        plain: how many submissions plain nbgrader grades; its time grows evenly with them.
        ours: how many submissions ours grades; the first is compared with plain.
    """
    rows = []
    for assignment in assignments:
        with tempfile.TemporaryDirectory(prefix="chartroom-bench-") as scratch:
            print(f"{assignment}: {plain} by plain nbgrader ...", file=sys.stderr, flush=True)
            stock = measure(Path(scratch) / "plain", assignment, plain, stock=True)
            per_plain = stock.seconds / plain
            for number, count in enumerate(ours):
                place = Path(scratch) / f"ours-{count}"
                print(f"{assignment}: {count} by ours ...", file=sys.stderr, flush=True)
                mine = measure(place, assignment, count, stock=False)
                per_ours = mine.seconds / count
                differ = [
                    f"{student}, {cell}: {stock.scores[student].get(cell)} and {points}"
                    for student in sorted(set(stock.scores) & set(mine.scores))
                    for cell, points in mine.scores[student].items()
                    if not _same(stock.scores[student].get(cell), points)
                ]
                for line in differ:
                    print(f"DIFFERENT: {assignment}, {line}", file=sys.stderr)
                ratio = per_plain / per_ours
                rows.append(
                    Row(
                        f"{assignment}: {count} submissions, s each",
                        f"{per_ours:.3f} ({mine.seconds:.1f} in all)",
                        f"plain nbgrader {per_plain:.3f} ({plain} submissions)",
                        f"{ratio:.1f} times as many",
                        f"at least {AIM:g} times" if number == 0 else "",
                        (ratio >= AIM or number > 0) and not differ,
                    )
                )
                shutil.rmtree(place)
    return rows


def stages(assignments: tuple[str, ...], count: int) -> list[Row]:
    """Measure where the time of ``count`` submissions goes, one at a time."""
    rows = []
    for assignment in assignments:
        print(f"{assignment}: stages of {count} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="chartroom-bench-") as scratch:
            _room(Path(scratch), assignment, count)
            line = [sys.executable, str(ROOT / "benchmarks" / "grading_stages.py"), assignment]
            spent = json.loads(_told(line, Path(scratch)).stdout.splitlines()[-1])
        whole = spent.pop("all")
        rows += [
            Row(
                f"{assignment}, {count} one at a time: {stage}",
                f"{seconds:.2f} s ({1000 * seconds / count:.1f} ms each)",
                "",
                f"{seconds / whole:.0%} of {whole:.1f} s",
                "",
                True,
            )
            for stage, seconds in spent.items()
        ]
    return rows


def measure(place: Path, assignment: str, count: int, stock: bool) -> Timed:
    """Grade ``count`` submissions by nbgrader's command in the new folder ``place``."""
    room = _room(place, assignment, count)
    if stock:
        (place / "nbgrader_config.py").write_text(PLAIN, "utf-8")
    start = time.perf_counter()
    _told([sys.executable, "-m", "nbgrader", "autograde", assignment], place)
    seconds = time.perf_counter() - start
    return Timed(seconds, _scores(room, assignment, place))


def _room(place: Path, assignment: str, count: int) -> Classroom:
    """Make a course with an assignment that ``count`` students have handed in."""
    room = scratch_copy(ROOT, place, [assignment])
    assert room.release(assignment), room.said
    samples = [one for one in submissions.samples(ROOT, assignment) if not one.tamper]
    for number in range(count):
        sample = samples[number % len(samples)]
        folder = place / "submitted" / f"{number:04d}-{sample.name}" / assignment
        submissions.hand_in(sample, place / "release" / assignment, folder)
    return room


def _told(line: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ, CHARTROOM_HOME=str(ROOT), PYTHONUTF8="1")
    done = subprocess.run(line, cwd=place, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def _scores(room: Classroom, assignment: str, place: Path) -> dict[str, dict[str, float | None]]:
    return {
        folder.name: {
            name: score.points for name, score in room.scores(assignment, folder.name).items()
        }
        for folder in sorted((place / "submitted").iterdir())
    }


def _same(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < 0.005)

"""Attacks on grading, tried on plain nbgrader and on ours: the same submission, the same course.

Only attacks that can be tried without protection: those that would take all memory, kill every
process or write beside the course are left to the tests, which try them on ours alone.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
from grading import PLAIN
from measure import ROOT, Row

sys.path.insert(0, str(ROOT / "tests" / "classroom"))

from hostile import COURSE, NAME, SECRET, Attack, attacks
from smallcourse import ANSWERS, CELLS, QUESTIONS, sample

from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom

HONEST = 2.0
SECONDS = 90
TRIED = [
    "blanks-cells",
    "brings-own-tests",
    "crashes",
    "drops-asserts",
    "empties-files",
    "equals-everything",
    "exits",
    "hands-in-pandas",
    "links-to-the-gradebook",
    "overwrites-another",
    "patches-pandas-testing",
    "patches-run-cell",
    "patches-the-kernel",
    "patches-the-scoring",
    "reads-its-own-file",
    "reads-source",
    "reads-the-environment",
    "replaces-builtins",
    "returns-what-equals-everything",
    "shadows-what-tests-use",
    "shows-a-result-before-each-cell-4",
    "skips-tests",
    "table-of-a-kind",
    "table-of-objects",
    "writes-a-score",
]


@dataclass(frozen=True)
class Fate:
    """What became of an attack: its points (None if it was not graded), and harm done."""

    points: float | None
    read: bool
    changed: bool

    def __str__(self) -> str:
        said = "not graded" if self.points is None else f"{self.points:g} points"
        said += ", secret read" if self.read else ""
        return said + (", others changed" if self.changed else "")


def run(names: list[str]) -> list[Row]:
    """Try attacks on both; each must get its honest points from ours, and do no harm.

    Args:
        names: of attacks in ``TRIED``.
    """
    chosen = [one for one in attacks() if one.name in names]
    rows = []
    with tempfile.TemporaryDirectory(prefix="chartroom-bench-") as scratch:
        made = _course(Path(scratch) / "course")
        for number, attack in enumerate(chosen, start=1):
            print(f"{number} of {len(chosen)}: {attack.name}", file=sys.stderr, flush=True)
            ours, plain = (
                _try(made, Path(scratch) / "tried", attack, stock) for stock in (False, True)
            )
            met = ours == Fate(HONEST, False, False)
            rows.append(Row(attack.name, str(ours), str(plain), "", f"{HONEST:g} points", met))
    return rows


def _course(root: Path) -> Path:
    """Make a course with one graded submission that holds a secret."""
    from chartroom.build.command import build

    folder = root / "manuscript" / "source" / NAME
    folder.mkdir(parents=True)
    (root / "datasets" / "cases").mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(COURSE, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    if wrong := build(root, say=lambda line: None):
        raise RuntimeError(f"the course was not built: {wrong}")
    return root


def _try(made: Path, root: Path, attack: Attack, stock: bool) -> Fate:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(made, root)
    room = Classroom(root, home=ROOT)
    if not room.release(NAME):
        raise RuntimeError(f"the course was not released: {room.said}")
    victim = sample("victim", cells={**CELLS, "why": SECRET}, answers=ANSWERS)
    submissions.hand_in(victim, root / "release" / NAME, root / "submitted" / "victim" / NAME)
    if not room.autograde(NAME, "victim"):
        raise RuntimeError(f"the submission before it was not graded: {room.said}")
    cells = {name: code for name, code in attack.cells.items() if name != "first"}
    own = sample(attack.name, cells=cells, answers={"side": ANSWERS["side"]})
    place = root / "submitted" / attack.name / NAME
    submissions.hand_in(own, root / "release" / NAME, place)
    path = place / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    known = f"ROOT = {str(root)!r}\nHOME = {str(root / 'home')!r}\nPORT = 9\n"
    first = nbformat.v4.new_code_cell(known + attack.cells.get("first", ""), id="own")
    notebook.cells.insert(0, first)
    nbformat.write(notebook, path)
    if attack.breaks is not None:
        attack.breaks(place)
    before = _kept(root)
    if stock:
        (root / "nbgrader_config.py").write_text(PLAIN, "utf-8")
    _grade(root, attack.name)
    return Fate(_points(root, attack.name), SECRET in _shown(root, attack.name),
                _kept(root) != before)  # fmt: skip


def _grade(root: Path, student: str) -> None:
    line = [sys.executable, "-m", "nbgrader", "autograde", NAME, "--student", student]
    env = dict(os.environ, CHARTROOM_HOME=str(ROOT), GRADER_SECRET=SECRET)
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(line, cwd=root, env=env, capture_output=True, timeout=SECONDS, check=False)


def _points(root: Path, student: str) -> float | None:
    """Return a submission's points in the gradebook; None if it is not there as graded."""
    try:
        if not (root / "autograded" / student / NAME / f"{NAME}.ipynb").exists():
            return None
        found = Classroom(root, home=ROOT).scores(NAME, student)
    except Exception:
        return None
    return sum(one.points or 0.0 for one in found.values())


def _shown(root: Path, student: str) -> str:
    path = root / "autograded" / student / NAME / f"{NAME}.ipynb"
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except (OSError, ValueError):
        return ""
    return json.dumps([cell.get("outputs") for cell in cells])


def _kept(root: Path) -> object:
    """Return what no other submission may change: the victim's files and scores."""
    files = sorted((root / "submitted" / "victim").rglob("*"))
    held = {str(path): path.read_bytes() for path in files if path.is_file()}
    try:
        with closing(sqlite3.connect(root / "gradebook.db")) as book:
            scores = book.execute(
                "SELECT g.auto_score, g.manual_score FROM grade g JOIN submitted_notebook n "
                "ON n.id = g.notebook_id JOIN submitted_assignment a ON a.id = n.assignment_id "
                "WHERE a.student_id = 'victim' ORDER BY g.id"
            ).fetchall()
    except sqlite3.Error as trouble:
        scores = [str(trouble)]
    return held, scores

"""Graders, warm processes and kernels killed at random moments: nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from smallcourse import ANSWERS, CELLS, NAME, REAL, sample

from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom
from chartroom.sandbox.confine import means

pytestmark = [
    pytest.mark.classroom,
    pytest.mark.skipif(not means().enough, reason="nothing here confines a process"),
]

STUDENTS = 16
Scores = dict[str, dict[str, float | None]]


@pytest.fixture(scope="module")
def klass(small_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a function that makes a course folder with a class that has handed in."""
    made = 0

    def new() -> Path:
        nonlocal made
        made += 1
        root = tmp_path_factory.mktemp(f"killed-{made}")
        shutil.copy(small_course / "nbgrader_config.py", root)
        for name in ("source", "release"):
            shutil.copytree(small_course / name, root / name)
        room = Classroom(root, home=REAL)
        assert room.release(NAME), room.said
        for number in range(STUDENTS):
            cells = {**CELLS, "half-code": f"def half(n):\n    return n / {number % 3 + 1}"}
            one = sample(f"s{number:02d}", cells=cells, answers=ANSWERS if number % 2 else {})
            place = root / "submitted" / one.name / NAME
            submissions.hand_in(one, root / "release" / NAME, place)
        return root

    return new


@pytest.fixture(scope="module")
def undisturbed(klass: Callable[[], Path]) -> Scores:
    """Return the scores of the class, graded by one worker."""
    root = klass()
    assert grade(root, "--workers", "1").wait(120) == 0
    return scores(root)


def grade(root: Path, *options: str) -> subprocess.Popen[bytes]:
    env = dict(os.environ, CHARTROOM_HOME=str(REAL))
    line = [sys.executable, "-m", "chartroom.cli", "grade", NAME, *options]
    return subprocess.Popen(
        line, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def scores(root: Path) -> Scores:
    room = Classroom(root, home=REAL)
    return {
        folder.name: {name: one.points for name, one in room.scores(NAME, folder.name).items()}
        for folder in sorted((root / "submitted").iterdir())
    }


def nothing_doubled(root: Path) -> bool:
    with sqlite3.connect(root / "gradebook.db") as book:
        (rows,) = book.execute("SELECT count(*) FROM submitted_assignment").fetchone()
        (cells,) = book.execute("SELECT count(*) FROM grade").fetchone()
    graded = list((root / "autograded").glob(f"*/{NAME}/{NAME}.ipynb"))
    parts = list((root / "autograded").glob("*/.part-*"))
    return (rows, cells, len(graded), parts) == (STUDENTS, 5 * STUDENTS, STUDENTS, [])


def below(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid:
            found += [int(folder.name), *below(int(folder.name))]
    return found


def test_the_order_and_number_of_workers_change_nothing(klass, undisturbed):
    root = klass()
    assert grade(root, "--workers", "4").wait(120) == 0
    assert scores(root) == undisturbed
    assert nothing_doubled(root)


def test_a_grader_that_is_killed_again_and_again_comes_to_the_same_end(klass, undisturbed):
    root, draw = klass(), random.Random(7)
    for _ in range(8):
        grader = grade(root)
        try:
            grader.wait(draw.uniform(1.6, 4.5))
            break
        except subprocess.TimeoutExpired:
            started = below(grader.pid)
            grader.kill()
            grader.wait()
            until = time.monotonic() + 10
            while time.monotonic() < until and any(
                Path(f"/proc/{pid}").exists() for pid in started
            ):
                time.sleep(0.05)
            assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    assert grade(root).wait(120) == 0
    assert scores(root) == undisturbed
    assert nothing_doubled(root)


def test_processes_that_are_killed_from_outside_cost_nothing(klass, undisturbed):
    root, draw = klass(), random.Random(11)
    grader = grade(root)
    killed = 0
    while grader.poll() is None and killed < 8:
        time.sleep(draw.uniform(0.05, 0.3))
        started = below(grader.pid)
        if len(started) > 1:  # the warm process and at least one that it has started
            try:
                os.kill(draw.choice(started), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                pass
    assert grader.wait(120) == 0
    assert killed >= 3
    assert scores(root) == undisturbed
    assert nothing_doubled(root)

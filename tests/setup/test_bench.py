"""The benchmark runs and prints its table. How fast is not tested: machines differ."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chartroom.sandbox.confine import means

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import measure

    yield measure
    sys.modules.pop("measure")


@pytest.mark.setup
def test_the_table_has_its_ratios():
    done = run("--quick")
    for words in ("Code set", "peak memory", "Search", "first exercise", "times faster", "p95"):
        assert words in done.stdout


@pytest.mark.setup
@pytest.mark.skipif(not means().enough, reason="nothing here confines a process")
def test_a_class_is_graded_by_both_with_the_same_scores():
    said = run("--grading", "--quick")
    assert "DIFFERENT" not in said.stderr
    assert "times as many" in said.stdout
    for stage in ("loading", "two processes", "gradebook"):
        assert re.search(rf"one at a time: {stage}.* \d+% of", said.stdout), said.stdout


@pytest.mark.setup
@pytest.mark.skipif(not means().enough, reason="nothing here confines a process")
def test_attacks_are_tried_on_both():
    said = run("--attacks", "--quick")
    rows = {row[0]: row[1:3] for row in map(cells, said.stdout.splitlines()) if len(row) > 2}
    assert rows["blanks-cells"] == ["2 points", "14 points"]
    assert rows["brings-own-tests"] == ["2 points", "not graded"]
    assert said.returncode == 0


def run(*options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(ROOT / "benchmarks" / "run.py"), *options]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done


def cells(line: str) -> list[str]:
    return [part.strip() for part in line.strip("|").split("|")]


def test_percentiles_are_values_that_were_measured(measure):
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert measure.percentile(values, 50) == 3.0
    assert measure.percentile(values, 95) == 5.0
    assert measure.percentile(values, 100) == 5.0
    assert measure.percentile([7.0], 50) == 7.0


def test_sides_take_turns_and_the_first_round_does_not_count(measure):
    calls: list[str] = []

    def side(name: str):
        return lambda: calls.append(name) or float(len(calls))

    ours, theirs = measure.in_turns(2, side("a"), side("b"))
    assert calls == ["a", "b"] * 3
    assert (ours, theirs) == ([3.0, 5.0], [4.0, 6.0])


def test_memory_and_time_of_lines_in_a_fresh_python(measure):
    small, large = measure.fresh("pass"), measure.fresh("x = bytearray(50_000_000)")
    assert 30 < large.peak - small.peak < 70
    assert small.seconds >= 0

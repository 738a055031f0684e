"""The linkage benchmark counts rightly and runs every tool. How fast is not tested."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import linkage_scores

    yield linkage_scores
    sys.modules.pop("linkage_scores")


FOUND = pd.DataFrame(
    {
        "left": ["a", "c", "e", "g", "i"],
        "right": ["b", "d", "f", "h", "j"],
        "score": [0.9, 0.7, 0.7, 0.4, 0.1],
    }
)
KNOWN = {frozenset(pair) for pair in ("ba", "cd", "hg", "yz")}


def test_precision_recall_and_f1_are_those_of_the_formulas(counting):
    usual, best = counting.scores(FOUND, KNOWN, 0.5)
    assert (usual.threshold, usual.precision, usual.recall) == (0.7, 2 / 3, 2 / 4)
    assert usual.f1 == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert (best.threshold, best.precision, best.recall) == (0.4, 3 / 4, 3 / 4)


def test_pairs_of_one_score_stand_or_fall_together(counting):
    _, best = counting.scores(FOUND, {frozenset("ab"), frozenset("cd")}, 0.5)
    assert best.threshold in (0.9, 0.7)
    assert best.precision in (1.0, 2 / 3)


def test_nothing_listed_scores_nothing(counting):
    usual, _ = counting.scores(FOUND, KNOWN, 0.95)
    assert (usual.precision, usual.recall, usual.f1) == (0, 0, 0)


def test_where_another_tool_is_ahead_is_said(counting):
    def line(tool: str, f1: float, seconds: float):
        score = counting.Score(0.5, f1, f1, f1)
        return counting.Line("FEBRL 1", tool, "", score, score, seconds)

    assert counting.behind([line("Chartroom", 0.9, 1), line("splink", 0.9, 2)]) == []
    assert counting.behind([line("Chartroom", 0.8, 3), line("splink", 0.9, 2)]) == [
        "FEBRL 1: F1 is behind splink",
        "FEBRL 1: slower than splink",
    ]


def test_every_package_is_pinned_and_no_host_is_named():
    for text in (BENCHMARKS / "linkage-requirements.txt").read_text("utf-8").splitlines():
        assert text.startswith("#") or re.fullmatch(r"[A-Za-z0-9_-]+==[0-9.]+", text), text


@pytest.mark.setup
def test_the_benchmark_runs_every_tool_on_every_table():
    line = [sys.executable, str(BENCHMARKS / "run.py"), "--linkage", "--quick"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| FEBRL")]
    assert len(rows) == 4 * 3
    f1 = {tuple(re.split(r" *\| *", row)[1:3]): float(row.split("|")[6]) for row in rows}
    for (data, tool), value in f1.items():
        assert value <= f1[data, "Chartroom"], (data, tool)
    assert "made-up people" in done.stdout

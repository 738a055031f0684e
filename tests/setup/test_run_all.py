"""What `start.py test` does with its steps: all run, all are counted, one failure fails it."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run_all(monkeypatch: pytest.MonkeyPatch):
    spec = importlib.util.spec_from_file_location("run_all", ROOT / "tests" / "run_all.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "run_all", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "left_behind", lambda: set())
    return module


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_every_step_runs_and_one_failure_fails_all(run_all, monkeypatch, capfd):
    steps = (
        run_all.Step("first", (python("print('one'); raise SystemExit(3)"),)),
        run_all.Step("second", (python("print('two')"), python("print('three')"))),
    )
    monkeypatch.setattr(run_all, "QUICK", steps)
    assert run_all.main(["--quick"]) == 1
    said = capfd.readouterr().out
    assert "one" in said
    assert "three" in said
    assert "first                FAILED" in said
    assert re.search(r"No file left behind +ok +0\.0 s  1 passed, 0 failed", said)
    assert "3 passed, 1 failed in" in said.splitlines()[-1]


def test_pytests_own_counts_are_added_up(run_all, monkeypatch, capfd, tmp_path: Path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.mark.skip\n"
        "def test_skipped(): pass\n"
    )
    step = run_all.Step("tests", ([*run_all.PYTEST, "."],), where=lambda scratch: tmp_path)
    monkeypatch.setattr(run_all, "FULL", (step,))
    assert run_all.main([]) == 1
    assert "2 passed, 1 failed, 1 skipped in" in capfd.readouterr().out.splitlines()[-1]


def test_a_run_without_tests_is_a_failure(run_all, tmp_path: Path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    step = run_all.Step("tests", ([*run_all.PYTEST, "."],), where=lambda scratch: tmp_path)
    tally = run_all.run_step(step, tmp_path, dict(os.environ))
    assert (tally.passed, tally.failed) == (0, 1)


def test_files_left_behind_are_a_failure(run_all, monkeypatch, capfd):
    states = iter([{" M old"}, {" M old", "?? course/answers/x.json"}])
    monkeypatch.setattr(run_all, "left_behind", lambda: next(states))
    monkeypatch.setattr(run_all, "QUICK", ())
    assert run_all.main(["--quick"]) == 1
    assert "left behind or changed by the tests: ?? course/answers/x.json" in capfd.readouterr().out


def test_lessons_are_run_apart_and_without_anybodys_answers(run_all, monkeypatch, tmp_path: Path):
    home = tmp_path / "home"
    names = ("course/a.ipynb", "course/b.ipynb", "course/answers/a.json", "datasets/cases/x.md")
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    monkeypatch.setattr(run_all, "ROOT", home)
    copy = run_all.course_copy(tmp_path)
    for lesson in ("a", "b"):
        assert [one.name for one in (copy / lesson / "course").iterdir()] == [f"{lesson}.ipynb"]
        assert (copy / lesson / "datasets" / "cases" / "x.md").exists()

"""Every command that the guides tell people to type is run by a test.

The guides' ``bash`` blocks are read. A command stands in RUN_HERE (run by this file), in the
instructor's term (run below, in order), or in RUN_BY with the test that runs it; that test must
exist. A command in none of them fails.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDES.append(ROOT / "src" / "chartroom" / "classroom" / "student-readme.md")
START = "python3 start.py"

RUN_HERE = [
    f"{START} check cases",
    f"{START} codes --rebuild",
    f"{START} data --patients 64 --seed 7 --out my-hospital",
    f"{START} print thirty-seven-weeks nights-in-the-recliner --out charts.html",
]
RUN_BY = {
    START: "tests/setup/test_fresh.py::test_killed_install_heals_and_the_course_opens",
    f"{START} setup": "tests/setup/test_fresh.py::test_killed_install_heals_and_the_course_opens",
    f"{START} test": "tests/setup/test_run_all.py::test_pytests_own_counts_are_added_up",
    f"{START} test --quick": (
        "tests/setup/test_run_all.py::test_every_step_runs_and_one_failure_fails_all"
    ),
    f"{START} bundle": "tests/setup/test_bundle.py::test_command_writes_folder_and_zip",
    f"{START} bench": "tests/setup/test_bench.py::test_the_table_has_its_ratios",
    f"{START} bench --linkage": (
        "tests/setup/test_linkage_bench.py::test_the_benchmark_runs_every_tool_on_every_table"
    ),
    f"{START} bench --grading": (
        "tests/setup/test_bench.py::test_a_class_is_graded_by_both_with_the_same_scores"
    ),
    f"{START} bench --attacks": "tests/setup/test_bench.py::test_attacks_are_tried_on_both",
    f"{START} data --course": "tests/hospital/test_data_command.py::test_a_changed_file_is_named",
    f"{START} data --check": (
        "tests/hospital/test_data_command.py::test_the_course_data_are_what_the_program_makes"
    ),
    f"{START} build": "tests/build/test_build_lessons.py::test_only_what_changed_is_built_again",
    f"{START} build --check": (
        "tests/build/test_build_lessons.py::"
        "test_check_finds_what_a_build_would_change_and_changes_nothing"
    ),
    f"{START} demo": (
        "tests/classroom/test_demo_class.py::test_the_demo_class_is_graded_shown_and_drawn"
    ),
}
TERM = [
    f"{START} build a00-first-worksheet",
    f"{START} nbgrader generate_assignment a00-first-worksheet --force",
    f"{START} nbgrader release_assignment a00-first-worksheet",
    f"{START} nbgrader collect a00-first-worksheet",
    f"{START} nbgrader autograde a00-first-worksheet",
    f"{START} grade a00-first-worksheet",
    f"{START} nbgrader generate_feedback a00-first-worksheet",
    f"{START} nbgrader release_feedback a00-first-worksheet",
    f"{START} nbgrader export",
    f"{START} report a00-first-worksheet",
    f"{START} handout a00-first-worksheet lena marek",
]
A_KEY_WAS_WRONG = [
    f"{START} build a00-first-worksheet",
    f"{START} nbgrader generate_assignment a00-first-worksheet --force",
    f"{START} nbgrader autograde a00-first-worksheet --force",
    f"{START} nbgrader generate_feedback a00-first-worksheet --force",
]


def commands() -> list[tuple[str, str]]:
    """Return (guide, command) for every line of every bash block."""
    found = []
    for guide in GUIDES:
        for block in re.findall(r"^```bash\n(.*?)^```", guide.read_text("utf-8"), re.S | re.M):
            lines = [line.strip() for line in block.splitlines()]
            found += [(guide.name, line) for line in lines if line and not line.startswith("#")]
    return found


def test_the_guides_have_commands():
    assert len({line for _, line in commands()}) > 12


@pytest.mark.parametrize("line", sorted({line for _, line in commands()}))
def test_every_command_is_run_by_a_test(line: str):
    assert line in {*RUN_HERE, *RUN_BY, *TERM, *A_KEY_WAS_WRONG}, f"no test runs: {line}"


@pytest.mark.parametrize("test", sorted(set(RUN_BY.values())))
def test_the_tests_named_exist(test: str):
    file, _, name = test.partition("::")
    path = ROOT / file
    functions = {n.name for n in ast.walk(ast.parse(path.read_text("utf-8"))) if hasattr(n, "name")}
    assert name in functions


def test_the_term_is_told_in_the_order_it_is_run():
    told = [*TERM, *A_KEY_WAS_WRONG]
    guide = [line for name, line in commands() if name == "instructor-guide.md" and line in told]
    assert guide == told


@pytest.fixture
def home(tmp_path: Path, lend_environment) -> Path:
    """A copy of the course with this environment's packages."""
    home = tmp_path / "course"
    leave = shutil.ignore_patterns(".venv*", ".git", "__pycache__", ".*_cache", "dist", "answers")
    shutil.copytree(ROOT, home, ignore=leave)
    lend_environment(home)
    return home


def type_in(home: Path, line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the guides give it."""
    words = line.split()
    assert words[0] == "python3"
    return subprocess.run(
        [sys.executable, *words[1:]],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home / "src"), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="lends the environment by symbolic links")
@pytest.mark.parametrize("line", RUN_HERE)
def test_short_commands(home: Path, tmp_path: Path, line: str):
    done = type_in(home, line, CHARTROOM_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.classroom
@pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange needs Unix")
def test_an_instructors_term(home: Path, tmp_path: Path):
    name = "a00-first-worksheet"
    config = tmp_path / "config"
    exchange = tmp_path / "exchange"
    for folder in (config, exchange):
        folder.mkdir()
    exchange.chmod(0o777)
    (config / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    )
    env = {"JUPYTER_CONFIG_DIR": str(config), "CHARTROOM_HOME": str(home)}
    for line in TERM:
        done = type_in(home, line, **env)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if "release_assignment" in line:
            student = tmp_path / "student"
            student.mkdir()
            for verb in ("fetch_assignment", "submit"):
                subprocess.run(
                    [sys.executable, "-m", "nbgrader", verb, name, "--course", "chartroom"],
                    cwd=student,
                    env={**os.environ, **env},
                    check=True,
                    capture_output=True,
                )
    assert list((home / "feedback").glob(f"*/{name}/{name}.html"))
    assert name in (home / "grades.csv").read_text()
    assert "Points Possible" in (home / "reports" / f"{name}.canvas.csv").read_text()

    # A key that was wrong: its correction must reach the graded notebook and the feedback.
    key = home / "manuscript" / "source" / name / "questions.yaml"
    text = key.read_text("utf-8")
    assert "answer: TH-010406" in text
    key.write_text(text.replace("answer: TH-010406", "answer: TH-999999"), "utf-8")
    (graded,) = (home / "autograded").glob(f"*/{name}/{name}.ipynb")
    (page,) = (home / "feedback").glob(f"*/{name}/{name}.html")
    before = page.stat().st_mtime_ns
    assert "TH-999999" not in graded.read_text("utf-8")
    for line in A_KEY_WAS_WRONG:
        done = type_in(home, line, **env)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "TH-999999" in graded.read_text("utf-8")
    assert page.stat().st_mtime_ns > before

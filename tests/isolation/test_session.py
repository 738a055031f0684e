"""One submission in two processes: what crosses, what does not, and what stops."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartroom.classroom import settings
from chartroom.isolation import needs, session
from chartroom.isolation.forge import Forge, Place
from chartroom.isolation.needs import SourceCell
from chartroom.isolation.session import Cell, Report, Task, Times
from chartroom.sandbox.confine import Limits, means

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.classroom,
    pytest.mark.skipif(not means().enough, reason="nothing here confines a process"),
]


@pytest.fixture(scope="module")
def forge() -> Iterator[Forge]:
    found = Forge(["pandas"], ROOT)
    yield found
    found.close()


@pytest.fixture
def run(forge: Forge, tmp_path: Path) -> Callable[..., Report]:
    """Return a function that runs cells: (kind, code), kinds as in ``needs``."""

    def place(name: str) -> Place:
        for folder in (tmp_path / name, tmp_path / f"{name}-scratch"):
            folder.mkdir()
        return Place(
            tmp_path / name,
            (*settings.readable(ROOT), tmp_path / name),
            (tmp_path / name, tmp_path / f"{name}-scratch"),
            Limits(memory=300),
            {"HOME": str(tmp_path / f"{name}-scratch"), "PATH": "/usr/bin:/bin"},
        )

    def run(*cells: tuple[str, str], times: Times = Times(5, 20, 1)) -> Report:  # noqa: B008
        source = [SourceCell(kind, code, f"c{n}") for n, (kind, code) in enumerate(cells)]
        made = [
            Cell("test" if kind == "test" else "student", code, f"c{n}", kind == "setup", code)
            for n, (kind, code) in enumerate(cells)
        ]
        task = Task(made, needs.of(source), place("student"), place("tests"), times=times)
        return session.run(task, forge)

    return run


def value(report: Report, place: int = -1) -> str:
    outputs = report.ran[place].outputs
    assert [one["output_type"] for one in outputs] == ["execute_result"], outputs
    return outputs[0]["data"]["text/plain"]


def error(report: Report, place: int = -1) -> dict:
    (found,) = [one for one in report.ran[place].outputs if one["output_type"] == "error"]
    return found


def test_a_function_is_called_where_it_was_made(run):
    report = run(
        (
            "solution",
            "import os\ncalls = []\ndef who(n):\n    calls.append(n)\n    return os.getpid()",
        ),
        ("test", "import os\nwho(1) == os.getpid(), callable(who), who.__name__"),
        ("test", "calls"),
    )
    assert value(report, 1) == "(False, True, 'who')"
    assert value(report, 2) == "[1]"


def test_a_function_that_changes_what_it_is_given_changes_the_tests_list(run):
    report = run(
        (
            "solution",
            "def add(rows, more):\n    rows.append(4)\n    more['x'] = 1\n    del more['y']",
        ),
        ("test", "mine, other = [3], {'y': 2}\nadd(mine, other)\nmine, other"),
    )
    assert value(report) == "([3, 4], {'x': 1})"


def test_an_error_of_the_students_function_keeps_its_kind(run):
    report = run(
        ("solution", "def f(n):\n    raise KeyError('no ' + n)"),
        ("test", "try:\n    f('x')\nexcept KeyError as problem:\n    said = str(problem)\nsaid"),
    )
    assert "no x" in value(report)


def test_what_a_function_prints_is_there_for_a_test_that_looks(run):
    look = (
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "    hello()\nout.getvalue()"
    )
    report = run(("solution", "def hello():\n    print('hello')"), ("test", look))
    assert value(report) == repr("hello\n")


def test_a_function_that_does_not_return_is_stopped(run):
    report = run(
        ("solution", "kept = 7\ndef f():\n    while True:\n        pass"),
        ("test", "try:\n    f()\nexcept TimeoutError as late:\n    said = str(late)\nsaid"),
        ("test", "kept"),
    )
    assert "longer than 1 seconds" in value(report, 1)
    assert value(report, 2) == "7"


def test_a_value_that_cannot_cross_says_so(run):
    report = run(
        ("solution", "class Chart:\n    pass\nchart = Chart()"),
        ("test", "assert isinstance(chart, object)\nchart.title"),
    )
    assert "“chart” is a Chart object" in error(report)["evalue"]


def test_the_students_value_at_the_time_of_the_test_counts(run):
    report = run(
        ("solution", "x = 1"), ("test", "x"), ("solution", "x = 2"), ("test", "x"), ("test", "x")
    )
    assert [value(report, place) for place in (1, 3, 4)] == ["1", "2", "2"]


def test_files_that_cells_write_are_there_for_tests(run):
    report = run(
        ("solution", "open('made.txt', 'w').write('first')"),
        ("test", "open('made.txt').read()"),
        ("solution", "open('made.txt', 'w').write('second, longer')"),
        ("test", "open('made.txt').read()"),
    )
    assert (value(report, 1), value(report, 3)) == ("'first'", "'second, longer'")


def test_setup_is_run_again_after_python_stopped_and_names_made_by_hand_are_lost(run):
    report = run(
        ("setup", "import math\nbase = 40"),
        ("solution", "mine = 1"),
        ("solution", "import os\nos._exit(3)"),
        ("solution", "later = base + 2"),
        ("test", "later"),
        ("test", "globals().get('mine')"),
    )
    assert error(report, 2)["ename"] == "PythonStopped"
    assert value(report, 4) == "42"
    assert report.ran[5].outputs == []
    assert report.notes == ["Python stopped at cell 3 of the code and was started again."]


def test_a_cell_over_its_time_is_stopped_and_what_was_there_is_kept(run):
    report = run(
        ("solution", "kept = 41\nprint('so far')"),
        ("solution", "import time\nprint('begun')\ntime.sleep(60)"),
        ("test", "kept + 1"),
        times=Times(1, 20, 1),
    )
    late = report.ran[1].outputs
    assert [one.get("text", one.get("ename")) for one in late] == ["begun\n", "CellTimeoutError"]
    assert value(report) == "42"


def test_the_time_of_all_cells_together_has_an_end(run):
    report = run(
        *[("solution", "import time\ntime.sleep(1.5)")] * 4,
        ("test", "6 * 7"),
        times=Times(5, 3, 1),
    )
    assert "used up" in error(report, 3)["evalue"]
    assert value(report) == "42"


def test_outputs_are_those_of_a_notebook(run):
    report = run(
        (
            "solution",
            "import sys\nprint('out')\nprint('err', file=sys.stderr)\ndisplay(1)\n{'a': [1]}",
        ),
        ("solution", "1 / 0"),
        ("solution", "print('a\\n' * 3_000_000)"),
        ("solution", "input('?')"),
    )
    kinds = [one["output_type"] for one in report.ran[0].outputs]
    assert kinds == ["stream", "stream", "display_data", "execute_result"]
    assert error(report, 1)["ename"] == "ZeroDivisionError"
    assert "cut off here" in report.ran[2].outputs[0]["text"]
    assert len(report.ran[2].outputs[0]["text"]) < 1_100_000
    assert "cannot ask anybody" in error(report, 3)["evalue"]


def test_plain_python_can_read_what_it_is_made_of(run):
    report = run(("solution", f"import os\nlen(os.listdir({sys.prefix!r})) > 0"))
    assert value(report) == "True"

"""The student edition: what is in it, what must not be, and that it works by itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from chartroom import environment
from chartroom.classroom import bundle, leaks
from chartroom.classroom.pins import student_pins

ROOT = Path(__file__).resolve().parents[2]
GRADED = ROOT / "manuscript" / "source"

NOTEBOOK = {
    "cells": [],
    "metadata": {"language_info": {"name": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
ASSIGNMENT = """\
Count the charts of the morning.

```{code-cell}
:solution: q2
### BEGIN SOLUTION
total = sum(charts.values())
### END SOLUTION
```

### BEGIN MARK SCHEME
A full answer names the rule that a symptom is not coded beside its disease.
### END MARK SCHEME
"""
QUESTIONS = """\
questions:
  - id: q1
    kind: choice
    prompt: Which chart first?
    options: {a: The one that has waited longest on the desk of the department, b: Another}
    key:
      answer: a
      why: The oldest chart goes first, because its deadline comes first of all.
      wrong:
        b: "Another chart may be nicer to read, but it has more time left."
        c: "There is no third chart on the desk, so look at the two again."
"""
CASE = """\
---
case: graded-ankle
slots:
  side: [{word: right, digit: "1"}, {word: left, digit: "2"}]
key:
  - code: S93.40{{side.digit}}A
    evidence: ["note: twisted the {{side.word}} ankle on the curb outside the shop"]
    why: The sixth character says which ankle, and the emergency visit asks for A.
---
# note | Note | Ann Reed, MD | 2026-05-01 | signed
She twisted the {{side.word}} ankle on the curb outside the shop.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A very small course with one graded assignment."""
    root = tmp_path / "whole"
    graded = root / "manuscript" / "source" / "a99-test"
    (graded / "cases").mkdir(parents=True)
    (graded / "a99-test.md").write_text(ASSIGNMENT)
    (graded / "questions.yaml").write_text(QUESTIONS)
    (graded / "cases" / "graded-ankle.md").write_text(CASE)
    for folder in ("course/answers", "release/a99-test", "datasets/cases", "src/chartroom/build"):
        (root / folder).mkdir(parents=True)
    for name in ("course/00-start.ipynb", "release/a99-test/a99-test.ipynb"):
        (root / name).write_text(json.dumps(NOTEBOOK))
    public = {"q1": {"prompt": "Which chart first?", "options": {"a": "The one ..."}}}
    (root / "release/a99-test/questions.json").write_text(json.dumps(public))
    (root / "course" / "answers" / "00-start.json").write_text("{}")
    (root / "course" / "tern-harbor.sqlite").write_text("somebody's copy of the EHR")
    (root / "release/a99-test/tern-harbor.drafts.json").write_text("{}")
    (root / "src" / "chartroom" / "__init__.py").write_text("")
    (root / "src" / "chartroom" / "build" / "__init__.py").write_text("")
    (root / "requirements.txt").write_text("jupyterlab==4.6.6\nruff==0.17.6\n")
    (root / "start.py").write_text("")
    return root


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_takes_what_students_need_and_nothing_else(course: Path, tmp_path: Path):
    edition = bundle.write(course, tmp_path / "out")
    assert names(edition) == {
        "README.md",
        "STUDENT-EDITION",
        "nbgrader_config.py",
        "course/00-start.ipynb",
        "release/a99-test/a99-test.ipynb",
        "release/a99-test/questions.json",
        "requirements.txt",
        "src/chartroom/__init__.py",
        "start.py",
    }


def test_the_same_course_gives_the_same_bytes(course: Path, tmp_path: Path):
    digests = []
    for out in ("one", "two"):
        archive = bundle.pack(bundle.write(course, tmp_path / out))
        digests.append(hashlib.sha256(archive.read_bytes()).hexdigest())
    assert digests[0] == digests[1]


def test_written_again_over_itself_but_over_nothing_else(course: Path, tmp_path: Path):
    edition = bundle.write(course, tmp_path)
    (edition / "stray.txt").write_text("old")
    assert "stray.txt" not in names(bundle.write(course, tmp_path))
    (edition / bundle.MARK).unlink()
    with pytest.raises(bundle.BundleError, match="in the way"):
        bundle.write(course, tmp_path)


def test_nothing_built_is_said(course: Path, tmp_path: Path):
    shutil.rmtree(course / "release")
    with pytest.raises(bundle.BundleError, match=r"start\.py build"):
        bundle.write(course, tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("course/notes.md", "... because its deadline\n  comes first of all. The oldest", None),
        (
            "course/notes.md",
            "The oldest chart goes first,\nbecause its deadline comes first of all.",
            "key of a99-test/q1",
        ),
        ("datasets/cases/graded-ankle.md", "anything", "graded case"),
        ("release/a99-test/charts.json", '{"note": {"evidence": []}}', "field 'evidence'"),
        ("release/a99-test/x.json", '["S93.402A"]', "graded case graded-ankle"),
        ("release/a99-test/x.json", '["S93.402AX", "S93.402"]', None),
        ("src/chartroom/data.md", "S93.402A is a code", None),
        ("course/x.py", "total = sum(charts.values())", "solution block"),
        ("course/x.md", "### BEGIN HIDDEN TESTS", "mark BEGIN HIDDEN TESTS"),
        ("course/submissions/x.txt", "x", "submissions/ stays"),
        ("course/x.md", "A full answer names the rule that a symptom is not coded beside its "
         "disease.", "mark scheme"),
        ("course/x.md", "Another chart may be nicer to read, but it has more time left.", None),
        ("course/x.md", "Another chart may be nicer to read, but it has more time left. There is "
         "no third chart on the desk, so look at the two again.", "key of a99-test/q1"),
        ("course/x.md", "The one that has waited longest on the desk of the department", None),
        ("course/x.md", "twisted the left ankle on the curb outside the shop", None),
    ],
)  # fmt: skip
def test_leaks_are_found_and_harmless_words_are_not(
    course: Path, tmp_path: Path, file: str, text: str, what: str | None
):
    (course / file).parent.mkdir(parents=True, exist_ok=True)
    (course / file).write_text(text)
    if what is None:
        bundle.write(course, tmp_path)
        return
    with pytest.raises(bundle.BundleError, match=re.escape(what)):
        bundle.write(course, tmp_path)
    assert not (tmp_path / bundle.NAME).exists()


def test_a_misspelled_mark_in_an_assignment_is_a_leak(course: Path, tmp_path: Path):
    source = ["Why?\n", "\n", "### Begin mark scheme\n", "Something.\n"]
    cell = {"cell_type": "markdown", "source": source, "metadata": {}}
    (course / "release/a99-test/x.ipynb").write_text(json.dumps({**NOTEBOOK, "cells": [cell]}))
    with pytest.raises(bundle.BundleError, match=r"looks like a mark.*### Begin mark scheme"):
        bundle.write(course, tmp_path)


def test_leaks_in_a_notebooks_cells_and_outputs(course: Path, tmp_path: Path):
    secret = ["The oldest chart goes first,\n", "because its deadline comes first of all.\n"]
    output = {"output_type": "stream", "name": "stdout", "text": secret}
    shown = {"cell_type": "code", "source": [], "outputs": [output], "metadata": {}}
    written = {"cell_type": "code", "source": secret, "outputs": [], "metadata": {}}
    # A lesson goes out without its outputs, an assignment as it is.
    for file, cell in (("course/x.ipynb", written), ("release/a99-test/x.ipynb", shown)):
        (course / file).write_text(json.dumps({**NOTEBOOK, "cells": [cell]}))
        with pytest.raises(bundle.BundleError, match=re.escape(file)):
            bundle.write(course, tmp_path)
        (course / file).unlink()


def test_hidden_test_left_in_a_released_notebook(course: Path, tmp_path: Path):
    cell = {"cell_type": "code", "source": ["grading.score('a99-test', 'q1')"], "metadata": {}}
    path = course / "release" / "a99-test" / "a99-test.ipynb"
    path.write_text(json.dumps({**NOTEBOOK, "cells": [cell]}))
    with pytest.raises(bundle.BundleError, match="in plain sight"):
        bundle.write(course, tmp_path)


def test_students_get_no_makers_packages():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    kept = {line.split("==")[0] for line in student_pins(text).splitlines()}
    assert not kept & {"pytest", "ruff", "playwright", "nbval", "jupytext"}
    assert {"jupyterlab", "anywidget", "nbgrader", "setuptools", "sqlalchemy", "pywinpty"} <= kept
    assert {"pandas", "numpy", "fhir-resources", "pydantic-core", "hl7", "duckdb"} <= kept


# ---------------------------------------------------------------- the real one


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle.write(ROOT, tmp_path_factory.mktemp("bundle"))


def graded_keys() -> list[tuple[str, str]]:
    """(assignment, secret) straight from the graded files, by other means than the bundle's own."""
    found = []
    for path in GRADED.glob("*/questions.yaml"):
        for question in yaml.safe_load(path.read_text("utf-8"))["questions"]:
            key = question.get("key") or {}
            found.append((path.parent.name, key.get("why", "")))
    for path in GRADED.glob("*/cases/*.md"):
        front = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        found += [(path.parts[-3], line["why"]) for line in front["key"]]
    return [(name, " ".join(text.split())) for name, text in found if len(text) > 45]


def test_no_graded_key_is_in_the_student_edition(edition: Path):
    keys = graded_keys()
    assert len(keys) > 10
    texts = {path: leaks.readable(path) for path in edition.rglob("*") if path.is_file()}
    for _, key in keys:
        assert not [path for path, text in texts.items() if key in text], key


def test_the_graded_secrets_are_worth_searching_for():
    secrets = [s for folder in leaks.assignments(GRADED) for s in leaks.secrets_of(folder)]
    assert sum(s.is_code for s in secrets) > 5
    origins = " ".join(s.origin for s in secrets)
    for kind in ("solution block", "hidden tests block", "mark scheme block", "graded case"):
        assert kind in origins


def test_the_instructors_own_folders_stay_behind(edition: Path):
    tops = {name.split("/")[0] for name in names(edition)}
    assert not tops & {
        "manuscript",
        "source",
        "tests",
        "benchmarks",
        "autograded",
        "docs.d",
        ".git",
    }
    assert {"course", "release", "datasets", "src", "binder", "start.py"} <= tops
    assert not (edition / "src" / "chartroom" / "classroom").exists()
    assert not (edition / "src" / "chartroom" / "build").exists()


def test_zip_keeps_what_may_be_run(edition: Path):
    with zipfile.ZipFile(bundle.pack(edition)) as packed:
        modes = {i.filename.split("/", 1)[1]: i.external_attr >> 16 for i in packed.infolist()}
    assert set(modes) == names(edition)
    assert modes["start.py"] & 0o111
    assert modes["binder/postBuild"] & 0o111
    assert not modes["requirements.txt"] & 0o111


# ---------------------------------------------------------------- at work, by itself

needs_links = pytest.mark.skipif(
    environment.WINDOWS, reason="borrows this environment by symbolic links"
)


@pytest.fixture(scope="module")
def student(edition: Path, tmp_path_factory: pytest.TempPathFactory, lend_environment):
    home = tmp_path_factory.mktemp("student") / "chartroom"
    shutil.copytree(edition, home)
    lend_environment(home)
    env = dict(os.environ, PYTHONPATH=str(home / "src"))

    def run(*line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *line], cwd=home, env=env, capture_output=True, text=True
        )

    return run


@needs_links
def test_its_own_package_is_used(student):
    code = "import chartroom, pathlib; print(pathlib.Path(chartroom.__file__).parents[2].name)"
    assert student("-c", code).stdout.strip() == "chartroom"


@needs_links
def test_start_opens_the_code_set(student):
    done = student("start.py", "codes")
    assert done.returncode == 0, done.stderr
    assert "ICD-10-CM FY2026" in done.stdout


@needs_links
def test_start_knows_what_is_not_here(student):
    for word in ("build", "demo", "bundle", "test", "bench"):
        done = student("start.py", word)
        assert done.returncode == 1
        assert "student edition" in done.stderr


@needs_links
def test_cases_are_sound(student):
    assert student("start.py", "check", "cases").returncode == 0


@needs_links
def test_lessons_and_assignments_open(student):
    code = (
        "import os; from chartroom import open_lesson, open_assignment\n"
        "os.chdir('course'); open_lesson('04-diagnosis-coding-1').answer\n"
        "os.chdir('../release/a04-single-diagnosis')\n"
        "open_assignment('a04-single-diagnosis').answer; print('open')\n"
    )
    done = student("-c", code)
    assert done.stdout.strip().endswith("open"), done.stderr


def test_command_writes_folder_and_zip(course: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("CHARTROOM_HOME", str(course))
    assert bundle.main([]) == 0
    said = capsys.readouterr().out
    assert (course / "dist" / bundle.NAME / "start.py").exists()
    assert len(list((course / "dist").glob("*.zip"))) == 1
    assert str(course / "dist") in said
    assert bundle.main(["--out", str(tmp_path / "elsewhere")]) == 0
    assert (tmp_path / "elsewhere" / bundle.NAME).is_dir()


def test_lessons_come_without_outputs_so_that_the_first_run_shows_something(course, tmp_path):
    cell = {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "source": "1"}
    lesson = course / "course" / "00-start.ipynb"
    shown = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    lesson.write_text(json.dumps({**NOTEBOOK, "cells": [{**cell, "outputs": shown}]}))
    folder = bundle.write(course, tmp_path / "out")
    written = json.loads((folder / "course" / "00-start.ipynb").read_text())
    assert written["cells"] == [{**cell, "outputs": [], "execution_count": None}]
    assert json.loads(lesson.read_text())["cells"][0]["outputs"] == shown

"""A form and a queue from release to feedback: nbgrader's points are those of the guide."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from smallcourse import REAL, Graded, nbgrader

from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom
from chartroom.classroom.submissions import Sample

pytestmark = pytest.mark.classroom

NAME = "desk"
TEXT = """\
# A morning at the desk

```{code-cell}
from chartroom import open_assignment
sheet = open_assignment("desk")
```

```{code-cell}
sheet.ask("register")
```

```{code-cell}
:grade: register
```

```{code-cell}
sheet.ask("duplicates")
```

```{code-cell}
:grade: duplicates
```

The end.
"""
FORM = {
    "last": "Marrow-Voss", "born": "04/09/1953", "visit": "6/3/2026", "phone": "5550132476",
    "mrn": "th0048213", "kg": "81.5", "sex": "m", "email": "", "allergies": "Penicillin (rash)",
}  # fmt: skip
QUEUE = {
    "p1": {"decision": "merge", "reason": "typo"},
    "p2": {"decision": "keep", "reason": "twin"},
    "p3": {"decision": "refer", "reason": "doubt"},
}
SLIPS = {**FORM, "born": "9/4/1953", "email": "none", "kg": "815"}
HARM = {**QUEUE, "p3": {"decision": "merge", "reason": "typo"}}
HALF = {**QUEUE, "p1": {"decision": "merge", "reason": ""}}
# Nine fields for nine points; weights 1, 2 and 1 for eight points.
CLASS = {
    "perfect": ({"register": FORM, "duplicates": QUEUE}, {"register": 9, "duplicates": 8}),
    "slips-and-harm": ({"register": SLIPS, "duplicates": HARM}, {"register": 6, "duplicates": 4}),
    "half-a-reason": ({"duplicates": HALF}, {"register": 0, "duplicates": 7}),
    "harm-alone": (
        {"register": {"last": "Marrow-Voss"}, "duplicates": {"p2": {"decision": "merge"}}},
        {"register": 2, "duplicates": 0},  # the name, and the e-mail that stays empty
    ),
    "nonsense": ({"register": ["x"], "duplicates": {"p1": 7, "p9": None}}, None),
    "blank": ({}, {"register": 0, "duplicates": 0}),
}


def questions() -> str:
    """The two examples of the guide as one question file."""
    guide = (REAL / "docs" / "writing-questions.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\nquestions:\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    return "questions:\n" + "".join(
        text for text in blocks if re.search(r"kind: (fields|queue)\b", text)
    )


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    from chartroom.build.command import build

    root = tmp_path_factory.mktemp("desk-course")
    folder = root / "manuscript" / "source" / NAME
    folder.mkdir(parents=True)
    (root / "datasets" / "cases").mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(TEXT, "utf-8")
    (folder / "questions.yaml").write_text(questions(), "utf-8")
    shutil.copy(REAL / "nbgrader_config.py", root)
    assert build(root, say=lambda line: None) == []
    made = nbgrader(root, "generate_assignment", "--force", NAME)
    assert made.returncode == 0, made.stderr
    for student, (answers, _) in CLASS.items():
        handed = Sample(student, NAME, "", {}, answers=answers)
        submissions.hand_in(handed, root / "release" / NAME, root / "submitted" / student / NAME)
    done = nbgrader(root, "autograde", NAME)
    assert done.returncode == 0, done.stderr
    after = nbgrader(root, "generate_feedback", NAME)
    assert after.returncode == 0, after.stderr
    return Graded(root, done.stdout + done.stderr, done.returncode)


@pytest.mark.parametrize("student", [name for name, (_, points) in CLASS.items() if points])
def test_points(graded: Graded, student: str):
    scores = Classroom(graded.root).scores(NAME, student)
    assert {name: score.points for name, score in scores.items()} == CLASS[student][1]


def test_an_answer_that_is_none_earns_nothing_and_stops_nothing(graded: Graded):
    scores = Classroom(graded.root).scores(NAME, "nonsense")
    assert {name: score.points for name, score in scores.items()} == {
        "register": 0,
        "duplicates": 0,
    }


def feedback(graded: Graded, student: str) -> str:
    path = graded.root / "feedback" / student / NAME / f"{NAME}.html"
    return " ".join(path.read_text("utf-8").split())  # the page breaks long lines


def test_feedback_names_the_slips_and_no_right_value(graded: Graded):
    page = feedback(graded, "slips-and-harm")
    assert "Field accuracy 6 of 9 (67%)." in page
    assert "Date of birth: Day and month are swapped" in page
    assert "Leave the field empty" in page
    assert "The decimal point, or a zero, is in the wrong place." in page
    assert "Not right, does harm: Pair 3: J. Moss" in page
    assert "Check the entry: Record number" not in page
    assert "04/09/1953" not in page
    assert "1 decision does harm." in page


def test_feedback_shows_paper_and_answer_without_a_widget(graded: Graded):
    page = feedback(graded, "slips-and-harm")
    assert "New patient registration" in page
    assert "Pair 2: Two boys named Lind → Not the same person (Twins)" in page
    assert "jupyter.widget-view" not in page


def test_students_get_no_key(graded: Graded):
    folder = graded.root / "release" / NAME
    public = json.loads((folder / "questions.json").read_text("utf-8"))
    assert "harm" not in json.dumps(public)
    for path in folder.rglob("*"):
        text = path.read_text("utf-8") if path.is_file() else ""
        assert "That year was crossed out" not in text
        assert "Two children would share one chart" not in text
        assert "Go through the paper" not in text

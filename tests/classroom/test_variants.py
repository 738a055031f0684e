"""Own variants for each student: handed out without keys, graded with the right ones."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from smallcourse import ANSWERS, CELLS, NAME, QUESTIONS, REAL, TEXT, sample

from chartroom.classroom import submissions, variants
from chartroom.classroom.loop import Classroom
from chartroom.classroom.variants import VariantError

OTHER = """\
questions:
  - id: side
    kind: choice
    points: 2
    prompt: Which side is {side}?
    options: {{x: near, y: far, z: nowhere}}
    key:
      answer: {answer}
      why: Because variant {side}.
      wrong: {{z: It is somewhere.}}
"""
STUDENTS = [f"student-{number}" for number in range(9)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a built course whose question ``side`` has three variants."""
    from chartroom.build.command import build

    folder = tmp_path / "manuscript" / "source" / NAME
    (folder / "variants").mkdir(parents=True)
    (tmp_path / "datasets" / "cases").mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(TEXT, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    for number, answer in ((1, "x"), (2, "y")):
        text = OTHER.format(side=f"number {number}", answer=answer)
        (folder / "variants" / f"side-{number}.yaml").write_text(text, "utf-8")
    shutil.copy(REAL / "nbgrader_config.py", tmp_path)
    assert build(tmp_path, say=lambda line: None) == []
    return tmp_path


def asked(folder: Path) -> str:
    data = json.loads((folder / "questions.json").read_text("utf-8"))
    return next(one["prompt"] for one in data["questions"] if one["id"] == "side")


RIGHT = {"Which side?": "b", "Which side is number 1?": "x", "Which side is number 2?": "y"}


def test_which_variant_follows_from_secret_student_assignment_and_question():
    first = [variants.number("s", name, "a", "q", 3) for name in STUDENTS]
    assert first == [variants.number("s", name, "a", "q", 3) for name in STUDENTS]
    assert first != [variants.number("t", name, "a", "q", 3) for name in STUDENTS]
    assert first != [variants.number("s", name, "b", "q", 3) for name in STUDENTS]
    many = Counter(variants.number("s", str(n), "a", "q", 3) for n in range(3000))
    assert all(900 < count < 1100 for count in many.values())


@pytest.mark.classroom
def test_copies_differ_and_hold_no_key_and_are_graded_by_their_own(root: Path):
    room = Classroom(root, home=REAL)
    assert room.release(NAME), room.said
    copies = variants.hand_out(root, NAME, STUDENTS)
    assert len({asked(copy) for copy in copies}) == 3
    for copy in copies:
        assert "why" not in (copy / "questions.json").read_text("utf-8")
        assert not list(copy.rglob("*.yaml"))
    for student, copy in zip(STUDENTS, copies, strict=True):
        right = RIGHT[asked(copy)]
        one = sample(student, cells=CELLS, answers={**ANSWERS, "side": right})
        submissions.hand_in(one, copy, root / "submitted" / student / NAME)
    wrong = sample("copied", cells=CELLS, answers={**ANSWERS, "side": "b"})
    (own,) = variants.hand_out(root, NAME, ["copied"])
    submissions.hand_in(wrong, own, root / "submitted" / "copied" / NAME)
    usual = sample("without", cells=CELLS, answers=ANSWERS)
    submissions.hand_in(usual, root / "release" / NAME, root / "submitted" / "without" / NAME)
    assert room.autograde(NAME), room.said
    for student in STUDENTS:
        assert room.scores(NAME, student)["side"].points == 2, student
        assert room.scores(NAME, student)["half"].points == 4
    assert room.scores(NAME, "without")["side"].points == 2  # had the usual questions
    expected = 2 if asked(own) == "Which side?" else 0
    assert room.scores(NAME, "copied")["side"].points == expected
    graded = root / "autograded" / STUDENTS[0] / NAME
    assert asked(graded) == asked(copies[0])
    text = nbformat.read(graded / f"{NAME}.ipynb", as_version=4).cells
    (test,) = [cell for cell in text if cell.metadata.get("nbgrader", {}).get("grade_id") == "side"]
    assert f"Your answer: {RIGHT[asked(copies[0])]}" in "".join(
        output.get("text", "") for output in test.outputs
    )


@pytest.mark.classroom
def test_without_a_secret_everything_is_as_always(root: Path):
    room = Classroom(root, home=REAL)
    assert room.release(NAME), room.said
    assert not (root / variants.SECRET).exists()
    one = sample("ann", cells=CELLS, answers=ANSWERS)
    submissions.hand_in(one, root / "release" / NAME, root / "submitted" / "ann" / NAME)
    assert room.autograde(NAME), room.said
    assert room.scores(NAME, "ann")["side"].points == 2


def test_the_secret_is_made_once_and_is_the_owners_alone(root: Path):
    found = variants.secret(root)
    assert variants.secret(root) == found
    assert len(found) == 64
    assert (root / variants.SECRET).stat().st_mode & 0o077 == 0
    (root / variants.SECRET).write_text("", "utf-8")
    with pytest.raises(VariantError, match="is empty"):
        variants.secret(root)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: 1\n", "must be a list"),
        (OTHER.format(side="1", answer="q"), "side-9.yaml"),
        (OTHER.format(side="1", answer="x").replace("id: side", "id: other"), "the id of one"),
        (OTHER.format(side="1", answer="x").replace("points: 2", "points: 3"), "kind and points"),
        (OTHER.format(side="number 1", answer="y"), "students see the same"),
    ],
)
def test_a_variant_that_cannot_be_used_is_refused(root: Path, text, said):
    path = root / "manuscript" / "source" / NAME / "variants" / "side-9.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(VariantError, match=said) as trouble:
        variants.load(root, NAME)
    assert "side-9.yaml" in str(trouble.value)


def test_handing_out_says_what_it_lacks(root: Path):
    with pytest.raises(VariantError, match="no variants"):
        variants.hand_out(root, "a98", ["ann"])
    shutil.rmtree(root / "release", ignore_errors=True)
    with pytest.raises(VariantError, match="not released"):
        variants.hand_out(root, NAME, ["ann"])
    (root / "release" / NAME).mkdir(parents=True)
    with pytest.raises(VariantError, match="name of a folder"):
        variants.hand_out(root, NAME, ["../ann"])

"""Own variants for each student: handed out without keys, graded with the right ones."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from smallcourse import ANSWERS, CELLS, NAME, QUESTIONS, REAL, TEXT, sample

from chartroom import cases
from chartroom.classroom import handout, submissions, variants
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
    copies = handout.hand_out(root, NAME, STUDENTS)
    assert len({asked(copy) for copy in copies}) == 3
    for copy in copies:
        assert "why" not in (copy / "questions.json").read_text("utf-8")
        assert not list(copy.rglob("*.yaml"))
    for student, copy in zip(STUDENTS, copies, strict=True):
        right = RIGHT[asked(copy)]
        one = sample(student, cells=CELLS, answers={**ANSWERS, "side": right})
        submissions.hand_in(one, copy, root / "submitted" / student / NAME)
    wrong = sample("copied", cells=CELLS, answers={**ANSWERS, "side": "b"})
    (own,) = handout.hand_out(root, NAME, ["copied"])
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
        handout.hand_out(root, "a98", ["ann"])
    shutil.rmtree(root / "release", ignore_errors=True)
    with pytest.raises(VariantError, match="not released"):
        handout.hand_out(root, NAME, ["ann"])
    (root / "release" / NAME).mkdir(parents=True)
    with pytest.raises(VariantError, match="name of a folder"):
        handout.hand_out(root, NAME, ["../ann"])


CODED = ("a00-first-worksheet", "a04-single-diagnosis", "a05-whole-charts")


@pytest.mark.parametrize("assignment", CODED)
def test_charts_and_options_of_the_course_differ_by_student(assignment):
    found = variants.load(REAL, assignment)
    assert found is not None
    usual = {name: one[0] for name, one in found.choices.items()}
    banks = [found.of(f"student-{number}", "secret") for number in range(12)]
    for name, one in usual.items():
        asked = [bank.questions[name] for bank in banks]
        if one.kind == "worksheet":
            assert len({question.chart.variant for question in asked}) > 1
            assert {question.prompt for question in asked} == {one.prompt}
        if len(one.options) > 2:
            assert len({tuple(question.options) for question in asked}) > 1
            assert all(dict(question.options) == dict(one.options) for question in asked)


@pytest.mark.parametrize("assignment", CODED)
def test_no_text_of_an_assignment_names_a_patient_who_may_have_another_name(assignment):
    found = variants.load(REAL, assignment)
    folder = REAL / "manuscript" / "source" / assignment
    text = (folder / f"{assignment}.md").read_text("utf-8")
    for one in (found.choices[name][0] for name in found.choices):
        text += one.prompt
    for path in sorted((folder / "cases").glob("*.md")):
        first, second = (rendered(path, number) for number in (0, 1))
        assert first != second, f"{path.name}: its versions do not differ"
        own = set(first) - set(second)
        own = {word for word in own if word[:1].isupper() and len(word) > 3}
        assert not [word for word in own if f" {word} " in text], path.name


def rendered(path: Path, number: int) -> list[str]:
    case = cases.load(path, number)
    return [word.strip(".,:;()*") for one in case.documents for word in one.text.split()]


@pytest.mark.classroom
def test_a_perfect_answer_to_any_version_of_a_real_assignment_gets_all_points(tmp_path: Path):
    """Keys that are made again fit the charts that were handed out, whatever the student's."""
    name = "a05-whole-charts"
    for folder in ("source", "release", "manuscript/source"):
        shutil.copytree(REAL / folder / name, tmp_path / folder / name)
    shutil.copy(REAL / "nbgrader_config.py", tmp_path)
    room = Classroom(tmp_path, home=REAL)
    assert room.release(name), room.said
    students = [f"s{number}" for number in range(4)]
    perfect = next(one for one in submissions.samples(REAL, name) if one.name == "perfect")
    found = variants.load(tmp_path, name)
    for student, copy in zip(students, handout.hand_out(tmp_path, name, students), strict=True):
        bank = found.of(student, variants.secret(tmp_path))
        answers = dict(perfect.answers)
        for question in bank.questions.values():
            if question.kind == "worksheet":
                lines = [line for line in question.chart.key.lines if not line.optional]
                row = {"code": "", "poa": ""}
                answers[question.id] = {
                    **perfect.answers[question.id],
                    "rows": [row | {"code": line.code, "poa": line.poa or ""} for line in lines],
                }
        one = replace(perfect, name=student, answers=answers)
        submissions.hand_in(one, copy, tmp_path / "submitted" / student / name)
    assert room.autograde(name), room.said
    for student in students:
        got = room.scores(name, student)
        lost = {key: one for key, one in got.items() if one.points not in (None, one.maximum)}
        assert not lost, student

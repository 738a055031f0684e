"""The course's own questions: their codes are real, their cases exist, every objective is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from chartroom import cases, codes

ROOT = Path(__file__).parents[2]
# The exam and the progress page ("tool: true" in the header) have no exercises of their own.
LESSONS = sorted(
    path.stem
    for path in (ROOT / "manuscript" / "course").glob("*.md")
    if "\n  tool: true\n" not in path.read_text("utf-8")
)
ASSIGNMENTS = sorted(
    path.name for path in (ROOT / "manuscript" / "source").iterdir() if path.is_dir()
)
FILES = [ROOT / "datasets" / "questions" / f"{name}.yaml" for name in LESSONS] + [
    ROOT / "manuscript" / "source" / name / "questions.yaml" for name in ASSIGNMENTS
]


def questions(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]


def manuscript(lesson: str) -> tuple[dict, str]:
    text = (ROOT / "manuscript" / "course" / f"{lesson}.md").read_text(encoding="utf-8")
    header, body = text.removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(header)["chartroom"], body


def code_questions() -> Iterator[tuple[str, dict]]:
    for path in FILES:
        for question in questions(path):
            if question["kind"] == "code":
                yield f"{path.stem}:{question['id']}", question


@pytest.mark.parametrize(
    "question", [pytest.param(question, id=name) for name, question in code_questions()]
)
def test_every_code_in_a_key_is_billable_and_its_wrong_answers_are_not_right(question: dict):
    key = question["key"]
    right = [key["answer"], *key.get("accept", [])]
    assert all(codes.lookup(code).billable for code in right)
    assert not set(right) & set(key.get("wrong", {}))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_worksheet_has_its_case(path: Path):
    own = path.parent / "cases"
    for question in questions(path):
        if question["kind"] == "worksheet":
            source = own / f"{question['case']}.md" if own.is_dir() else question["case"]
            assert cases.load(source).key is not None


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exercise_of_a_lesson_is_shown_and_every_shown_one_exists(lesson: str):
    _, body = manuscript(lesson)
    shown = re.findall(r'lesson\.ask\("([^"]+)"\)', body)
    assert sorted(shown) == sorted(
        question["id"] for question in questions(ROOT / "datasets/questions" / f"{lesson}.yaml")
    )

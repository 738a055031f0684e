"""Every objective is practiced and asked, and the page that says so is up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chartroom.build import coverage, coveragepage
from chartroom.cli import main

ROOT = Path(__file__).parents[2]

LESSON = """---
chartroom:
  title: Small
  objectives:
    "01.1": Say yes
    "01.2": Say | no
---

# Small
"""
QUESTION = """questions:
  - id: {id}
    kind: choice
    prompt: Yes?
    options: {{a: "yes", b: "no"}}
    objectives: {objectives}
{points}    key: {{answer: a}}
"""
SKILLS = """groups:
  - name: First
    skills:
      - {id: saying-yes, skill: Saying yes, objectives: ["01.1"]}
      - {id: saying-no, skill: Saying no, planned: ["02"]}
"""
ASSIGNMENT = """---
chartroom:
  objectives:
    words: ["01.2"]
---

+++ {"hand": "words", "points": 2}

Say no.
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch) -> Path:
    """A course of one lesson and one assignment without a gap."""
    files = {
        "manuscript/course/01-small.md": LESSON,
        "datasets/questions/01-small.yaml": QUESTION.format(
            id="both", objectives='["01.1", "01.2"]', points=""
        ),
        "manuscript/source/a01-small/a01-small.md": ASSIGNMENT,
        "manuscript/source/a01-small/questions.yaml": QUESTION.format(
            id="graded", objectives='["01.1"]', points="    points: 1\n"
        ),
        "datasets/reference/skills.yaml": SKILLS,
        "datasets/cases/README": "",
        "docs/README": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setenv("CHARTROOM_HOME", str(tmp_path))
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_course_has_no_objective_without_exercise_or_question():
    assert coverage.problems(coverage.read(ROOT)) == []


def test_the_page_is_what_the_manuscripts_say():
    page = coveragepage.page(coverage.read(ROOT))
    assert (ROOT / coverage.PAGE).read_text("utf-8") == page, "chartroom check coverage --write"


def test_every_lesson_and_skill_of_the_course_is_on_its_page():
    found = coverage.read(ROOT)
    page = (ROOT / coverage.PAGE).read_text("utf-8")
    every = (ROOT / "manuscript/course").glob("*.md")
    assert {path.stem for path in every if "tool: true" not in path.read_text("utf-8")} == {
        lesson.name for lesson in found.lessons
    }
    for lesson in found.lessons:
        assert f"### {lesson.number} · {lesson.title}" in page
    assert len(found.skills) >= 84
    assert len(
        re.findall(r"^\| .+ \| .*(?:\d\d\.\d|planned: lesson \d\d).* \|$", page, re.M)
    ) >= len(found.skills)


def test_a_small_course_without_a_gap(course: Path, capsys):
    assert main(["check", "coverage", "--write"]) == 0
    page = (course / coverage.PAGE).read_text("utf-8")
    assert "**1 of 2 skills are served by the 2 objectives of the 1 lessons" in page
    assert "| Saying yes | 01.1 Say yes |" in page
    assert "| Saying no | *planned: lesson 02* |" in page
    assert "| 01.1 Say yes | `both` | a01: `graded` |" in page
    assert "| 01.2 Say \\| no | `both` | a01: `words` |" in page
    assert main(["check", "coverage"]) == 0
    assert "2 objectives, 2 skills: 0 to put right." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "datasets/questions/01-small.yaml",
            '["01.1", "01.2"]',
            '["01.1"]',
            "Objective 01.2 is practiced in no exercise of 01-small.",
        ),
        (
            "manuscript/source/a01-small/questions.yaml",
            '["01.1"]',
            "[]",
            "Objective 01.1 is asked in no assignment.",
        ),
        (
            "manuscript/source/a01-small/a01-small.md",
            'words: ["01.2"]',
            'words: ["01.3"]',
            "'words' of a01-small names the objective 01.3, which no lesson has.",
        ),
        (
            "datasets/reference/skills.yaml",
            'objectives: ["01.1"]',
            'objectives: ["09.1"]',
            "names the objective 09.1, which no lesson has",
        ),
        (
            "datasets/reference/skills.yaml",
            'planned: ["02"]',
            'planned: ["01"]',
            "is planned for lesson 01, which is there now",
        ),
        (
            "datasets/reference/skills.yaml",
            ', planned: ["02"]',
            "",
            "names neither an objective nor a planned lesson",
        ),
        ("datasets/reference/skills.yaml", "saying-no", "saying-yes", "is there twice"),
    ],
)
def test_each_gap_is_named(course: Path, capsys, file, old, new, says):
    change(course / file, old, new)
    assert main(["check", "coverage", "--write"]) == 1
    out = capsys.readouterr().out
    assert says in out
    assert "1 to put right" in out or "2 to put right" in out


def test_a_page_that_is_older_than_its_text_is_named(course: Path, capsys):
    assert main(["check", "coverage", "--write"]) == 0
    change(course / "manuscript/course/01-small.md", "Say yes", "Say perhaps")
    assert main(["check", "coverage"]) == 1
    assert "docs/coverage.md is not up to date" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("manuscript/course/01-small.md", "objectives:", "aims:", "01-small.md has no objectives"),
        ("manuscript/course/01-small.md", "title: Small", "title: [", "header cannot be read"),
        ("manuscript/source/a01-small/a01-small.md", "words: [", "word: [", "the cell 'word'"),
        ("manuscript/source/a01-small/questions.yaml", "answer: a", "answer: z", "questions.yaml"),
        ("datasets/reference/skills.yaml", "skill: Saying no", "text: Saying no", "skills.yaml"),
    ],
)
def test_a_file_that_is_not_in_order_is_named(course: Path, capsys, file, old, new, says):
    change(course / file, old, new)
    assert main(["check", "coverage"]) == 1
    assert says in capsys.readouterr().err

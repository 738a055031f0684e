"""docs/coverage.md: the course's coverage as a page of tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartroom.build.coverage import Coverage, Lesson, Objective, Skill

_TOP = """\
# What the course covers

Made from the manuscripts' headers, the question files and `datasets/reference/skills.yaml`. Do
not edit it:

```
chartroom check coverage            names what is missing
chartroom check coverage --write    makes this page anew
```

The list of skills is the course's own. A skill that names an objective is practiced in a lesson and
graded in an assignment. That does not mean that anybody outside has reviewed how.
"""


def page(coverage: Coverage) -> str:
    """Return the text of the page."""
    covered = [skill for skill in coverage.skills if skill.objectives]
    objectives = [one for lesson in coverage.lessons for one in lesson.objectives]
    lines = [
        _TOP,
        f"**{len(covered)} of {len(coverage.skills)} skills are served by the {len(objectives)} "
        f"objectives of the {len(coverage.lessons)} lessons that are here.** "
        "The others are planned.",
        "",
        "## Skills",
        "",
        *_skills(coverage),
        "## Objectives",
        "",
        "What practices each objective in its lesson, and what asks it in an assignment.",
        "",
    ]
    for lesson in coverage.lessons:
        lines += _lesson(lesson)
    return "\n".join(lines).rstrip("\n") + "\n"


def _skills(coverage: Coverage) -> Iterator[str]:
    texts = {one.id: one.text for lesson in coverage.lessons for one in lesson.objectives}
    for group, skills in groupby(coverage.skills, key=lambda skill: skill.group):
        yield f"### {group}"
        yield ""
        yield "| Skill | Where |"
        yield "|---|---|"
        for skill in skills:
            yield f"| {_cell(skill.text)} | {_where(skill, texts)} |"
        yield ""


def _where(skill: Skill, texts: dict[str, str]) -> str:
    parts = [f"{name} {_cell(texts.get(name, '?'))}" for name in skill.objectives]
    parts += [f"*planned: lesson {number}*" for number in skill.planned]
    return "<br>".join(parts)


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield f"### {lesson.number} · {lesson.title}"
    yield ""
    yield "| Objective | Practiced in | Asked in |"
    yield "|---|---|---|"
    for one in lesson.objectives:
        own = [question for notebook, question in one.practiced if notebook == lesson.name]
        yield f"| {one.id} {_cell(one.text)} | {_names(own)} | {_asked(one)} |"
    yield ""


def _asked(one: Objective) -> str:
    found = [
        f"{notebook.partition('-')[0]}: {_names([question for _, question in pairs])}"
        for notebook, pairs in groupby(one.asked, key=lambda pair: pair[0])
    ]
    return "<br>".join(found) or "**nowhere**"


def _names(questions: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(questions)) or "**nowhere**"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

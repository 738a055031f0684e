"""Which exercise practices each objective, which graded question asks it, which skill it serves.

Read from the manuscripts' headers, the question files and datasets/reference/skills.yaml; shown as
docs/coverage.md. ``chartroom check coverage`` names the gaps, ``--write`` makes the page anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chartroom import cases, paths
from chartroom.assess import questions
from chartroom.assess.records import QuestionError
from chartroom.build import coveragepage

SKILLS = "datasets/reference/skills.yaml"
PAGE = "docs/coverage.md"
OBJECTIVES = "datasets/reference/objectives.json"


class CoverageError(Exception):
    """A file is not in order; the text names it and says what to do."""


@dataclass(frozen=True)
class Objective:
    """One objective of a lesson; ``practiced`` and ``asked`` hold (notebook, question) pairs."""

    id: str
    text: str
    practiced: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lesson:
    """A lesson that is there; ``number`` is what its name begins with, such as ``04``."""

    name: str
    number: str
    title: str
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Skill:
    """One line of the checklist: the objectives that serve it, the lessons planned for it."""

    id: str
    text: str
    group: str
    objectives: tuple[str, ...]
    planned: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """Everything the page shows; ``strays`` are objectives named by a question but by no lesson."""

    lessons: tuple[Lesson, ...]
    skills: tuple[Skill, ...]
    strays: tuple[tuple[str, str, str], ...]


def read(root: Path) -> Coverage:
    """Return the coverage of the course in the folder ``root``.

    Raises:
        CoverageError: a header, a question file or the list of skills is not in order.
    """
    every = sorted((root / "manuscript" / "course").glob("*.md"))
    # The exam and the progress page are tools: they teach nothing by themselves.
    manuscripts = [path for path in every if not _header(path).get("tool")]
    folders = sorted((root / "manuscript" / "source").glob("*/"))
    practiced = [
        (path.stem, question, objective)
        for path in manuscripts
        for question, objective in _named(root / "datasets/questions" / f"{path.stem}.yaml")
    ]
    asked = [
        (folder.name, question, objective)
        for folder in folders
        for question, objective in (
            *_named(folder / "questions.yaml"),
            *_cells(folder / f"{folder.name}.md"),
        )
    ]
    lessons = tuple(_lesson(path, practiced, asked) for path in manuscripts)
    known = {one.id for lesson in lessons for one in lesson.objectives}
    strays = tuple(one for one in (*practiced, *asked) if one[2] not in known)
    return Coverage(lessons, tuple(_skills(root / SKILLS)), strays)


def objectives(coverage: Coverage) -> str:
    """Return the objectives of all lessons, and which skills they serve, as JSON for students."""
    groups: dict[str, list[str]] = {}
    for skill in coverage.skills:
        groups.setdefault(skill.group, []).extend(skill.objectives)
    lessons = [
        {
            "name": lesson.name,
            "title": lesson.title,
            "objectives": {one.id: one.text for one in lesson.objectives},
        }
        for lesson in coverage.lessons
    ]
    served = {group: sorted(set(names)) for group, names in groups.items() if names}
    return json.dumps({"lessons": lessons, "groups": served}, ensure_ascii=False, indent=1) + "\n"


def problems(coverage: Coverage) -> list[str]:
    """Return one sentence for each gap: what is missing, where, and what to do."""
    found = []
    for lesson in coverage.lessons:
        for one in lesson.objectives:
            if not any(notebook == lesson.name for notebook, _ in one.practiced):
                found.append(f"Objective {one.id} is practiced in no exercise of {lesson.name}.")
            if not one.asked:
                found.append(f"Objective {one.id} is asked in no assignment.")
    found += [
        f"'{question}' of {notebook} names the objective {objective}, which no lesson has."
        for notebook, question, objective in coverage.strays
    ]
    return found + list(_skill_problems(coverage))


def _skill_problems(coverage: Coverage) -> Iterator[str]:
    known = {one.id for lesson in coverage.lessons for one in lesson.objectives}
    there = {lesson.number: lesson.name for lesson in coverage.lessons}
    seen: set[str] = set()
    for skill in coverage.skills:
        where = f"The skill '{skill.id}' in {SKILLS}"
        if skill.id in seen:
            yield f"{where} is there twice; rename one."
        seen.add(skill.id)
        if not skill.objectives and not skill.planned:
            yield f"{where} names neither an objective nor a planned lesson."
        for one in skill.objectives:
            if one not in known:
                yield f"{where} names the objective {one}, which no lesson has."
        for number in skill.planned:
            if number in there:
                yield (
                    f"{where} is planned for lesson {number}, which is there now; name the "
                    f"objective of {there[number]} that serves it instead."
                )


def main(argv: Sequence[str] | None = None) -> int:
    """Name the gaps; return 1 if there is one or the page is not up to date."""
    parser = argparse.ArgumentParser(prog="chartroom check coverage", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"make {PAGE} anew")
    options = parser.parse_args(argv)
    try:
        root = paths.root()
        coverage = read(root)
    except (CoverageError, paths.CourseNotFound) as error:
        print(error, file=sys.stderr)
        return 1
    found = problems(coverage)
    for name, text in ((PAGE, coveragepage.page(coverage)), (OBJECTIVES, objectives(coverage))):
        path = root / name
        if options.write:
            path.write_text(text, "utf-8", newline="\n")
            print(f"{name} is written.")
        if not path.is_file() or path.read_text("utf-8") != text:
            found.append(f"{name} is not up to date; run `chartroom check coverage --write`.")
    for problem in found:
        print(problem)
    count = sum(len(lesson.objectives) for lesson in coverage.lessons)
    print(f"{count} objectives, {len(coverage.skills)} skills: {len(found)} to put right.")
    return 1 if found else 0


def _lesson(
    path: Path,
    practiced: Sequence[tuple[str, str, str]],
    asked: Sequence[tuple[str, str, str]],
) -> Lesson:
    header = _header(path)
    objectives = header.get("objectives")
    if not isinstance(objectives, dict) or not objectives:
        raise CoverageError(f"{path.name} has no objectives; add them to 'chartroom:' at its top.")
    return Lesson(
        name=path.stem,
        number=path.stem.partition("-")[0],
        title=str(header.get("title", path.stem)),
        objectives=tuple(
            Objective(
                id=str(name),
                text=str(text),
                practiced=tuple(one[:2] for one in practiced if one[2] == name),
                asked=tuple(one[:2] for one in asked if one[2] == name),
            )
            for name, text in objectives.items()
        ),
    )


def _named(path: Path) -> Iterator[tuple[str, str]]:
    """Yield ``(question, objective)`` for each objective that a question file names."""
    if not path.is_file():
        return
    try:
        found = questions.load(path)
    except (QuestionError, cases.CaseError) as error:
        raise CoverageError(str(error)) from None
    for question in found.values():
        for objective in question.objectives:
            yield question.id, objective


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    """Yield ``(cell, objective)`` for the cells that an assignment's header names.

    Cells graded by hand or by their own test have no entry in questions.yaml.
    """
    if not path.is_file():
        return
    text = path.read_text("utf-8")
    for cell, objectives in (_header(path).get("objectives") or {}).items():
        if f'"hand": "{cell}"' not in text and f":grade: {cell}\n" not in text:
            raise CoverageError(
                f"{path.name}: its header names the cell '{cell}', which is not there."
            )
        for objective in objectives:
            yield str(cell), str(objective)


def _header(path: Path) -> Mapping[str, Any]:
    """Return what stands under ``chartroom:`` in the header of a manuscript."""
    text = path.read_text("utf-8")
    if not text.startswith("---\n"):
        return {}
    try:
        header = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    except yaml.YAMLError as error:
        raise CoverageError(f"{path.name}: its header cannot be read ({error}).") from None
    found = header.get("chartroom") if isinstance(header, dict) else None
    return found if isinstance(found, dict) else {}


def _skills(path: Path) -> Iterator[Skill]:
    try:
        groups = yaml.safe_load(path.read_text("utf-8"))["groups"]
        for group in groups:
            for one in group["skills"]:
                yield Skill(
                    id=str(one["id"]),
                    text=str(one["skill"]),
                    group=str(group["name"]),
                    objectives=tuple(str(name) for name in one.get("objectives", ())),
                    planned=tuple(str(number) for number in one.get("planned", ())),
                )
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CoverageError(f"{SKILLS} cannot be read: {error!r}.") from None

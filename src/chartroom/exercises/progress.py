"""My progress: what a student's saved answers say about the lessons, counted anew each time.

Everything is read from ``answers/``; nothing is kept here. Practice only: the marks of assignments
are the instructor's.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartroom import assess, paths
from chartroom.assess import answerfile
from chartroom.assess.records import Question
from chartroom.picture import BAR, INK, Picture, drawing, plain_frame

#: An objective is met when so large a share of its exercises is right.
MET = 0.8
#: An exercise is right from this score on.
RIGHT = 0.85


@dataclass(frozen=True)
class Objective:
    """One objective: its exercises, how many were answered and how many are right."""

    id: str
    text: str
    exercises: int
    answered: int
    right: int

    @property
    def met(self) -> bool:
        """True when enough of its exercises are right."""
        return self.exercises > 0 and self.right >= MET * self.exercises

    @property
    def state(self) -> str:
        """``met``, ``begun`` or ``open``."""
        return "met" if self.met else "begun" if self.answered else "open"


@dataclass(frozen=True)
class LessonProgress:
    """One lesson; ``file`` is its notebook."""

    name: str
    title: str
    objectives: tuple[Objective, ...]
    trouble: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.ipynb"

    @property
    def met(self) -> int:
        """How many objectives are met."""
        return sum(one.met for one in self.objectives)

    @property
    def done(self) -> bool:
        """True when all of them are."""
        return self.met == len(self.objectives)


@dataclass(frozen=True)
class Progress:
    """All lessons, competencies, and what else the answers hold.

    Attributes:
        lessons: each lesson of this version of the course.
        groups: for each competency: right exercises and all exercises.
        due: for each deck of cards: one sentence.
        exams: finished practice exams, as ``(right, total)``, the oldest first.
        shifts: finished shifts, each in its first sentences.
    """

    lessons: tuple[LessonProgress, ...]
    groups: Mapping[str, tuple[int, int]]
    due: Mapping[str, str]
    exams: tuple[tuple[int, int], ...]
    shifts: tuple[str, ...]

    @property
    def done(self) -> bool:
        """True when every objective of every lesson is met."""
        return all(lesson.done for lesson in self.lessons)

    @property
    def open(self) -> tuple[LessonProgress, ...]:
        """Lessons with objectives that are not met."""
        return tuple(lesson for lesson in self.lessons if not lesson.done)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": markdown(self), "text/plain": str(self)}

    def __str__(self) -> str:
        return "\n".join(
            f"{lesson.name}: {lesson.met} of {len(lesson.objectives)} objectives met"
            for lesson in self.lessons
        )


def my_progress(folder: str | Path | None = None) -> Progress:
    """Return what the answers in ``answers/`` of a folder (the current one) say.

    A file that is missing counts as nothing answered; one that is damaged is named and passed over.
    """
    home = Path(folder) if folder else Path.cwd()
    data = json.loads((paths.datasets() / "reference" / "objectives.json").read_text("utf-8"))
    scores: dict[str, list[float | None]] = {}
    lessons = []
    for lesson in data["lessons"]:
        entries, trouble = _entries(home, lesson["name"])
        path = paths.datasets() / "questions" / f"{lesson['name']}.yaml"
        questions = assess.load(path) if path.is_file() else {}
        mine = _scores(questions, entries)
        for name, listed in mine.items():
            scores.setdefault(name, []).extend(listed)
        objectives = tuple(
            _objective(name, text, mine.get(name, []))
            for name, text in lesson["objectives"].items()
        )
        lessons.append(LessonProgress(lesson["name"], lesson["title"], objectives, trouble))
    groups = {
        group: _counted([score for name in names for score in scores.get(name, [])])
        for group, names in data["groups"].items()
    }
    return Progress(tuple(lessons), groups, _due(home), _exams(home), _shifts(home))


def markdown(found: Progress) -> str:
    """Return the progress as Markdown: a picture, a table of lessons, and what is open."""
    picture = competencies(found)
    rows = [
        f"| [{one.name[:2]} · {one.title}]({one.file}) | {one.met} of {len(one.objectives)} | "
        f"{'✓ done' if one.done else '; '.join(_open(one)) or 'not begun'} |"
        for one in found.lessons
    ]
    parts = [
        f"![{picture.description}]({picture.address})",
        "\n".join(["| Lesson | Objectives met | Open |", "|---|---|---|", *rows]),
    ]
    parts += [one.trouble for one in found.lessons if one.trouble]
    if found.due:
        listed = [f"- {name}: {says}" for name, says in found.due.items()]
        parts.append(
            "**Cards** ([lesson 03](03-language-of-medicine.ipynb))\n\n" + "\n".join(listed)
        )
    if found.exams:
        listed = [f"- {right} of {total} ({right / total:.0%})" for right, total in found.exams]
        parts.append("**Practice exams**, the newest last\n\n" + "\n".join(listed))
    if found.shifts:
        listed = [f"- {says}" for says in found.shifts]
        parts.append("**Shifts**, the newest last\n\n" + "\n".join(listed))
    return "\n\n".join(parts)


def competencies(found: Progress) -> Picture:
    """Draw the share of right exercises for each group of skills."""
    parts = list(reversed(found.groups.items()))
    with drawing(8.6, 0.5 * len(parts) + 1.2, left=0.3, right=0.96, top=0.88, bottom=0.2) as sheet:
        axes = sheet.axes
        places = range(len(parts))
        shares = [100 * right / total if total else 0 for _, (right, total) in parts]
        axes.barh(places, shares, height=0.5, color=BAR)
        for at, (_, (right, total)) in zip(places, parts, strict=True):
            axes.text(1.5, at + 0.27, f"{right} of {total}", va="bottom", color=INK, fontsize=9)
        axes.set_yticks(places, [name for name, _ in parts])
        axes.set_ylim(-0.5, len(parts) - 0.1)
        axes.set_xlim(0, 100)
        axes.set_xlabel("Exercises that are right, percent of all there are")
        axes.set_title("By competency", loc="left", color=INK, fontsize=12)
        plain_frame(axes, "x")
    told = "; ".join(f"{name} {right} of {total}" for name, (right, total) in found.groups.items())
    return Picture(sheet.svg, f"Exercises that are right, by competency: {told}.")


def certificate(
    found: Progress, name: str, path: str | Path = "certificate.html", today: dt.date | None = None
) -> Path:
    """Write a page that says what was completed, to be printed, and return its path.

    Raises:
        ValueError: the name is empty, or something is still open; the message says what.
    """
    if not name.strip():
        raise ValueError("Write your name between the quotation marks.")
    if not found.done:
        listed = "; ".join(f"lesson {one.name[:2]}: {', '.join(_open(one))}" for one in found.open)
        raise ValueError(f"Not everything is met yet: {listed}.")
    day = today or dt.date.today()
    rows = "".join(
        f"<li>{html.escape(one.name[:2])} · {html.escape(one.title)} "
        f"({len(one.objectives)} objectives)</li>"
        for one in found.lessons
    )
    place = Path(path)
    place.write_text(
        _PAGE.format(
            name=html.escape(name.strip()), day=f"{day:%B} {day.day}, {day.year}", rows=rows
        ),
        "utf-8",
    )
    return place


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Chartroom: certificate of completion</title>
<style>body {{ font: 16px/1.5 serif; max-width: 42em; margin: 3em auto; padding: 2em;
border: 2px solid #1f2933; }} h1 {{ font-size: 1.6em; }} .name {{ font-size: 1.4em; }}</style>
</head><body><h1>Certificate of completion</h1>
<p class="name">{name}</p>
<p>has worked through the practice exercises of these lessons of Chartroom, an open course for
medical records technicians, and answered at least four fifths of the exercises of each objective
rightly.</p>
<ul>{rows}</ul>
<p>{day}</p>
<p><strong>What this is:</strong> a statement made by the course's own program from answers that the
student gave without supervision, with hints and as many tries as wanted.</p>
<p><strong>What this is not:</strong> a credential, a grade, continuing education, or eligibility
for an examination of AHIMA or AAPC. Nobody has checked who gave the answers.</p>
</body></html>
"""


def _open(lesson: LessonProgress) -> list[str]:
    if not any(one.answered for one in lesson.objectives):
        return ["not begun"]
    return [
        f"{one.id} ({one.right} of {one.exercises} right)"
        for one in lesson.objectives
        if not one.met
    ]


def _entries(home: Path, name: str) -> tuple[Mapping[str, Any], str]:
    path = home / "answers" / f"{name}.json"
    try:
        read = answerfile.read(path)
    except answerfile.AnswersUnusable as error:
        return {}, f"The answers of {name} cannot be read and are not counted ({error})."
    return (read.entries if read else {}), ""


def _scores(
    questions: Mapping[str, Question], entries: Mapping[str, Any]
) -> dict[str, list[float | None]]:
    """Return for each objective the scores of its exercises; None for one without an answer."""
    found: dict[str, list[float | None]] = {}
    for name, question in questions.items():
        entry = entries.get(name)
        score = None
        if entry is not None and not assess.is_blank(question, entry.answer):
            score = assess.assess(question, entry.answer).score
        for objective in question.objectives:
            found.setdefault(objective, []).append(score)
    return found


def _objective(name: str, text: str, scores: list[float | None]) -> Objective:
    right, total = _counted(scores)
    return Objective(name, text, total, sum(score is not None for score in scores), right)


def _counted(scores: list[float | None]) -> tuple[int, int]:
    return sum(score is not None and score >= RIGHT for score in scores), len(scores)


def _due(home: Path) -> dict[str, str]:
    from chartroom.exercises.drill import Drill

    book = assess.AnswerBook("03-language-of-medicine", home)
    return {name: Drill(name, book).progress()["text"] for name in ("terms", "abbreviations")}


def _held(home: Path, notebook: str, key: str) -> Mapping[str, Any]:
    entries, _ = _entries(home, notebook)
    held = entries[key].answer if key in entries else None
    return held if isinstance(held, Mapping) else {}


def _exams(home: Path) -> tuple[tuple[int, int], ...]:
    scores = _held(home, "13-practice-exam", "exam").get("scores")
    lines = [one for one in scores if isinstance(one, Mapping)] if isinstance(scores, list) else []
    pairs = ((one.get("right"), one.get("total")) for one in lines)
    return tuple(
        (right, total)
        for right, total in pairs
        if isinstance(right, int) and isinstance(total, int) and 0 <= right <= total and total
    )


def _shifts(home: Path) -> tuple[str, ...]:
    past = _held(home, "12-capstone", "shift").get("past")
    lines = [one for one in past if isinstance(one, list)] if isinstance(past, list) else []
    return tuple(" ".join(map(str, one[:2])) for one in lines)

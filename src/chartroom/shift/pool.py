"""What may come to the desks: written questions, cases, requests, and tasks made from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chartroom import assess, cases, paths
from chartroom.assess import yamltext
from chartroom.assess.questions import practice
from chartroom.assess.records import Question
from chartroom.assess.yamltext import Path_, Source
from chartroom.shift import made

LEVELS = ("stat", "today", "routine")
#: Minutes that a chart of several documents takes a coder, where a note takes the desk's minutes.
CHART_MINUTES = 30
_DESK = ("id", "title", "take", "minutes", "ehr", "level", "within", "lesson", "interrupts")
_JOB = ("question", "desk", "title", "minutes", "level", "within", "lesson", "when")


@dataclass(frozen=True)
class Desk:
    """A desk: how many tasks a shift takes from it, and what its tasks are like if unsaid.

    ``within``: minutes until a task is due after it came; None: not on this day. ``ehr``: it needs
    the EHR. ``interrupts``: somebody stands there or is on the telephone.
    """

    id: str
    title: str
    take: int
    minutes: int
    ehr: bool
    level: str
    within: int | None
    lesson: str
    interrupts: bool


@dataclass(frozen=True)
class Job:
    """A task that may come. ``source`` is ``written``, ``case``, ``request`` or ``made``.

    ``when`` is ``start`` or ``end`` for what comes with a downtime and its end, else "".
    """

    id: str
    desk: Desk
    title: str
    minutes: int
    level: str
    within: int | None
    lesson: str
    source: str
    when: str = ""


@dataclass(frozen=True)
class Pool:
    """All desks and jobs. Questions are read when they are asked for."""

    desks: tuple[Desk, ...]
    jobs: tuple[Job, ...]

    def question(self, job: Job, seed: str) -> Question:
        """Return the question of a job, with its key."""
        if job.source == "case":
            return practice(cases.load(job.id))
        if job.source == "made":
            return made.question(job.id, seed)
        return (self._requests if job.source == "request" else self._written)[job.id]

    @cached_property
    def _written(self) -> Mapping[str, Question]:
        return assess.load(paths.datasets() / "shift" / "questions.yaml")

    @cached_property
    def _requests(self) -> Mapping[str, Question]:
        return assess.load(_requests_file())


def read_pool(folder: str | Path | None = None) -> Pool:
    """Return the pool of ``datasets/shift``, with the case bank and the release desk's requests.

    Raises:
        QuestionError: a file is not in order; names file, line and remedy.
    """
    home = Path(folder) if folder else paths.datasets() / "shift"
    source = yamltext.read(home / "jobs.yaml")
    desks = {desk.id: desk for desk in (_desk(source, at) for at in _listed(source, "desks"))}
    written = assess.load(home / "questions.yaml")
    jobs = [_job(source, at, desks, written) for at in _listed(source, "jobs")]
    for name, (desk, title) in made.TITLES.items():
        jobs.append(_usual(name, desks[desk], title, "made"))
    for slug in cases.list_cases():
        case = cases.load(slug)
        chart = case.kind == "chart"
        minutes = CHART_MINUTES if chart else desks["coding"].minutes
        what = "chart" if chart else "note"
        title = f"{case.setting.capitalize()} {what}: {case.title}"
        lesson = "05" if chart else ""
        jobs.append(_usual(slug, desks["coding"], title, "case", minutes, lesson))
    for name, question in assess.load(_requests_file()).items():
        jobs.append(_usual(name, desks["release"], question.prompt, "request"))
    return Pool(tuple(desks.values()), tuple(jobs))


def _requests_file() -> Path:
    return paths.datasets() / "questions" / "10-release-desk.yaml"


def _usual(
    name: str, desk: Desk, title: str, source: str, minutes: int = 0, lesson: str = ""
) -> Job:
    minutes, lesson = minutes or desk.minutes, lesson or desk.lesson
    return Job(name, desk, title, minutes, desk.level, desk.within, lesson, source)


def _listed(source: Source, name: str) -> list[Path_]:
    listed = source.data.get(name) if isinstance(source.data, dict) else None
    if not isinstance(listed, list) or not listed:
        raise source.error((), f"the file must hold '{name}:' and a list.")
    return [(name, number) for number in range(len(listed))]


def _data(source: Source, where: Path_, known: tuple[str, ...]) -> dict[str, Any]:
    data = source.data[where[0]][where[1]]
    if not isinstance(data, dict):
        raise source.error(where, "it must be written as {field: value, …}.")
    for field in data:
        if field not in known:
            raise source.error((*where, field), f"'{field}' is not one of: {', '.join(known)}.")
    return data


def _desk(source: Source, where: Path_) -> Desk:
    data = _data(source, where, _DESK)
    for field in ("id", "title", "take", "minutes", "level", "lesson"):
        if field not in data:
            raise source.error(where, f"a desk needs '{field}'.")
    return Desk(
        data["id"],
        data["title"],
        _number(source, where, "take", data["take"]),
        _number(source, where, "minutes", data["minutes"]),
        data.get("ehr") == "yes",
        _level(source, where, data["level"]),
        _within(source, where, data.get("within", "none")),
        data["lesson"],
        data.get("interrupts") == "yes",
    )


def _job(
    source: Source, where: Path_, desks: Mapping[str, Desk], written: Mapping[str, Question]
) -> Job:
    data = _data(source, where, _JOB)
    name, desk = data.get("question"), desks.get(data.get("desk", ""))
    if name not in written:
        raise source.error(where, f"'{name}' is no question of questions.yaml.")
    if desk is None:
        known = ", ".join(desks)
        raise source.error(where, f"'{data.get('desk')}' is no desk; the desks are: {known}.")
    if not data.get("title"):
        raise source.error(where, f"job '{name}' needs a 'title'.")
    within = _within(source, where, data["within"]) if "within" in data else desk.within
    return Job(
        name,
        desk,
        data["title"],
        _number(source, where, "minutes", data.get("minutes", str(desk.minutes))),
        _level(source, where, data.get("level", desk.level)),
        within,
        data.get("lesson", desk.lesson),
        "written",
        data.get("when", ""),
    )


def _number(source: Source, where: Path_, field: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise source.error(
            (*where, field), f"'{field}' must be a whole number from 1; it is {text}."
        )
    return int(text)


def _within(source: Source, where: Path_, text: str) -> int | None:
    return None if text == "none" else _number(source, where, "within", text)


def _level(source: Source, where: Path_, text: str) -> str:
    if text not in LEVELS:
        raise source.error((*where, "level"), f"'level' is {', '.join(LEVELS)}; it is {text}.")
    return text

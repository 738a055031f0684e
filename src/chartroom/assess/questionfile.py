"""Read and check a question file, so that every mistake is named with its line and its remedy."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from chartroom import cases
from chartroom.assess import identifyfile, releasefile, yamltext
from chartroom.assess.formfile import LOOKS, read_form, read_work
from chartroom.assess.keyfile import read_key
from chartroom.assess.partfile import read_parts
from chartroom.assess.picturefile import read_filing, read_picture
from chartroom.assess.records import KINDS, Encounter, Question, QuestionError, QuestionKey
from chartroom.assess.shuffle import shown
from chartroom.assess.yamltext import Path_, Source

_ALWAYS = ("id", "kind", "prompt")
_SOMETIMES = ("points", "objectives", "case", "label")
_PARTS = {
    "choice": ("options",),
    "multiple": ("options",),
    "match": ("left", "right"),
    "order": ("items",),
    "short": (),
    "code": (),
    "worksheet": (),
    "fields": (),
    "queue": ("options",),
    "shelf": ("items",),
    "diagram": (),
    "identify": (),
    "procedure": (),
}
# What only one kind has: the fields it needs, and those it may have.
_OWN = {
    "fields": (("fields",), ("source", "look", "today")),
    "queue": (("items",), ("reasons",)),
    "shelf": ((), ("filing", "task")),
    "diagram": (("picture", "describe", "markers", "labels"), ()),
    "identify": (("source",), ()),
    "worksheet": ((), ("procedures",)),
}
_ANSWERS = {"yes": True, "true": True, "no": False, "false": False}


def read(path: str | Path) -> dict[str, Question]:
    """Return the questions of a file by id, with their keys and charts.

    A case is looked for in ``cases/`` beside the file, then among the practice cases.

    Raises:
        QuestionError: the file is not in order; names file, line, question and remedy.
        cases.CaseError: a case of it is not in order.
    """
    source = yamltext.read(path)
    if not isinstance(source.data, dict) or "questions" not in source.data:
        raise source.error((), "the file must begin with 'questions:' and a list of questions.")
    listed = source.data["questions"]
    if not isinstance(listed, list) or not listed:
        raise source.error(("questions",), "'questions' must be a list: begin each with '- id: …'.")
    found: dict[str, Question] = {}
    for number in range(len(listed)):
        question = _Reader(source, ("questions", number)).question()
        if question.id in found:
            raise source.error(
                ("questions", number), f"two questions have the id '{question.id}'; rename one."
            )
        found[question.id] = question
    return found


class _Reader:
    """Reads one question; a class only because every step needs source and place."""

    def __init__(self, source: Source, where: Path_) -> None:
        self.source, self.where = source, where
        self.data = source.data
        for step in where:
            self.data = self.data[step]
        self.name = f"question {where[-1] + 1}"  # type: ignore[operator]

    def error(self, field: str, message: str) -> QuestionError:
        return self.source.error((*self.where, field), f"question '{self.name}': {message}")

    def question(self) -> Question:
        if not isinstance(self.data, dict):
            raise self.error("", "it must be written as 'field: value' lines.")
        self.name = self.text("id")
        kind = self.text("kind")
        if kind == "release":
            return self.release()
        if kind not in KINDS:
            known = ", ".join((*KINDS, "release"))
            raise self.error("kind", f"kind is '{kind}'; write one of: {known}.")
        parts = _PARTS[kind]
        needed, allowed = _OWN.get(kind, ((), ()))
        self.known((*_ALWAYS, *parts, *needed), (*_SOMETIMES, *allowed, "key"))
        chart = self.chart(kind)
        question = Question(
            id=self.name,
            kind=kind,
            prompt=self.text("prompt"),
            points=self.points(),
            label=self.text("label", needed=False),
            objectives=self.objectives(),
            case=chart.case if chart else "",
            chart=chart,
            **{part: self.texts(part) for part in parts},
            **self.own(kind),
        )
        read = read_parts if kind in ("fields", "queue") else read_key
        key = read(self.source, (*self.where, "key"), question, self.data.get("key"))
        if kind == "worksheet":
            assert chart is not None
            key = worksheet_key(chart, key)
            if question.procedures and not key.case.procedures:
                raise self.error("procedures", f"the key of case '{chart.case}' has no procedures; "
                                 "add them to the case, or remove this line.")  # fmt: skip
        return shown(question, key, lambda message: self.error("key", message))

    def release(self) -> Question:
        """A request of the release desk: a form that is made from its papers and the rules."""
        self.known(_ALWAYS, ("points", "objectives", *releasefile.FIELDS))
        question = Question(
            self.name, "fields", self.text("prompt"), self.points(), objectives=self.objectives()
        )
        return releasefile.read_release(question, self.data, self.at)

    def at(self, where: Path_, message: str) -> QuestionError:
        return self.source.error((*self.where, *where), f"question '{self.name}': {message}")

    def own(self, kind: str) -> dict[str, Any]:
        """What only one kind has."""
        error = self.at
        if kind == "queue":
            reasons = self.texts("reasons") if "reasons" in self.data else {}
            return {"work": read_work(self.data["items"], error), "reasons": reasons}
        if kind == "shelf":
            return read_filing(self.data, error)
        if kind == "diagram":
            picture, left, right = read_picture(self.data, Path(self.source.file), error)
            return {"picture": picture, "left": left, "right": right}
        if kind == "identify":
            return {"source": self.text("source"), "options": identifyfile.KINDS}
        if kind == "worksheet":
            return {"procedures": self.flag("procedures")}
        if kind != "fields":
            return {}
        source, look = (self.text(part, needed=False) for part in ("source", "look"))
        if not source and not self.data.get("case"):
            raise self.error("", "a form needs a paper; add 'source: |' with its text, or 'case:'.")
        if look and (look not in LOOKS or not source):
            raise self.error("look", f"'look' of a 'source' is one of: {', '.join(LOOKS)}.")
        form = read_form(self.data["fields"], self.text("today", needed=False), error)
        return {"source": source, "look": look, "form": form}

    def known(self, needed: Collection[str], allowed: Collection[str]) -> None:
        names = (*needed, *allowed)
        for field in self.data:
            if field not in names:
                near = get_close_matches(field, names, n=1)
                remedy = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(names)}."
                raise self.error(field, f"'{field}' is not a field of this kind; {remedy}")
        for field in needed:
            if not self.data.get(field):
                raise self.error("", f"it has no '{field}'; add a line '{field}: …'.")

    def text(self, field: str, needed: bool = True) -> str:
        value = self.data.get(field, "")
        if not isinstance(value, str):
            raise self.error(field, f"'{field}' must be text; put quotes around it.")
        if needed and not value.strip():
            raise self.error(field, f"it has no '{field}'; add a line '{field}: …'.")
        return value.strip()

    def texts(self, field: str) -> dict[str, str]:
        value = self.data[field]
        if not isinstance(value, dict) or len(value) < 2:
            raise self.error(field, f"'{field}' needs at least two entries, as in 'a: text'.")
        for name, text in value.items():
            if not isinstance(text, str) or not text.strip() or not name.strip():
                raise self.error(field, f"entry '{name}' of '{field}' must be text; quote it.")
        return {name: text.strip() for name, text in value.items()}

    def flag(self, field: str) -> bool:
        value = str(self.data.get(field, "no")).strip().lower()
        if value not in _ANSWERS:
            raise self.error(field, f"'{field}' is yes or no, as in '{field}: yes'.")
        return _ANSWERS[value]

    def points(self) -> float | None:
        if "points" not in self.data:
            return None
        try:
            points = float(self.text("points"))
        except ValueError:
            points = -1.0
        if not 0 < points <= 1000:
            raise self.error("points", "'points' must be a number above 0, as in 'points: 2'.")
        return int(points) if points == int(points) else points

    def objectives(self) -> tuple[str, ...]:
        value = self.data.get("objectives", [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error("objectives", "'objectives' must be a list, as in [\"04.1\"].")
        return tuple(value)

    def chart(self, kind: str) -> cases.Case | None:
        name = self.text("case", needed=False)
        if not name:
            if kind == "worksheet":
                raise self.error("", "a worksheet needs a chart; add a line 'case: …'.")
            return None
        beside = Path(self.source.file).parent / "cases" / f"{name}.md"
        try:
            return cases.load(beside) if beside.is_file() else cases.load(name)
        except cases.CaseError as trouble:
            if beside.is_file() or Path(trouble.file).is_file():
                raise
            raise self.error("case", f"there is no case '{name}' beside this file or among the "
                             "practice cases; check the name.") from None  # fmt: skip


def worksheet_key(chart: cases.Case, key: QuestionKey | None = None) -> QuestionKey:
    """Return a worksheet's key: the key of its case, with the hints of the question file."""
    if chart.key is None:
        raise QuestionError(chart.file or chart.case, 0, "this copy of the case has no key.")
    encounter = Encounter(chart.setting, chart.date, chart.patient.age, chart.patient.sex)
    return QuestionKey(
        hints=key.hints if key else (),
        why=key.why if key else "",
        guideline=key.guideline if key else "",
        case=chart.key,
        encounter=encounter,
    )

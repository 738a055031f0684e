"""Read the ``key`` of a question and check that it fits the question's options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartroom.assess import identifyfile, procedurefile
from chartroom.assess.picturefile import filing_fault
from chartroom.assess.records import Numeric, Question, QuestionKey
from chartroom.assess.yamltext import Path_, Source

_FIELDS = ("answer", "accept", "numeric", "why", "wrong", "guideline", "hints")
_OF_WORKSHEET = ("why", "guideline", "hints")


def read_key(source: Source, where: Path_, question: Question, data: Any) -> QuestionKey | None:
    """Return the key written at ``where``; None for a worksheet that adds nothing to its case's.

    Raises:
        QuestionError: the key is missing, or names options that the question does not have.
    """
    return _KeyReader(source, where, question).read(data)


class _KeyReader:
    def __init__(self, source: Source, where: Path_, question: Question) -> None:
        self.source, self.where, self.question = source, where, question

    def error(self, field: str, message: str) -> Exception:
        return self.source.error((*self.where, field), f"question '{self.question.id}': {message}")

    def at(self, where: Path_, message: str) -> Exception:
        place = (*self.where, *where)
        return self.source.error(place, f"question '{self.question.id}': {message}")

    def read(self, data: Any) -> QuestionKey | None:
        worksheet = self.question.kind == "worksheet"
        if data is None and worksheet:
            return None
        if not isinstance(data, dict):
            raise self.error("", "it has no key; add 'key:' with 'answer: …' below it.")
        allowed = _OF_WORKSHEET if worksheet else _FIELDS
        for field in data:
            if field not in allowed:
                more = " (the codes come from the case)" if worksheet else ""
                raise self.error(
                    field, f"'{field}' is not a field of this key{more}; known are "
                    f"{', '.join(allowed)}."
                )  # fmt: skip
        if worksheet:
            answer, accept = None, ()
        else:
            if not data.get("answer"):
                raise self.error("", "the key has no 'answer'; add a line 'answer: …'.")
            answer = self.answer(data["answer"], "answer")
            accept = self.accept(data.get("accept", []))
        return QuestionKey(
            answer=answer,
            accept=accept,
            why=self.text(data, "why"),
            wrong=self.wrong(data.get("wrong", {}), (answer, *accept)),
            guideline=self.text(data, "guideline"),
            hints=tuple(self.list(data.get("hints", []), "hints")),
            numeric=self.numeric(data.get("numeric"), answer),
        )

    def answer(self, value: Any, field: str) -> Any:
        question = self.question
        if question.kind in ("choice", "short", "code"):
            if not isinstance(value, str) or not value.strip():
                raise self.error(field, f"'{field}' must be one text, as in '{field}: b'.")
            if question.kind == "choice":
                self.among([value], question.options, field)
            return value.strip()
        if question.kind == "procedure":
            return procedurefile.read_code(
                question, str(value), lambda said: self.error(field, said)
            )
        if question.kind == "shelf":
            return self.shelf(value, field)
        if question.kind == "identify":
            return identifyfile.read_identifiers(question.source, value, self.at)
        if question.kind in ("match", "diagram"):
            if not isinstance(value, dict):
                raise self.error(field, f"'{field}' must pair every entry, as in {{a: 1, b: 2}}.")
            self.among(value, question.left, field)
            self.among([str(one) for one in value.values()], question.right, field)
            unpaired = [name for name in question.left if name not in value]
            if unpaired:
                raise self.error(field, f"'{field}' gives no pair for {', '.join(unpaired)}.")
            return dict(value)
        values = self.list(value, field)
        if len(set(values)) < len(values):
            raise self.error(field, f"'{field}' names an entry twice; each may stand once.")
        self.among(values, question.options or question.items, field)
        if question.kind == "order" and len(values) != len(question.items):
            raise self.error(field, f"'{field}' must put all {len(question.items)} items in order.")
        return tuple(values)

    def shelf(self, value: Any, field: str) -> Any:
        """The order of a shelf, or its misfiled folder with the one it belongs after."""
        question = self.question
        if question.task == "misfile":
            if not isinstance(value, dict) or set(value) != {"folder", "after"}:
                raise self.error(field, f"'{field}' must be as in {{folder: c, after: f}}; write "
                                 "'after: start' for the first place.")  # fmt: skip
            self.among([value["folder"]], question.items, field)
            self.among([value["after"]], {"start": "", **question.items}, field)
            answer: Any = dict(value)
        else:
            values = self.list(value, field)
            self.among(values, question.items, field)
            if sorted(values) != sorted(question.items):
                raise self.error(field, f"'{field}' must put all {len(question.items)} folders in "
                                 "order, each once.")  # fmt: skip
            answer = tuple(values)
        fault = filing_fault(question.items, question.filing, answer)
        if fault:
            raise self.error(field, f"'{field}' does not fit: {fault}; correct the key or "
                             "'filing'.")  # fmt: skip
        return answer

    def accept(self, value: Any) -> tuple[Any, ...]:
        if self.question.kind in ("choice", "short", "code", "procedure") and isinstance(
            value, str
        ):
            value = [value]
        if self.question.kind == "identify":
            return (self.answer(value, "accept"),) if value else ()
        if not isinstance(value, list):
            raise self.error("accept", "'accept' must be a list of other right answers.")
        return tuple(self.answer(one, "accept") for one in value)

    def wrong(self, value: Any, rights: tuple[Any, ...]) -> Mapping[str, str]:
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise self.error("wrong", "'wrong' must be lines of 'answer: message'.")
        question = self.question
        if question.options and question.kind != "identify":
            self.among(value, question.options, "wrong")
        if question.kind == "procedure":
            procedurefile.check_wrong(value, rights, lambda said: self.error("wrong", said))
        if question.kind == "choice":
            both = [name for name in value if name == self._right(name)]
            if both:
                raise self.error("wrong", f"'{both[0]}' is the right answer and has a message for "
                                 "a wrong one; remove one of them.")  # fmt: skip
        if question.kind in ("match", "diagram"):
            self.among([name.partition("=")[0].strip() for name in value], question.left, "wrong")
        return {name.strip(): " ".join(text.split()) for name, text in value.items()}

    def _right(self, name: str) -> str | None:
        key = self.source.data
        for step in self.where:
            key = key[step]
        accept = key.get("accept", [])
        return name if name == key["answer"] or name in accept else None

    def numeric(self, value: Any, answer: Any) -> Numeric | None:
        if value is None:
            return None
        if self.question.kind != "short":
            raise self.error("numeric", "'numeric' belongs to short entries only; remove it.")
        if not isinstance(value, dict) or set(value) - {"tolerance", "unit", "unit_required"}:
            raise self.error("numeric", "write 'numeric: {tolerance: 0}', if need be with 'unit'.")
        try:
            tolerance = float(value.get("tolerance", 0))
            float(answer)
        except (TypeError, ValueError):
            raise self.error(
                "numeric", "answer and tolerance must be plain numbers, as in 12.5."
            ) from None
        units = tuple(self.list(value.get("unit", []), "unit"))
        required = str(value.get("unit_required", "false")).lower() in ("true", "yes")
        return Numeric(tolerance, units, required)

    def text(self, data: Mapping[str, Any], field: str) -> str:
        value = data.get(field, "")
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ", ".join(value)
        if not isinstance(value, str):
            raise self.error(field, f"'{field}' must be text; put quotes around it.")
        return " ".join(value.split())

    def list(self, value: Any, field: str) -> list[str]:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error(field, f"'{field}' must be a list of texts, as in [a, b].")
        return [one.strip() for one in value]

    def among(self, names: Any, options: Mapping[str, str], field: str) -> None:
        for name in names:
            if name not in options:
                raise self.error(
                    field, f"'{field}' names '{name}', which the question does not have; it has "
                    f"{', '.join(options)}."
                )  # fmt: skip

"""Questions: read them from a file, and part them from their keys.

``load`` reads a question file with its keys. What a student holds of graded work is ``public`` of
each question and the bare charts, written by ``write_public`` and read by ``load_public``. What
the hidden tests hold is ``key_data``; ``with_key`` puts the two together again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chartroom import cases
from chartroom.assess import partdata, questionfile
from chartroom.assess.entry import sentence
from chartroom.assess.records import KINDS, Encounter, Numeric, Question, QuestionError, QuestionKey

QUESTIONS = "questions.json"
CHARTS = "charts.json"
_TEXT = ("id", "kind", "prompt", "label", "case", "source", "look", "filing", "task")
_PARTS = ("options", "left", "right", "items", "reasons")


def load(path: str | Path) -> dict[str, Question]:
    """Return the questions of a question file by id, in order, with keys and charts.

    Raises:
        QuestionError: the file is not in order; names file, line, question and remedy.
        cases.CaseError: a case it names is not in order.
    """
    return questionfile.read(path)


def practice(
    case: cases.Case, prompt: str = "Code this encounter.", procedures: bool = False
) -> Question:
    """Return a worksheet for a case, without a question file."""
    key = questionfile.worksheet_key(case)
    return Question(
        case.case,
        "worksheet",
        prompt,
        case=case.case,
        chart=case,
        procedures=procedures,
        key=key,
    )


def about(question: Question, chart: cases.Case) -> Question:
    """Return a worksheet for another version of its chart, whose key comes with it."""
    return replace(question, chart=chart, key=questionfile.worksheet_key(chart, question.key))


def public(question: Question) -> dict[str, Any]:
    """Return what students may hold of a question, as JSON-able data: no key, no chart."""
    data: dict[str, Any] = {name: getattr(question, name) for name in _TEXT}
    data.update({name: dict(getattr(question, name)) for name in _PARTS})
    data["points"] = question.points
    data["objectives"] = list(question.objectives)
    data["form"] = partdata.form_data(question.form) if question.form else None
    data["work"] = partdata.work_data(question.work)
    data["picture"] = partdata.picture_data(question.picture) if question.picture else None
    data["procedures"] = question.procedures or None
    return {name: value for name, value in data.items() if value not in ("", {}, [], None)}


def from_public(
    data: Mapping[str, Any], charts: Mapping[str, cases.Case] | None = None
) -> Question:
    """Return the question that ``public`` described; its chart is taken from ``charts``.

    Raises:
        QuestionError: the data is not what ``public`` returns.
    """
    try:
        texts = {name: str(data.get(name, "")) for name in _TEXT}
        parts = {name: {str(k): str(v) for k, v in data.get(name, {}).items()} for name in _PARTS}
        if not texts["id"] or not texts["kind"]:
            raise KeyError("id")
        return Question(
            **texts,
            **parts,
            points=data.get("points"),
            objectives=tuple(data.get("objectives", ())),
            chart=(charts or {}).get(texts["case"]),
            form=partdata.form_from(data["form"]) if "form" in data else None,
            work=partdata.work_from(data.get("work", [])),
            picture=partdata.picture_from(data["picture"]) if "picture" in data else None,
            procedures=data.get("procedures") is True,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise QuestionError(
            QUESTIONS, 0, "a question in it is damaged; get the assignment's files again."
        ) from None


def write_public(questions: Iterable[Question], folder: str | Path) -> tuple[Path, Path]:
    """Write ``questions.json`` and ``charts.json`` for students; return both paths."""
    questions = list(questions)
    charts = {q.case: cases.public(q.chart) for q in questions if q.chart is not None}
    texts = {
        QUESTIONS: {"format": 1, "questions": [public(question) for question in questions]},
        CHARTS: {"format": 1, "charts": charts},
    }
    paths = []
    for name, data in texts.items():
        paths.append(Path(folder) / name)
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    return paths[0], paths[1]


def load_public(folder: str | Path) -> dict[str, Question]:
    """Return the questions that ``write_public`` wrote into ``folder``, by id, without keys.

    Raises:
        QuestionError: a file is missing or damaged.
        cases.CaseError: a chart is damaged.
    """
    listed = _part(Path(folder) / QUESTIONS, "questions", list)
    charts = _part(Path(folder) / CHARTS, "charts", dict)
    loaded = {name: cases.from_public(chart) for name, chart in charts.items()}
    questions = [from_public(data, loaded) for data in listed]
    return {question.id: question for question in questions}


def key_data(question: Question) -> dict[str, Any]:
    """Return all that grading needs and students must not have, as JSON-able data.

    Raises:
        NoKey: the question has no key.
    """
    key = question.solution
    data: dict[str, Any] = {"kind": question.kind}
    if key.case is not None and key.encounter is not None:
        visit = key.encounter
        data["encounter"] = {
            "setting": visit.setting,
            "date": visit.date.isoformat(),
            "age": visit.age,
            "sex": visit.sex,
        }
        data["case"] = _case_data(key.case)
        if question.procedures:
            data["procedures"] = True
    elif key.parts:
        data["parts"] = {name: partdata.part_data(part) for name, part in key.parts.items()}
        data["form"] = partdata.form_data(key.form) if key.form else {}
    else:
        data["answer"] = _jsonable(key.answer)
        data["accept"] = [_jsonable(one) for one in key.accept]
    data.update(why=key.why, wrong=dict(key.wrong), guideline=key.guideline, hints=list(key.hints))
    if key.numeric:
        data["numeric"] = {
            "tolerance": key.numeric.tolerance,
            "units": list(key.numeric.units),
            "required": key.numeric.required,
        }
    return {name: value for name, value in data.items() if value not in ("", {}, [])}


def with_key(question: Question, data: Mapping[str, Any]) -> Question:
    """Return ``question`` with the key that ``key_data`` described.

    Raises:
        QuestionError: the data is not what ``key_data`` returns, or for another kind of question.
    """
    try:
        if data["kind"] != question.kind or question.kind not in KINDS:
            raise ValueError("the key is for another kind of question")
        visit = data.get("encounter")
        numeric = data.get("numeric")
        parts = {
            name: partdata.part_from(part) for name, part in dict(data.get("parts", {})).items()
        }
        key = QuestionKey(
            answer=partdata.whole_answer(question.kind, parts) or _frozen(data.get("answer")),
            accept=tuple(_frozen(one) for one in data.get("accept", ())),
            why=data.get("why", ""),
            wrong=dict(data.get("wrong", {})),
            guideline=data.get("guideline", ""),
            hints=tuple(data.get("hints", ())),
            numeric=Numeric(numeric["tolerance"], tuple(numeric["units"]), numeric["required"])
            if numeric
            else None,
            case=cases.key_from(data["case"]) if "case" in data else None,
            encounter=_encounter(visit) if visit else None,
            parts=parts,
            form=partdata.form_from(data["form"]) if "form" in data else None,
        )
        if (question.kind == "worksheet") != (key.case is not None and key.encounter is not None):
            raise ValueError("a worksheet's key needs case and encounter")
        if (question.kind == "fields") != (key.form is not None):
            raise ValueError("the key of a form needs its fields")
        if (question.kind in ("fields", "queue")) != bool(key.parts):
            raise ValueError("it has no key for each part")
        if question.kind != "worksheet" and not key.answer:
            raise ValueError("it has no answer")
    except (AttributeError, KeyError, TypeError, ValueError) as trouble:
        raise QuestionError(
            "key", 0, f"the key of '{question.id}' is damaged ({trouble}); build it again."
        ) from None
    # The key says what is scored, whatever the student's copy of the question says.
    return replace(question, procedures=data.get("procedures") is True, key=key)


def hints(question: Question) -> tuple[str, ...]:
    """Return the hints of a question in turn; a worksheet without its own tells what to look for.

    Raises:
        NoKey: the question has no key.
    """
    key = question.solution
    if key.hints or key.case is None:
        return key.hints
    lines = [line for line in key.case.lines if not line.optional]
    count = "one code" if len(lines) == 1 else f"{len(lines)} codes"
    first = "principal diagnosis" if question.inpatient else "first-listed code"
    wanted = [line for line in key.case.procedures if not line.optional]
    if question.procedures and wanted:
        done = "one procedure" if len(wanted) == 1 else f"{len(wanted)} procedures"
        count = f"{count} for diagnoses and {done}"
    found = [f"The chart supports {count}."]
    found.append(f"The {first} must say this: {sentence(lines[0].what)}")
    found += [f"Look for this: {sentence(line.what)}" for line in lines[1:]]
    if question.procedures:
        found += [f"Look for this procedure: {sentence(line.what)}" for line in wanted]
    if key.case.query and key.case.query.required:
        found.insert(1, "Something in this chart must be asked before it can be fully coded.")
    return tuple(found)


def _case_data(key: cases.Key) -> dict[str, Any]:
    # cases.key_data wants a whole case and looks only at its key.
    holder = cases.from_public(
        {
            "case": "key", "title": "", "kind": "note", "setting": "outpatient", "encounter": "",
            "code_set": "", "variant": 0, "date": "2026-05-01",
            "patient": {"age": 0, "sex": "F"}, "documents": [],
        }
    )  # fmt: skip
    return cases.key_data(replace(holder, key=key))


def _encounter(data: Mapping[str, Any]) -> Encounter:
    date = dt.date.fromisoformat(data["date"])
    return Encounter(data["setting"], date, int(data["age"]), data["sex"])


def _jsonable(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _part(path: Path, name: str, kind: type) -> Any:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))[name]
        if isinstance(found, kind):
            return found
    except FileNotFoundError:
        raise QuestionError(
            path, 0, f"{path.name} is missing; open the notebook inside its assignment's folder, "
            "or fetch the assignment again."
        ) from None  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise QuestionError(path, 0, f"{path.name} is damaged; fetch the assignment again.")

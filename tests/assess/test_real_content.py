"""The course's own questions and cases: perfect answers score 1, and no key leaks when graded."""

from pathlib import Path

import pytest

from chartroom import assess, cases

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    [*ROOT.glob("datasets/questions/*.yaml"), *ROOT.glob("manuscript/source/*/questions.yaml")]
)
CASES = sorted([*ROOT.glob("datasets/cases/*.md"), *ROOT.glob("manuscript/source/*/cases/*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]
CASE_NAMES = [path.relative_to(ROOT).as_posix() for path in CASES if path.stem != "README"]


def perfect(question):
    key = question.key
    if key.case is None:
        return list(key.answer) if isinstance(key.answer, tuple) else key.answer
    rows = [{"code": o.code, "poa": o.poa or ""} for o in key.case.lines if not o.optional]
    query = key.case.query is not None and key.case.query.required
    answer = {"rows": rows, "query": query, "query_text": "What is meant?" if query else ""}
    if question.procedures:
        answer["procedures"] = [
            {"code": one.code, "modifiers": " ".join(one.modifiers), "units": one.units}
            for one in key.case.procedures
            if not one.optional
        ]
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_the_key_of_every_question_scores_one(name):
    for question in assess.load(ROOT / name).values():
        for mode in ("practice", "graded"):
            feedback = assess.assess(question, perfect(question), mode)
            assert feedback.score == 1.0, feedback.text()
            assert {item.verdict for item in feedback.items} <= {"right", "query"}
        assert assess.reveal(question).items
        assert assess.assess(question, None).score == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_every_foreseen_wrong_answer_is_told_and_not_right(name):
    for question in assess.load(ROOT / name).values():
        if question.kind not in ("choice", "short", "code"):
            continue
        for wrong, message in question.key.wrong.items():
            feedback = assess.assess(question, wrong)
            assert feedback.score < 1.0, (question.id, wrong)
            assert message in feedback.text(), (question.id, wrong)


@pytest.mark.parametrize("name", NAMES)
def test_every_foreseen_slip_in_a_form_or_queue_is_told(name):
    for question in assess.load(ROOT / name).values():
        for part, key in question.key.parts.items():
            for wrong, message in key.wrong.items():
                given = wrong
                if question.kind == "queue":
                    given = {**question.key.answer[part]}
                    given["reason" if wrong in question.reasons else "decision"] = wrong
                feedback = assess.assess(question, {**question.key.answer, part: given})
                assert feedback.score < 1.0, (question.id, part, wrong)
                assert message in feedback.text(), (question.id, part, wrong)


@pytest.mark.parametrize("name", CASE_NAMES)
def test_every_case_can_be_answered(name):
    question = assess.practice(cases.load(ROOT / name))
    key = question.key.case
    assert assess.assess(question, perfect(question)).score == 1.0
    query = perfect(question)["query"]
    for other in key.alternatives:
        poa = other.poa or [""] * len(other.codes)
        rows = [{"code": c, "poa": p} for c, p in zip(other.codes, poa, strict=True)]
        assert assess.assess(question, {"rows": rows, "query": query}).score == 1.0
    for line in key.lines:
        for one in line.accept:
            answer = perfect(question)
            for row in answer["rows"]:
                row["code"] = one.code if row["code"] == line.code else row["code"]
            assert assess.assess(question, answer).score == 1.0


@pytest.mark.parametrize("name", CASE_NAMES)
def test_each_missing_or_wrong_code_costs_and_none_is_named(name):
    question = assess.practice(cases.load(ROOT / name))
    key, whole = question.key.case, perfect(question)
    attempts = [
        {**whole, "rows": [r for r in whole["rows"] if r != gone]} for gone in whole["rows"]
    ]
    attempts += [{**whole, "rows": [{"code": wrong.code, "poa": "Y"}]} for wrong in key.wrong]
    attempts += [
        {**whole, "rows": [*whole["rows"], {"code": wrong.code, "poa": "Y"}]} for wrong in key.wrong
    ]
    rights = {one.code for line in key.lines for one in (line, *line.accept)}
    rights |= {code for other in key.alternatives for code in other.codes}
    accepted = [set(other.codes) for other in key.alternatives]
    for attempt in attempts:
        given = {row["code"] for row in attempt["rows"]}
        feedback = assess.assess(question, attempt, "graded")
        if given not in accepted:
            assert feedback.score < 1.0, (given, feedback.text())
        said = feedback.text().upper()
        for code in rights - given:
            assert not _names(said, code), (code, feedback.text())
        assert all(item.evidence == () for item in feedback.items)


@pytest.mark.parametrize("name", CASE_NAMES)
def test_each_missing_or_wrong_procedure_costs_and_none_is_named(name):
    case = cases.load(ROOT / name)
    if not case.key.procedures:
        return
    question = assess.practice(case, procedures=True)
    whole = perfect(question)
    assert assess.assess(question, whole).score == 1.0
    done = whole["procedures"]
    attempts = [[one for one in done if one != gone] for gone in done]
    attempts += [[*done, {"code": code}] for code in ("0HQ0XZZ", "99999", "J1885", "X")]
    attempts += [[{"code": wrong.code}] for wrong in case.key.wrong if wrong.invalid]
    rights = {o.code for line in case.key.procedures for o in (line, *line.accept)}
    for attempt in attempts:
        given = {one["code"] for one in attempt}
        feedback = assess.assess(question, {**whole, "procedures": attempt}, "graded")
        if not given <= rights or len(attempt) < len(done):
            assert feedback.score < 1.0, (given, feedback.text())
        said = feedback.text().upper()
        for code in rights - given:
            assert not _names(said, code), (code, feedback.text())


def _names(text: str, code: str) -> bool:
    words = text.replace(",", " ").replace(";", " ").replace("(", " ").replace(")", " ").split()
    bare = {word.strip(".:").replace(".", "") for word in words}
    return code.replace(".", "") in bare

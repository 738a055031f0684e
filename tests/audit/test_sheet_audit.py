"""An audit of worksheets: verdicts per code, per record, by MS-DRG, and the figures."""

from __future__ import annotations

import dataclasses

import pytest

from chartroom import assess, audit, cases, paths

BIRTH = "thirty-seven-weeks"
ULCER = "turned-every-two-hours"
THROAT = "strep-throat"


def sheet(name, procedures=False):
    return assess.practice(cases.load(name), procedures=procedures)


def perfect(question):
    """The answer that the key wants, optional lines left out."""
    key = question.key.case
    rows = [{"code": line.code, "poa": line.poa or ""} for line in key.lines if not line.optional]
    answer = {"rows": rows, "query": bool(key.query and key.query.required), "query_text": "?"}
    if question.procedures:
        done = [line for line in key.procedures if not line.optional]
        answer["procedures"] = [
            {"code": one.code, "modifiers": " ".join(one.modifiers), "units": one.units}
            for one in done
        ]
    return answer


def of_one(question, answer):
    report = audit.audit([(question, answer)])
    assert len(report.records) == 1
    return report.records[0]


@pytest.mark.parametrize("procedures", [True, False])
def test_a_perfect_record_has_nothing_to_change(procedures):
    question = sheet(BIRTH, procedures)
    report = audit.audit([(question, perfect(question))])
    (one,) = report.records
    assert one.all_right
    assert one.drg.same
    assert one.drg.right.drg == question.key.case.drg
    assert {figure.value for figure in report.figures if figure.bottom} == {100}
    assert not report.errors
    assert {line.finding for line in one.lines} == {"right"}
    assert any(line.procedure for line in one.lines) == procedures


def test_every_practice_case_with_procedures_is_right_by_its_own_key():
    for path in sorted((paths.datasets() / "cases").glob("*.md")):
        case = cases.load(path)
        if case.key.procedures:
            question = assess.practice(case, procedures=True)
            one = of_one(question, perfect(question))
            assert one.all_right, (case.case, one.errors)
            assert one.drg is None or one.drg.same, case.case


def test_each_finding():
    question = sheet(BIRTH, procedures=True)
    answer = perfect(question)
    rows = answer["rows"]
    wanted = {row["code"]: at for at, row in enumerate(rows)}
    rows[wanted["O70.1"]]["poa"] = "Y"
    gone = rows.pop()
    rows.append({"code": "R51.9", "poa": "Y"})
    answer["procedures"] = [{"code": "0KQM3ZZ"}, {"code": "0DTJ4ZZ"}]
    one = of_one(question, answer)
    found = {line.given: line for line in one.lines}
    assert found["O70.1"].finding == "poa"
    assert found["O70.1"].right
    assert found["R51.9"].finding == "extra"
    assert found["0DTJ4ZZ"].finding == "extra"
    assert found["0DTJ4ZZ"].procedure
    missing = [line for line in one.lines if line.finding == "missing"]
    assert [line.procedure for line in missing] == [False, True]
    assert found["0KQM3ZZ"].finding == "close"
    assert gone["code"] not in str(one), "no right code that was not given"
    counted = audit.audit([(question, answer)]).errors
    assert counted == {
        "poa": 1, "missing": 1, "extra": 1, "close": 1, "missing procedure": 1,
        "extra procedure": 1,
    }  # fmt: skip
    assert set(counted) <= set(audit.ERRORS)
    assert not one.all_right


def test_sequence_and_less_specific():
    question = sheet(ULCER)
    answer = perfect(question)
    answer["rows"] = [*answer["rows"][1:], answer["rows"][0]]
    report = audit.audit([(question, answer)])
    assert not report.records[0].in_sequence
    assert (report.sequence.top, report.sequence.bottom) == (0, 1)
    assert report.errors["sequence"] >= 1
    assert report.per_code.value == 100, "the codes are right; their order is counted by itself"
    assert report.per_record.value == 0


@pytest.mark.parametrize(
    ("change", "moved", "says"),
    [
        ({}, "same", "the same by your codes"),
        ({"L89.153": "Y"}, "up", "That is up: your codes carry an MCC, the right ones neither"),
        ({"L89.153": None}, "same", "the same by your codes"),
    ],
)
def test_the_group_of_the_codes_beside_the_right_one(change, moved, says):
    question = sheet(ULCER)
    answer = perfect(question)
    for code, poa in change.items():
        answer["rows"] = [row for row in answer["rows"] if row["code"] != code or poa]
        for row in answer["rows"]:
            row["poa"] = poa if row["code"] == code else row["poa"]
    found = of_one(question, answer).drg
    assert found.moved == moved
    assert says in found.says


def test_a_group_moves_down_or_across():
    question = sheet("the-church-supper", procedures=True)
    answer = perfect(question)
    answer["procedures"] = []
    found = of_one(question, answer).drg
    assert found.moved == "across", "medical in place of surgical, and no CC or MCC in either"
    assert "It is neither up nor down" in found.says
    question = sheet("nights-in-the-recliner")
    answer = perfect(question)
    answer["rows"] = answer["rows"][:1]
    found = of_one(question, answer).drg
    assert found.moved == "down"
    assert "That is down" in found.says


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"code": "J15", "poa": "Y"}], "heading"),
        ([{"code": "nothing", "poa": ""}], "cannot be grouped"),
        ([{"code": "Y92.230", "poa": ""}, {"code": "J69.0", "poa": "Y"}], "cannot be grouped"),
        ([{"code": "J15.21", "poa": "Y"}], "cannot be grouped"),
        ([], "There is no principal diagnosis."),
    ],
)
def test_codes_that_have_no_group_are_told_in_a_sentence(rows, says):
    question = sheet(ULCER)
    found = of_one(question, {"rows": rows, "query": True, "query_text": "?"})
    assert found.drg.mine is None
    assert found.drg.moved == "none"
    assert says in found.drg.says
    assert not audit.audit([(question, {"rows": rows, "query": True})]).drg.top


def test_an_accepted_code_and_an_optional_one_do_not_move_the_group():
    question = sheet(BIRTH, procedures=True)
    answer = perfect(question)
    more = [line for line in question.key.case.procedures if line.optional]
    answer["procedures"] += [{"code": line.code} for line in more]
    one = of_one(question, answer)
    assert one.all_right
    assert one.drg.same
    assert [line.finding for line in one.lines].count("optional") == len(more)
    assert one.per_code.bottom == len(one.lines) - len(more)


def test_a_visit_has_no_poa_and_no_group():
    question = sheet(THROAT)
    report = audit.audit([(question, perfect(question))])
    assert report.records[0].drg is None
    assert report.poa.value is None
    assert report.drg.value is None
    assert "no value, because there were no stays" in str(report)


def test_what_is_blank_is_left_out_and_figures_add_up():
    stay, visit = sheet(ULCER), sheet(THROAT)
    half = perfect(stay)
    half["rows"] = half["rows"][:3]
    report = audit.audit([(stay, half), (visit, perfect(visit)), (visit, None), (visit, {})])
    assert len(report.records) == 2
    codes = sum(one.per_code.bottom for one in report.records)
    assert report.per_code.bottom == codes == len(report.lines)
    assert (report.per_record.top, report.per_record.bottom) == (1, 2)
    assert "÷" in str(report)
    assert report.poa.bottom == 3


def test_a_query_that_is_wanted_or_not():
    question = sheet(THROAT)
    one = of_one(question, {**perfect(question), "query": True})
    assert one.queried is False
    assert one.errors == ("query",)


def test_only_worksheets_with_a_key():
    question = sheet(THROAT)
    with pytest.raises(assess.NoKey):
        audit.audit([(dataclasses.replace(question, key=None), {})])
    with pytest.raises(ValueError, match="is not a worksheet"):
        audit.audit([(dataclasses.replace(question, kind="code"), "J02.0")])


@pytest.mark.parametrize(
    "answer", [7, "J02.0", [1], {"rows": 5}, {"rows": [None, 3], "query": True}]
)
def test_nothing_in_an_answer_breaks_it(answer):
    for name in (THROAT, ULCER):
        str(audit.audit([(sheet(name), answer)]))

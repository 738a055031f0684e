"""Procedures on the worksheet: the rule of docs/scoring.md, and what is said of each mistake."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from chartroom import assess
from chartroom.assess import AnswerError, QuestionError

HEAD = """\
---
case: {name}
title: A case
kind: note
setting: {setting}
encounter: Encounter
date: 2026-05-14
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {{age: 41, sex: F}}
difficulty: 2
topics: [II]
tests: procedures
"""
STAY = (
    HEAD.format(name="belly", setting="inpatient")
    + """\
drg: "399"
key:
  - code: K35.80
    role: principal
    poa: Y
    what: the inflamed organ
    evidence: ["note: acute appendicitis"]
    guideline: II
    why: It occasioned the stay.
procedures:
  - code: 0DTJ4ZZ
    what: the operation, 0DTJ4ZZ by its number
    evidence: ["note: laparoscopic appendectomy"]
    guideline: B3.8
    why: All of it was taken out.
  - code: 30233N1
    what: the blood that was given
    evidence: ["note: 1 unit of red cells"]
    guideline: A11
    why: Into a vein of the arm.
    accept:
      - {code: 30243N1, why: A central vein would do.}
  - code: 0DJD8ZZ
    what: the look into the bowel
    evidence: ["note: colonoscopy"]
    guideline: B3.11a
    why: Hospitals differ.
    optional: true
wrong:
  - {code: 0DBJ4ZZ, says: "Excision takes a part. All was taken out, so 0DTJ4ZZ.", invalid: true}
---
# note | Note | Mara Quist, MD | 2026-05-14 | signed
acute appendicitis, laparoscopic appendectomy, 1 unit of red cells, colonoscopy
"""
)
VISIT = (
    HEAD.format(name="polyp", setting="outpatient")
    + """\
key:
  - code: K63.5
    role: principal
    what: what was found
    evidence: ["note: polyp of the colon"]
    guideline: IV.G
    why: It was found.
procedures:
  - code: "45385"
    modifiers: [PT]
    what: the removal by snare
    evidence: ["note: snare"]
    guideline: "CPT: one code for each technique"
    why: A snare was used, and the examination began as a screening.
  - code: J1885
    units: 4
    what: the drug for pain
    evidence: ["note: ketorolac 60 mg"]
    guideline: "HCPCS: units by the amount of the description"
    why: 60 mg are four times 15 mg.
  - code: "96374"
    what: the push into the vein
    evidence: ["note: IV push"]
    guideline: "CPT: a push"
    why: Some report it.
    optional: true
---
# note | Note | Mara Quist, MD | 2026-05-14 | signed
polyp of the colon, snare, ketorolac 60 mg IV push
"""
)
QUESTIONS = """\
questions:
  - {id: stay, kind: worksheet, case: belly, prompt: Code it., points: 4, procedures: yes}
  - {id: visit, kind: worksheet, case: polyp, prompt: Code it., points: 4, procedures: yes}
  - {id: plain, kind: worksheet, case: belly, prompt: Code it., points: 2}
"""
ROOT = Path(__file__).resolve().parents[2]
DIAGNOSIS = {"stay": {"code": "K35.80", "poa": "Y"}, "visit": {"code": "K63.5", "poa": ""}}
SNARE = ("45385", "PT", 1)
DRUG = ("J1885", "", 4)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    place = tmp_path_factory.mktemp("asked")
    (place / "cases").mkdir()
    (place / "cases" / "belly.md").write_text(STAY, "utf-8")
    (place / "cases" / "polyp.md").write_text(VISIT, "utf-8")
    (place / "questions.yaml").write_text(QUESTIONS, "utf-8")
    return assess.load(place / "questions.yaml")


def answer(name, *done):
    """A worksheet whose diagnosis is right, with these procedures."""
    if name == "stay":
        listed = [{"code": code} for code in done]
    else:
        listed = [dict(zip(("code", "modifiers", "units"), one, strict=True)) for one in done]
    rows = [DIAGNOSIS[name]]
    return {"rows": rows, "procedures": listed, "query": False, "query_text": ""}


# The diagnosis is worth 2, the two required procedures 1 each.
STAYS = {
    "perfect": (["0DTJ4ZZ", "30233N1"], 4),
    "accepted": (["0DTJ4ZZ", "30243N1"], 4),
    "typed carelessly": (["0dt j4zz", "30233n1 "], 4),
    "with the optional one": (["0DTJ4ZZ", "0DJD8ZZ", "30233N1"], 4),
    "principal in second row": (["30233N1", "0DTJ4ZZ"], 3.5),
    "one character wrong": (["0DTJ0ZZ", "30233N1"], 3.5),
    "one character wrong, second row": (["30233N1", "0DTJ0ZZ"], 3.25),
    "two characters wrong": (["0DTH0ZZ", "30233N1"], 2.5),
    "another table": (["0DBJ4ZZ", "30233N1"], 2.5),
    "a value that no table has": (["0DTJXZZ", "30233N1"], 2.5),
    "one missing": (["0DTJ4ZZ"], 3),
    "none": ([], 2),
    "one too many": (["0DTJ4ZZ", "30233N1", "0HQ0XZZ"], 3.5),
    "twice": (["0DTJ4ZZ", "0DTJ4ZZ", "30233N1"], 3.5),
    "both that are accepted": (["0DTJ4ZZ", "30233N1", "30243N1"], 3.5),
    "right and close": (["0DTJ4ZZ", "0DTJ0ZZ", "30233N1"], 3.5),
    "a CPT code": (["44970", "30233N1"], 2.5),
}
VISITS = {
    "perfect": ([SNARE, DRUG], 4),
    "order is free": ([DRUG, SNARE], 4),
    "with the optional one": ([SNARE, DRUG, ("96374", "", 1)], 4),
    "no modifier": ([("45385", "", 1), DRUG], 3.75),
    "another modifier": ([("45385", "59", 1), DRUG], 3.75),
    "a modifier too many": ([("45385", "PT 59", 1), DRUG], 3.75),
    "units": ([SNARE, ("J1885", "", 60)], 3.75),
    "units that are none": ([SNARE, ("J1885", "", "four")], 3.75),
    "modifier and units pay once": ([("45385", "", 2), DRUG], 3.75),
    "another code": ([("45384", "PT", 1), DRUG], 2.5),
    "one too many": ([SNARE, DRUG, ("45380", "59", 1)], 3.5),
    "the right one of two rows counts": ([("45385", "", 1), SNARE, DRUG], 3.5),
    "a PCS code": ([("0DBN8ZZ", "", 1), DRUG], 2.5),
}
RULE = [("stay", name) for name in STAYS] + [("visit", name) for name in VISITS]


@pytest.mark.parametrize("mode", ["practice", "graded"])
@pytest.mark.parametrize(("name", "how"), RULE)
def test_the_rule(asked, name, how, mode):
    done, earned = (STAYS if name == "stay" else VISITS)[how]
    found = assess.assess(asked[name], answer(name, *done), mode)
    assert found.score == pytest.approx(earned / 4)
    assert found.right == (earned == 4)


def test_a_worksheet_that_does_not_ask_scores_and_speaks_as_before(asked):
    bare = {"rows": [DIAGNOSIS["stay"]], "query": False, "query_text": ""}
    assert assess.assess(asked["plain"], bare).score == 1.0
    same = assess.assess(asked["plain"], answer("stay", "0HQ0XZZ"))
    assert same == assess.assess(asked["plain"], bare)
    assert "procedures" not in assess.public(asked["plain"])
    assert "procedures" not in assess.key_data(asked["plain"])
    assert "procedure" not in assess.reveal(asked["plain"]).text().lower()
    assert assess.parse(asked["plain"], "K35.80 Y") == bare


def test_an_answer_from_before_still_loads(asked):
    old = {"rows": [DIAGNOSIS["stay"]], "query": False, "query_text": ""}
    assert assess.assess(asked["stay"], old).score == 0.5
    assert not assess.is_blank(asked["stay"], old)
    only = {"procedures": [{"code": "0DTJ4ZZ"}]}
    assert not assess.is_blank(asked["stay"], only)
    assert assess.assess(asked["stay"], only).score == 0.25


@pytest.mark.parametrize(
    "value",
    [None, "0DTJ4ZZ", 7, [None], [7], [[]], [{"code": None}], [{}], {"code": "0DTJ4ZZ"},
     [{"code": "x" * 9999, "modifiers": 3, "units": [1]}], [{"code": "0DTJ4ZZ"}] * 500],
)  # fmt: skip
@pytest.mark.parametrize("name", ["stay", "visit"])
def test_nothing_in_an_answer_breaks_grading(asked, name, value):
    given = {**answer(name), "procedures": value}
    for mode in ("practice", "graded"):
        assert 0 <= assess.assess(asked[name], given, mode).score < 1
    assess.form(asked[name], given)
    assess.is_blank(asked[name], given)


def said(question, *done, mode="practice"):
    return assess.assess(question, answer(question.id, *done), mode)


def test_what_is_right_is_named_with_its_reason(asked):
    found = said(asked["stay"], "0DTJ4ZZ", "30233N1")
    assert "Resection: Appendix, Percutaneous Endoscopic. All of it was taken out." in found.text()
    assert "ICD-10-PCS Guideline B3.8 (FY2026)" in found.text()
    assert "“laparoscopic appendectomy” (note)" in found.text()
    assert found.summary == "Right: the worksheet is complete and in order."


def test_a_close_code_is_told_which_character_is_off(asked):
    found = said(asked["stay"], "0DTJ0ZZ", "30233N1")
    assert "The first three characters are right. Character 5, approach: you chose 0, Open. " in (
        found.text()
    )
    assert "The record calls for 4, Percutaneous Endoscopic." in found.text()
    assert "Procedures fully right: 1 of 2." in found.summary
    first = assess.assess(asked["stay"], answer("stay", "0DTJ0ZZ", "30233N1"), tell=False)
    assert "Character 5, approach: you chose 0, Open. An open procedure that a scope" in (
        first.text()
    )
    assert "Percutaneous Endoscopic, " not in first.text()
    assert "The record calls for" not in first.text()
    assert first.score == found.score
    graded = said(asked["stay"], "0DTJ0ZZ", "30233N1", mode="graded").text()
    assert "Character 5, approach: 0, Open, is not what the record supports." in graded
    assert "Percutaneous Endoscopic" not in graded
    assert "ICD-10-PCS Guidelines B5.2a" in graded


def test_each_mistake_has_its_verdict_beside_its_row(asked):
    found = said(asked["stay"], "30233N1", "0DTJ0ZZ", "0HQ0XZZ", "44970", "30233N1", "0DTJ")
    verdicts = {}
    for item in found.items:
        verdicts.setdefault(item.target, []).append(item.verdict)
    assert verdicts["procedure 1"] == ["right"]
    assert verdicts["procedure 2"] == ["partly", "order"]
    assert verdicts["procedure 3"] == ["extra"]
    assert verdicts["procedure 4"] == ["form"]
    assert verdicts["procedure 5"] == ["extra"]
    assert verdicts["procedure 6"] == ["form"]
    assert "Procedures that do not belong here: 4." in found.summary
    assert not found.complete


def test_another_root_operation_and_another_body_part(asked):
    assert "Excision takes a part." in said(asked["stay"], "0DBJ4ZZ").text()
    text = said(asked["stay"], "0DJJ4ZZ", mode="graded").text()
    assert "Section and body system are right. Look again at the root operation." in text
    text = said(asked["stay"], "0DTH0ZZ").text()
    assert "The first three characters are right. Look again at: body part, approach." in text


def test_modifiers_and_units_are_told_apart(asked):
    text = said(asked["visit"], ("45385", "59", 1), ("J1885", "", 60)).text()
    assert "the code is right. Modifier 59 (Distinct procedure) does not belong here." in text
    assert "A modifier is missing that says this:" in text
    assert "Count again: 60 units cannot be right. One unit is 15 mg." in text
    graded = said(asked["visit"], ("45385", "59", 1), ("J1885", "", 60), mode="graded").text()
    assert "A modifier is missing." in graded
    assert not re.search(r"\bPT\b", graded)


POOLS = {
    "stay": ["0DTJ4ZZ", "0DTJ0ZZ", "0DBJ4ZZ", "30233N1", "30253N1", "0DJD8ZZ", "44970", "X"],
    "visit": [SNARE, ("45385", "", 1), ("45384", "", 1), DRUG, ("J1885", "", 1), ("X", "", 1)],
}  # fmt: skip
RIGHTS = {
    "stay": {"0DTJ4ZZ", "30233N1", "30243N1", "0DJD8ZZ"},
    "visit": {"45385", "J1885", "96374"},
}


@pytest.mark.parametrize("name", ["stay", "visit"])
def test_graded_feedback_names_no_right_code_that_was_not_given(asked, name):
    for size in (0, 1, 2, 3):
        for done in itertools.combinations(POOLS[name], size):
            given = {one if isinstance(one, str) else one[0] for one in done}
            found = said(asked[name], *done, mode="graded")
            shown = found.text() + found.html()
            assert not [code for code in RIGHTS[name] - given if code in shown], (done, shown)
            assert "In the chart" not in shown
            if "0DTJ4ZZ" not in given:
                assert "All was taken out" not in shown, "that sentence names the code"


FORMS = [
    ("stay", "45385", "45385 has the form of a CPT or HCPCS code. A hospital reports what"),
    ("stay", "J1885", "J1885 has the form of a CPT or HCPCS code."),
    ("stay", "N18.31", "N18.31 has the form of a diagnosis code (ICD-10-CM)."),
    ("stay", "0DTO4ZZ", "has the letter O as character 4"),
    ("stay", "0DTJXZZ", "does not have X (External) after 0DTJ"),
    ("stay", "0DTJ", "0DTJ is not complete."),
    ("visit", ("0DTJ4ZZ", "", 1), "ICD-10-PCS reports the procedures of hospital inpatients only."),
    ("visit", ("N18.31", "", 1), "has the form of a diagnosis code (ICD-10-CM)."),
    ("visit", ("45385-PT", "", 1), "give the code 45385 and the modifier PT apart"),
    ("visit", ("D0120", "", 1), "D codes belong to the American Dental Association"),
    ("visit", ("4538", "", 1), "a CPT code has 5"),
    ("visit", ("45385", "PTX", 1), "“PTX” is not a modifier"),
    ("visit", ("45385", "", 0), "Units must be a whole number from 1."),
    ("visit", ("45385", "", "many"), "Units must be a whole number from 1."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "says"), FORMS)
def test_the_form_needs_no_key(asked, name, one, says, tmp_path):
    assess.write_public(asked.values(), tmp_path)
    bare = assess.load_public(tmp_path)[name]
    found = assess.form(bare, answer(name, one))
    assert "Procedure 1: " in found.text()
    assert says in found.text()
    assert not found.complete
    assert assess.form(bare, answer(name, *(["0DTJ4ZZ"] if name == "stay" else [SNARE]))).complete


def test_the_key_alone_says_what_is_scored(asked, tmp_path):
    data = json.loads(json.dumps(assess.key_data(asked["stay"])))
    public = assess.public(asked["stay"])
    assert public["procedures"] is True
    forged = assess.from_public({**public, "procedures": False})
    for bare in (assess.from_public(public), forged, assess.Question("stay", "worksheet", "")):
        keyed = assess.with_key(bare, data)
        assert assess.assess(keyed, answer("stay", "0DTJ4ZZ"), "graded").score == 0.75
    plain = assess.with_key(forged, assess.key_data(asked["plain"]))
    assert assess.assess(plain, answer("stay"), "graded").score == 1.0


PARSED = [
    ("stay", "1. 0dtj4zz; 2. 30233N1", [{"code": "0DTJ4ZZ"}, {"code": "30233N1"}]),
    ("stay", ["0DTJ4ZZ", {"code": "30233n1"}], [{"code": "0DTJ4ZZ"}, {"code": "30233N1"}]),
    ("stay", None, []),
    ("visit", "45385-PT; J1885 x4", [SNARE, DRUG]),
    ("visit", "45385 pt 59, J1885 ×4", [("45385", "PT 59", 1), DRUG]),
    ("visit", [("45385", "PT"), ("J1885", "", 4)], [SNARE, DRUG]),
    ("visit", [{"code": "45385", "modifiers": ["PT"]}, "J1885 4x"], [SNARE, DRUG]),
    ("visit", [{"code": "45385", "modifiers": "PT", "units": "1"}], [SNARE]),
]


@pytest.mark.parametrize(("name", "value", "wanted"), PARSED)
def test_typed_procedures_are_understood(asked, name, value, wanted):
    found = assess.parse(asked[name], [DIAGNOSIS[name]], procedures=value)
    assert found == answer(name, *(one["code"] if name == "stay" else one for one in wanted))
    whole = {"rows": [DIAGNOSIS[name]], "procedures": value}
    assert assess.parse(asked[name], whole) == found


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("stay", "appendectomy", "is no procedure code"),
        ("visit", "45385 left", "neither a procedure code nor a modifier"),
        ("visit", "45385 2", "neither a procedure code nor a modifier"),
        ("visit", ["45385 45380"], "must hold one code"),
        ("visit", [7], "is not clear"),
        ("visit", 7, "must be a list"),
        ("visit", [("45385", "PT", "many")], "whole number"),
        ("plain", "0DTJ4ZZ", "does not ask for procedures"),
    ],
)
def test_typed_procedures_that_are_not_clear(asked, name, value, words):
    with pytest.raises(AnswerError, match=words) as refused:
        assess.parse(asked[name], None, procedures=value)
    assert "\n" not in str(refused.value)


def test_other_kinds_take_no_procedures(questions):
    with pytest.raises(AnswerError, match="is not a worksheet"):
        assess.parse(questions["pick"], "a", procedures="0DTJ4ZZ")


def test_hints_and_the_whole_answer(asked):
    hints = assess.hints(asked["stay"])
    assert "Look for this procedure: the blood that was given." in hints
    assert " for diagnoses and " in hints[0]
    assert "procedure" in hints[0]
    text = assess.reveal(asked["stay"]).text()
    assert "Procedure 1. 0DTJ4ZZ, Resection: Appendix, Percutaneous Endoscopic, principal" in text
    assert "Instead of 30233N1, 30243N1" in text
    assert "Procedure 3. 0DJD8ZZ" in text
    assert "(optional)" in text
    text = assess.reveal(asked["visit"]).text()
    assert "Modifiers: PT." in text
    assert "Units: 4." in text


def test_what_a_grader_reads(asked):
    from chartroom.assess.entry import written

    assert written(answer("stay", "0DTJ4ZZ")) == "1. K35.80 (POA Y); procedure 0DTJ4ZZ"
    assert written(answer("visit", SNARE, DRUG)) == (
        "1. K63.5; procedure 45385 PT; procedure J1885, 4 units"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("case: strep-throat, procedures: maybe", "yes or no"),
        ("case: strep-throat, procedures: yes", "has no procedures"),
    ],
)
def test_a_question_file_that_is_not_in_order(write, line, words):
    with pytest.raises(QuestionError, match=words):
        assess.load(write(f"- {{id: a, kind: worksheet, prompt: Code it., {line}}}\n"))


GUIDE = [
    ("stay", ["0DTJ4ZZ", "30233N1"], "1.00"),
    ("stay", ["30233N1", "0DTJ4ZZ"], "0.88"),
    ("stay", ["0DTJ0ZZ", "30233N1"], "0.88"),
    ("stay", ["0DBJ4ZZ", "30233N1"], "0.63"),
    ("stay", ["0DTJ4ZZ"], "0.75"),
    ("stay", ["0DTJ4ZZ", "30233N1", "0HQ0XZZ"], "0.88"),
    ("visit", [SNARE, DRUG], "1.00"),
    ("visit", [("45385", "", 1), DRUG], "0.94"),
    ("visit", [SNARE, ("J1885", "", 60)], "0.94"),
    ("visit", [("45384", "PT", 1), DRUG], "0.63"),
]


@pytest.mark.parametrize(("name", "done", "score"), GUIDE)
def test_the_examples_of_the_guide(asked, name, done, score):
    found = assess.assess(asked[name], answer(name, *done)).score
    assert f"{found + 1e-9:.2f}" == score  # halves go up, as points do in the guide
    page = (ROOT / "docs" / "scoring.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.rstrip().endswith(f"| {score} |")]
    codes = [one if isinstance(one, str) else one[0] for one in done]
    assert any(all(code in row for code in codes) for row in rows)

"""Procedures and the MS-DRG of a case: read, carried to grading and back, and checked."""

from __future__ import annotations

import pytest

from chartroom import cases
from chartroom.cases import lint

CPT_RULE = '"CPT: a joint is drawn off or injected through a needle"'
VISIT = (
    """slots:
  pt:""",
    f"""procedures:
  - code: "20610"
    what: the needle into the knee
    evidence: ["note: HTN, controlled"]
    guideline: {CPT_RULE}
    why: A knee is a large joint.
    modifiers: [RT]
slots:
  pt:""",
)
STAY = [
    ("setting: outpatient", 'setting: inpatient\ndrg: "470"'),
    ("  - {code: M25.569", "  - {code: M25.561"),
    ("    role: principal", "    role: principal\n    poa: Y"),
    ("    role: secondary", "    role: secondary\n    poa: Y"),
    (
        "slots:\n  pt:",
        """procedures:
  - code: 0SR{{side.pcs}}0JZ
    what: the operation
    evidence: ["note: {{side.word}} knee"]
    guideline: B3.2
    why: A whole joint is replaced.
slots:
  pt:""",
    ),
    ('side: [{word: right, digit: "1"}', 'side: [{word: right, digit: "1", pcs: C}'),
    ('{word: left, digit: "2"}', '{word: left, digit: "2", pcs: D}'),
    ('{word: right, digit: "1"},\n', '{word: right, digit: "1", pcs: C},\n'),
    ('    {word: left, digit: "2"}', '    {word: left, digit: "2", pcs: D}'),
    (', {word: right, digit: "1"}]', ', {word: right, digit: "1", pcs: C}]'),
]


def said(path) -> str:
    return "\n".join(str(problem) for problem in lint.check(path))


def test_a_visit_and_a_stay_with_procedures_are_in_order(write):
    assert said(write(VISIT)) == ""
    assert said(write(*STAY)) == ""


def test_the_key_travels_with_its_procedures_and_the_chart_without(write):
    case = cases.load(write(*STAY), 1)
    assert case.key.drg == "470"
    assert [one.code for one in case.key.procedures] == ["0SRD0JZ"]
    assert cases.key_from(cases.key_data(case)) == case.key
    assert "0SRD0JZ" not in str(cases.public(case))
    assert "470" not in str(cases.public(case))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('drg: "470"', 'drg: "469"', "the key groups to 470"),
        ('drg: "470"\n', "", "there is no 'drg', and the key groups to 470"),
        ("0SR{{side.pcs}}0JZ", "0SR{{side.pcs}}0J", "not complete"),
        ("0SR{{side.pcs}}0JZ", "0sr{{side.pcs}}0jz", "is written 0SRC0JZ"),
        ("guideline: B3.2", "guideline: the book", "no ICD-10-PCS guideline"),
        ("{{side.word}} knee\"]\n    guideline: B", "right knee\"]\n    guideline: B", "0SRD0JZ"),
        ("    why: A whole", "    units: 2\n    why: A whole", "ICD-10-PCS has no units"),
        ('drg: "470"', 'drg: "470"\ndisposition: "99"', "grouper refuses"),
    ],
)  # fmt: skip
def test_what_is_off_in_a_stay_is_said(write, old, new, words):
    spoiled = write(*STAY)
    text = spoiled.read_text("utf-8")
    assert old in text
    spoiled.write_text(text.replace(old, new, 1), "utf-8")
    assert words in said(spoiled)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"20610"', "0SRC0JZ", "hospital inpatients only"),
        ('"20610"', '"2061"', "has 4 digits"),
        ('"20610"', '"20611"', "20611"),
        ("[RT]", "[ZZ]", "ZZ"),
        (CPT_RULE, "B3.2", "must begin with CPT"),
        ("setting: outpatient", 'setting: outpatient\ndrg: "470"', "only a stay has 'drg'"),
    ],
)
def test_what_is_off_in_a_visit_is_said(write, old, new, words):
    spoiled = write(VISIT)
    text = spoiled.read_text("utf-8")
    assert old in text
    spoiled.write_text(text.replace(old, new, 1), "utf-8")
    assert words in said(spoiled)

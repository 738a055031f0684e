"""A case in order is read whole; one that is not says where and what to do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from chartroom import cases


def test_a_case_is_read_whole(write):
    case = cases.load(write())
    assert (case.case, case.title, case.kind, case.setting) == (
        "sore-knee", "A sore knee", "note", "outpatient",
    )  # fmt: skip
    assert case.date == dt.date(2026, 5, 14)
    assert case.patient == cases.Patient(61, "F")
    assert case.topics == ("I.B.13", "IV.J")
    (document,) = case.documents
    assert (document.id, document.author, document.signed) == ("note", "Mara Quist, MD", True)
    assert document.text.startswith("Ada Vance, 61 y/o F")
    assert case.key.codes == ("M17.11", "I10")
    assert case.key.principal.code == "M17.11"
    second = case.key.lines[1]
    assert (second.after, second.any_order, second.optional, second.poa) == (
        ("M17.11",), False, False, None,
    )  # fmt: skip
    assert second.evidence == (cases.Evidence("note", "HTN, controlled"),)
    assert case.key.wrong[0].code == "M25.569"


@pytest.mark.parametrize(
    ("variant", "name", "code"),
    [(0, "Ada Vance", "M17.11"), (3, "Dot Ash", "M17.12"), (6, "Bea Orr", "M17.12")],
)
def test_a_variant_fills_chart_and_key_alike(write, variant, name, code):
    case = cases.load(write(), variant)
    assert name in case.documents[0].text
    assert case.key.principal.code == code
    assert case.key.lines[1].after == (code,)
    assert (case.variant, case.variants) == (variant % 5, 5)


def test_a_case_cannot_be_changed(write):
    case = cases.load(write())
    with pytest.raises(dataclasses.FrozenInstanceError):
        case.title = "other"


def test_yaml_does_not_guess(write):
    # Plain YAML would turn these into True, a date and a number.
    case = cases.load(
        write(("title: A sore knee", "title: no"), ("tests: Side", "tests: 1e3 Side"))
    )
    assert case.title == "no"
    assert case.tests.startswith("1e3")


def test_evidence_without_quotes_is_understood(write):
    path = write(('["note: HTN, controlled"]', "\n      - note: HTN, controlled"))
    assert cases.load(path).key.lines[1].evidence == (cases.Evidence("note", "HTN, controlled"),)


def test_a_name_is_looked_up_in_a_folder(write):
    path = write()
    assert cases.load("sore-knee", where=path.parent).title == "A sore knee"
    (path.parent / "README.md").write_text("about")
    assert cases.list_cases(path.parent) == ["sore-knee"]
    with pytest.raises(cases.CaseError, match=r"no case 'sore-nee'.*sore-knee"):
        cases.load("sore-nee", where=path.parent)


WRONG = [
    # what is changed, into what, the line to blame, words of the message
    (("case: sore-knee", "case: sore-hip"), 2, "must be the file's name"),
    (("kind: note", "kind: story"), 4, "one of: note, chart"),
    (("setting: outpatient", "setting: outpatent"), 5, "one of: outpatient, inpatient"),
    (("date: 2026-05-14", "date: 2026-02-30"), 7, "existing day"),
    (('age: "{{pt.age}}"', "age: {{pt.age}}"), 9, "put quotes around"),
    (('age: "{{pt.age}}"', "age: old"), 9, "whole number from 0 to 120"),
    (("sex: F}", "sex: X}"), 9, "one of: F, M"),
    (("difficulty: 1", "difficulty: 9"), 10, "from 1 to 3"),
    (("title: A sore knee", "titel: A sore knee"), 3, "did you mean 'title'"),
    (("encounter: Clinic visit", "encounter:"), 2, "no 'encounter'"),
    (("encounter: Clinic visit", "title: Again"), 6, "stands twice"),
    (("title: A sore knee", "title: A sore: knee"), 3, "cannot be read here"),
    (("title: A sore knee", "\ttitle: A sore knee"), 3, "tabs"),
    (("    - {name: Eve Lund, age: \"65\"}\n", ""), 14, "4 values; give at least 5"),
    (("{name: Ada Vance, age: \"61\"}", "{name: Ada Vance, years: \"61\"}"), 15, "same parts"),
    (("{word: right, digit: \"1\"}]", "{word: right, digit: \"1\"}, {word: a, digit: \"1\"}]"),
     14, "same number of values (pt 5, side 6)"),
    (("{{pt.name}}", "{{pt.nam}}"), 40, "offers {{pt.name}}, {{pt.age}}"),
    (("{{pt.name}}", "{{patient}}"), 40, "'patient' to slots"),
    (("{{pt.name}}", "{{pt"), 40, "not closed"),
    (("role: principal", "role: secondary"), 23, "no key line has 'role: principal'"),
    (("role: secondary", "role: principal"), 23, "M17.11 and I10 both"),
    (("role: principal", "role: first"), 24, "one of: principal, secondary"),
    (('["note: HTN, controlled"]', "[]"), 32, "I10 has no evidence"),
    (('    evidence: ["note: HTN, controlled"]\n', ""), 29, "no 'evidence'"),
    (('["note: HTN, controlled"]', '["HTN controlled"]'), 32, "document-id: exact words"),
    (("    guideline: IV.J\n", ""), 29, "no 'guideline'"),
    (("    after:", "    poa: Y\n    after:"), 35, "no POA"),
    (("setting: outpatient", "setting: inpatient"), 23, "needs 'poa'"),
    (('after: ["M17.1{{side.digit}}"]', "after: [M17.9]"), 29, "no other key line"),
    (('after: ["M17.1{{side.digit}}"]', "optional: maybe"), 35, "true or false"),
    (("code: I10", 'code: "M17.1{{side.digit}}"'), 29, "twice in the key"),
    (("says:", "say:"), 37, "did you mean 'says'"),
    (("# note | Clinic note", "# Clinic note"), 39, "use ## for a heading inside"),
    (("| signed", "| sined"), 39, "signed or unsigned"),
    (("| 2026-05-14 10:20 |", "| May 14 |"), 39, "YYYY-MM-DD"),
    (("# note |", "# The Note |"), 39, "small letters and hyphens"),
    (("# note |", "stray words\n# note |"), 39, "before the first document"),
    (("555-0101.", "555-0101.\n# note | More | A | 2026-05-14 | signed\nx"), 45, "two documents"),
    (("555-0101.", "555-0101.\n# more | More | A | 2026-05-14 | signed\n"), 45, "is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "words"), WRONG, ids=[row[2] for row in WRONG])
def test_a_mistake_is_named_with_file_line_and_remedy(write, change, line, words):
    path = write(change)
    with pytest.raises(cases.CaseError) as caught:
        cases.load(path)
    error = caught.value
    assert str(error).startswith(f"{path}, line {error.line}: ")
    assert words in error.message
    assert error.line == line
    assert error.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin with a line '---'"),
        ("hello\n", "must begin with a line '---'"),
        ("---\ncase: x\n", "never ends"),
        ("---\n---\n# a | b | c | 2026-05-01 | signed\nx", "is empty"),
        ("---\n- a\n---\n", "'field: value'"),
        ("---\ncase: [x\n---\n", "cannot be read here"),
    ],
)
def test_what_is_no_case_file_is_refused(tmp_path, text, words):
    path = tmp_path / "x.md"
    path.write_text(text)
    with pytest.raises(cases.CaseError, match=words.replace("[", r"\[")):
        cases.load(path)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes(b"---\n\xff\xfe\n---\n")
    with pytest.raises(cases.CaseError, match="not UTF-8"):
        cases.load(path)
    with pytest.raises(cases.CaseError, match="no such case file"):
        cases.load(tmp_path / "none.md")


def test_inpatient_key_lines_carry_poa(write):
    path = write(
        ("setting: outpatient", "setting: inpatient"),
        ("role: principal", "role: principal\n    poa: Y"),
        ("role: secondary", "role: secondary\n    poa: exempt"),
    )
    assert [line.poa for line in cases.load(path).key.lines] == ["Y", "exempt"]


QUERY = """query:
  instead_of: [M17.11]
  about: which knee
  evidence: ["note: HTN, controlled"]
  guideline: I.B.13
  why: Sides differ.
alternatives:
  - {why: Either first., codes: [I10, M17.10]}
wrong:"""


def test_query_and_alternatives_are_read(write):
    key = cases.load(write(("wrong:", QUERY))).key
    assert key.query.required
    assert key.query.instead_of == ("M17.11",)
    assert key.alternatives[0].codes == ("I10", "M17.10")
    relaxed = write(("wrong:", QUERY.replace("  about", "  required: false\n  about")))
    assert cases.load(relaxed).key.query.required is False


def test_what_a_student_holds_has_no_key(write):
    case = cases.load(write(("wrong:", QUERY)), 1)
    data = json.loads(json.dumps(cases.public(case)))
    assert set(data) == {
        "case", "title", "kind", "setting", "encounter", "date", "code_set", "patient",
        "variant", "documents",
    }  # fmt: skip
    assert "M17" not in json.dumps(data)
    held = cases.from_public(data)
    assert held.key is None
    assert (held.documents, held.patient, held.date) == (case.documents, case.patient, case.date)
    with pytest.raises(cases.CaseError, match="no key"):
        cases.key_data(held)


def test_a_key_travels_as_json(write):
    accept = "after:", "accept: [{code: I11.9, why: same}]\n    after:"
    case = cases.load(write(("wrong:", QUERY), accept))
    data = json.loads(json.dumps(cases.key_data(case)))
    assert cases.key_from(data) == case.key
    assert cases.key_data(case.key) == data


@pytest.mark.parametrize("data", [{}, {"lines": [{"code": "I10"}]}, {"lines": 3}, []])
def test_damaged_data_is_refused(data):
    with pytest.raises(cases.CaseError, match="damaged"):
        cases.key_from(data)
    with pytest.raises(cases.CaseError, match="damaged"):
        cases.from_public(data)

"""ICD-10-PCS codes: read, explained, checked, compared and built."""

from __future__ import annotations

import datetime

import pytest

from chartroom.codes import pcs


def only(code, **more):
    findings = pcs.check(code, **more)
    assert len(findings) == 1, findings
    return findings[0]


def test_a_code_is_explained_character_by_character():
    code = pcs.parse(" 0dtj4zz ")
    assert code.code == "0DTJ4ZZ"
    assert [(one.axis, one.label) for one in code.values] == [
        ("Section", "Medical and Surgical"),
        ("Body System", "Gastrointestinal System"),
        ("Root Operation", "Resection"),
        ("Body Part", "Appendix"),
        ("Approach", "Percutaneous Endoscopic"),
        ("Device", "No Device"),
        ("Qualifier", "No Qualifier"),
    ]
    assert code.title == "Resection: Appendix, Percutaneous Endoscopic"
    assert code.values[4].place == "Character 5, approach"


@pytest.mark.parametrize(
    ("code", "axis", "label"),
    [
        ("5A1955Z", "Duration", "Greater than 96 Consecutive Hours"),
        ("30233N1", "Substance", "Red Blood Cells"),
        ("4A023N7", "Function / Device", "Sampling and Pressure"),
        ("B2111ZZ", "Contrast", "Low Osmolar"),
        ("F13ZM6Z", "Equipment", "Otoacoustic Emission (OAE)"),
    ],
)
def test_characters_mean_other_things_in_other_sections(code, axis, label):
    assert (axis, label) in [(one.axis, one.label) for one in pcs.explain(code)]


def test_the_same_value_means_another_thing_in_another_table():
    meant = {code: pcs.explain(code)[-1].label for code in ("0SRD0J9", "30233N1", "0DB68ZX")}
    assert meant == {"0SRD0J9": "Cemented", "30233N1": "Nonautologous", "0DB68ZX": "Diagnostic"}


def test_an_explanation_ends_where_a_value_has_no_meaning():
    assert [one.label for one in pcs.explain("0DEJ4ZZ")] == [
        "Medical and Surgical",
        "Gastrointestinal System",
        "",
    ]


@pytest.mark.parametrize(
    ("code", "kind", "place", "says"),
    [
        ("", "blank", 0, "No code was given"),
        ("K35.80", "form", 0, "diagnosis code"),
        ("44970", "form", 0, "CPT"),
        ("0DTJ4ZZZ", "form", 0, "8 characters"),
        ("0DTO4ZZ", "letters", 4, "is it the number 0?"),
        ("ODTJ4ZZ", "letters", 1, "no I and no O"),
        ("ZDTJ4ZZ", "section", 1, "no section of PCS"),
        ("0AT", "value", 2, "no body system"),
        ("0DE", "value", 3, "no root operation"),
        (
            "0DTJXZZ",
            "value",
            5,
            "does not have X (External) after 0DTJ (Appendix). It has 0 (Open)",
        ),
        ("0DTJ4JZ", "value", 6, "It has Z (No Device)."),
        ("0DTJ4ZX", "value", 7, "does not have X (Diagnostic)"),
        ("0DT", "incomplete", 4, "Character 4, body part, comes next: 1 (Esophagus, Upper)"),
        ("0DTJ4Z", "incomplete", 7, "comes next: G (Hand-Assisted), Z (No Qualifier)."),
    ],
)
def test_what_is_wrong_with_a_code(code, kind, place, says):
    found = only(code)
    assert (found.kind, found.severity, found.character) == (kind, "error", place)
    assert says in found.message


@pytest.mark.parametrize("code", ["0C9PXZZ", "0DTS0ZZ", "XW033E5", "0SRC07D"])
def test_what_the_teaching_tables_do_not_hold_is_not_called_wrong(code):
    found = only(code)
    assert found.severity == "advice"
    assert "official ICD-10-PCS tables" in found.message


def test_pcs_is_for_inpatients():
    found = only("0DTJ4ZZ", setting="outpatient")
    assert (found.kind, found.guideline) == ("setting", "45 CFR 162.1002(c)(3)")
    with pytest.raises(ValueError, match="not a setting"):
        pcs.check("0DTJ4ZZ", setting="ward")


@pytest.mark.parametrize("day", ["2025-09-30", datetime.date(2026, 10, 1)])
def test_the_tables_are_of_one_fiscal_year(day):
    assert only("0DTJ4ZZ", date=day).kind == "date"
    assert pcs.check("0DTJ4ZZ", date="2026-09-30") == []
    with pytest.raises(ValueError, match="not a date"):
        pcs.check("0DTJ4ZZ", date="soon")


def test_an_unknown_code_says_why():
    with pytest.raises(pcs.UnknownProcedure, match="8 characters") as trouble:
        pcs.parse("0DTJ4ZZZ")
    assert trouble.value.code == "0DTJ4ZZZ"


def test_tables_are_found_by_root_operation_and_body_part():
    assert [one.code for one in pcs.find("Resection", "appendix")] == ["0DT"]
    assert [one.code for one in pcs.find("s", "femur")] == ["0QS"]
    assert {"021", "0D1"} <= {one.code for one in pcs.find(root="Bypass")}
    assert pcs.find(part="no such part") == ()
    assert pcs.table("0DTJ4ZZ").title == "Gastrointestinal System, Resection"
    assert pcs.table("0C9") is None


def test_each_step_narrows_the_next():
    steps = pcs.steps("0DTJ")
    assert [one.chosen for one in steps] == ["0", "D", "T", "J", "", "", ""]
    assert [one.value for one in steps[4].choices] == ["0", "4", "7", "8"]
    assert "scope" in steps[4].choices[1].help
    assert steps[5].choices == steps[6].choices == ()
    assert "All of a body part" in next(one for one in steps[2].choices if one.value == "T").help
    # Hand-assisted is only for the large bowel by scope.
    assert "G" not in [one.value for one in pcs.steps("0DTJ0Z")[6].choices]


def test_steps_keep_what_still_fits():
    kept = "".join(one.chosen for one in pcs.steps("0DBJ4ZZ"))
    assert kept == "0DBJ4ZZ"
    assert "".join(one.chosen for one in pcs.steps("0FTJ4ZZ")) == "0FT"
    assert [one.chosen for one in pcs.steps("?")] == [""] * 7


def test_every_choice_leads_to_a_code():
    for first in pcs.steps("")[0].choices:
        code = first.value
        while len(code) < 7:
            code += pcs.steps(code)[len(code)].choices[-1].value
        assert pcs.in_tables(code), code


def decided(given, right):
    return {
        one.character: [guideline.number for guideline in one.guidelines]
        for one in pcs.compare(given, right).differences
    }


@pytest.mark.parametrize(
    ("given", "right", "expected"),
    [
        ("0DBJ4ZZ", "0DTJ4ZZ", {3: ["B3.8"]}),
        ("0DTJ0ZZ", "0DTJ4ZZ", {5: ["B5.2a", "B5.2b"]}),
        ("0DB68ZZ", "0DB68ZX", {7: ["B3.4a"]}),
        ("02703ZZ", "027034Z", {6: ["B6.1a", "B6.1b"]}),
        ("0W993ZZ", "0W9930Z", {6: ["B6.2"]}),
        ("0QH636Z", "0QS636Z", {3: ["B3.15"]}),
        ("0DQ60ZZ", "0W3P0ZZ", {2: ["B2.1a"], 3: ["B3.7"], 4: ["A11", "B4.1a"]}),
        ("0210093", "0211093", {4: ["B3.6b", "B4.4"]}),
        ("0Y6H0Z2", "0Y6H0Z1", {7: ["B3.19"]}),
        ("0UDB7ZZ", "10D17ZZ", {1: ["C1", "C2"], 2: [], 4: []}),
        ("0UT14ZZ", "0UT24ZZ", {4: ["B4.3"]}),
        ("0SRC0J9", "0SRD0J9", {4: []}),
    ],
)
def test_the_guideline_that_decides(given, right, expected):
    assert decided(given, right) == expected


def test_a_comparison_says_what_both_values_mean():
    found = pcs.compare("0dbj4zz", "0DTJ4ZZ")
    (difference,) = found.differences
    assert (difference.given.label, difference.right.label) == ("Excision", "Resection")
    assert not found.same_table
    assert pcs.compare("0DTJ4ZZ", "0DTJ4ZZ").differences == ()
    short = pcs.compare("0DT", "0DTJ4ZZ")
    assert [one.given for one in short.differences] == [None] * 4
    with pytest.raises(ValueError, match="not a code of the teaching tables"):
        pcs.compare("0DTJ4ZZ", "0DT")


def test_words_for_operations_and_approaches():
    assert len(pcs.roots()) == 31
    assert len(pcs.approaches()) == 7
    assert len(pcs.sections()) == 17
    values = {one.value for one in pcs.roots()}
    assert all(one.similar in values - {one.value} for one in pcs.roots())
    for one in pcs.roots():
        assert one.name in one.difference
        assert pcs.root(one.similar).name in one.difference
    assert pcs.root("resection") is pcs.root("T")
    assert pcs.approach("External").value == "X"
    assert pcs.root("O") is None


def test_guidelines_are_about_operations_that_exist():
    values = {one.value for one in pcs.roots()}
    assert len({one.number for one in pcs.guidelines()}) == len(pcs.guidelines())
    for one in pcs.guidelines():
        assert set(one.roots) <= values, one.number
    assert {"B3.2", "B3.3", "B3.4b", "B3.9", "B3.16"} <= {one.number for one in pcs.guidelines()}
    assert [one.number for one in pcs.guidelines(root="G")] == ["B3.10a", "B3.10b", "B3.10c"]


def test_citations():
    assert pcs.cite("B3.8") == "ICD-10-PCS Guideline B3.8 (FY2026)"
    assert pcs.cite("B5.2a, B6.1a") == "ICD-10-PCS Guidelines B5.2a, B6.1a (FY2026)"
    assert pcs.cite("45 CFR 162.1002(c)(3)") == "45 CFR 162.1002(c)(3)"

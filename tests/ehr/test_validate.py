"""What was typed is judged field by field: type, then form, then value."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chartroom import ehr

TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def test_a_good_form_has_no_problems(new):
    assert ehr.validate(new) == {}
    assert ehr.tidy(new)["birth_date"] == "1961-03-14"
    assert ehr.tidy(new)["phone"] == "555-010-0142"
    assert ehr.tidy(new)["street"] == "4 Dune Way"


def test_an_empty_form_names_each_missing_field_and_none_the_ehr_fills_in():
    told = ehr.validate({})
    assert told["last_name"] == "Last name is missing."
    assert "phone" not in told
    assert "mrn" not in told
    assert "registered_on" not in told
    assert ehr.validate({}, partial=True) == {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("last_name", "   ", "missing"),
        ("last_name", "x" * 10_000, "10,000 characters"),
        ("last_name", "12345", "no letter"),
        ("last_name", "Ab\u202egnol", "cannot be seen"),
        ("last_name", "Ab\x00", "cannot be seen"),
        ("last_name", "Two\nlines", "cannot be seen"),
        ("last_name", "\ud83d", "broken character"),
        ("last_name", ["Smith"], "must be text"),
        ("last_name", True, "must be text"),
        ("birth_date", "2/30/1961", "does not exist in the calendar"),
        ("birth_date", "1961-02-30", "does not exist"),
        ("birth_date", "soon", "is not a date"),
        ("birth_date", TOMORROW, "in the future"),
        ("birth_date", "1899-12-31", "before 1900"),
        ("birth_date", 19610314, "is not a date"),
        ("sex", "X", "choose one of F, M, U"),
        ("zip", "1234", "five digits"),
        ("zip", "٠٠١٤٥", "five digits"),
        ("phone", "12", "ten digits"),
        ("state", "Ohio", "two letters"),
        ("email", "ivy", "@ and a domain"),
        ("deceased_on", "1950-01-01", "before birth date"),
        ("shoe_size", "9", "no field 'shoe_size'"),
    ],
)
def test_patients(new, field, value, said):
    told = ehr.validate({**new, field: value})
    assert list(told) == [field]
    assert said in told[field]


@pytest.mark.parametrize(
    "name",
    ["O'Neil; DROP TABLE patients; --", "José 🐉", "אברהם", "عبد الله", "李", "Ng", "D’Arcy"],
)
def test_names_of_every_script_are_names(new, name):
    assert ehr.validate({**new, "last_name": name}) == {}


@pytest.mark.parametrize(
    ("table", "fields", "field", "said"),
    [
        ("diagnoses", {"code": "I10"}, "", ""),
        ("diagnoses", {"code": "E11.2"}, "code", "heading"),
        ("diagnoses", {"code": "I1O"}, "code", "I1O"),
        ("diagnoses", {"code": "E1122"}, "code", "is written E11.22"),
        ("diagnoses", {"sequence": "0"}, "sequence", "below 1"),
        ("diagnoses", {"sequence": "1.5"}, "sequence", "not a whole number"),
        ("diagnoses", {"poa": "maybe"}, "poa", "not in the list"),
        ("encounters", {"admitting_code": "ZZZ"}, "admitting_code", "ZZZ"),
        ("encounters", {"admitted_at": "2026-05-02 10:00", "discharged_at": "2026-05-01 10:00"},
         "discharged_at", "before admitted at"),
        ("encounters", {"admitted_at": "2026-05-02 25:00"}, "admitted_at", "on the clock"),
        ("vitals", {"temperature_c": "98.6"}, "temperature_c", "above 43"),
        ("vitals", {"pulse": "fast"}, "pulse", "not a whole number"),
        ("procedures", {"code": "10E0XZO"}, "code", "ICD-10-PCS"),
        ("procedures", {"code": "10E0XZZ"}, "", ""),
        ("coverage", {"ends_on": TOMORROW}, "", ""),
    ],
)  # fmt: skip
def test_other_tables(table, fields, field, said):
    told = ehr.validate(fields, table, partial=True)
    assert list(told) == ([field] if field else [])
    assert said in told.get(field, "")


def test_an_unknown_table_is_refused():
    with pytest.raises(ehr.EhrError, match="no table 'pateints'"):
        ehr.validate({}, "pateints")

"""Registering and correcting: checked first, duplicates shown first, written down."""

from __future__ import annotations

import pytest

from chartroom import ehr


def test_a_new_patient_gets_the_next_number_and_is_found(db, new):
    mrn = ehr.register(db, new)
    # TH-100007 was rejected with its impossible birthday, and is somebody's number all the same.
    assert mrn == "TH-100008"
    stored = ehr.patient(db, mrn)
    assert (stored["last_name"], stored["birth_date"], stored["sex"]) == (
        "Marsh", "1961-03-14", "F",
    )  # fmt: skip
    assert stored["status"] == "active"
    assert [one["mrn"] for one in ehr.search(db, "marsh 3/14/1961")] == [mrn]
    (added,) = ehr.audit(db, mrn)
    assert (added["action"], added["user_id"], added["reason"]) == (
        "insert", "student", "registration",
    )  # fmt: skip
    assert '"last_name":"Marsh"' in added["new"]
    assert ehr.access_log(db, mrn)[-1]["action"] == "edit"


def test_wrong_fields_are_named_and_nothing_is_saved(db, new):
    before = list(db.iterdump())
    with pytest.raises(ehr.InvalidFields) as error:
        ehr.register(db, {**new, "zip": "1", "birth_date": "2/30/1961", "mrn": "TH-000001"})
    assert set(error.value.problems) == {"zip", "birth_date", "mrn"}
    assert list(db.iterdump()) == before


@pytest.mark.parametrize(
    ("last", "first", "day", "why"),
    [
        ("Smith", "Abraham", "12/11/1940", "same name and birth date"),
        ("SMITH", "Abraham", "11/12/1940", "month and day of birth change places"),
        ("Smith", "Abraham", "12/11/1941", "differs in one digit"),
        ("Smyth", "Abraham", "12/11/1940", "last name alike"),
        ("Abraham", "Smith", "12/11/1940", "change places"),
        ("Harris", "Abraham", "12/11/1940", "another last name"),
        ("Smith", "Bernard", "12/11/1940", "a twin, or a nickname?"),
        ("Nunez Zak", "Maria Jose", "1991-02-28", "same name and birth date"),
    ],
)
def test_possible_duplicates_are_shown_first_and_can_be_confirmed(db, new, last, first, day, why):
    form = {**new, "last_name": last, "first_name": first, "birth_date": day}
    with pytest.raises(ehr.PossibleDuplicates) as error:
        ehr.register(db, form)
    assert why in error.value.matches[0]["why"]
    assert db.execute("SELECT count(*) FROM patients").fetchone()[0] == 6
    assert ehr.register(db, form, confirm=True) == "TH-100008"


@pytest.mark.parametrize(
    ("last", "first", "day"),
    [("Smith", "Abraham", "1/7/1972"), ("Jones", "Edith", "12/11/1940")],
)
def test_other_people_are_not_held_up(db, new, last, first, day):
    form = {**new, "last_name": last, "first_name": first, "birth_date": day}
    assert ehr.possible_duplicates(db, form) == []
    assert ehr.register(db, form) == "TH-100008"


@pytest.mark.parametrize(
    "name",
    [
        "Robert'); DROP TABLE patients;--",
        "🐉 Łukasz",
        "אברהם כהן",
        "عبد الله",
        "Ö" * 100,
        "x\u00ad",
    ],
)
def test_odd_names_are_stored_as_they_are(db, new, name):
    mrn = ehr.register(db, {**new, "last_name": name})
    assert ehr.patient(db, mrn)["last_name"] == name
    assert [one["mrn"] for one in ehr.search(db, {"last_name": name})] == [mrn]
    assert db.execute("SELECT count(*) FROM patients").fetchone()[0] == 7


def test_a_mother_must_be_in_the_index(db, new):
    with pytest.raises(ehr.InvalidFields) as error:
        ehr.register(db, {**new, "mother_mrn": "TH-555555"})
    assert list(error.value.problems) == ["mother_mrn"]
    mrn = ehr.register(db, {**new, "mother_mrn": "th-100001"})
    assert ehr.patient(db, mrn)["mother_mrn"] == "TH-100001"


def test_a_correction_is_saved_with_old_new_and_reason(db):
    stored = ehr.update(db, "TH-100006", {"phone": "555.010.0177", "zip": "00145"}, "new phone")
    assert stored["phone"] == "555-010-0177"
    (line,) = ehr.audit(db, "TH-100006")
    assert line["what"] == "changed phone from (empty) to 555-010-0177"
    assert line["reason"] == "new phone"
    assert ehr.update(db, "TH-100006", {"phone": ""}, "wrong number")["phone"] is None


@pytest.mark.parametrize(
    ("fields", "reason", "named"),
    [
        ({"zip": "1"}, "moved", {"zip"}),
        ({"last_name": ""}, "moved", {"last_name"}),
        ({"mrn": "TH-100009"}, "moved", {"mrn"}),
        ({"status": "merged"}, "moved", {"status"}),
        ({"deceased_on": "1980-01-01"}, "died", {"deceased_on"}),
        ({"city": "Gull Point"}, " ", {"reason"}),
        ({"city": "Gull Point"}, None, {"reason"}),
        ({"town": "Gull Point"}, "moved", {"town"}),
    ],
)
def test_a_wrong_correction_changes_nothing(db, fields, reason, named):
    before = list(db.iterdump())
    with pytest.raises(ehr.InvalidFields) as error:
        ehr.update(db, "TH-100006", fields, reason)
    assert set(error.value.problems) == named
    assert list(db.iterdump()) == before


def test_what_changes_nothing_is_not_written_down(db):
    ehr.update(db, "TH-100006", {"city": "Tern Harbor"}, "checked")
    assert ehr.audit(db) == []


def test_two_desks_do_not_register_one_person_twice(path, new):
    first, second = ehr.connect(path), ehr.connect(path, user="tvance")
    ehr.register(first, new)
    with pytest.raises(ehr.PossibleDuplicates):
        ehr.register(second, new)


def test_inside_the_callers_transaction_the_caller_decides(db, new):
    db.execute("BEGIN")
    ehr.register(db, new)
    db.execute("ROLLBACK")
    assert ehr.search(db, "marsh") == []

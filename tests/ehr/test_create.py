"""The database made from a data set: constraints kept, nothing lost, nothing half made."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

import hospital
import pytest

from chartroom import ehr


def test_every_row_is_in_its_table_or_among_the_rejected(db):
    for name, (_, rows) in hospital.ROWS.items():
        if name == "planted_defects":
            continue
        stored = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        noted = [one for one in ehr.rejected(db, name) if "kept without" not in one["reason"]]
        assert stored + len(noted) == len(rows) + (name == "users"), name


def test_rejected_rows_say_why_in_words(db):
    told = {(one["table_name"], one["reason"]) for one in ehr.rejected(db)}
    date = "Birth date 1985-02-30 does not exist in the calendar."
    assert ("patients", date) in told
    assert ("vitals", "Temperature c 98.6 is above 43, the most that is plausible.") in told
    assert ("coverage", 'Rank "two" is not a whole number.') in told
    assert ("diagnoses", "Its encounter_id is E9, which is not in encounters.") in told
    twice = "There is already a row with mrn TH-100006; only the first is kept."
    assert ("patients", twice) in told
    # What hangs on the patient without a birthday goes with it, and names the root of it.
    because = f"because of a row that was rejected: {date}"
    tables = Counter(table for table, reason in told if reason.endswith(because))
    assert set(tables) == {
        "encounters", "diagnoses", "documents", "signatures", "orders", "results",
    }  # fmt: skip


def test_a_row_keeps_its_place_when_only_an_optional_reference_is_wrong(db):
    assert db.execute("SELECT mrn FROM users WHERE user_id = 'gone'").fetchone()[0] is None
    (noted,) = ehr.rejected(db, "users")
    assert noted["row"]["mrn"] == "TH-999999"
    assert "kept without it" in noted["reason"]


def test_the_key_of_the_planted_defects_stays_out(db):
    dump = "\n".join(db.iterdump())
    assert "planted_defects" not in dump
    assert "impossible date" not in dump


def test_the_database_is_consistent(db):
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE patients SET birth_date = '2026-02-30' WHERE mrn = 'TH-100001'",
        "UPDATE patients SET birth_date = 'now' WHERE mrn = 'TH-100001'",
        "UPDATE patients SET sex = 'X' WHERE mrn = 'TH-100001'",
        "UPDATE patients SET last_name = '' WHERE mrn = 'TH-100001'",
        "UPDATE encounters SET admitted_at = '2026-05-01 24:00' WHERE encounter_id = 'E1'",
        "UPDATE encounters SET via_ed = 'yes' WHERE encounter_id = 'E1'",
        "UPDATE encounters SET mrn = 'TH-999999' WHERE encounter_id = 'E1'",
        "UPDATE vitals SET pulse = 'fast'",
        "UPDATE vitals SET spo2 = 101",
        "DELETE FROM encounters WHERE encounter_id = 'E1'",
        "INSERT INTO diagnoses VALUES ('E1', 1, 'I10', 'Y')",
    ],
)
def test_sqlite_itself_refuses_what_breaks_the_schema(db, change):
    before = list(db.iterdump())
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(change)
    assert list(db.iterdump()) == before


def test_progress_ends_with_all_rows(data, tmp_path):
    said = []
    ehr.create(tmp_path / "e.sqlite", data, lambda done, rows: said.append((done, rows)))
    assert said == sorted(said)
    assert said[-1][0] == said[-1][1] > 60


def test_a_data_set_of_another_version_is_refused_by_name(tmp_path):
    data = hospital.write(tmp_path / "data", version="99")
    with pytest.raises(ehr.EhrError, match=r"schema version 99.*reads version 1"):
        ehr.create(tmp_path / "e.sqlite", data)
    assert not (tmp_path / "e.sqlite").exists()


def _other_columns(data):
    (data / "vitals.csv").write_text("a,b\n1,2\n")


def _fewer_rows(data):
    lines = (data / "patients.csv").read_text("utf-8").splitlines(True)
    (data / "patients.csv").write_text("".join(lines[:-1]), "utf-8")


def _not_utf8(data):
    (data / "patients.csv").write_bytes((data / "patients.csv").read_bytes() + b"\xff\xfe,")


def _no_table(data):
    (data / "orders.csv").unlink()


def _broken_manifest(data):
    (data / "manifest.json").write_text("{")


def _no_manifest(data):
    (data / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (_other_columns, "vitals.csv"),
        (_fewer_rows, "patients.csv has 7 rows, and the manifest says 8"),
        (_not_utf8, "patients.csv is damaged"),
        (_no_table, "No such file"),
        (_broken_manifest, "manifest.json is damaged"),
        (_no_manifest, "not a data set"),
    ],
)
def test_a_damaged_data_set_is_refused_and_nothing_is_left(tmp_path, damage, named):
    data = hospital.write(tmp_path / "data")
    damage(data)
    with pytest.raises(ehr.EhrError, match=named):
        ehr.create(tmp_path / "new" / "e.sqlite", data)
    assert not list(tmp_path.glob("new/*"))


def test_a_line_with_too_few_values_is_kept_among_the_rejected(tmp_path):
    data = hospital.write(tmp_path / "data")
    with (data / "beds.csv").open("a") as file:
        file.write("3W-302-A,3W\n")
    manifest = json.loads((data / "manifest.json").read_text())
    manifest["tables"]["beds"]["rows"] += 1
    (data / "manifest.json").write_text(json.dumps(manifest))
    db = ehr.connect(ehr.create(tmp_path / "e.sqlite", data))
    (kept,) = ehr.rejected(db, "beds")
    assert kept["row"] == {"bed_id": "3W-302-A", "department_id": "3W"}
    assert kept["reason"] == "The line has 2 values instead of 5."


def test_a_file_that_is_there_is_not_overwritten(data, tmp_path):
    file = tmp_path / "mine.sqlite"
    file.write_text("mine")
    with pytest.raises(ehr.EhrError, match="there already"):
        ehr.create(file, data)
    assert file.read_text() == "mine"

"""Opening the database, as somebody; the views; the audit trail kept by the database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from chartroom import ehr


def test_an_unknown_user_is_refused(path):
    with pytest.raises(ehr.EhrError, match="'hacker' is not a user"):
        ehr.connect(path, user="hacker")


def test_no_file_other_files_and_other_versions_are_refused(path, tmp_path):
    with pytest.raises(ehr.EhrError, match="no EHR database"):
        ehr.connect(tmp_path / "nothing.sqlite")
    assert not (tmp_path / "nothing.sqlite").exists()
    (tmp_path / "letter.sqlite").write_text("Dear all, " * 200)
    with pytest.raises(ehr.EhrError, match="damaged"):
        ehr.connect(tmp_path / "letter.sqlite")
    sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE t(a)")
    with pytest.raises(ehr.EhrError, match="not an EHR database"):
        ehr.connect(tmp_path / "other.sqlite")
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA user_version = 7")
    plain.close()
    with pytest.raises(ehr.EhrError, match="version 7"):
        ehr.connect(path)


def test_every_change_is_in_the_audit_trail_with_who_old_new(path):
    db = ehr.connect(path, user="tvance")
    db.execute("UPDATE coverage SET plan = 'Other plan', rank = 2 WHERE coverage_id = 'CV1'")
    db.execute("DELETE FROM problems WHERE mrn = 'TH-100003'")
    db.execute("INSERT INTO diagnoses VALUES ('E3', 2, 'I10', NULL)")
    rows = db.execute(
        "SELECT user_id, mrn, table_name, row_key, action, column_name, old, new FROM audit_trail"
    ).fetchall()
    assert [tuple(row) for row in rows[:2]] == [
        ("tvance", "TH-100001", "coverage", "coverage_id=CV1", "update", "rank", "1", "2"),
        ("tvance", "TH-100001", "coverage", "coverage_id=CV1", "update", "plan",
         "Gull Mutual PPO", "Other plan"),
    ]  # fmt: skip
    assert tuple(rows[2])[1:6] == ("TH-100003", "problems", "mrn=TH-100003; code=I10", "delete",
                                   None)  # fmt: skip
    assert '"problem":"High blood pressure"' in rows[2]["old"]
    assert tuple(rows[3])[1:6] == ("TH-100003", "diagnoses", "encounter_id=E3; sequence=2",
                                   "insert", None)  # fmt: skip
    assert len(rows) == 4


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit_trail",
        "UPDATE audit_trail SET user_id = 'aokafor'",
        "INSERT OR REPLACE INTO audit_trail SELECT * FROM audit_trail",
        "DELETE FROM access_log",
        "UPDATE access_log SET user_id = 'aokafor'",
        "INSERT OR REPLACE INTO access_log SELECT access_id, at, 'aokafor', mrn, encounter_id, "
        "action, part FROM access_log",
    ],
)
def test_the_logs_are_only_added_to(db, change):
    db.execute("UPDATE coverage SET plan = 'Other plan' WHERE coverage_id = 'CV1'")
    before = list(db.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute(change)
    assert list(db.iterdump()) == before


def test_a_program_that_does_not_say_who_acts_can_read_but_not_write(path):
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM patient_search").fetchone()[0] == 6
    with pytest.raises(sqlite3.OperationalError, match="chartroom_user"):
        plain.execute("UPDATE patients SET city = 'Elsewhere'")


def test_the_views_answer_the_questions_of_the_day(db):
    def one(sql: str) -> tuple:
        (row,) = db.execute(sql).fetchall()
        return tuple(row)

    assert one("SELECT whole_name, birth_date FROM patient_search WHERE mrn = 'TH-100003'") == (
        "Smith Jr, Abraham T", "1940-12-11",
    )  # fmt: skip
    assert one(
        "SELECT department, attending, first_code, documents FROM chart_list "
        "WHERE encounter_id = 'E1'"
    ) == ("Three West, Medicine", "Ada Okafor, MD", "O80", 2)
    stays = db.execute("SELECT encounter_id, length_of_stay FROM discharges ORDER BY 1").fetchall()
    # Admitted and discharged on one day counts as a day.
    assert [tuple(row) for row in stays] == [("E1", 3), ("E2", 2), ("E4", 1)]
    waiting = db.execute("SELECT deficiency_id, provider FROM open_deficiencies ORDER BY 1")
    assert [tuple(row) for row in waiting] == [("F1", "Ada Okafor, MD"), ("F2", "Beth O'Neil, NP")]
    census = db.execute("SELECT day, department_id, patients, free FROM current_census ORDER BY 2")
    assert [tuple(row) for row in census] == [
        ("2026-05-02", "3W", 1, 0), ("2026-05-02", "NUR", 1, 0),
    ]  # fmt: skip


def test_importing_and_opening_costs_no_pandas_or_rapidfuzz(path):
    code = (
        "import sys; from chartroom import ehr; db = ehr.connect(sys.argv[1]); "
        "ehr.search(db, 'smith'); ehr.chart(db, 'TH-100001'); "
        "print([m for m in ('pandas', 'numpy', 'rapidfuzz', 'chartroom.exchange', 'chartroom.mpi') "
        "if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"

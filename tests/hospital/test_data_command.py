"""``chartroom data``: every format holds the same rows, and the committed data are up to date."""

from __future__ import annotations

import json
import sqlite3

import duckdb
import pytest
from tables import rows

from chartroom import cli, coursedata
from chartroom.hospital import DataError
from chartroom.hospital.schema import TABLES


def run(*words: str) -> int:
    return cli.main(["data", *words])


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_columnar_formats_hold_every_row(tmp_path, form):
    assert run("--patients", "120", "--out", str(tmp_path / "csv"), "--workers", "1") == 0
    out = tmp_path / form
    asked = ("--patients", "120", "--out", str(out), "--workers", "1", "--format", form)
    assert run(*asked) == 0
    assert json.loads((out / "manifest.json").read_text()) == json.loads(
        (tmp_path / "csv" / "manifest.json").read_text()
    )
    place = str(out / "hospital.duckdb") if form == "duckdb" else ":memory:"
    with duckdb.connect(place) as db:
        for name in TABLES:
            source = name if form == "duckdb" else f"'{out / name}.parquet'"
            found = db.execute(f"SELECT count(*) FROM {source}").fetchone()
            assert found == (len(rows(tmp_path / "csv", name)),)
        source = "encounters" if form == "duckdb" else f"'{out / 'encounters'}.parquet'"
        kinds = {
            row[0]: row[1] for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        }
    assert kinds["admitted_at"] == "TIMESTAMP"
    assert kinds["disposition"] == "VARCHAR", "codes keep their zeros"
    assert not (out / ".tables").exists()


def test_sqlite_is_the_database_of_the_ehr(tmp_path):
    out = tmp_path / "out"
    asked = ("--patients", "120", "--out", str(out), "--workers", "1", "--format", "sqlite")
    assert run(*asked) == 0
    with sqlite3.connect(out / "ehr.sqlite") as db:
        assert db.execute("SELECT count(*) FROM patients").fetchone()[0] >= 110
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_cannot_be_made_is_said(tmp_path, capsys):
    assert run("--patients", "0", "--out", str(tmp_path)) == 1
    assert "give a number from 1" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("--patients", "10")
    assert "--out is needed" in capsys.readouterr().err


def test_the_course_data_are_what_the_program_makes():
    coursedata.check()


def test_the_course_data_stay_small():
    place = coursedata.paths.datasets() / "hospital"
    assert sum(path.stat().st_size for path in place.iterdir()) <= 6_000_000


def test_a_changed_file_is_named(tmp_path):
    coursedata.write(tmp_path)
    with open(tmp_path / "claims.csv", "a", encoding="utf-8") as file:
        file.write("x\n")
    (tmp_path / "beds.csv").unlink()
    with pytest.raises(DataError, match=r"beds\.csv, claims\.csv"):
        coursedata.check(tmp_path)


def test_the_clean_twin_differs_only_in_tables_with_defects():
    place = coursedata.paths.datasets() / "hospital"
    dirty, twin = (
        json.loads((place / name).read_text())["tables"]
        for name in ("manifest.json", coursedata.TWIN)
    )
    differ = {name for name in TABLES if dirty[name]["sha256"] != twin[name]["sha256"]}
    assert "planted_defects" in differ
    assert not differ & {"departments", "beds", "providers", "users", "census", "orders"}

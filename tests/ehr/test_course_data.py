"""The committed hospital in the EHR: whole, searchable, and with few rows refused."""

from __future__ import annotations

import csv
import json
from collections import Counter
from contextlib import closing

import pytest

from chartroom import ehr, paths
from chartroom.hospital.schema import TABLES

DATA = paths.datasets() / "hospital"


@pytest.fixture(scope="module")
def hospital(tmp_path_factory):
    path = ehr.create(tmp_path_factory.mktemp("course") / "ehr.sqlite", DATA)
    with closing(ehr.connect(path)) as db:
        yield db


def test_it_is_consistent(hospital):
    assert hospital.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert hospital.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_row_is_stored_or_rejected_and_few_are_rejected(hospital):
    told = json.loads((DATA / "manifest.json").read_text("utf-8"))["tables"]
    rejected = Counter(
        one["table_name"] for one in ehr.rejected(hospital) if "kept without" not in one["reason"]
    )
    for name in TABLES:
        if name == "planted_defects":
            continue
        stored = hospital.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        extra = name == "users"  # the student's own account
        assert stored - extra + rejected[name] == told[name]["rows"], name
    assert 0 < rejected.total() < sum(one["rows"] for one in told.values()) / 20


def test_what_breaks_the_schema_by_itself_was_planted(hospital):
    with (DATA / "planted_defects.csv").open(encoding="utf-8", newline="") as file:
        planted = {(one["table"], one["row"]) for one in csv.DictReader(file)}
    for one in ehr.rejected(hospital):
        if one["reason"].startswith("Its ") or one["table_name"] not in {t for t, _ in planted}:
            continue  # it only hangs on another row
        key = TABLES[one["table_name"]].key
        row = "; ".join(f"{name}={one['row'][name]}" for name in key)
        assert (one["table_name"], row) in planted, one


def test_everybody_is_found_by_number_and_name(hospital):
    people = hospital.execute("SELECT mrn, last_name, first_name FROM patients").fetchall()
    assert len(people) > 550
    for person in people[::23]:
        mrn = person["mrn"]
        assert [one["mrn"] for one in ehr.search(hospital, mrn)][:1] == [mrn]
        name = f"{person['last_name']}, {person['first_name']}"
        assert mrn in {one["mrn"] for one in ehr.search(hospital, name)}
        assert ehr.chart(hospital, mrn)["patient"]["mrn"] == mrn


def test_todays_checks_find_nothing_but_what_was_planted(hospital):
    with (DATA / "planted_defects.csv").open(encoding="utf-8", newline="") as file:
        planted = {(one["row"], one["column"]) for one in csv.DictReader(file)}
    found = {
        (f"mrn={row['mrn']}", name)
        for row in hospital.execute("SELECT * FROM patients")
        for name in ehr.validate(dict(row))
    }
    assert found
    assert found <= planted

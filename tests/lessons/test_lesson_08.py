"""Lesson 08 and its assignment: each number in a key is what the data say."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom import assess, ehr, hospital, paths
from chartroom.hospital.making import make_csv

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "manuscript" / "source" / "a08-ehr-look-up" / "data"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return ehr.connect(ehr.my_copy(tmp_path_factory.mktemp("copy")))


@pytest.fixture(scope="module")
def lesson():
    return assess.load(paths.datasets() / "questions" / "08-ehr-data-entry.yaml")


@pytest.fixture(scope="module")
def assignment():
    return assess.load(DATA.parent / "questions.yaml")


def one(db, query):
    return ehr.sql(db, query).iloc[0, 0]


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("sql-city", "SELECT count(*) FROM patients WHERE city = 'Gannet Point'"),
        (
            "sql-ed",
            "SELECT count(*) FROM chart_list WHERE kind = 'ED' "
            "AND admitted_at >= '2026-07-01' AND admitted_at < '2026-08-01'",
        ),
        (
            "sql-groups",
            "SELECT department FROM chart_list WHERE admitted_at >= '2026-06-01' "
            "AND admitted_at < '2026-07-01' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1 OFFSET 1",
        ),
        ("pandas-stay", "SELECT avg(length_of_stay) FROM discharges WHERE kind = 'newborn'"),
        ("pandas-reversed", "SELECT count(*) FROM discharges WHERE discharged_on < admitted_on"),
        (
            "desk-attending",
            "SELECT attending FROM chart_list WHERE whole_name = 'Brennan, Janice' "
            "AND kind = 'inpatient' AND admitted_at LIKE '2026-08%'",
        ),
        (
            "desk-documents",
            "SELECT documents FROM chart_list WHERE whole_name = 'Brennan, Janice' "
            "AND kind = 'inpatient' AND admitted_at LIKE '2026-08%'",
        ),
        (
            "dictionary-list",
            "SELECT DISTINCT disposition FROM encounters WHERE disposition = '07'",
        ),
    ],
)
def test_a_key_of_the_lesson_is_what_a_query_gives(db, lesson, question, query):
    answer = str(one(db, query))
    assert assess.assess(lesson[question], answer).score == 1, answer


def test_the_people_of_the_desks_exercises_are_found_and_there_once(db):
    for text in ("Brennan, Janice", "Morales, Bonnie"):
        assert len(ehr.search(db, text)) == 1
    assert ehr.search(db, "Castellon-Ruiz") == []


def test_the_second_stay_of_the_assignment(db, assignment):
    stays = ehr.sql(
        db,
        "SELECT attending, disposition FROM chart_list WHERE whole_name = 'Morales, Bonnie' "
        "AND kind = 'inpatient' AND admitted_at LIKE '2026-08%' ORDER BY admitted_at",
    )
    assert len(stays) == 2
    assert assess.assess(assignment["desk-attending"], stays.iloc[1, 0]).score == 1
    assert assess.assess(assignment["desk-attending"], stays.iloc[0, 0]).score == 0
    assert assess.assess(assignment["desk-disposition"], stays.iloc[1, 1]).score == 1


def test_the_assignments_tables_are_what_the_generator_makes(tmp_path):
    make_csv(hospital.Spec(120, 8108), tmp_path / "again")
    for path in sorted(DATA.iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_the_assignments_tables_hold_one_reading_in_fahrenheit(assignment):
    import pandas as pd

    hot = pd.read_csv(DATA / "vitals.csv").query("temperature_c > 43")
    assert [*zip(hot["encounter_id"], hot["taken_at"], strict=True)] == [
        ("E390825419", "2026-04-10 19:53")
    ]
    celsius = (hot["temperature_c"].iloc[0] - 32) * 5 / 9
    assert assess.assess(assignment["celsius"], f"{celsius:.1f}").score == 1

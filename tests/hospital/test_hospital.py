"""What must hold of a hospital without defects."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest
from tables import rows

from chartroom import codes
from chartroom.hospital.schema import TABLES

STAYS = ("inpatient", "newborn")


def fits(column, value: str) -> bool:
    if not value:
        return not column.required
    if column.values and value not in column.values:
        return False
    try:
        if column.type == "date":
            date.fromisoformat(value)
        elif column.type == "datetime":
            datetime.strptime(value, "%Y-%m-%d %H:%M")
        elif column.type in ("integer", "decimal"):
            number = int(value) if column.type == "integer" else float(value)
            low = column.low is None or number >= column.low
            return low and (column.high is None or number <= column.high)
    except ValueError:
        return False
    return column.type != "flag" or value in ("Y", "N")


@pytest.mark.parametrize("name", TABLES)
def test_types_keys_and_references(clean, name):
    table = TABLES[name]
    found = rows(clean, name)
    assert found or name == "planted_defects"
    keys = [tuple(row[column] for column in table.key) for row in found]
    assert len(set(keys)) == len(keys)
    for column in table.columns:
        bad = [row[column.name] for row in found if not fits(column, row[column.name])]
        assert not bad, (column.name, bad[:5])
        if column.refers:
            where, other = column.refers.split(".")
            known = {row[other] for row in rows(clean, where)} | {""}
            lost = [row[column.name] for row in found if row[column.name] not in known]
            assert not lost, (column.name, lost[:5])


def test_every_code_set_passes_the_checker(clean):
    people = {row["mrn"]: row for row in rows(clean, "patients")}
    coded = defaultdict(list)
    for row in rows(clean, "diagnoses"):
        coded[row["encounter_id"]].append(row)
    seen = {}
    for visit in rows(clean, "encounters"):
        person = people[visit["mrn"]]
        listed = sorted(coded[visit["encounter_id"]], key=lambda row: int(row["sequence"]))
        assert [int(row["sequence"]) for row in listed] == list(range(1, len(listed) + 1))
        stay = visit["kind"] in STAYS
        assert all(bool(row["poa"]) == stay for row in listed)
        born, came = (date.fromisoformat(day[:10])
                      for day in (person["birth_date"], visit["admitted_at"]))  # fmt: skip
        age = came.year - born.year - ((came.month, came.day) < (born.month, born.day))
        key = (*(row["code"] for row in listed), age, person["sex"], visit["kind"])
        seen.setdefault(key, visit)
    for (first, *others, age, sex, kind), visit in seen.items():
        found = codes.check(
            others, principal=first, setting="inpatient" if kind in STAYS else "outpatient",
            age=age, sex=sex, date=visit["discharged_at"][:10],
        )  # fmt: skip
        errors = [one for one in found if one.severity == "error"]
        assert not errors, (visit["encounter_id"], visit["profile"], errors)


def test_nothing_looks_real(clean):
    for row in rows(clean, "patients"):
        assert row["state"] == "XX"
        assert row["zip"].startswith("001")
        assert not row["phone"] or re.fullmatch(r"555-01\d-\d{4}", row["phone"])
        assert not row["email"] or row["email"].endswith("@example.org")
    for row in rows(clean, "identifiers"):
        assert row["type"] != "SSN" or re.fullmatch(r"9\d\d-0\d-\d{4}", row["value"])
    assert all(row["npi"].startswith("9") for row in rows(clean, "providers"))


def test_times_are_in_order(clean):
    people = {row["mrn"]: row for row in rows(clean, "patients")}
    visits = {row["encounter_id"]: row for row in rows(clean, "encounters")}
    for visit in visits.values():
        person = people[visit["mrn"]]
        assert "2026-04-01" <= visit["admitted_at"] < visit["discharged_at"] < "2026-10-01"
        assert person["birth_date"] <= visit["admitted_at"][:10]
        died = person["deceased_on"]
        assert not died or visit["discharged_at"][:10] <= died
    for row in rows(clean, "documents"):
        assert visits[row["encounter_id"]]["admitted_at"] <= row["written_at"] < "2026-10-15"
    for row in rows(clean, "access_log"):
        assert row["at"] < "2026-10-15"


def test_nobody_is_in_two_beds(clean):
    by_bed, by_person = defaultdict(list), defaultdict(list)
    for visit in rows(clean, "encounters"):
        if visit["kind"] in STAYS:
            span = (visit["admitted_at"], visit["discharged_at"])
            by_bed[visit["bed_id"]].append(span)
            by_person[visit["mrn"]].append(span)
    assert "" not in by_bed
    for spans in (*by_bed.values(), *by_person.values()):
        spans.sort()
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_the_census_adds_up(clean):
    before: dict[str, int] = {}
    for row in sorted(rows(clean, "census"), key=lambda row: (row["department_id"], row["day"])):
        unit = row["department_id"]
        numbers = {name: int(row[name]) for name in row if name not in ("day", "department_id")}
        there = before.get(unit, 0) + numbers["admissions"] - numbers["discharges"]
        assert numbers["at_midnight"] == there, row
        assert numbers["service_days"] == there + numbers["same_day"]
        assert there <= numbers["beds"], row
        before[unit] = there


def test_flags_agree_with_ranges(clean):
    for row in rows(clean, "results"):
        value = float(row["value"])
        low, high = (float(row[end]) if row[end] else None for end in ("low", "high"))
        flag = "L" if low is not None and value < low else (
            "H" if high is not None and value > high else "")  # fmt: skip
        assert row["flag"] == flag, row


def test_claims_say_what_the_chart_says(clean):
    coded = defaultdict(list)
    for row in rows(clean, "diagnoses"):
        coded[row["encounter_id"]].append(row["code"])
    visits = {row["encounter_id"]: row for row in rows(clean, "encounters")}
    for claim in rows(clean, "claims"):
        listed = coded[claim["encounter_id"]]
        assert claim["principal_code"] == listed[0]
        assert set(claim["other_codes"].split()) <= set(listed[1:])
        assert claim["disposition"] == visits[claim["encounter_id"]]["disposition"]


def test_the_first_patients_have_texts(clean):
    papers = rows(clean, "documents")
    assert all(row["text"] for row in papers[:500])
    words = {row["type"]: row["text"] for row in papers if row["text"]}
    assert "Final diagnoses" in words["Discharge summary"]

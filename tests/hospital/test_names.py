"""The people and places of Tern Harbor: complete, consistent, and not to be taken for real ones."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest

from chartroom.hospital.schema import PAYERS, TABLES

DATA = files("chartroom.hospital") / "data"
NAMES = (
    "first-names.tsv",
    "last-names.tsv",
    "nicknames.tsv",
    "streets.tsv",
    "cities.tsv",
    "departments.tsv",
    "providers.tsv",
    "users.tsv",
    "payers.tsv",
    "requesters.tsv",
)
DEPARTMENTS = {
    *("ED", "4W", "4E", "3S", "ICU", "BC", "NUR", "PED", "OBS", "BH"),
    *("PC", "PEDC", "WH", "CARD", "ORTH", "ENDO", "PULM", "SURG", "GI", "IMG", "ONC"),
    *("HIM", "LAB", "RAD", "PHARM", "REG", "IT", "BILL"),
}
SPECIALTIES = {
    *("emergency medicine", "hospital medicine", "cardiology", "general surgery"),
    *("orthopedic surgery", "obstetrics", "pediatrics", "family medicine", "internal medicine"),
    *("psychiatry", "critical care", "pulmonology", "gastroenterology", "neurology"),
    *("nephrology", "endocrinology", "urology", "oncology", "radiology", "anesthesiology"),
}


def rows(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def values(table: str, column: str) -> tuple[str, ...]:
    return TABLES[table].column(column).values


@pytest.mark.parametrize("name", NAMES)
def test_each_row_has_every_column_and_no_stray_blanks(name):
    for number, row in enumerate(rows(name), start=2):
        assert None not in {*row, *row.values()}, f"{name}, line {number}"
        assert all(value == value.strip() for value in row.values()), f"{name}, line {number}"


@pytest.mark.parametrize("sex", ["F", "M"])
def test_each_year_of_birth_has_first_names_of_each_group(sex):
    known = [row for row in rows("first-names.tsv") if row["sex"] == sex]
    assert len({row["name"] for row in known}) >= 260
    for group in {row["group"] for row in rows("last-names.tsv")}:
        for year in range(1925, 2027):
            fitting = [
                row
                for row in known
                if row["group"] == group and int(row["era_start"]) <= year <= int(row["era_end"])
            ]
            assert len(fitting) >= 8, f"{group} {sex} {year}"


def test_weights_of_names_are_positive_and_a_name_stands_once_in_its_group():
    for name, key in (
        ("first-names.tsv", ("name", "sex", "group", "era_start")),
        ("last-names.tsv", ("name", "group")),
    ):
        known = rows(name)
        assert all(float(row["weight"]) > 0 for row in known)
        counted = Counter(tuple(row[part] for part in key) for row in known)
        assert max(counted.values()) == 1


def test_last_names_are_many_and_of_every_shape_that_trips_a_matcher():
    known = [row["name"] for row in rows("last-names.tsv")]
    assert len(set(known)) >= 700
    for shape in (r"-", r"^O'", r"^Mc", r"^de la ", r"^\w+ \w+$", r"[áéíóúñ]", r"^Al-"):
        assert sum(bool(re.search(shape, name)) for name in known) >= 2, shape


def test_common_last_names_are_far_more_common_than_rare_ones():
    weights = sorted((float(row["weight"]) for row in rows("last-names.tsv")), reverse=True)
    assert weights[0] > 10 * weights[len(weights) // 2]
    assert sum(weights[:100]) > sum(weights[400:])


def test_nicknames_belong_to_first_names():
    pairs = [(row["name"], row["nickname"]) for row in rows("nicknames.tsv")]
    known = {row["name"] for row in rows("first-names.tsv")}
    assert len(set(pairs)) == len(pairs) >= 150
    assert sum(name in known for name, _ in pairs) >= 150
    assert all(name != nickname for name, nickname in pairs)


def test_streets_end_in_their_type():
    known = rows("streets.tsv")
    assert len({row["street"] for row in known}) == len(known) >= 120
    assert all(row["street"].endswith(" " + row["type"]) for row in known)


def test_zip_codes_are_in_the_prefix_that_is_not_in_use():
    known = rows("cities.tsv")
    zips = [code for row in known for code in row["zips"].split()]
    assert zips == [f"{number:05d}" for number in range(101, 130)]
    assert {row["state"] for row in known} == {"XX"}
    assert sum(float(row["weight"]) for row in known) == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
def test_no_file_holds_what_could_be_an_issued_number(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert not re.search(r"\d{3}[-.]\d{3,4}|\(\d{3}\)|\d{3}-\d{2}-\d{4}", text)  # phone, SSN
    assert not re.search(r"@|https?:|www\.", text)
    assert [code for code in re.findall(r"\b\d{5}\b", text) if not code.startswith("001")] == []


def test_departments_are_those_of_the_profiles_with_shares_that_add_up():
    known = rows("departments.tsv")
    assert {row["department_id"] for row in known} >= DEPARTMENTS
    assert {row["kind"] for row in known} == set(values("departments", "kind"))
    for kind in ("inpatient unit", "clinic", "emergency"):
        shares = [float(row["unit_share"]) for row in known if row["kind"] == kind]
        assert sum(shares) == pytest.approx(1), kind


def test_every_specialty_has_physicians_in_a_department_that_exists():
    known = rows("providers.tsv")
    departments = {row["department_id"] for row in rows("departments.tsv")}
    physicians = Counter(row["specialty"] for row in known if row["credential"] in ("MD", "DO"))
    assert set(physicians) == SPECIALTIES
    assert min(physicians.values()) >= 2
    assert {row["department_id"] for row in known} <= departments
    assert len({row["provider_id"] for row in known}) == len(known) >= 65
    assert all(re.fullmatch(r"PR-0\d{3}", row["provider_id"]) for row in known)
    assert len({(row["last_name"], row["first_name"]) for row in known}) == len(known)


def test_every_provider_has_one_account_in_the_same_name_and_department():
    users, providers = rows("users.tsv"), rows("providers.tsv")
    shared = ("provider_id", "last_name", "first_name", "department_id")
    accounts = [tuple(row[name] for name in shared) for row in users if row["provider_id"]]
    assert sorted(accounts) == sorted(tuple(row[name] for name in shared) for row in providers)


def test_accounts_have_their_own_sign_on_and_the_jobs_that_the_log_needs():
    users = rows("users.tsv")
    departments = {row["department_id"] for row in rows("departments.tsv")}
    assert len({row["user_id"] for row in users}) == len(users) >= 110
    assert all(re.fullmatch(r"[a-z]+\d?", row["user_id"]) for row in users)
    assert {row["department_id"] for row in users} <= departments
    jobs = Counter(row["job"] for row in users)
    assert jobs["coder"] >= 8
    assert jobs["HIM technician"] >= 6
    for job in (
        *("physician", "nurse", "registration clerk", "release specialist", "lab technologist"),
        *("pharmacist", "billing clerk", "IT analyst", "student"),
    ):
        assert jobs[job] >= 3, job


def test_every_unit_and_clinic_has_a_nurse_so_that_a_strange_look_stands_out():
    care = {row["department_id"] for row in rows("departments.tsv") if row["kind"] != "service"}
    nurses = {row["department_id"] for row in rows("users.tsv") if row["job"] == "nurse"}
    assert care <= nurses


def test_nobody_has_two_accounts():
    names = Counter((row["last_name"], row["first_name"]) for row in rows("users.tsv"))
    assert max(names.values()) == 1


def test_payers_and_requesters_use_the_words_of_the_schema():
    payers, requesters = rows("payers.tsv"), rows("requesters.tsv")
    assert {row["payer"] for row in payers} == set(PAYERS)
    assert {row["requester_kind"] for row in requesters} == set(
        values("release_requests", "requester_kind")
    )
    channels = {one for row in requesters for one in row["channels"].split(";")}
    assert channels == set(values("release_requests", "channel"))
    assert all(float(row["weight"]) > 0 for row in payers + requesters)
    assert all(row["purposes"] for row in requesters)


def test_each_purpose_of_a_requester_has_documents_that_it_may_ask_for():
    wants = {row["purpose"]: row["wants"] for row in rows("purposes.tsv")}
    purposes = {one for row in rows("requesters.tsv") for one in row["purposes"].split(";")}
    assert set(wants) == purposes
    assert all(wants.values())

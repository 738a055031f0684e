"""Planted defects are where the key says, and nowhere else."""

from __future__ import annotations

from collections import Counter

import pytest
from tables import rows

from chartroom import hospital
from chartroom.hospital.defects import KINDS
from chartroom.hospital.schema import TABLES

#: Key columns do not tell rows apart once rows are repeated or moved.
WHOLE = sorted(TABLES)


@pytest.fixture(scope="session")
def key(planted):
    return rows(planted, "planted_defects")


def test_the_clean_twin_has_no_key(clean):
    assert rows(clean, "planted_defects") == []


def test_every_kind_is_there(key):
    kinds = Counter(row["kind"] for row in key)
    assert len(kinds) >= len(KINDS) - 2, kinds  # the relatives come on top
    assert {"twins", "father-and-son", "same-name", "access-with-reason"} <= set(kinds)


def test_every_line_is_complete_and_once(key):
    assert len({row["defect_id"] for row in key}) == len(key)
    for row in key:
        assert row["found_by"]
        assert row["remedy"]
        assert row["is_defect"] in ("Y", "N")
        assert row["table"] in TABLES


def test_changed_values_are_where_the_key_says(key, planted, clean):
    tables = {name: rows(planted, name) for name in TABLES}
    for line in key:
        if not line["column"] or line["kind"].startswith(("duplicate", "copied")):
            continue
        wanted = dict(part.split("=", 1) for part in line["row"].split("; "))
        # The key of a row may be what was changed.
        wanted.pop(line["column"], None)
        found = [
            row for row in tables[line["table"]]
            if all(row[name] == value for name, value in wanted.items())
        ]  # fmt: skip
        assert any(row[line["column"]] == line["is_now"] for row in found), line


def test_other_patients_are_untouched(key, planted, clean):
    """Rows that differ from the clean twin are few, and no table changes that no defect is in."""
    for name in WHOLE:
        if name == "planted_defects":
            continue
        before = Counter(tuple(row.values()) for row in rows(clean, name))
        after = Counter(tuple(row.values()) for row in rows(planted, name))
        changed = sum(((before - after) + (after - before)).values())
        if name in ("departments", "beds", "providers", "users", "census", "orders", "coverage"):
            assert changed == 0, name
        elif name in ("patients", "encounters", "results", "vitals", "diagnoses", "claims"):
            assert 0 < changed <= 2 * len(key), (name, changed)


def test_a_duplicate_is_the_same_person_again(key, planted):
    people = {row["mrn"]: row for row in rows(planted, "patients")}
    visited = {row["mrn"] for row in rows(planted, "encounters")}
    found = [row for row in key if row["kind"].startswith("duplicate")]
    assert found
    for line in found:
        pair = dict(part.split("=", 1) for part in line["row"].split("; "))
        new, old = people[pair["mrn"]], people[pair["same person as"]]
        assert (new["street"], new["sex"]) == (old["street"], old["sex"])
        assert new[line["column"]] != old[line["column"]]
        assert {new["mrn"], old["mrn"]} <= visited


def test_traps_are_not_defects(key):
    traps = {row["kind"] for row in key if row["is_defect"] == "N"}
    assert traps <= {"twins", "father-and-son", "same-name", "access-with-reason"}


def test_a_look_alike_has_one_name_in_all_papers():
    tables = hospital.load()
    key, people = tables["planted_defects"], tables["patients"].set_index("mrn")
    seen = 0
    for mrn in key.loc[key["kind"] == "same-name", "is_now"]:
        name = f"{people.at[mrn, 'first_name']} {people.at[mrn, 'last_name']}"
        papers = tables["documents"]
        for text in papers.loc[papers["mrn"] == mrn, "text"]:
            if "**Patient:**" in text:
                seen += 1
                assert f"**Patient:** {name}," in text
    assert seen

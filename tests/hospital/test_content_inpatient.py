"""Stays of inpatients and newborns: their content can be used, and their codes keep the rules."""

import re
from datetime import date

import numpy as np
import pytest

from chartroom import codes
from chartroom.hospital import coding, content, health, people, visits
from chartroom.hospital.draw import Draw

INPATIENT = ("inpatient", "newborn")
ON = date(2026, 6, 15)
PATIENTS = 2500


@pytest.fixture(scope="module")
def known():
    return content.load()


@pytest.fixture(scope="module")
def profiles(known):
    return [one for one in known.profiles if one.kind in INPATIENT]


@pytest.fixture(scope="module")
def stays(known):
    """(profile, age, sex, weeks, [(code, poa), ...]) of every stay of some patients."""
    draw = Draw(11)
    persons = people.people(draw, 0, PATIENTS, PATIENTS)
    state = health.health(draw, persons, known)
    seen = visits.visits(draw, persons, state, known)
    found = coding.diagnoses(draw, seen, state, known)
    listed = {}
    for visit, code, poa in zip(found["visit"], found["code"], found["poa"], strict=True):
        listed.setdefault(int(visit), []).append((code, poa))
    return [
        (
            known.profiles[seen.profile[visit]],
            int(seen.facts["age"][visit]),
            "F" if seen.facts["F"][visit] else "M",
            int(seen.facts["weeks"][visit]),
            coded,
        )
        for visit, coded in listed.items()
        if known.profiles[seen.profile[visit]].kind in INPATIENT
    ]


def _codes(coded):
    return [code for code, _ in coded]


def test_every_code_is_billable_and_has_words(known, profiles):
    items = [
        *known.coded,
        *(item for one in profiles for item in (*one.principal, *one.also)),
    ]
    used = {code for item in items for code, _ in item.codes}
    used |= {one.admitting for one in profiles if one.admitting}
    assert len(used) > 250
    for code in used:
        assert known.diagnoses[code].words, code
        assert codes.lookup(code).billable, code


def test_no_code_set_breaks_a_rule(stays):
    assert len(stays) > 400
    for profile, age, sex, _, coded in stays:
        listed = _codes(coded)
        findings = codes.check(
            listed, principal=listed[0], setting="inpatient", age=age, sex=sex, date=ON
        )
        errors = [one.message for one in findings if one.severity == "error"]
        assert not errors, (profile.id, listed, errors)


def test_sepsis_with_organ_failure_names_the_failure(stays):
    failures = {"N17.9", "J96.01", "G93.41"}
    severe = [_codes(coded) for *_, coded in stays if {"R65.20", "R65.21"} & set(_codes(coded))]
    assert severe
    for listed in severe:
        assert listed[0].startswith("A41.")
        assert failures & set(listed), listed


def test_heart_failure_with_hypertension_is_one_disease(stays):
    for *_, coded in stays:
        listed = _codes(coded)
        if any(code.startswith("I50.") for code in listed):
            assert "I10" not in listed
        if any(code.startswith("N18.") for code in listed):
            assert not {"I10", "I11.0"} & set(listed), listed


def test_a_birth_tells_outcome_and_weeks(stays):
    births = [stay for stay in stays if stay[0].delivery]
    assert births
    for profile, _, sex, weeks, coded in births:
        listed = _codes(coded)
        assert sex == "F"
        assert sum(code.startswith("Z37.") for code in listed) == 1
        assert f"Z3A.{weeks}" in listed
        assert listed[0].startswith("O")
        if "O80" in listed:
            assert {code[:3] for code in listed} == {"O80", "Z37", "Z3A"}, profile.id


def test_a_newborn_record_begins_with_its_birth(stays):
    newborns = [stay for stay in stays if stay[0].kind == "newborn"]
    assert newborns
    for _, age, _, weeks, coded in newborns:
        listed = _codes(coded)
        assert age == 0
        assert [code for code in listed if code.startswith("Z38.")] == listed[:1]
        assert any(code.startswith("P07.3") for code in listed) == (weeks < 37)


def test_poa_is_given_to_every_code(stays):
    late = {
        code: poa for *_, coded in stays for code, poa in coded if code in {"Z37.0", "D62", "I10"}
    }
    assert late["Z37.0"] == "exempt"
    assert late["I10"] == "Y"
    for *_, coded in stays:
        assert {poa for _, poa in coded} <= {"Y", "N", "U", "W", "exempt"}


def test_procedures_are_in_pcs_and_every_drug_has_its_row(known, profiles):
    rows = {row["drug"]: row for row in content.table("drugs.tsv")}
    for one in profiles:
        for done in one.procedures:
            assert done.system == "ICD-10-PCS", one.id
            assert re.fullmatch(r"[0-9A-HJ-NP-Z]{7}", done.code), (one.id, done.code)
    for holder in (*known.chronic, *known.profiles):
        for given in holder.medications:
            assert rows[given.drug]["class"], given.drug
            assert rows[given.drug]["uses"], given.drug


def test_mix_of_stays_is_near_the_national_figures(known):
    draw = Draw(5)
    persons = people.people(draw, 0, 12_000, 12_000)
    seen = visits.visits(draw, persons, health.health(draw, persons, known), known)
    kinds = np.array([one.kind in INPATIENT for one in known.profiles])[seen.profile]
    births = np.array([one.delivery for one in known.profiles])[seen.profile]
    days = (seen.end.astype("datetime64[D]") - seen.start.astype("datetime64[D]")).astype(int)
    assert 4.2 < np.maximum(days[kinds], 1).mean() < 5.0
    assert 0.08 < births.sum() / kinds.sum() < 0.14
    home = np.mean(seen.disposition[kinds] == "01")
    assert 0.63 < home < 0.73
    assert 0.01 < np.mean(seen.disposition[kinds] == "20") < 0.03

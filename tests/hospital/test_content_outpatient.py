"""The visits of outpatients: their content can be used, and their code sets keep the rules."""

import re

import numpy as np
import pytest

from chartroom import codes
from chartroom.hospital import coding, content, health, people, visits
from chartroom.hospital.draw import Draw

OUTPATIENT = ("ED", "observation", "clinic")


@pytest.fixture(scope="module")
def known():
    return content.load()


@pytest.fixture(scope="module")
def profiles(known):
    return [one for one in known.profiles if one.kind in OUTPATIENT]


@pytest.fixture(scope="module")
def coded_visits(known):
    """(profile, age, sex, codes) of every outpatient visit of 1600 patients."""
    draw = Draw(7)
    persons = people.people(draw, 0, 1600, 1600)
    state = health.health(draw, persons, known)
    seen = visits.visits(draw, persons, state, known)
    found = coding.diagnoses(draw, seen, state, known)
    listed = {}
    for visit, code in zip(found["visit"], found["code"], strict=True):
        listed.setdefault(int(visit), []).append(code)
    return [
        (
            known.profiles[seen.profile[visit]],
            int(seen.facts["age"][visit]),
            "F" if seen.facts["F"][visit] else "M",
            of_visit,
        )
        for visit, of_visit in listed.items()
        if known.profiles[seen.profile[visit]].kind in OUTPATIENT
    ]


def _codes(profile):
    return [code for item in profile.principal + profile.also for code, _ in item.codes]


def test_every_kind_of_outpatient_visit_has_its_profiles(profiles):
    counted = {kind: sum(one.kind == kind for one in profiles) for kind in OUTPATIENT}
    assert counted["ED"] >= 22
    assert counted["clinic"] >= 24
    assert counted["observation"] >= 8


def test_every_code_is_valid_and_has_words(known, profiles):
    for profile in profiles:
        for code in [*_codes(profile), *([profile.admitting] if profile.admitting else [])]:
            assert codes.lookup(code).billable, (profile.id, code)
            assert known.diagnoses[code].words, (profile.id, code)


def test_emergency_visits_are_those_of_patients_not_admitted(profiles):
    for profile in profiles:
        if profile.kind == "ED":
            assert profile.department == "ED", profile.id
            assert profile.stay[0] < 12, profile.id
        assert (profile.kind == "observation") == bool(profile.admitting), profile.id


def test_leaving_against_advice_is_coded(profiles):
    for profile in profiles:
        if "07" in dict(profile.disposition):
            assert "Z53.29" in _codes(profile), profile.id


def test_laterality_slots_can_be_filled(known, profiles):
    side = re.compile(r"\b(left|right|both)\b")
    for profile in profiles:
        text = " ".join(line for lines in profile.notes.values() for line in lines)
        if "{side}" in text:
            for item in profile.principal:
                for code, _ in item.codes:
                    assert side.search(known.diagnoses[code].words), (profile.id, code)


def test_laboratory_tests_of_the_profiles_are_in_the_catalog(known, profiles):
    panels = {panel for lab in known.labs.values() for panel in lab.panels}
    for profile in profiles:
        assert set(profile.panels) <= panels, profile.id
        assert {one.test for one in profile.tests} <= set(known.labs), profile.id
        text = " ".join(line for lines in profile.notes.values() for line in lines)
        assert set(re.findall(r"\{lab:([a-z0-9-]+)\}", text)) <= set(known.labs), profile.id


def test_notes_have_variants_and_name_no_uncertain_diagnosis(profiles):
    doubt = re.compile(r"\b(probable|possible|suspected|likely|consistent with|rule out)\b")
    for profile in profiles:
        for part in ("history", "exam", "course", "plan"):
            assert len(set(profile.notes[part])) >= 3, (profile.id, part)
        for line in profile.notes["course"] + profile.notes["plan"]:
            assert not doubt.search(line), (profile.id, line)


def test_code_sets_of_drawn_visits_have_no_error(coded_visits):
    assert len(coded_visits) > 1500
    wrong = []
    once = {(p.id, age, sex, tuple(found)): found for p, age, sex, found in coded_visits}
    for (profile, age, sex, _), found in list(once.items())[::3]:
        for one in codes.check(
            found, principal=found[0], setting="outpatient", age=age, sex=sex, date="2026-06-15"
        ):
            if one.severity == "error":
                wrong.append((profile, found, one.message))
    assert not wrong


def test_external_causes_and_status_are_never_first(coded_visits):
    for profile, _, _, found in coded_visits:
        assert found[0][0] not in "VWXY", profile.id


def test_injuries_at_first_treatment_tell_cause_place_and_status(coded_visits):
    injuries = [found for _, _, _, found in coded_visits if re.match(r"[ST].*A$", found[0])]
    fresh = [found for found in injuries if found[0][0] == "S"]
    assert len(fresh) > 50
    for found in fresh:
        starts = {code[:3] for code in found}
        assert any(code[0] in "VWX" and code.endswith("A") for code in found), found
        assert {"Y92", "Y99"} <= starts, found


def test_aftercare_of_injuries_tells_no_place(coded_visits):
    later = [found for _, _, _, found in coded_visits if re.match(r"S.*D$", found[0])]
    assert later
    for found in later:
        assert not {code[:3] for code in found} & {"Y92", "Y93", "Y99"}, found


def test_treatment_and_screening_visits_begin_with_their_reason(coded_visits):
    reasons = ("Z51.11", "Z51.12", "Z12.11", "Z12.31", "Z12.2", "Z00.00", "Z00.01", "Z00.121")
    counted = 0
    for _, _, _, found in coded_visits:
        for reason in reasons:
            if reason in found:
                assert found[0] == reason, found
                counted += 1
    assert counted > 50


def test_pregnancy_visits_tell_the_week_and_fit_the_trimester(coded_visits):
    ends = {"1": range(1, 14), "2": range(14, 28), "3": range(28, 43)}
    prenatal = [
        found for _, _, _, found in coded_visits if found[0].startswith(("Z34.", "O09.", "O99.01"))
    ]
    assert prenatal
    for found in prenatal:
        (week,) = [int(code[4:]) for code in found if code.startswith("Z3A.")]
        assert week in ends[found[0][-1]], found


def test_age_of_emergency_visits_is_that_of_a_general_hospital(coded_visits):
    """Babies 3, children 20, adults 36 and 31, aged 75 and over 10 of 100, within a few points."""
    age = np.array([age for profile, age, _, _ in coded_visits if profile.kind == "ED"])
    assert len(age) > 400
    assert 0.12 < np.mean((age >= 1) & (age < 18)) < 0.28
    assert 0.28 < np.mean((age >= 18) & (age < 45)) < 0.45
    assert 0.05 < np.mean(age >= 75) < 0.19

"""Claim edits: each finds its error and nothing on a clean claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from chartroom import claims

DAY = dt.date(2026, 6, 3)
PATIENT = claims.Patient("Ida Marrow", "TH-000123", "A1", dt.date(1950, 2, 1), "F")
STAY = claims.Encounter(
    patient=PATIENT,
    setting="inpatient",
    began=DAY,
    ended=dt.date(2026, 6, 7),
    diagnoses=(claims.Diagnosis("J18.9", "Y"), claims.Diagnosis("I10", "Y")),
    services=(claims.Service(DAY, "", Decimal("4200"), 4, revenue="0120", words="Room"),),
    admitting="R05.9",
)
VISIT = claims.Encounter(
    patient=PATIENT,
    setting="outpatient",
    began=DAY,
    ended=DAY,
    diagnoses=(claims.Diagnosis("E11.9"), claims.Diagnosis("I10")),
    services=(
        claims.Service(DAY, "99213", Decimal("140"), pointers="AB"),
        claims.Service(DAY, "83036", Decimal("22.50"), pointers="A"),
    ),
)


def stay(**changes):
    return claims.edits(claims.ub04(replace(STAY, **changes)))


def visit(**changes):
    return claims.edits(claims.cms1500(replace(VISIT, **changes)))


def lines(*pointers, code="83036", days=(DAY, DAY)):
    return tuple(
        claims.Service(day, code, Decimal(20), pointers=one)
        for day, one in zip(days, pointers, strict=False)
    )


def test_clean_claims():
    assert stay() == ()
    assert visit() == ()


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (
            {"diagnoses": (claims.Diagnosis("J18.9", "Y"), claims.Diagnosis("I10"))},
            "poa-missing",
            "FL 67A",
        ),
        (
            {"diagnoses": (claims.Diagnosis("J18.9", "Y"), claims.Diagnosis("E11.2", "Y"))},
            "invalid-code",
            "FL 67A",
        ),
        ({"admitting": ""}, "admitting-missing", "FL 69"),
        (
            {"diagnoses": (claims.Diagnosis("Z37.0", "exempt"), claims.Diagnosis("I10", "Y"))},
            "first-diagnosis",
            "FL 67",
        ),
        (
            {"patient": replace(PATIENT, sex="M"), "diagnoses": (claims.Diagnosis("N70.01", "Y"),)},
            "sex",
            "FL 67",
        ),
        ({"diagnoses": (claims.Diagnosis("Z38.00", "Y"),)}, "age", "FL 67"),
        ({"diagnoses": (claims.Diagnosis("J18.9", "Y"),) * 2}, "duplicate-diagnosis", "FL 67"),
    ],
)
def test_stays(change, kind, place):
    assert (kind, place) in [(one.kind, one.place) for one in stay(**change)]


def test_a_code_of_another_year():
    later = {"began": dt.date(2026, 10, 2), "ended": dt.date(2026, 10, 4), "services": ()}
    assert "invalid-code" in [one.kind for one in stay(**later)]


def test_pcs_on_an_outpatient_claim():
    found = claims.edits(
        claims.ub04(replace(VISIT, procedures=(claims.Procedure("0DBN8ZX", DAY),)))
    )
    assert ("pcs-outpatient", "FL 74") in [(one.kind, one.place) for one in found]


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        ({"services": lines("C")}, "pointer", "item 24E, line 1"),
        ({"services": lines("")}, "pointer", "item 24E, line 1"),
        ({"services": lines("1")}, "pointer", "item 24E, line 1"),
        ({"services": lines("B")}, "medical-necessity", "item 24D, line 1"),
        ({"services": lines("A", "A")}, "duplicate-line", "item 24D, line 2"),
        ({"services": lines("A", code="0DBN8ZX")}, "pcs-outpatient", "item 24D, line 1"),
        ({"services": lines("A", code="")}, "no-code", "item 24D, line 1"),
        (
            {"services": lines("A", days=(dt.date(2026, 6, 4),))},
            "date-outside",
            "item 24A, line 1",
        ),
    ],
)
def test_visits(change, kind, place):
    assert (kind, place) in [(one.kind, one.place) for one in visit(**change)]


def test_a_repeat_with_a_modifier_is_no_duplicate():
    first = claims.Service(DAY, "83036", Decimal(20), pointers="A")
    assert not visit(services=(first, replace(first, modifiers=("91",))))


@pytest.mark.parametrize(
    ("received", "late"), [(dt.date(2027, 6, 3), False), (dt.date(2027, 6, 4), True)]
)
def test_timely_filing_is_a_calendar_year(received, late):
    found = claims.edits(claims.cms1500(VISIT), received)
    assert ("timely-filing" in [one.kind for one in found]) == late


def test_february_29():
    leap = dt.date(2028, 2, 29)
    claim = claims.cms1500(replace(VISIT, began=leap, ended=leap, services=()))
    kinds = [one.kind for one in claims.edits(claim, dt.date(2029, 3, 1))]
    assert "timely-filing" in kinds


def test_every_edit_explains_itself():
    for rule in claims.RULES:
        assert rule.denial
        assert rule.remedy.endswith(".")
        assert rule.source
    found = visit(services=lines("B"))[0]
    assert "INVENTED" in found.source
    assert "Remedy" in str(found)


def test_the_policies_say_that_they_are_invented():
    assert {one.code for one in claims.policies()} >= {"83036", "93000"}


@pytest.mark.parametrize("given", [(VISIT,), (claims.cms1500(VISIT), "2027-06-04")])
def test_what_is_no_claim_or_no_date(given):
    with pytest.raises(claims.ClaimError):
        claims.edits(*given)


@pytest.mark.parametrize("name", claims.samples())
def test_the_samples_are_what_their_names_say(name):
    found = {one.kind for one in claims.edits(claims.sample(name))}
    assert (
        found
        == {
            "stay": set(),
            "visit": set(),
            "stay without an indicator": {"poa-missing"},
            "visit that points wrong": {"pointer", "medical-necessity"},
            "visit with a line twice": {"duplicate-line"},
            "outpatient with PCS": {"pcs-outpatient", "no-code"},
            "visit with a heading": {"invalid-code"},
        }[name]
    )


def test_a_sample_that_is_not_there():
    with pytest.raises(claims.ClaimError, match="there are: stay"):
        claims.sample("stays")

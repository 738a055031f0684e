"""One request from who asks to what goes: nothing is released by default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from chartroom import privacy
from chartroom.privacy import authorization, ruling
from chartroom.privacy.finding import PrivacyError

ON = date(2026, 10, 5)
FORM = privacy.Authorization(
    information="discharge summary",
    discloser="Tern Harbor Medical Center",
    recipient="Pettibone & Larch, LLC",
    purpose="claim",
    signed_on=date(2026, 9, 1),
    signature="Scott Long",
    patient="Scott Long",
    expires_on=date(2026, 12, 31),
)
LETTER = privacy.Incoming(
    privacy.Request("attorney", verified=True), "TH-899364", date(2026, 10, 2), paper=FORM
)
OWN = privacy.Incoming(
    privacy.Request("individual", verified=True),
    "TH-899364",
    date(2026, 10, 2),
    clock="access",
    copying=MappingProxyType({"minutes": "12", "hourly": "20.00", "postage": "9.85"}),
)


def test_a_valid_form_releases_and_has_no_clock():
    found = privacy.rule(LETTER, ON)
    assert found.decision.action == "release"
    assert (found.due, found.fee, found.defects) == (None, None, ())
    assert privacy.lacking(LETTER, found) == ()


def test_the_patients_own_request_has_clock_and_fee():
    found = privacy.rule(OWN, ON)
    assert found.decision.action == "release"
    assert found.due == date(2026, 11, 1)
    assert found.fee == Decimal("13.85")


UNSURE = {
    "nobody knows who asks": {"request": privacy.Request("attorney")},
    "no record fits, or more than one": {"mrn": ""},
    "no paper at all": {"paper": None},
    "a blank form": {"paper": privacy.Authorization("", "", "", "", None, "", "")},
    "an illegible name": {"paper": replace(FORM, patient="(illegible)", signature="(illegible)")},
    "contradictory dates": {"paper": replace(FORM, expires_on=date(2026, 8, 1))},
    "a date still to come": {"paper": replace(FORM, signed_on=date(2026, 11, 1))},
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_known_stops_a_request(name):
    assert privacy.rule(replace(LETTER, **UNSURE[name]), ON).decision.action != "release"


@pytest.mark.parametrize("name", ["nobody knows who asks", "no record fits, or more than one"])
def test_no_check_list_where_the_paper_is_not_to_blame(name):
    asked = replace(LETTER, **UNSURE[name])
    assert privacy.lacking(asked, privacy.rule(asked, ON)) == ()


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (privacy.Request("attorney", True), ("none",)),
        (privacy.Request("subpoena", True), ("assurance",)),
        (privacy.Request("court order", True), ("judge",)),
        (privacy.Request("family", True), ("agreement",)),
        (privacy.Request("research", True), ("condition",)),
        (privacy.Request("payment", True, substance_use=True), ("part2",)),
        (privacy.Request("attorney", True, psychotherapy_notes=True), ("notes",)),
    ],
)
def test_without_a_form_the_purpose_says_what_is_lacking(request_, expected):
    asked = privacy.Incoming(request_, "TH-899364", ON)
    found = privacy.rule(asked, ON)
    assert found.decision.action != "release"
    assert privacy.lacking(asked, found) == expected
    assert set(expected) <= set(ruling.WORDS)


def test_every_defect_of_a_form_has_a_line_on_the_check_list():
    bad = [
        replace(FORM, **{name: ""})
        for name in ("information", "discloser", "recipient", "purpose", "patient", "signature")
    ]
    bad += [
        replace(FORM, expires_on=None),
        replace(FORM, signed_on=None),
        replace(FORM, signature="Ann Long"),
        replace(FORM, says_revocable=False, says_conditions=False, says_redisclosure=False),
        replace(FORM, signed_on=date(2026, 11, 1)),
        replace(FORM, expires_on=date(2026, 8, 1)),
        replace(FORM, expires_on=date(2026, 9, 30)),
        replace(FORM, event_happened=True),
        replace(FORM, revoked_on=date(2026, 9, 9)),
        replace(FORM, revoked_on=date(2026, 8, 9)),
        replace(FORM, combined_with="consent to treatment"),
        replace(FORM, psychotherapy_notes=True, other_information=True),
        replace(FORM, conditioned=True),
        replace(FORM, known_false=True),
    ]
    codes = {one.code for paper in bad for one in authorization.defects(paper, ON)}
    assert codes == set(ruling.CHECKS)
    assert set(ruling.CHECKS.values()) <= set(ruling.WORDS)


def test_another_patients_page_stays_back_from_the_patient_too():
    pages = (privacy.Piece("d1", "TH-899364"), privacy.Piece("d2", "TH-593857"))
    found = privacy.rule(replace(OWN, pieces=pages), ON)
    assert list(found.held) == ["d2"]


def test_who_receives_may_be_told_apart_from_the_purpose():
    pages = (privacy.Piece("d1", "TH-899364", minor_consented=True),)
    assert not privacy.rule(replace(OWN, pieces=pages), ON).held
    assert list(privacy.rule(replace(OWN, pieces=pages, to="representative"), ON).held) == ["d1"]


def test_a_request_from_the_future_and_a_verdict_brought_along_are_refused():
    with pytest.raises(PrivacyError, match="look at the stamp"):
        privacy.rule(replace(LETTER, received=date(2026, 10, 6)), ON)
    with pytest.raises(PrivacyError, match="Give the authorization itself"):
        privacy.rule(
            replace(LETTER, request=privacy.Request("attorney", True, authorized=True)), ON
        )

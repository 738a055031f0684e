"""UB-04 and CMS-1500: what stands in which box, and input that fits on no form."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from chartroom import claims

DAY = dt.date(2026, 6, 3)
PATIENT = claims.Patient("Ida Marrow", "TH-000123", "A1", dt.date(1950, 2, 1), "F", "1EG4")
STAY = claims.Encounter(
    patient=PATIENT,
    setting="inpatient",
    began=DAY,
    ended=dt.date(2026, 6, 7),
    diagnoses=(
        claims.Diagnosis("S72.001A", "Y"),
        claims.Diagnosis("I10", "Y"),
        claims.Diagnosis("Z79.01", "exempt"),
        claims.Diagnosis("W19.XXXA", "Y"),
    ),
    services=(claims.Service(DAY, "", Decimal("4200"), 4, revenue="0120", words="Room"),),
    admitting="M25.551",
    procedures=(claims.Procedure("0QS634Z", dt.date(2026, 6, 4)),),
    began_hour="09",
    ended_hour="13",
    priority="1",
    origin="1",
    status="03",
)
VISIT = claims.Encounter(
    patient=PATIENT,
    setting="outpatient",
    began=DAY,
    ended=DAY,
    diagnoses=(claims.Diagnosis("E11.9"), claims.Diagnosis("I10")),
    services=(
        claims.Service(DAY, "99213", Decimal("140"), modifiers=("25",), pointers="AB"),
        claims.Service(DAY, "83036", Decimal("22.50"), pointers="A"),
    ),
)


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("4", "0111"),
        ("6", "06032026 through 06072026"),
        ("12", "06032026"),
        ("13", "09"),
        ("14", "1"),
        ("15", "1"),
        ("16", "13"),
        ("17", "03"),
        ("66", "0"),
        ("67", "S72001A Y"),
        ("67A", "I10 Y"),
        ("67B", "Z7901"),
        ("69", "M25551"),
        ("72a", "W19XXXA Y"),
        ("74", "0QS634Z 06042026"),
    ],
)
def test_the_boxes_of_a_stay(box, value):
    assert claims.ub04(STAY)[box] == value


def test_the_lines_of_a_stay_end_with_a_total():
    lines = claims.ub04(STAY).lines
    assert (lines[0]["42"], lines[0]["46"], lines[0]["47"]) == ("0120", "4", "4200.00")
    assert (lines[-1]["42"], lines[-1]["47"]) == ("0001", "4200.00")


def test_an_outpatient_of_a_hospital():
    claim = claims.ub04(replace(VISIT, admitting="R73.9"))
    assert (claim["4"], claim["69"], claim["70a"]) == ("0131", "", "R739")
    assert claim.lines[0]["44"] == "99213 25"


def test_the_items_of_a_visit():
    claim = claims.cms1500(VISIT)
    assert (claim["21A"], claim["21B"], claim["28"]) == ("E119", "I10", "162.50")
    assert (claim.lines[0]["24D"], claim.lines[0]["24E"], claim.lines[0]["24B"]) == (
        "99213 25",
        "AB",
        "11",
    )


def test_a_box_that_is_not_there():
    with pytest.raises(KeyError, match="UB-04 has no FL 99"):
        claims.ub04(STAY)["99"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"setting": "home"}, "setting"),
        ({"diagnoses": ()}, "no diagnosis"),
        ({"diagnoses": ("I10",)}, "tuple of claims.Diagnosis"),
        ({"diagnoses": (claims.Diagnosis("I10", "X"),)}, "POA"),
        ({"diagnoses": (claims.Diagnosis("W19.XXXA", "Y"),)}, "external causes"),
        ({"diagnoses": (claims.Diagnosis("I10", "Y"),) * 19}, "17 other diagnoses"),
        ({"procedures": (claims.Procedure("0QS634Z", DAY),) * 7}, "6 procedures"),
        ({"ended": dt.date(2026, 6, 1)}, "before it begins"),
        ({"began": "2026-06-03"}, "must be a date"),
        ({"patient": replace(PATIENT, sex="X")}, "sex"),
        ({"patient": replace(PATIENT, born=dt.date(2027, 1, 1))}, "born"),
        ({"services": (claims.Service(DAY, "", "much"),)}, "amount"),
        ({"services": (claims.Service(DAY, "", Decimal(1), 0),)}, "units"),
    ],
)
def test_what_fits_on_no_form_is_refused(change, says):
    with pytest.raises(claims.ClaimError, match=says):
        claims.ub04(replace(STAY, **change))


def test_a_professional_claim_has_six_lines_and_twelve_diagnoses():
    with pytest.raises(claims.ClaimError, match="6 lines"):
        claims.cms1500(replace(VISIT, services=VISIT.services[:1] * 7))
    with pytest.raises(claims.ClaimError, match="12 diagnoses"):
        claims.cms1500(replace(VISIT, diagnoses=VISIT.diagnoses[:1] * 13))


def test_no_encounter():
    with pytest.raises(claims.ClaimError, match=r"claims\.Encounter"):
        claims.ub04({"patient": "Ida"})


class Tables(HTMLParser):
    """Count what a reader's software needs."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.bare = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.bare += tag == "th" and "scope" not in dict(attrs)


def test_the_page_has_captions_and_headings_and_runs_nothing():
    named = replace(STAY, patient=replace(PATIENT, name="<script>alert(1)</script>"))
    text = claims.html(claims.ub04(named))
    seen = Tables(text)
    assert seen.tags.count("caption") == 2
    assert seen.bare == 0
    assert "script" not in seen.tags
    assert "FL 67A" in text


def test_each_table_scrolls_in_its_own_box_by_keyboard_too():
    text = claims.html(claims.ub04(STAY))
    assert text.count("overflow-x:auto") == text.count('tabindex="0"') == 2
    assert text.count("<div") == text.count("</div>") == text.count("<table") == 2
    assert 'aria-label="UB-04: lines"' in text


def test_it_prints():
    assert "FL 67 Principal diagnosis: S72001A Y" in str(claims.ub04(STAY))
    assert "item 21A Diagnosis: E119" in claims.text(claims.cms1500(VISIT))


def test_a_notebook_shows_the_form():
    shown = claims.sample("visit")._repr_mimebundle_()
    assert "<caption>" in shown["text/html"]
    assert "item 21A" in shown["text/plain"]


def test_a_notebook_shows_a_sentence_and_no_traceback():
    assert claims.ClaimError("One.")._render_traceback_() == ["One."]

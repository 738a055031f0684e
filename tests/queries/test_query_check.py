"""The compliance check of a query, on a practice chart."""

from __future__ import annotations

import pytest

from chartroom import cases, queries

CHART = cases.load("lunch-left-on-the-tray")
GOOD = {
    "title": "Sodium of July 6 to 10",
    "indicators": """
        - labs: 07/07 05:30: Na 124 L, serum osm 258 L
        - Stop HCTZ. Fluid restrict 1.2 L, NaCl 1 g PO TID, BMP q6h. (progress note, day 2)
    """,
    "question": "Which diagnosis, if any, was evaluated and treated by these orders?",
    "form": "multiple",
    "options": "Hyponatremia due to a drug\nHyponatremia of another cause\nNo diagnosis, "
    "laboratory finding only\nOther: ____\nUnable to determine",
}


def kinds(severity="error", chart=CHART, **changes):
    found = queries.check(queries.written(**{**GOOD, **changes}), chart)
    return [one.kind for one in found if one.severity == severity]


def test_a_good_query_may_be_sent():
    found = queries.check(queries.written(**GOOD), CHART)
    assert queries.ready(found)
    assert "in-chart" in [one.kind for one in found]
    assert not kinds("advice")


def test_an_open_question_needs_no_options():
    assert not kinds(form="open", options="")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"title": ""}, "no-title"),
        ({"title": "Hyponatremia clarification"}, "leading-title"),
        ({"title": "Hyponatremia due to a drug"}, "leading-title"),
        ({"indicators": ""}, "no-indicators"),
        ({"indicators": "Na 118"}, "not-in-chart"),
        ({"question": ""}, "no-question"),
        ({"question": "Please document hyponatremia."}, "leading-words"),
        ({"question": "Would you agree that this is a diagnosis?"}, "leading-words"),
        ({"question": "Does the patient have hyponatremia?"}, "leading-question"),
        ({"question": "The patient meets criteria for low sodium. What is it?"}, "leading-words"),
        ({"question": "What is treated? It would change the DRG."}, "impact"),
        ({"question": "What is treated? An MCC would help."}, "impact"),
        ({"question": "What is treated? Our quality scores depend on it."}, "impact"),
        ({"options": "Hyponatremia\nHypovolemia\nUnable to determine"}, "no-other"),
        ({"options": "Hyponatremia\nHypovolemia\nOther"}, "no-undetermined"),
        ({"options": "Hyponatremia"}, "one-option"),
        ({"options": ""}, "no-options"),
        ({"form": "yesno", "options": "Yes\nNo\nOther\nUnable to determine"}, "yes-no"),
        (
            {"form": "yesno", "purpose": "poa", "options": "Yes\nOther\nUnable to determine"},
            "yes-and-no",
        ),
        (
            {
                "form": "yesno",
                "purpose": "cause",
                "question": "Is hyponatremia due to HCTZ?",
                "options": "Yes\nNo\nOther\nUnable to determine",
            },
            "new-by-yes-no",
        ),
    ],
)
def test_what_must_not_be_sent(change, kind):
    assert kind in kinds(**change)


def test_a_single_supported_option_is_advice_if_the_rest_is_complete():
    changed = {"options": "Hyponatremia\nOther: ____\nUnable to determine"}
    assert not kinds(**changed)
    assert "one-option" in kinds("advice", **changed)


def test_yes_or_no_about_what_a_report_says():
    assert not kinds(
        title="Dietitian's finding of July 7",
        indicators="Severe protein-calorie malnutrition in the context of chronic illness\n"
        "Supplements taken 2 of 3.",
        question="Do you, as attending, hold the dietitian's malnutrition to be a diagnosis?",
        form="yesno",
        purpose="documented",
        options="Yes\nNo\nOther: ____\nUnable to determine",
    )


def test_a_diagnosis_that_the_chart_holds_may_be_in_the_title():
    assert "leading-title" not in kinds(title="Malnutrition noted by the dietitian")


def test_a_near_passage_is_shown():
    found = queries.check(queries.written(**{**GOOD, "indicators": "Na 124 this morning"}), CHART)
    wrong = next(one for one in found if one.kind == "not-in-chart")
    assert "does not stand so" in wrong.message


@pytest.mark.parametrize(
    "place",
    [
        "Progress note",
        "progress note 07/07",
        "07/07/2026",
        "July 7, 08:50",
        "Progress note, hospital day 2, 08:50",
        "Labs and orders of 7/7",
    ],
)
def test_where_a_passage_stands_may_be_told_in_short(place):
    assert "not-in-chart" not in kinds(indicators=f"{place}: Stop HCTZ.")


def test_a_place_does_not_make_a_passage_true():
    found = queries.check(
        queries.written(**{**GOOD, "indicators": "Progress note: Stop aspirin."}), CHART
    )
    wrong = next(one for one in found if one.kind == "not-in-chart")
    assert wrong.message.startswith('"Stop aspirin." does not stand so')


def test_a_document_that_the_chart_has_not_is_named():
    found = queries.check(
        queries.written(**{**GOOD, "indicators": "Cardiology: Stop HCTZ."}), CHART
    )
    wrong = next(one for one in found if one.kind == "not-in-chart")
    assert '"Cardiology" names no document' in wrong.message
    assert "Progress note, hospital day 2" in wrong.message


def test_a_value_with_a_colon_of_its_own_stays_whole():
    assert "in-chart" in kinds("ok", indicators="07/07 05:30: Na 124 L, serum osm 258 L")


def test_a_question_that_is_right_is_said_not_to_lead():
    found = queries.check(queries.written(**GOOD), CHART)
    assert any(one.message == "The question does not lead." for one in found)


def test_every_error_has_a_reason():
    found = queries.check(queries.written(form="multiple"), CHART)
    assert found
    assert all(one.reason for one in found if one.severity == "error")


@pytest.mark.parametrize(
    "given",
    [
        {"form": "letter"},
        {"purpose": "money"},
        {"title": 4},
        {"indicators": 4},
        {"options": [4], "form": "multiple"},
        {"question": "x" * 20_000},
    ],
)
def test_what_is_no_query_is_refused(given):
    with pytest.raises(queries.QueryError):
        queries.written(**given)


def test_a_chart_without_documents():
    with pytest.raises(queries.QueryError, match="documents"):
        queries.check(queries.written(**GOOD), [])


def test_something_else_than_a_query():
    with pytest.raises(queries.QueryError, match=r"queries\.written"):
        queries.check("Sodium?", CHART)


def test_a_notebook_shows_a_sentence_and_no_traceback():
    assert queries.QueryError("One.")._render_traceback_() == ["One."]

"""Lesson 02: each key that depends on a chart is worked out again from the chart."""

from __future__ import annotations

import pytest
import yaml

from chartroom import assess, hospital, paths, records

FILE = paths.datasets() / "questions" / "02-the-health-record.yaml"
DESK = {
    "tran": "Elise Tran, MD",
    "webb": "Simon Delacroix-Webb, MD",
    "duarte": "Anselm Duarte, MD",
    "cho": "Mina Abernathy-Cho, MD",
    "quist": "Mara Quist, MD",
}
STAYS = {
    "consult": ("E600768465", "Consultation"),
    "progress": ("E600768465", "Progress note"),
    "edrecord": ("E600768465", "ED record"),
    "imaging": ("E857783969", "Imaging report"),
    "note": ("E857783969", "Progress note"),
    "summary": ("E846701137", "Discharge summary"),
}


@pytest.fixture(scope="module")
def questions():
    return assess.load(FILE)


@pytest.fixture(scope="module")
def written():
    return {one["id"]: one for one in yaml.safe_load(FILE.read_text("utf-8"))["questions"]}


@pytest.mark.parametrize("item", STAYS)
def test_who_owes_what_on_july_13(written, item):
    encounter, document = STAYS[item]
    chart = records.open_chart(encounter)
    assert f"encounter {encounter}." in written["desk"]["items"][item]["text"]
    owed = [
        chart.name(one.provider_id)
        for one in records.analyze(chart, "2026-07-13")
        if one.document_type == document
    ]
    key = written["desk"]["key"]["answer"][item]
    assert owed == ([] if key == "nobody" else [DESK[key]])


def test_the_providers_of_the_desk_are_who_it_says(written):
    people = hospital.read("providers")
    staff = {
        f"{one.first_name} {one.last_name}, {one.credential} ({one.specialty})"
        for one in people.itertuples()
    }
    assert {one for one in written["desk"]["options"].values() if "(" in one} <= staff


@pytest.mark.parametrize(
    ("encounter", "day", "kind", "document", "owes"),
    [
        ("E387847665", "2026-07-14", "missing signature", "Consultation", "Helena Voss, MD"),
        ("E665332910", "2026-07-13", "missing document", "Discharge summary", "Joel Marchetti, MD"),
        (
            "E665332910",
            "2026-07-14",
            "missing signature",
            "Discharge summary",
            "Joel Marchetti, MD",
        ),
    ],
)
def test_the_worked_examples(encounter, day, kind, document, owes):
    chart = records.open_chart(encounter)
    (only,) = records.analyze(chart, day)
    assert (only.kind, only.document_type, chart.name(only.provider_id)) == (kind, document, owes)
    assert only.due_on.isoformat() == "2026-08-10"


def test_a_stay_that_ends_before_it_begins():
    cain = records.open_chart("E469430849")
    assert cain.stay.discharged_at < cain.stay.admitted_at


def test_the_document_of_another_patient(questions):
    chart = records.open_chart("E338329857")
    left = chart.stay.discharged_at
    strange = [one for one in chart.papers if (one.written_at - left).days > 30]
    assert len(strange) == 1
    assert assess.assess(questions["stranger"], strange[0].document_id).score == 1
    planted = hospital.read("planted_defects")
    planted = planted[planted["kind"] == "misfiled-document"]
    assert any(strange[0].document_id in row for row in planted["row"])


def test_due_dates_of_the_form(written):
    chart = records.open_chart("E502915969")
    left = chart.stay.discharged_at
    key = written["due-form"]["key"]["answer"]
    assert _american(records.due_on(left)) == key["due"]
    assert _american(records.delinquent_from(left)) == key["late"]
    assert -records.days_left(left, "2026-08-17") == int(key["days"])
    (wanting,) = records.analyze(chart, "2026-08-16")
    assert (wanting.kind, key["what"]) == ("missing signature", "sign")
    assert chart.name(wanting.provider_id) == "Priya Raman, MD"


def test_the_rate_of_august(questions):
    late = records.delinquent_charts("2026-08-15")
    stays = hospital.read("encounters")
    stays = stays[stays["kind"].isin(["inpatient", "newborn"])]
    months = stays["discharged_at"].str[:7].value_counts()
    three = [int(months[f"2026-0{month}"]) for month in (5, 6, 7)]
    assert (len(late), three) == (4, [17, 17, 28])
    rate = len(late) / (sum(three) / 3) * 100
    assert assess.assess(questions["rate"], f"{rate:.1f}").score == 1


def test_the_copied_note(written):
    chart = records.open_chart("E787973888")
    first, second = chart.paper("D787973888-04"), chart.paper("D787973888-05")
    assert second.written_at.date().isoformat() == second.signed_at.date().isoformat()
    assert second.text.startswith(first.text.rstrip())
    added = second.text[len(first.text.rstrip()) :].split("\n\n")
    assert [one for one in added if one.strip()] == ["No events overnight. Plan as above.\n"]
    assert "**Hospital day 2**, 04/19/2026" in second.text
    assert "04/19/2026 04:44" in second.text
    assert written["copied"]["key"]["answer"] == ["a", "b", "d"]


def test_the_clock_of_the_amendment(written):
    key = written["amend-clock"]["key"]["answer"]
    assert _american(records.answer_amendment_by("2026-06-10")) == key["first"]
    assert _american(records.answer_amendment_by("2026-06-10", extended=True)) == key["last"]


@pytest.mark.parametrize(
    ("item", "born", "seen"),
    [
        ("p1", "1950-03-02", "2015-06-30"),
        ("p2", "1971-08-19", "2018-12-11"),
        ("p3", "2010-05-20", "2011-01-15"),
        ("p6", "1996-02-14", "2012-04-03"),
    ],
)
def test_what_may_be_destroyed_on_october_15(written, item, born, seen):
    text = written["keep"]["items"][item]["text"]
    for day in (born, seen):
        year, month, number = day.split("-")
        assert f"{month}/{number}/{year}" in text
    over = records.keep_until(born, seen).isoformat() < "2026-10-15"
    assert (written["keep"]["key"]["answer"][item] == "destroy") == over


@pytest.mark.parametrize("question", ["terminal", "misfile"])
def test_folders_are_in_terminal_digit_order(written, question):
    items, key = written[question]["items"], written[question]["key"]["answer"]

    def place(name):
        return items[name].split()[0].split("-")[::-1]

    if question == "terminal":
        assert key == sorted(items, key=place)
    else:
        rest = [name for name in items if name != key["folder"]]
        assert rest == sorted(rest, key=place)
        right = sorted(items, key=place)
        assert right[right.index(key["folder"]) - 1] == key["after"]


def _american(day):
    return f"{day.month}/{day.day}/{day.year}"

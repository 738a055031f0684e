"""a02: who owes what, until when, and what may be destroyed is what the charts and rules say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from chartroom import hospital, records

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "manuscript" / "source" / "a02-chart-completion" / "questions.yaml"
WRITTEN = {one["id"]: one for one in yaml.safe_load(FILE.read_text("utf-8"))["questions"]}
TODAY = "2026-05-30"
DESK = {
    "hp": ("E721496497", "History and physical"),
    "volkov": ("E562333489", "Discharge summary"),
    "novak": ("E158420929", "Discharge summary"),
    "novakhp": ("E158420929", "History and physical"),
    "wilson": ("E016059637", "Imaging report"),
    "thomas": ("E837018448", "Discharge summary"),
}


@pytest.mark.parametrize("item", DESK)
def test_who_owes_what(item):
    encounter, document = DESK[item]
    chart = records.open_chart(encounter)
    text = WRITTEN["desk"]["items"][item]["text"]
    assert f"**{chart.patient}**" in text
    assert chart.stay.mrn in text
    assert f"encounter {encounter}." in text
    assert f"Discharged {chart.stay.discharged_at:%m/%d}." in text
    found = [one for one in records.analyze(chart, TODAY) if one.document_type == document]
    key = WRITTEN["desk"]["key"]["answer"][item]
    if key == "nobody":
        assert found == []
    else:
        (owed,) = found
        assert WRITTEN["desk"]["options"][key].split(" (")[0] == chart.name(owed.provider_id)
        assert ("not there" in text) == (owed.kind == "missing document")


def test_the_providers_are_who_the_list_says():
    people = hospital.read("providers")
    staff = {
        f"{one.first_name} {one.last_name}, {one.credential} ({one.specialty})"
        for one in people.itertuples()
    }
    listed = set(WRITTEN["desk"]["options"].values())
    assert {one for one in listed if "(" in one} <= staff


def test_the_emergency_physician_is_not_the_one_who_owes():
    chart = records.open_chart("E721496497")
    (author,) = [one.author_id for one in chart.papers if one.type == "ED record"]
    assert WRITTEN["desk"]["options"]["roka"].startswith(chart.name(author))


def test_dates():
    key = WRITTEN["due"]["key"]["answer"]
    assert _american(records.due_on("2026-04-28")) == key["janko"]
    assert _american(records.delinquent_from("2026-04-28")) == key["late"]
    assert -records.days_left("2026-04-28", TODAY) == int(key["days"])
    assert _american(records.due_on("2026-05-25")) == key["jenkins"]
    amend = WRITTEN["amend-form"]["key"]
    assert _american(records.answer_amendment_by("2026-07-06")) == amend["answer"]["last"]
    late = _american(records.answer_amendment_by("2026-07-06", extended=True))
    assert late in amend["wrong"]["last"]


def test_the_stay_that_ends_before_it_begins():
    stays = hospital.read("encounters").set_index("encounter_id")
    row = stays.loc["E764644705"]
    assert (row["admitted_at"], row["discharged_at"]) == ("2026-05-26 12:26", "2026-05-19 07:54")


@pytest.mark.parametrize("item", ["p1", "p2", "p3", "p6"])
def test_what_may_be_destroyed(item):
    born, seen = (
        "-".join((day[6:10], day[:2], day[3:5]))
        for day in WRITTEN["keep"]["items"][item]["text"]
        .replace("Born ", "")
        .split(". Last encounter ")
    )
    over = records.keep_until(born, seen).isoformat() < "2026-11-02"
    assert (WRITTEN["keep"]["key"]["answer"][item] == "destroy") == over


def test_the_shelf():
    items = WRITTEN["shelf"]["items"]
    order = sorted(items, key=lambda name: items[name].split()[0].split("-")[::-1])
    assert order == WRITTEN["shelf"]["key"]["answer"]


def _american(day):
    return f"{day.month}/{day.day}/{day.year}"

"""Lesson 10 and a10: each key is what ``chartroom.privacy`` says about the same facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from chartroom import paths, privacy

ROOT = Path(__file__).resolve().parents[2]


def read(path):
    return {one["id"]: one for one in yaml.safe_load(path.read_text("utf-8"))["questions"]}


LESSON = read(paths.datasets() / "questions" / "10-release-and-privacy.yaml")
GRADED = read(ROOT / "manuscript" / "source" / "a10-release-desk" / "questions.yaml")
NOTICE = "patient was notified and the time to object is over"
#: Item: purpose, facts, and what else is known of the request.
LESSON_DESK = {
    "r1": ("treatment", (), {}),
    "r2": ("attorney", (), {}),
    "r3": ("subpoena", (), {}),
    "r4": ("court order", ("signed by a judge or tribunal",), {}),
    "r5": ("police: find somebody", ("police ask to identify or locate",), {}),
    "r6": ("police: find somebody", (), {}),
    "r7": ("public health", ("authority is authorized by law",), {}),
    "r8": ("family", ("patient agrees",), {}),
    "r9": ("employer", (), {}),
    "r10": ("individual", (), {"psychotherapy_notes": True}),
    "r11": ("treatment", (), {"substance_use": True}),
    "r12": ("payment", (), {}),
}
GRADED_DESK = {
    "q1": ("treatment", (), {}),
    "q2": ("insurer: other", (), {}),
    "q3": ("court order", ("signed by a judge or tribunal",), {}),
    "q4": ("subpoena", (NOTICE,), {}),
    "q5": ("family", (), {}),
    "q6": ("police: process", (), {}),
    "q7": ("subpoena", (NOTICE,), {"substance_use": True}),
    "q8": ("individual", (), {}),
    "q9": ("public health", ("authority is authorized by law",), {}),
}


@pytest.mark.parametrize(
    ("questions", "item", "facts"),
    [
        *((LESSON, item, facts) for item, facts in LESSON_DESK.items()),
        *((GRADED, item, facts) for item, facts in GRADED_DESK.items()),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_desk_decides_as_the_rules(questions, item, facts):
    purpose, known, more = facts
    found = privacy.decide(privacy.Request(purpose, True, frozenset(known), **more))
    key = questions["desk"]["key"]
    assert found.action in {key["answer"][item], *key.get("accept", {}).get(item, ())}
    # Nothing is released that the rules keep, or kept that they release.
    assert (found.action == "release") == (key["answer"][item] == "release")


def test_the_desks_have_no_other_items():
    assert set(LESSON_DESK) == set(LESSON["desk"]["items"])
    assert set(GRADED_DESK) == set(GRADED["desk"]["items"])


def form(**changes):
    valid = {
        "information": "discharge summary of June 2 to 6, 2026",
        "discloser": "Tern Harbor Medical Center",
        "recipient": "Ostrava & Pell",
        "purpose": "claim",
        "signed_on": date(2026, 7, 20),
        "signature": "Rosalind Achebe",
        "patient": "Rosalind Achebe",
        "expires_on": date(2026, 12, 31),
    }
    return privacy.Authorization(**{**valid, **changes})


@pytest.mark.parametrize(
    ("changes", "today", "codes"),
    [
        (
            {"expires_on": date(2026, 7, 31), "signature": "Obi Achebe"},
            date(2026, 8, 3),
            {"expired", "no-authority"},
        ),
        (
            {
                "combined_with": "consent to treatment",
                "expires_on": None,
                "says_conditions": False,
                "recipient": "",
            },
            date(2026, 8, 3),
            {"compound", "no-expiration", "no-conditions", "no-recipient"},
        ),
        (
            {
                "expires_on": None,
                "signed_on": date(2026, 9, 20),
                "says_redisclosure": False,
            },
            date(2026, 9, 14),
            {"no-expiration", "signed-later", "no-redisclosure"},
        ),
        (
            {
                "psychotherapy_notes": True,
                "other_information": True,
                "signature": "Carol Iwu",
                "revoked_on": date(2026, 9, 10),
            },
            date(2026, 9, 14),
            {"notes-combined", "no-authority", "revoked"},
        ),
    ],
    ids=["form-one", "form-two", "form-a", "form-b"],
)
def test_the_forms_have_these_defects_and_no_others(changes, today, codes):
    assert {one.code for one in privacy.defects(form(**changes), today)} == codes


@pytest.mark.parametrize("name", ["form-one", "form-two"])
def test_as_many_defects_are_marked_as_there_are(name):
    assert len(LESSON[name]["key"]["answer"]) == {"form-one": 2, "form-two": 4}[name]


def american(day):
    return f"{day.month}/{day.day}/{day.year}"


@pytest.mark.parametrize(
    ("question", "came", "letter", "costs"),
    [
        (
            LESSON["access-log"],
            date(2026, 7, 20),
            date(2026, 8, 3),
            {"minutes": 20, "hourly": 24, "supplies": "4.50"},
        ),
        (
            GRADED["access"],
            date(2026, 9, 2),
            date(2026, 9, 14),
            {"minutes": 10, "hourly": 27, "supplies": "1.80", "postage": "3.65"},
        ),
    ],
)
def test_the_clocks_and_fees(question, came, letter, costs):
    key = question["key"]["answer"]
    assert american(privacy.due("access", came)) == key["due"]
    assert american(privacy.due("access", came, letter)) == key["later"]
    assert str(privacy.copy_fee(**costs).amount) == key["fee"]


@pytest.mark.parametrize(
    ("question", "since", "affected", "most"),
    [
        (LESSON["breach-clock"], date(2026, 4, 10), 620, 505),
        (GRADED["clock"], date(2026, 8, 1), 80, 80),
    ],
)
def test_who_is_told_by_when(question, since, affected, most):
    told = {one.to: one.by for one in privacy.notices(since, affected, most)}
    key = question["key"]["answer"]
    assert american(told["individuals"]) == key["people"]
    assert ("media" in told) == (key["media"] == "yes")
    if key["hhs"] == "now":
        assert told["HHS"] == told["individuals"]
    else:
        assert american(told["HHS"]) == key["hhs"]


LINES = {
    "lesson": {
        "p1": (date(2025, 5, 5), "public health"),
        "p2": (date(2026, 6, 1), "payment"),
        "p3": (date(2026, 6, 9), "authorization"),
        "p4": (date(2024, 3, 3), "subpoena"),
        "p5": (date(2020, 7, 30), "law enforcement"),
        "p6": (date(2021, 8, 20), "coroner"),
        "p7": (date(2026, 6, 30), "treatment"),
        "p8": (date(2026, 4, 2), "breach"),
    },
    "graded": {
        "p1": (date(2020, 9, 14), "court order"),
        "p2": (date(2020, 9, 13), "court order"),
        "p3": (date(2026, 5, 2), "operations"),
        "p4": (date(2026, 5, 9), "required by law"),
        "p5": (date(2026, 5, 20), "individual"),
        "p6": (date(2026, 6, 3), "research waiver"),
    },
}


@pytest.mark.parametrize(
    ("questions", "name", "asked"),
    [(LESSON, "lesson", date(2026, 8, 3)), (GRADED, "graded", date(2026, 9, 14))],
)
def test_what_an_accounting_tells(questions, name, asked):
    key = questions["accounting"]["key"]["answer"]
    assert set(key) == set(LINES[name])
    for item, (day, purpose) in LINES[name].items():
        told = privacy.accounting([privacy.Disclosure(day, "x", "y", purpose)], asked)
        assert bool(told) == (key[item] == "told"), item


def test_zip_codes_and_ages():
    key = LESSON["deid-zip"]
    right = {name: key["right"][place] for name, place in key["key"]["answer"].items()}
    assert right["a"] == privacy.safe_zip("60611")
    assert right["b"] == privacy.safe_zip("03601")
    assert right["d"] == privacy.safe_age(94)
    assert privacy.safe_zip("89310") == "000"


def test_what_the_program_of_the_lesson_misses():
    text = (ROOT / "manuscript" / "course" / "10-release-and-privacy.md").read_text("utf-8")
    shown = "".join(
        line.strip().strip('"') for line in text.split("text = (")[1].split(")\n")[0].splitlines()
    )
    found = [shown[one.start : one.end] for one in privacy.find_identifiers(shown)]
    assert found == ["93", "04/17/2026", "TH-337257", "555-010-1401", "Erik Sand"]
    assert all(name in shown for name in ("Mae Oliver", "Gull Rock", "Wrenfield"))

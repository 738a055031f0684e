"""Lesson 06 and its assignment: each key is what the tables and rules of the course say."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom import assess, paths
from chartroom.codes import cpt, hcpcs, pcs

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"s": "straightforward", "l": "low", "m": "moderate", "h": "high"}

# What each note shows: setting, patient, problems, risk, and the items of data.
VISITS = {
    ("lesson", "em-levels"): {
        "a": ("office", "established", "moderate", "moderate", {"items": 2}),
        "b": ("office", "new", "low", "moderate", {"items": 1}),
        "c": ("ed", "", "high", "high", {"items": 3, "interpretation": True}),
        "d": ("office", "established", "minimal", "minimal", {}),
        "e": ("ed", "", "low", "low", {"items": 1}),
        "f": ("office", "established", "moderate", "moderate", {"items": 1}),
        "g": ("office", "established", "low", "moderate", {"items": 1}),
    },
    ("assignment", "levels"): {
        "a": ("office", "established", "low", "moderate", {}),
        "b": ("ed", "", "moderate", "moderate", {"items": 3}),
        "c": ("office", "established", "high", "high", {"items": 3, "interpretation": True}),
        "d": ("office", "new", "low", "low", {"items": 2}),
        "e": ("office", "established", "minimal", "minimal", {}),
    },
}

# Claims behind the questions about edits, and what they come to.
CLAIMS = {
    ("lesson", "verdicts"): {
        "a": (["45385", "45378-59"], "first"),
        "b": (["45385", "45380"], "first"),
        "c": (["45385", "45380-XS"], "cond"),
        "d": (["36556", "36415"], "both"),
        "e": (["97110 x9"], "none"),
    },
    ("assignment", "edits"): {
        "a": (["43239", "43235-59"], "first"),
        "b": (["71046", "71045-59"], "cond"),
        "c": (["25605", "29125"], "first"),
        "d": (["69210 x3"], "none"),
    },
}


@pytest.fixture(scope="module")
def written():
    return {
        "lesson": assess.load(paths.datasets() / "questions" / "06-procedure-coding.yaml"),
        "assignment": assess.load(
            ROOT / "manuscript" / "source" / "a06-procedures" / "questions.yaml"
        ),
    }


def decided(question):
    return {item: one["decision"] for item, one in question.solution.answer.items()}


@pytest.mark.parametrize("place", VISITS, ids=lambda place: place[1])
def test_levels_of_visits(written, place):
    key = decided(written[place[0]][place[1]])
    assert set(key) == set(VISITS[place])
    for item, (setting, patient, problems, risk, shown) in VISITS[place].items():
        found = cpt.em(setting, patient, problems=problems, risk=risk, data=cpt.data_level(**shown))
        assert found.mdm == LEVELS[key[item]], item


@pytest.mark.parametrize("place", CLAIMS, ids=lambda place: place[1])
def test_edits(written, place):
    key = decided(written[place[0]][place[1]])
    assert set(key) == set(CLAIMS[place])
    for item, (lines, verdict) in CLAIMS[place].items():
        (found,) = cpt.edits(lines)
        said = {
            ("pair", "denied"): "first",
            ("pair", "passes"): "both" if found.indicator == "9" else "cond",
            ("units", "denied"): "none",
        }[found.kind, found.status]
        assert said == verdict == key[item], item


@pytest.mark.parametrize("place", [("lesson", "parts"), ("assignment", "shelves")])
def test_parts_of_cpt(written, place):
    question = written[place[0]][place[1]]
    for code, part in question.solution.answer.items():
        number = question.left[code].split(",")[0]
        assert question.right[part].startswith(cpt.section(number).part)


@pytest.mark.parametrize(
    ("patient", "minutes", "code"),
    [
        ("new", 44, "99203"),
        ("new", 60, "99205"),
        ("established", 30, "99214"),
        ("established", 19, "99212"),
    ],
)
def test_minutes(written, patient, minutes, code):
    question = written["lesson"]["em-time"]
    who = f"{patient.capitalize()} patient, {minutes} minutes"
    (item,) = [name for name, text in question.left.items() if text == who]
    assert question.right[question.solution.answer[item]] == code
    assert cpt.em("office", patient, minutes=minutes).code == code


def test_the_minutes_of_the_assignment(written):
    assert "physician 41 minutes" in written["assignment"]["clock"].prompt
    found = cpt.em("office", "established", problems="low", risk="low", minutes=41)
    assert found.code == written["assignment"]["clock"].solution.answer


def test_units(written):
    assert hcpcs.units("J1885", 60).given == float(written["lesson"]["units"].solution.answer)
    assert hcpcs.units("J1650", 65).given == float(written["assignment"]["dose"].solution.answer)


def test_letters_and_supplies(written):
    letters = written["lesson"]["first-letters"]
    assert all(hcpcs.letter(letter) for letter in letters.left.values())
    supplies = written["assignment"]["supplies"]
    for option in supplies.options.values():
        assert (cpt if option.isdigit() else hcpcs).lookup(option)


@pytest.mark.parametrize(
    ("place", "name", "visits"),
    [("lesson", "marks", {"a", "i", "l"}), ("assignment", "two-characters", {"a", "d"})],
)
def test_modifiers_are_taught_and_go_on_a_visit_where_it_is_one(written, place, name, visits):
    question = written[place][name]
    marks = {key: cpt.modifier(text.split()[0]) for key, text in question.options.items()}
    for item, option in decided(question).items():
        assert (marks[option].goes_on == "visit") == (item in visits), item


def test_root_operations_and_approaches_are_named_as_pcs_names_them(written):
    for place, name in (("lesson", "roots"), ("assignment", "aims")):
        assert all(pcs.root(text) for text in written[place][name].options.values())
    assert all(pcs.approach(text) for text in written["assignment"]["approach"].options.values())
    for text in written["lesson"]["ways"].options.values():
        assert pcs.approach(text.split()[0])


def test_the_codes_to_build_are_other_ones_in_the_assignment(written):
    practiced, graded = (
        {one.solution.answer for one in written[place].values() if one.kind == "procedure"}
        for place in ("lesson", "assignment")
    )
    assert len(practiced) == len(graded) == 6
    assert not practiced & graded

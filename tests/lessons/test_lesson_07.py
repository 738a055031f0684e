"""Lesson 07 and its assignment: each key is what the grouper, the edits and the checks say."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom import assess, cases, grouping, paths, queries

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "manuscript" / "source" / "a07-abstract-and-group"

# The stays behind the questions on what carries a group: principal, secondary, POA.
STAYS = {
    ("lesson", "severity"): {
        "a": ("J18.9", ["J96.01", "N17.9"], {}),
        "b": ("J18.9", ["J69.0", "I10"], {}),
        "c": ("J18.9", ["J96.01", "I21.4"], {}),
        "d": ("I13.0", ["I50.33", "N18.31"], {}),
    },
    ("assignment", "counts"): {
        "a": ("J18.9", ["L89.154", "N17.9"], {"L89.154": "N"}),
        "b": ("J18.9", ["J96.01", "I50.23"], {}),
        "c": ("J18.9", ["I10", "E03.9"], {}),
        "d": ("J18.9", ["L89.154", "N17.9"], {"L89.154": "Y"}),
    },
}
YEARS = {
    ("lesson", "year"): (
        74,
        "M",
        {"a": "E11.51", "b": "N18.31", "c": "I12.9", "d": "F32.A", "f": "M17.11"},
    ),
    ("assignment", "year"): (
        80,
        "F",
        {"a": "I50.32", "b": "E11.9", "c": "Z85.3", "d": "M10.9", "e": "E53.8"},
    ),
}
MIXES = {
    ("lesson", "case-mix"): ({"1": 40, "2": 50, "3": 10}, {"1": 0.7, "2": 1.0, "3": 3.2}),
    ("assignment", "mix"): ({"1": 60, "2": 25, "3": 15}, {"1": 0.9, "2": 1.6, "3": 4.0}),
}


@pytest.fixture(scope="module")
def written():
    lesson = paths.datasets() / "questions" / "07-abstracting-and-claims.yaml"
    return {
        "lesson": assess.load(lesson),
        "assignment": assess.load(FOLDER / "questions.yaml"),
    }


def answers(written, where, question):
    """Return the key's answer of each item of a list of decisions."""
    key = written[where][question].key
    return {name: part.answer for name, part in key.parts.items()}


@pytest.mark.parametrize("place", STAYS)
def test_what_carries_each_group(written, place):
    found = {}
    for name, (principal, secondary, poa) in STAYS[place].items():
        carried = grouping.group(principal, secondary, poa=poa).carried
        one, two = (code in carried for code in secondary)
        found[name] = {
            (True, False): "one",
            (False, True): "two",
            (True, True): "any",
            (False, False): "none",
        }[one, two]
    assert answers(written, *place) == found


@pytest.mark.parametrize("place", YEARS)
def test_which_diagnoses_lead_to_an_hcc(written, place):
    age, sex, listed = YEARS[place]
    without = grouping.hcc(listed.values(), age, sex).without
    right = sorted(name for name, code in listed.items() if code not in without)
    assert sorted(written[place[0]][place[1]].key.answer) == right


@pytest.mark.parametrize("place", MIXES)
def test_case_mix(written, place):
    found = grouping.cmi(*MIXES[place])
    assert float(written[place[0]][place[1]].key.answer) == pytest.approx(found.index)


def test_the_hospital_acquired_ulcer(written):
    key = cases.load("turned-every-two-hours").key
    marks = {line.code: line.poa for line in key.lines}
    listed = [code for code in marks if code != key.principal.code]
    found = grouping.group(key.principal.code, listed, poa=marks, age=84, sex="M", disposition="03")
    assert (found.drg, found.without_hac) == ("179", "177")
    assert [one.code for one in found.hacs] == ["L89.153"]
    assert "179" in written["lesson"]["hac"].prompt


def test_the_groups_of_the_assignment(written):
    case = cases.load("fed-the-gulls", where=FOLDER / "cases")
    marks = {line.code: line.poa for line in case.key.lines}
    listed = [code for code in marks if code != case.key.principal.code]
    now = grouping.group(
        case.key.principal.code, listed, ["0FT44ZZ", "30233N1"], marks, 79, "F", "06"
    )
    then = grouping.group(
        case.key.principal.code,
        [*listed, "E87.1"],
        ["0FT44ZZ", "30233N1"],
        {**marks, "E87.1": "N"},
        79,
        "F",
        "06",
    )
    key = answers(written, "assignment", "group")
    assert (key["now"], key["kind"]) == (now.drg, "sur")
    assert now.kind == "surgical"
    assert key["then"] == then.drg
    assert then.carried == ("E87.1",)
    assert {one.code: one.level for one in then.secondary}["E87.1"].lower() == key["level"]
    assert not then.hacs


def test_a_query_that_the_chart_supports_complies():
    case = cases.load("fed-the-gulls", where=FOLDER / "cases")
    query = queries.written(
        title="Hemoglobin of June 10 to 13",
        indicators="""
            Hemoglobin | 13.0 | 12.8 | 7.8 L | 9.1 L
            Lightheaded when she sits up. HR 112, BP 104/60.
            Hgb 7.8 this AM. 1 unit PRBC, recheck. Iron PO.
            EBL 350 mL
        """,
        question="Which diagnosis, if any, was evaluated and treated with the red cells and the "
        "iron?",
    )
    assert queries.ready(queries.check(query, case))


def test_the_judged_queries_of_the_lesson_fare_so_in_the_check(written):
    case = cases.load("lunch-left-on-the-tray")
    base = {
        "title": "Sodium of July 7",
        "indicators": "Na 124 L\nFluid restrict 1.2 L, NaCl 1 g PO TID",
        "question": "Which diagnosis, if any, was treated?",
    }
    listed = {"form": "multiple"}
    out = "\nOther: ____\nUnable to determine"
    tried = {
        "a": {"question": "Please document hyponatremia."},
        "b": {},
        "c": listed
        | {"options": f"Hyponatremia due to a drug\nHyponatremia of another cause{out}"},
        "d": {
            "question": "Does the patient have hyponatremia?",
            "form": "yesno",
            "options": "Yes\nNo",
        },
        "e": {"question": "What was treated? Without a diagnosis the DRG is low."},
        "f": listed
        | {
            "title": "Missing hyponatremia",
            "options": f"Hyponatremia due to a drug\nHyponatremia of another cause{out}",
        },
        "g": listed | {"options": "Hyponatremia\nSIADH"},
    }
    may = {
        name: queries.ready(queries.check(queries.written(**base | change), case))
        for name, change in tried.items()
    }
    key = answers(written, "lesson", "query-parts")
    assert may == {name: verdict == "send" for name, verdict in key.items()}

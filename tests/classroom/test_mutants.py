"""Making one thing wrong at a time."""

from __future__ import annotations

from chartroom.classroom import mutants
from chartroom.classroom.submissions import Sample


def made(answer: object) -> list[object]:
    return [changed for _, changed in mutants.answers(answer)]


def test_each_value_of_an_answer_is_changed_once_and_alone():
    assert made({"a": "1", "b": {"decision": "tpo"}}) == [
        {"a": "2", "b": {"decision": "tpo"}},
        {"a": "1", "b": {"decision": "tpox"}},
    ]
    assert made(["a", "c"]) == [["b", "c"], ["a", "a"], ["c"], ["a"], ["c", "a"]]
    assert made("H60.332") == ["H60.333"]
    assert made(False) == [True]
    assert made("") == []


def test_code_is_changed_by_number_operator_and_line():
    source = "rate = count / 25\nrate = rate * 100"
    found = dict(mutants.code(source))
    assert "rate = count * 25\nrate = rate * 100" in found.values()
    assert "rate = count / 26\nrate = rate * 100" in found.values()
    assert "rate = count / 25" in found.values()
    assert all(changed != source for changed in found.values())
    assert list(mutants.code("no python")) == []


def test_mutants_have_names_of_their_own_and_change_one_place():
    perfect = Sample(
        "perfect",
        "a",
        "",
        {"q": 1, "why": "hand"},
        answers={"q": ["a", "b"], "r": "c"},
        cells={"x-code": "x = 1", "why": "text"},
    )
    found = mutants.of(perfect, most=3)
    assert len({one.sample.name for one in found}) == len(found)
    assert {one.place for one in found} == {"q", "r", "x-code"}
    assert sum(one.place == "q" for one in found) == 3
    for one in found:
        differ = [
            *(n for n in perfect.answers if one.sample.answers[n] != perfect.answers[n]),
            *(n for n in perfect.cells if one.sample.cells[n] != perfect.cells[n]),
        ]
        assert differ == [one.place]


def test_another_order_is_no_mutant_where_order_does_not_count():
    perfect = Sample("perfect", "a", "", {"q": 1}, answers={"q": ["a", "c"]}, cells={})
    given = [one.sample.answers["q"] for one in mutants.of(perfect, unordered=frozenset("q"))]
    assert given == [["b", "c"], ["a", "a"], ["c"], ["a"]]
    assert ["c", "a"] in [one.sample.answers["q"] for one in mutants.of(perfect)]

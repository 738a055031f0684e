"""The forms and queues in the guides: the examples can be read, and earn what the tables say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chartroom import assess

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+ =[^`]*)` \| ([^|]+) \|(?: ([^|]+) \|)? (\d\.\d\d) \|$", re.MULTILINE)


def blocks() -> list[str]:
    found = BLOCK.findall((DOCS / "writing-questions.md").read_text("utf-8"))
    kinds = "fields|queue|shelf|diagram|procedure|identify|release"
    return [text for text in found if re.search(rf"kind: ({kinds})\b", text)]


def rows(heading: str) -> list[tuple[str, str, str, float]]:
    text = (DOCS / "scoring.md").read_text("utf-8")
    part = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [(given, says, sum_, float(score)) for given, says, sum_, score in ROW.findall(part)]


FORM, QUEUE = rows("A form"), rows("A queue")


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    place = tmp_path_factory.mktemp("examples")
    found = {}
    for number, text in enumerate(blocks()):
        path = place / f"{number}.yaml"
        path.write_text(text, "utf-8")
        found |= assess.load(path)
    return found


def changed(question, given: str):
    """The right answer with what a row of a table says instead."""
    right = question.solution.answer
    pairs = dict(re.split(r" ?= ?", one, maxsplit=1) for one in given.split("; "))
    if question.kind == "fields":
        return {**right, **pairs}
    text = "; ".join(f"{name} = {value}" for name, value in pairs.items() if value)
    kept = {name: one for name, one in right.items() if name not in pairs}
    return {**kept, **assess.parse(question, text)} if text else kept


def test_every_row_is_found():
    assert (len(FORM), len(QUEUE)) == (17, 7)


@pytest.mark.parametrize(("given", "says", "_", "score"), FORM)
@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_a_form_earns_what_the_guide_says(questions, given, says, _, score, mode):
    asked = questions["register"]
    found = assess.assess(asked, changed(asked, given), mode)
    assert round(found.score, 2) == score
    assert says in found.text()


@pytest.mark.parametrize(("given", "says", "counted", "score"), QUEUE)
@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_a_queue_earns_what_the_guide_says(questions, given, says, counted, score, mode):
    asked = questions["duplicates"]
    found = assess.assess(asked, changed(asked, given), mode)
    assert f"{found.score + 1e-9:.2f}" == f"{score:.2f}"
    assert says in found.text()
    parts = counted.replace("− ", "-").replace("+ ", "").split()
    assert sum(map(float, parts)) / 4 == pytest.approx(found.score)


@pytest.mark.parametrize(
    "name",
    ["register", "duplicates", "filing", "misfiled", "planes", "appendix", "note", "lost-form"],
)
def test_the_right_answer_of_an_example_is_right(questions, name):
    asked = questions[name]
    assert assess.assess(asked, asked.solution.answer).right
    assert not assess.form(asked, asked.solution.answer).items


@pytest.mark.parametrize("line", re.findall(r'lesson\.answer\("(\w+)", "([^"]+)"\)',
                         (DOCS / "writing-questions.md").read_text("utf-8")))  # fmt: skip
def test_what_is_typed_is_understood(questions, line):
    name, text = line
    typed = assess.parse(questions[name], text)
    right = questions[name].solution.answer
    if isinstance(right, dict):
        assert typed.items() <= right.items()
    else:
        assert typed == (list(right) if isinstance(right, tuple) else right)

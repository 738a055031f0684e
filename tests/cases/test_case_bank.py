"""The cases the course ships: in order, enough of them, and of the kinds the course needs."""

from __future__ import annotations

import re

import pytest

from chartroom import cases, paths
from chartroom.cases import lint

NAMES = cases.list_cases()


@pytest.fixture(scope="module")
def bank() -> dict[str, cases.Case]:
    return {name: cases.load(name) for name in NAMES}


@pytest.mark.parametrize("path", lint.case_files(), ids=lambda path: path.stem)
def test_every_case_is_in_order(path):
    assert [str(problem) for problem in lint.check(path)] == []


def test_there_are_notes_and_charts(bank):
    kinds = [case.kind for case in bank.values()]
    assert kinds.count("note") >= 12
    assert kinds.count("chart") >= 12
    charts = [case for case in bank.values() if case.kind == "chart"]
    assert all(4 <= len(c.documents) <= 8 for c in charts if c.setting == "inpatient")
    assert all(2 <= len(c.documents) <= 8 for c in charts)


def test_there_are_cases_to_query(bank):
    assert sum(case.key.query is not None for case in bank.values()) >= 4


def test_every_case_warns_of_wrong_codes(bank):
    assert [name for name, case in bank.items() if len(case.key.wrong) < 2] == []


def test_every_case_has_other_patients_to_show(bank):
    for name in NAMES:
        texts = {cases.load(name, number).documents for number in range(5)}
        assert len(texts) == 5, name


@pytest.mark.parametrize(
    "start",
    ["A41", "C", "E11", "I1", "J44", "J1", "L89", "O", "S", "T", "Z3A", "Z"],
)
def test_the_bank_covers_what_the_course_teaches(bank, start):
    codes = {code for case in bank.values() for code in case.key.codes}
    assert any(code.startswith(start) for code in codes)


def test_the_case_in_the_guide_is_in_order(tmp_path):
    guide = (paths.root() / "docs" / "writing-a-case.md").read_text(encoding="utf-8")
    example = re.search(r"```markdown\n(---\n.*?)```", guide, re.DOTALL)[1]
    name = re.search(r"^case: (.+)$", example, re.MULTILINE)[1]
    path = tmp_path / f"{name}.md"
    path.write_text(example, encoding="utf-8")
    assert [str(problem) for problem in lint.check(path)] == []

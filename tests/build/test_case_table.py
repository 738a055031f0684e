"""docs/case-table.md is that of the cases, counts them, and names no graded one."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom import cases
from chartroom.build import casetable

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_that_of_the_cases(capsys):
    assert casetable.main([]) == 0, capsys.readouterr().out


def test_graded_cases_are_counted_and_not_named():
    practice, graded = casetable.read(ROOT)
    assert graded
    page = casetable.page(practice, graded)
    assert f"| Cases | {len(practice) + len(graded)} | {len(practice)} | {len(graded)} |" in page
    for case in graded:
        assert case.case not in page


def test_a_case_stands_at_each_section_that_it_cites():
    page = casetable.page([cases.load("thirty-seven-weeks")], [])
    rows = {row.split(" | ")[0].strip("| "): row for row in page.splitlines() if " | " in row}
    assert "thirty-seven-weeks" in rows["I.C.15.b"] + rows.get("I.C.15.b.4", "")
    assert rows["15 Pregnancy, childbirth, puerperium"].endswith("| 1 | 1 |")
    assert rows["With ICD-10-PCS"].endswith("| 1 | 1 | 0 |")


@pytest.mark.parametrize(
    ("code", "number"),
    [("A41.9", 1), ("D49.9", 2), ("D50.0", 3), ("H59.9", 7), ("H60.1", 8), ("O9A.1", 15),
     ("T88.9XXA", 19), ("V00.01XA", 20), ("U07.1", 22), ("Z3A.37", 21), ("C7A.00", 2)],
)  # fmt: skip
def test_each_code_stands_in_its_chapter(code, number):
    assert casetable.chapter(code) == number

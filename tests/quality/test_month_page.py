"""The month on one page: its figures are the report's, and a screen reader gets the pictures."""

from __future__ import annotations

import re

import pytest

from chartroom import hospital, quality


@pytest.fixture(scope="module")
def tables():
    return hospital.load()


@pytest.fixture(scope="module")
def page(tables):
    return quality.month_page(tables, "2026-07")


def test_the_page_has_the_reports_figures_with_their_sums(tables, page):
    for figure in quality.month_report(tables, "2026-07").figures.values():
        assert figure.name in page
        assert figure.working.replace("'", "&#x27;") in page


def test_what_was_left_out_is_said(page):
    assert "stay E469430849" in page


def test_pictures_have_words_and_nothing_comes_from_elsewhere(page):
    assert len(re.findall(r'<img alt="[^"]{40,}" src="data:image/svg', page)) == 2
    assert "http" not in re.sub(r'src="data:[^"]+"', "", page)


def test_the_findings_are_those_of_the_months_encounters(tables):
    found = quality.of_month(tables, quality.check(tables), "2026-05")
    assert {"in-before-out", "complete-codes", "documents-there", "own-person"} == set(
        found["rule"]
    )


def test_a_month_without_anything_gives_a_page(tables, tmp_path):
    path = quality.write_month_page(tables, "2026-12", tmp_path / "month.html")
    text = path.read_text("utf-8")
    assert "No finding in the encounters" in text
    assert "no value" in text


@pytest.mark.parametrize("month", ["2026-05", "2026-07", "2026-12"])
def test_on_paper_it_is_one_sheet_with_the_same_words(tables, tmp_path, month):
    paths = [quality.write_month_page(tables, month, tmp_path / f"{n}.pdf") for n in range(2)]
    data = paths[0].read_bytes()
    assert data == paths[1].read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") == 1


def test_a_month_that_is_none_is_refused(tables):
    with pytest.raises(quality.QualityError, match="year and month"):
        quality.month_page(tables, "July")

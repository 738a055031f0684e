"""Charts as tables and as text to read."""

from __future__ import annotations

import pytest

from chartroom import records


@pytest.fixture(scope="module")
def yoon():
    return records.open_chart("E600768465")


def test_a_list_of_documents_shows_a_day_and_not_what_came_later(yoon):
    early, late = (records.document_list(yoon, day) for day in ("2026-07-08", "2026-07-13"))
    assert len(early) < len(late)
    assert [*late.columns] == ["Document", "Author", "Written", "Signed"]
    assert (late["Signed"] == "not signed").sum() == 2
    assert records.document_list(yoon, "2026-07-01").empty


def test_a_list_of_deficiencies_counts_days(yoon):
    on_time = records.deficiency_list(yoon, "2026-07-13")
    assert set(on_time["Assigned to"]) == {"Elise Tran, MD", "Simon Delacroix-Webb, MD"}
    assert [*on_time["Days left"]] == [26, 26]


def test_late_charts_in_a_list():
    day = "2026-08-15"
    late = records.delinquency_list(records.delinquent_charts(day), day)
    assert [*late["Patient"]] == ["Jenkins, Troy", "Lim, Tiffany", "Shaw, Sean", "Thomas, Mason"]
    assert late.loc["E502915969", "Due"] == "08/12/2026"
    assert late.loc["E502915969", "Days late"] == 3
    assert late.loc["E502915969", "Wanting"] == "Progress note, missing signature"
    assert records.delinquency_list([], day).empty


def test_a_document_is_shown_as_its_text(yoon):
    paper = yoon.paper(" d600768465-01 ")
    shown = paper._repr_markdown_()
    assert "ED record, document D600768465-01" in shown
    assert paper.text in shown


def test_a_document_that_is_not_there(yoon):
    with pytest.raises(records.RecordsError, match="has no document D1; document_list"):
        yoon.paper("D1")

"""The grouper and the query writer in a notebook: by keyboard, and for everybody."""

from __future__ import annotations

import pytest
import sample_course
from playwright.sync_api import expect

BOOK = "billing/desks.ipynb"


@pytest.fixture
def desk(open_notebook, lab):
    (lab.folder / "billing").mkdir(exist_ok=True)
    sample_course.notebook(
        lab.folder / BOOK,
        [
            "from chartroom import open_lesson\nlesson = open_lesson('05-diagnosis-coding-2')",
            "lesson.grouper('sheet-third-night')",
            "lesson.query_writer('lunch-left-on-the-tray')",
        ],
    )
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


def test_the_grouper_by_keyboard(desk):
    form = desk.exercise("grouper-sheet-third-night")
    result = form.get_by_role("status")
    form.get_by_label("Principal diagnosis, code").focus()
    desk.page.keyboard.type("J18.9")
    form.get_by_label("Diagnosis 2, code").focus()
    desk.page.keyboard.type("L89.154")
    desk.page.keyboard.press("Enter")
    expect(result).to_contain_text("MS-DRG 193")
    form.get_by_label("Diagnosis 2, present on admission").select_option("N")
    expect(result).to_contain_text("MS-DRG 195")
    expect(form.get_by_role("table")).to_contain_text("hospital-acquired")
    form.get_by_label("Diagnosis 2, code").fill("L89.15")
    form.get_by_label("Diagnosis 2, code").press("Enter")
    expect(result).to_contain_text("heading")
    form.get_by_role("button", name="Add a diagnosis").press("Enter")
    expect(form.get_by_label("Diagnosis 5, code")).to_be_focused()


def test_the_query_is_saved_and_checked(desk):
    form = desk.exercise("query-lunch-left-on-the-tray")
    form.get_by_label("Title", exact=True).fill("Hyponatremia")
    form.get_by_label("Clinical indicators").fill("labs: Na 124 L")
    form.get_by_label("Question", exact=True).fill("What was treated?")
    expect(form.get_by_label("Answers to choose from", exact=True)).to_be_hidden()
    form.get_by_label("Several answers to choose from").check()
    form.get_by_label("Answers to choose from", exact=True).fill("A\nB")
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_contain_text("Do not send it yet")
    expect(form).to_contain_text("which nobody documented")
    expect(form).to_contain_text('There is no "other"')
    expect(form).to_contain_text("Saved")
    desk.run_all()
    again = desk.exercise("query-lunch-left-on-the-tray")
    expect(again.get_by_label("Title", exact=True)).to_have_value("Hyponatremia")


def test_axe_finds_nothing_and_nothing_overflows(desk):
    form = desk.exercise("grouper-sheet-third-night")
    form.get_by_label("Principal diagnosis, code").fill("J18.9")
    form.get_by_label("Diagnosis 2, code").fill("J96.01")
    form.get_by_label("Diagnosis 2, code").press("Enter")
    expect(form.get_by_role("table")).to_be_visible()
    for theme in ("light", "dark"):
        desk.theme(theme)
        for width in (1200, 600):
            desk.width(width)
            assert desk.fits(form)
        assert desk.axe() == []

"""The E/M calculator in a notebook: by mouse, by keyboard, for everybody."""

from __future__ import annotations

import pytest
import sample_course
from playwright.sync_api import expect

BOOK = "visits/levels.ipynb"


@pytest.fixture
def desk(open_notebook, lab):
    (lab.folder / "visits").mkdir(exist_ok=True)
    sample_course.notebook(
        lab.folder / BOOK,
        [
            "from chartroom import open_lesson\nlesson = open_lesson('06-procedure-coding')",
            "lesson.em_calculator()",
        ],
    )
    opened = open_notebook(BOOK)
    opened.run_all()
    return opened


def test_two_elements_make_a_level_and_the_reasons_are_told(desk):
    form = desk.exercise("em-calculator")
    result = form.get_by_role("status")
    form.get_by_label("Visit", exact=True).select_option("established")
    form.get_by_role("group", name="Problems").get_by_label("Moderate:").check()
    expect(result).to_contain_text("No level yet")
    form.get_by_role("group", name="Risk").get_by_label("Low:").check()
    expect(result).to_contain_text("99213")
    form.get_by_label("How many different tests").fill("3")
    form.get_by_label("Somebody else").check()
    expect(result).to_contain_text("99214")
    form.get_by_label("Visit", exact=True).select_option("ed")
    expect(result).to_contain_text("99284")
    expect(form.get_by_label("Total minutes")).to_be_hidden()


def test_it_works_by_keyboard_alone(desk):
    form = desk.exercise("em-calculator")
    form.get_by_label("Visit", exact=True).focus()
    desk.page.keyboard.press("ArrowDown")
    form.get_by_label("Total minutes").focus()
    desk.page.keyboard.type("45")
    desk.page.keyboard.press("Tab")
    expect(form.get_by_role("status")).to_contain_text("99204")
    desk.page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Cleared.")
    expect(form.get_by_label("Visit", exact=True)).to_be_focused()


def test_words_for_minutes_are_answered_by_a_sentence(desk):
    form = desk.exercise("em-calculator")
    form.get_by_label("Visit", exact=True).select_option("new")
    form.get_by_label("Total minutes").fill("an hour")
    form.get_by_label("Total minutes").press("Tab")
    expect(form.get_by_role("status")).to_contain_text("whole number")


def test_a_number_counts_as_it_is_typed_and_is_answered_beside_its_field(desk):
    form = desk.exercise("em-calculator")
    form.get_by_label("Visit", exact=True).select_option("new")
    minutes = form.get_by_label("Total minutes")
    minutes.press_sequentially("45")
    expect(form.get_by_role("status")).to_contain_text("99204")
    minutes.fill("two")
    minutes.press("Enter")
    expect(minutes).to_have_accessible_description("Minutes must be a whole number, such as 20.")
    expect(minutes).to_have_attribute("aria-invalid", "true")
    minutes.fill("30")
    expect(form.get_by_role("status")).to_contain_text("99203")
    expect(minutes).to_have_accessible_description("")


def test_axe_finds_nothing_and_nothing_overflows(desk):
    form = desk.exercise("em-calculator")
    for theme in ("light", "dark"):
        desk.theme(theme)
        for width in (1200, 600):
            desk.width(width)
            assert desk.fits(form)
        assert desk.axe() == []

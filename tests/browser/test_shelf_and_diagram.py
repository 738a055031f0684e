"""A shelf of folders and a diagram: by mouse, by keyboard alone, and after a restart."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

CHECK = re.compile("^Check my answer$")


def check(exercise) -> None:
    exercise.get_by_role("button", name=CHECK).click()


@pytest.fixture
def book(open_notebook, sample):
    opened = open_notebook(f"{sample}/course/kinds.ipynb")
    opened.run_all()
    return opened


def test_a_shelf_is_put_in_order_by_buttons(book, tmp_path):
    shelf = book.exercise("filing")
    folder = shelf.get_by_role("button", name="07-90-04 Bly")
    folder.click()
    expect(folder).to_have_attribute("aria-pressed", "true")
    expect(shelf).to_contain_text("In hand: 07-90-04 Bly")
    for _ in range(2):
        shelf.get_by_role("button", name="Move left").click()
    check(shelf)
    expect(shelf.get_by_role("status")).to_contain_text("One item is not yet in the right place.")
    expect(shelf).to_contain_text("“10-20-30 Okafor” does not come first. Compare the last two")
    shelf.get_by_label("Place").select_option(label="1")
    shelf.get_by_role("button", name="12-05-22 Lind").click()
    shelf.get_by_label("Place").select_option(label="2")
    shelf.get_by_role("button", name="55-11-30 Moss").click()
    shelf.get_by_role("button", name="Move left").click()
    check(shelf)
    expect(shelf).to_have_attribute("data-right", "true")
    book.screenshot(shelf, "shelf-right", tmp_path)
    assert book.axe() == []


def test_a_shelf_by_arrow_keys_alone(book):
    shelf, keys = book.exercise("filing"), book.page.keyboard
    first = shelf.get_by_role("button", name="10-20-30 Okafor")
    first.focus()
    keys.press("End")
    bly = shelf.get_by_role("button", name="07-90-04 Bly")
    expect(bly).to_be_focused()
    keys.press("Enter")
    keys.press("Home")
    expect(shelf.get_by_role("log")).to_have_text("07-90-04 Bly: now 1 of 4.")
    expect(bly).to_be_focused()
    keys.press("Enter")
    expect(bly).to_have_attribute("aria-pressed", "false")
    keys.press("ArrowRight")
    expect(first).to_be_focused()
    keys.press("Space")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Escape")
    expect(shelf.locator(".cr-shelf > li")).to_contain_text(
        ["07-90-04", "12-05-22", "55-11-30", "10-20-30"]
    )
    check(shelf)
    expect(shelf).to_have_attribute("data-right", "true")


def test_a_misfile_is_found(book, tmp_path):
    shelf = book.exercise("misfiled")
    shelf.get_by_role("button", name="12-05-22").click()
    expect(shelf.get_by_label("The misfiled folder")).to_have_value("b")
    shelf.get_by_label("It belongs").select_option(label="first on the shelf")
    check(shelf)
    expect(shelf).to_contain_text("Its last digits are 22.")
    shelf.get_by_label("The misfiled folder").select_option(label="10-20-30")
    shelf.get_by_label("It belongs").select_option(label="after 91-40-30")
    check(shelf)
    expect(shelf.get_by_role("status")).to_contain_text("The right folder, not yet in its place")
    shelf.get_by_label("It belongs").select_option(label="after 55-11-30")
    check(shelf)
    expect(shelf).to_have_attribute("data-right", "true")
    book.screenshot(shelf, "misfile-right", tmp_path)


def test_a_diagram_is_labeled_and_kept(book, tmp_path):
    organs = book.exercise("organs")
    image = organs.locator("img")
    assert image.evaluate("one => one.complete && one.naturalWidth > 0")
    organs.locator(".cr-dot").nth(1).click()
    second = organs.get_by_label("Marker 2")
    expect(second).to_be_focused()
    expect(second).to_have_accessible_description(re.compile("curved pouch below the diaphragm"))
    second.select_option(label="Kidneys")
    check(organs)
    expect(organs).to_contain_text("The kidneys lie at the back.")
    expect(organs).to_contain_text("Marker 1 has no pair yet.")
    words = organs.get_by_text("a pair of spongy organs")
    assert words.evaluate("one => one.offsetWidth") <= 1
    organs.get_by_label("Describe the picture").check()
    assert words.evaluate("one => one.offsetWidth") > 50
    expect(organs.get_by_text("A trunk from the front")).to_be_visible()
    organs.get_by_label("Marker 1").select_option(label="Lungs")
    second.select_option(label="Stomach")
    organs.get_by_label("Marker 3").select_option(label="Urinary bladder")
    check(organs)
    expect(organs).to_have_attribute("data-right", "true")
    book.screenshot(organs, "diagram-right", tmp_path)
    assert book.axe() == []
    book.restart()
    book.run_all()
    expect(book.exercise("organs").get_by_label("Marker 3")).to_have_value("b")

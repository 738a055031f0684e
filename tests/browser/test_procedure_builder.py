"""A procedure code in seven steps: by lists, by keyboard alone, typed, and after a restart."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

CHECK = re.compile("^Check my answer$")


@pytest.fixture
def book(open_notebook, sample):
    opened = open_notebook(f"{sample}/course/kinds.ipynb")
    opened.run_all()
    return opened


def step(exercise: Locator, number: int) -> Locator:
    return exercise.get_by_label(f"Character {number}:")


def test_choose_read_why_and_mend(book, tmp_path):
    built = book.exercise("appendix")
    code = built.get_by_label("ICD-10-PCS code")
    expect(step(built, 2)).to_contain_text("Choose character 1 first")
    for number, value in enumerate("0DBJ0ZZ", 1):
        expect(step(built, number).locator(f"option[value='{value}']")).to_have_count(1)
        step(built, number).select_option(value)
    expect(code).to_have_value("0DBJ0ZZ")
    expect(built.locator(".cr-title")).to_have_text("Excision: Appendix, Open")
    expect(built).to_contain_text("A portion of a body part is cut out")
    built.get_by_role("button", name=CHECK).click()
    expect(built.get_by_role("status")).to_contain_text("2 of 7 characters of 0DBJ0ZZ differ")
    root = built.locator(".cr-pcs-step").nth(2)
    expect(root).to_contain_text("You chose B, Excision. Excision takes a portion")
    expect(root).not_to_contain_text("The record calls for")
    expect(root).to_contain_text("ICD-10-PCS Guideline B3.8 (FY2026)")
    book.screenshot(built, "procedure-wrong", tmp_path)
    # The later characters stay as far as the other table allows them.
    step(built, 3).select_option("T")
    expect(code).to_have_value("0DTJ0ZZ")
    step(built, 5).select_option("4")
    expect(built.get_by_role("log")).to_contain_text("The code is 0DTJ4ZZ.")
    built.get_by_role("button", name=CHECK).click()
    expect(built).to_have_attribute("data-right", "true")
    book.screenshot(built, "procedure-right", tmp_path)
    step(built, 2).select_option("F")
    expect(built.get_by_role("log")).to_contain_text("No longer possible and cleared: J4ZZ.")
    expect(code).to_have_value("0FT")
    expect(built.locator(".cr-title")).to_be_hidden()
    assert book.axe() == []
    book.width(420)
    assert built.evaluate("one => one.scrollWidth <= one.clientWidth")
    book.screenshot(built, "procedure-narrow", tmp_path)


def test_typed_and_found_again(book):
    built = book.exercise("appendix")
    code = built.get_by_label("ICD-10-PCS code")
    code.fill("0dtjxzz")
    expect(built.locator(".cr-title")).to_contain_text("does not have X (External) after 0DTJ")
    expect(step(built, 4)).to_have_value("J")
    expect(step(built, 5)).to_have_value("")
    code.fill("0dtj4zz")
    expect(step(built, 7)).to_have_value("Z")
    code.press("Tab")
    expect(step(built, 1)).to_be_focused()
    built.get_by_role("button", name=CHECK).click()
    expect(built).to_have_attribute("data-right", "true")
    book.restart()
    book.run_all()
    again = book.exercise("appendix")
    expect(again.get_by_label("ICD-10-PCS code")).to_have_value("0DTJ4ZZ")
    expect(step(again, 4)).to_have_value("J")


def test_by_keyboard_alone(book):
    built, keys = book.exercise("appendix"), book.page.keyboard
    step(built, 1).focus()
    for number, typed in enumerate("0DTJ4ZZ", 1):
        expect(step(built, number)).to_be_focused()
        expect(step(built, number).locator(f"option[value='{typed}']")).to_have_count(1)
        keys.type(typed)
        expect(step(built, number)).to_have_value(typed)
        keys.press("Tab")
    expect(built.get_by_role("button", name=CHECK)).to_be_focused()
    built.get_by_label("ICD-10-PCS code").fill("")
    expect(step(built, 1)).to_have_value("")
    step(built, 1).focus()
    for typed in "0DTJ4ZZ":  # faster than the lists can be filled
        keys.type(typed)
        keys.press("Tab")
    expect(built.get_by_label("ICD-10-PCS code")).to_have_value("0DTJ4ZZ")
    keys.press("Enter")
    expect(built).to_have_attribute("data-right", "true")

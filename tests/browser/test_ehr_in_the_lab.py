"""The EHR desk in JupyterLab: register, correct, amend, and find it again in the audit trail."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
import sample_course
from lab_server import Lab
from playwright.sync_api import expect

BOOK = "desk/desk.ipynb"
TYPED = {
    "last_name": "Marsh-Ortega", "first_name": "Ivy", "birth_date": "3/14/1961",
    "language": "English", "street": "4 Dune Way", "city": "Tern Harbor", "state": "XX",
    "zip": "00145",
}  # fmt: skip
CHOSEN = {
    "sex": "Female", "race": "White", "ethnicity": "Not Hispanic or Latino",
    "marital_status": "Single",
}  # fmt: skip


@pytest.fixture
def open_desk(open_notebook, lab: Lab):
    """Open the notebook with the desk on a copy of its own; ``fresh=False`` keeps that copy."""
    folder = lab.folder / "desk"
    folder.mkdir(exist_ok=True)
    sample_course.notebook(lab.folder / BOOK, ["from chartroom import open_ehr", "open_ehr()"])

    def open_one(fresh=True):
        for old in folder.glob("tern-harbor*") if fresh else ():
            old.unlink()
        book = open_notebook(BOOK, fresh=False)
        book.run_all()
        book.width(1280)
        expect(book.exercise("ehr")).to_have_attribute("data-ready", "true")
        return book

    return open_one


def field(desk, name: str, form: str = "register"):
    return desk.locator(f"[data-form^='{form}'] [data-field={name}]:visible")


def section(desk, name: str) -> None:
    desk.get_by_role("tab", name=name).click()


def fill_in(desk) -> None:
    for name, text in TYPED.items():
        field(desk, name).fill(text)
    for name, text in CHOSEN.items():
        field(desk, name).select_option(text)


def find(desk, text: str):
    section(desk, "Find a patient")
    box = desk.get_by_role("searchbox", name="Find a patient")
    box.fill(text)
    box.press("Enter")
    return desk.get_by_role("table", name="Patients found").get_by_role("button")


def with_a_signed_document(lab: Lab) -> str:
    """The number of a patient who has one."""
    with closing(sqlite3.connect(lab.folder / "desk" / "tern-harbor.sqlite")) as db:
        query = "SELECT min(mrn) FROM documents WHERE status = 'signed' AND text <> ''"
        return db.execute(query).fetchone()[0]


def said(desk):
    return desk.locator(".cr-ehr-status")


def test_register_correct_amend_and_find_it_in_the_audit_trail(open_desk, lab):
    desk = open_desk().exercise("ehr")
    section(desk, "Register a patient")
    fill_in(desk)
    field(desk, "zip").fill("0014")
    desk.get_by_role("button", name="Register", exact=True).click()
    expect(field(desk, "zip")).to_have_attribute("aria-invalid", "true")
    expect(field(desk, "zip")).to_be_focused()
    expect(desk.locator(".cr-rule:visible")).to_contain_text("five digits")
    expect(desk.get_by_role("alert").filter(has_text="Not saved")).to_be_visible()
    field(desk, "zip").fill("00145")
    desk.get_by_role("button", name="Register", exact=True).click()
    expect(said(desk)).to_contain_text("the new medical record number is TH-")
    banner = desk.get_by_role("group", name="Patient", exact=True)
    expect(banner).to_be_focused()
    expect(banner).to_contain_text("Marsh-Ortega, Ivy")

    desk.get_by_role("button", name="Update the registration…").click()
    field(desk, "street", "update").fill("9 Heron Street")
    expect(desk.locator(".cr-ehr-changes")).to_contain_text("9 Heron Street")
    desk.get_by_role("button", name="Save the change").click()
    expect(field(desk, "reason", "update")).to_be_focused()
    field(desk, "reason", "update").fill("patient moved")
    desk.get_by_role("button", name="Save the change").click()
    expect(said(desk)).to_contain_text("in the audit trail")
    section(desk, "Access log & audit trail")
    trail = desk.get_by_role("table", name=re.compile("Audit trail"))
    line = trail.get_by_role("row").filter(has_text="patient moved")
    for text in ("Changed: Street", "4 Dune Way", "9 Heron Street", "Course Student"):
        expect(line).to_contain_text(text)

    find(desk, with_a_signed_document(lab)).first.click()
    section(desk, "Documents")
    desk.locator(".cr-ehr-doc:has([data-signed=true])").first.click()
    text = desk.locator(".cr-ehr-text").inner_text()
    desk.get_by_role("button", name="Amend…").click()
    field(desk, "text", "amend").fill("The cough began in March.")
    field(desk, "reason", "amend").fill("wrong month")
    desk.get_by_role("button", name="Add to the document").click()
    expect(desk.locator(".cr-ehr-addendum")).to_contain_text("The cough began in March.")
    assert desk.locator(".cr-ehr-text").inner_text() == text
    section(desk, "My activity")
    for words in ("wrong month", "patient moved"):
        expect(desk.get_by_role("table", name=re.compile("Audit trail")).last).to_contain_text(
            words
        )
    desk.get_by_label("Show only lines with").last.fill("heron")
    expect(
        desk.get_by_role("table", name=re.compile("Audit trail")).last.get_by_role("row")
    ).to_have_count(2)


def test_who_may_be_registered_already_is_shown_first(open_desk):
    desk = open_desk().exercise("ehr")
    row = find(desk, "smith").first
    known = row.inner_text()
    born = desk.get_by_role("table", name="Patients found").locator("tbody td").nth(1).inner_text()
    section(desk, "Register a patient")
    fill_in(desk)
    last, first = known.split(", ")
    field(desk, "last_name").fill(last)
    field(desk, "first_name").fill(first.split()[0])
    field(desk, "birth_date").fill(born)
    desk.get_by_role("button", name="Register", exact=True).click()
    question = desk.get_by_role("group", name="Possible duplicates")
    expect(question).to_be_focused()
    expect(question).to_contain_text(known)
    expect(question).to_contain_text("Nothing is saved yet")
    field(desk, "first_name").fill("Zebulon")
    expect(question).to_be_hidden()  # the answer would be about somebody else
    field(desk, "first_name").fill(first.split()[0])
    desk.get_by_role("button", name="Register", exact=True).click()
    question.get_by_role("button", name="It is another person: register").click()
    expect(said(desk)).to_contain_text("Registered")


def test_half_filled_forms_outlive_the_page_and_the_kernel(open_desk, lab):
    book = open_desk()
    desk = book.exercise("ehr")
    section(desk, "Register a patient")
    field(desk, "last_name").fill("Halfway")
    expect(desk.locator(".cr-ehr-kept:visible")).to_contain_text("Draft kept")
    book.save()
    book.open(BOOK)  # a reload; the kernel goes on
    book.run_all()
    desk = book.exercise("ehr")
    desk.get_by_role("button", name="Register a patient").click()
    expect(field(desk, "last_name")).to_have_value("Halfway")
    expect(field(desk, "last_name")).to_be_focused()
    expect(desk.locator(".cr-ehr-kept:visible")).to_contain_text("Your draft is back")
    book.restart()
    field(desk, "first_name").fill("Typed while there was no kernel")
    expect(desk.get_by_role("alert").filter(has_text="kernel")).to_be_visible()
    book.run_all()
    desk = book.exercise("ehr")
    section(desk, "Register a patient")
    expect(field(desk, "last_name")).to_have_value("Halfway")
    expect(field(desk, "first_name")).to_have_value("Typed while there was no kernel")
    desk.get_by_role("button", name="Empty the form").click()
    expect(field(desk, "last_name")).to_have_value("")
    again = open_desk(fresh=False).exercise("ehr")
    expect(again.get_by_text("Forms you have begun")).to_have_count(0)


def test_everything_by_keyboard(open_desk):
    from test_access import tab_to

    book = open_desk()
    desk, page, keys = book.exercise("ehr"), book.page, book.page.keyboard
    desk.get_by_role("tab", name="Find a patient").focus()
    tab_to(page, "Find a patient")
    keys.type("smith")
    keys.press("Enter")
    expect(desk.locator(".cr-ehr-count")).to_contain_text("found")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    names = desk.get_by_role("table", name="Patients found").get_by_role("button")
    expect(names.nth(1)).to_be_focused()
    keys.press("Enter")
    banner = desk.get_by_role("group", name="Patient", exact=True)
    expect(banner).to_be_focused()
    keys.press("Tab")
    expect(desk.get_by_role("tab", name="Demographics")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(desk.get_by_role("tab", name="Documents")).to_be_focused()
    expect(desk.get_by_role("tabpanel", name="Documents")).to_be_visible()
    keys.press("End")
    expect(desk.get_by_role("tab", name="Access log & audit trail")).to_be_focused()
    keys.press("Home")
    tab_to(page, "Update the registration…")
    keys.press("Enter")
    expect(field(desk, "last_name", "update")).to_be_focused()
    tab_to(page, "Phone")
    keys.press("Control+a")
    keys.type("12")
    keys.press("Tab")
    expect(field(desk, "phone", "update")).to_have_attribute("aria-invalid", "true")
    expect(desk.get_by_role("log").first).to_contain_text("Phone")
    keys.press("Shift+Tab")
    keys.press("Control+a")
    keys.type("555 010 0177")
    tab_to(page, "Reason for the change")
    keys.type("patient called")
    tab_to(page, "Save the change")
    keys.press("Enter")
    expect(said(desk)).to_contain_text("Saved.")
    expect(banner).to_be_focused()
    expect(desk.get_by_role("tabpanel", name="Demographics")).to_contain_text("555-010-0177")
    # No key went to the notebook: the cells are all there, and none was cut or changed.
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(2)


def test_reset_asks_and_empties_the_desk(open_desk, lab):
    desk = open_desk().exercise("ehr")
    find(desk, "smith").first.click()
    expect(desk.get_by_role("group", name="Patient", exact=True)).to_be_visible()
    section(desk, "Register a patient")
    field(desk, "last_name").fill("Halfway")
    desk.get_by_role("button", name="Reset my copy…").click()
    keep = desk.get_by_role("button", name="Keep my copy")
    expect(keep).to_be_focused()
    keep.click()
    expect(desk.get_by_role("button", name="Reset my copy…")).to_be_focused()
    expect(field(desk, "last_name")).to_have_value("Halfway")
    desk.get_by_role("button", name="Reset my copy…").click()
    desk.get_by_role("button", name="Yes, reset my copy").click()
    expect(said(desk)).to_contain_text("as it was on the first day")
    expect(desk.get_by_role("tab", name=re.compile("^Chart"))).to_be_hidden()
    section(desk, "Register a patient")
    expect(field(desk, "last_name")).to_have_value("")
    assert (lab.folder / "desk" / "tern-harbor.before-reset.sqlite").exists()


def test_axe_finds_nothing_and_nothing_overflows(open_desk, lab, tmp_path):
    book = open_desk()
    desk = book.exercise("ehr")

    def look(name: str) -> None:
        for theme in ("light", "dark"):
            book.theme(theme)
            for width in (1280, 800):
                book.width(width)
                wide = "(root) => root.scrollWidth - root.clientWidth"
                assert desk.evaluate(wide) <= 1, f"{name} overflows at {width} px"
                book.screenshot(desk, f"ehr-{name}-{width}-{theme}", tmp_path)
            assert book.axe() == []

    find(desk, "smith")
    expect(desk.locator(".cr-ehr-name").first).to_be_visible()
    look("find")
    find(desk, with_a_signed_document(lab)).first.click()
    for name in ("Encounters", "Problems & medications", "Results & vitals", "Coverage"):
        section(desk, name)
        look(name.split()[0].lower())
    section(desk, "Documents")
    desk.locator(".cr-ehr-doc:has([data-signed=true])").first.click()
    desk.get_by_role("button", name="Amend…").click()
    look("documents")
    section(desk, "Access log & audit trail")
    look("logs")
    section(desk, "Register a patient")
    field(desk, "birth_date").fill("2/30/1961")
    desk.get_by_role("button", name="Register", exact=True).click()
    expect(desk.locator(".cr-rule:visible").first).to_be_visible()
    look("register")
    unlabelled = desk.locator("input:visible, select:visible, textarea:visible").evaluate_all(
        "(all) => all.filter((one) => !one.labels.length).length"
    )
    assert unlabelled == 0

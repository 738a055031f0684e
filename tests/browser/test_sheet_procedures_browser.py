"""Procedures on a worksheet: filled by keyboard alone, told what is off, found again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

CHECK = re.compile("^Check my answer$")


@pytest.fixture
def book(open_notebook, sample):
    opened = open_notebook(f"{sample}/course/procedures.ipynb")
    opened.run_all()
    return opened


def tab_to(book, control: Locator, most: int = 30) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(most):
        if control.evaluate("one => one === document.activeElement"):
            return
        book.page.keyboard.press("Tab")
    expect(control).to_be_focused()


def test_a_stay_by_keyboard_alone(book, tmp_path):
    sheet, keys = book.exercise("done-stay"), book.page.keyboard
    group = sheet.get_by_role("group", name="Procedures", exact=True)
    codes = group.get_by_label("ICD-10-PCS code")
    sheet.get_by_role("combobox", name="Code", exact=True).focus()
    keys.type("K3580")
    keys.press("Escape")
    keys.press("Tab")
    keys.type("Y")
    tab_to(book, codes.first)
    keys.type("30233n1")
    keys.press("Enter")
    expect(group.locator(".cr-title").first).to_contain_text("Transfusion")
    expect(codes.first).to_have_value("30233N1")
    add = group.get_by_role("button", name="Add a procedure")
    tab_to(book, add)
    keys.press("Enter")
    expect(codes.nth(1)).to_be_focused()
    expect(sheet.get_by_role("log")).to_have_text("Procedure 2 added.")
    keys.type("45385")
    keys.press("Enter")
    expect(group.locator(".cr-title").nth(1)).to_contain_text("form of a CPT or HCPCS code")
    keys.press("Control+A")
    keys.type("0DTJ0ZZ")
    keys.press("Enter")
    expect(group.locator(".cr-title").nth(1)).to_have_text("Resection: Appendix, Open")
    check = sheet.get_by_role("button", name=CHECK)
    tab_to(book, check)
    keys.press("Enter")
    second = group.locator(".cr-row").nth(1)
    expect(second.locator(".cr-verdict")).to_have_text(["Partly right", "Order"])
    expect(second).to_contain_text("Character 5, approach: you chose 0, Open.")
    expect(book.status("done-stay")).to_contain_text("Procedures fully right: 1 of 2.")
    book.screenshot(sheet, "sheet-procedures", tmp_path)
    assert book.axe() == []

    up = second.get_by_role("button", name="Move up")
    up.focus()
    keys.press("Enter")
    expect(sheet.get_by_role("log")).to_have_text("0DTJ0ZZ is now Principal procedure.")
    expect(codes.first).to_have_value("0DTJ0ZZ")
    codes.first.focus()
    keys.press("Control+A")
    keys.type("0DTJ4ZZ")
    tab_to(book, add)
    keys.press("Enter")
    expect(codes.nth(2)).to_be_focused()
    keys.press("Shift+Tab")
    expect(group.get_by_role("button", name="Remove").nth(2)).to_be_focused()
    keys.press("Space")
    expect(group.locator(".cr-row")).to_have_count(2)
    tab_to(book, check)
    keys.press("Enter")
    expect(sheet).to_have_attribute("data-right", "true")


def test_a_visit_has_modifiers_and_units(book, tmp_path):
    sheet = book.exercise("done-visit")
    group = sheet.get_by_role("group", name="Procedures", exact=True)
    sheet.get_by_role("combobox", name="Code", exact=True).fill("K63.5")
    sheet.get_by_role("combobox", name="Code", exact=True).press("Escape")
    group.get_by_label("CPT or HCPCS code").fill("45385")
    group.get_by_role("button", name="Add a procedure").click()
    group.get_by_label("CPT or HCPCS code").nth(1).fill("J1885")
    group.get_by_label("Units").nth(1).fill("30")
    sheet.get_by_role("button", name=CHECK).click()
    rows = group.locator(".cr-row")
    expect(rows.nth(0)).to_contain_text("A modifier is missing that says this")
    expect(rows.nth(1)).to_contain_text("Count again: 30 units cannot be right.")
    expect(rows.nth(1)).to_contain_text("One unit is 15 mg.")
    group.get_by_label("Modifiers").first.fill("pt")
    group.get_by_label("Units").nth(1).fill("2")
    sheet.get_by_role("button", name=CHECK).click()
    expect(sheet).to_have_attribute("data-right", "true")
    book.theme("dark")
    assert book.axe() == []
    book.theme("light")
    book.width(420)
    assert book.fits(sheet)
    book.screenshot(sheet, "sheet-procedures-narrow", tmp_path)
    book.restart()
    book.run_all()
    again = book.exercise("done-visit").get_by_role("group", name="Procedures", exact=True)
    expect(again.get_by_label("CPT or HCPCS code")).to_have_count(2)
    expect(again.get_by_label("Modifiers").first).to_have_value("PT")
    expect(again.get_by_label("Units").nth(1)).to_have_value("2")


def test_words_find_a_code_of_a_visit_by_keyboard(book):
    sheet, keys = book.exercise("done-visit"), book.page.keyboard
    group = sheet.get_by_role("group", name="Procedures", exact=True)
    code = group.get_by_role("combobox", name="CPT or HCPCS code").first
    hits = group.get_by_role("option")
    code.focus()
    keys.type("joint injection")
    expect(hits.first).to_contain_text("20610")
    expect(sheet.get_by_role("log")).to_contain_text("Use the down arrow to choose.")
    assert book.axe() == []
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(code).to_have_value("20610")
    expect(group.locator(".cr-title").first).to_contain_text("Needle into a large joint")
    expect(hits).to_have_count(0)
    keys.press("Control+A")
    keys.type("kenalog")
    expect(hits).to_have_count(1)
    expect(hits.first).to_contain_text("One unit is 10 mg.")
    keys.press("Escape")
    expect(hits).to_have_count(0)
    keys.press("Enter")
    expect(group.locator(".cr-title").first).to_contain_text("Choose one from the list")
    keys.press("Control+A")
    keys.type("99999")
    keys.press("Tab")
    expect(group.locator(".cr-title").first).to_have_text("The course has no words for this code.")
    keys.press("Shift+Tab")
    keys.press("Control+A")
    keys.type("j3301")
    keys.press("Tab")
    expect(code).to_have_value("J3301")
    expect(group.locator(".cr-title").first).to_contain_text("Triamcinolone")


def test_modifiers_and_units_behind_a_code_go_into_their_fields(book):
    sheet = book.exercise("done-visit")
    group = sheet.get_by_role("group", name="Procedures", exact=True)
    code, marks, units = (
        group.get_by_label(name) for name in ("CPT or HCPCS code", "Modifiers", "Units")
    )
    code.fill("45385-pt")
    code.press("Enter")
    expect(code).to_have_value("45385")
    expect(marks).to_have_value("PT")
    expect(units).to_have_value("1")
    code.fill("J1885 x2")
    marks.fill("")
    expect(code).to_have_value("J1885")
    expect(marks).to_have_value("")
    expect(units).to_have_value("2")
    code.fill("1234567x")
    units.focus()
    expect(code).to_have_value("1234567x")
    expect(units).to_have_value("2")


def test_the_audit_of_what_was_answered(book, tmp_path):
    audit = book.exercise("audit")
    expect(audit).to_contain_text("No worksheet is answered yet.")
    book.page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          await panel.sessionContext.session.kernel.requestExecute({code:
            "lesson.answer('done-stay', 'K35.80 Y', procedures='0DTJ0ZZ')"}).done;
        }"""
    )
    book.run_cell(3)
    book.wait_idle()
    audit = book.exercise("audit")
    expect(audit.get_by_role("table", name="Figures")).to_contain_text("1 right code ÷ 3")
    record = audit.get_by_role("table", name=re.compile("^Since last night"))
    expect(record.get_by_role("rowheader", name="0DTJ0ZZ")).to_be_visible()
    expect(record).to_contain_text("✗ One character is off")
    expect(record).to_contain_text("✗ Missing")
    expect(audit).not_to_contain_text("30233N1")
    expect(audit).to_contain_text("MS-DRG")
    assert book.axe() == []
    book.screenshot(audit, "audit-light", tmp_path)
    book.theme("dark")
    assert book.axe() == []
    book.screenshot(audit, "audit-dark", tmp_path)
    book.theme("light")
    book.width(420)
    assert book.fits(audit)

"""Each kind of exercise: answer wrong, read why, answer right, find it again after a restart."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

CHECK = re.compile("^Check my answer$")


def check(exercise: Locator) -> None:
    exercise.get_by_role("button", name=CHECK).click()


def fill_code(exercise: Locator, code: str, row: int = 0) -> None:
    entry = exercise.get_by_role("combobox", name=re.compile("ode$")).nth(row)
    entry.fill(code)
    entry.press("Escape")
    entry.press("Tab")


def fill_form(book) -> None:
    """Fill in the form with slips, read what they are, mend them."""
    form = book.exercise("register")
    born = form.get_by_label("Date of birth")
    for label, value in (("Last name", "Marrow-Voss"), ("First name", "Elais"), ("Suffix", "Jr."),
                         ("Date of birth", "9/4/2053"), ("Phone", "555 013 2467")):  # fmt: skip
        form.get_by_label(label).fill(value)
    row = form.locator("[data-field=born]")
    expect(row.locator(".cr-rule")).to_contain_text("cannot be in the future")
    expect(born).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("log")).to_contain_text("cannot be in the future")
    born.fill("9/4/1953")
    expect(row.locator(".cr-rule")).to_be_hidden()
    form.get_by_label("Sex").select_option(label="Male")
    form.get_by_label("Weight").fill("81.5")
    form.get_by_label("E-mail").fill("none")
    form.get_by_label("Allergies").fill("Penicillin (rash)")
    check(form)
    expect(book.status("register")).to_have_text("Field accuracy 5 of 9 (56%).")
    expect(row).to_contain_text("Day and month are swapped")
    expect(form.locator("[data-field=first]")).to_contain_text("neighboring characters")
    expect(form.locator("[data-field=phone]")).to_contain_text("neighboring digits")
    expect(form.locator("[data-field=mail] .cr-verdict")).to_have_text("Not needed")
    form.get_by_label("First name").fill("Elias")
    form.get_by_label("Phone").fill("(555) 013-2476")
    form.get_by_label("E-mail").fill("")
    born.fill("04/09/1953")
    check(form)
    expect(book.exercise("register")).to_have_attribute("data-right", "true")
    expect(book.status("register")).to_have_text("Field accuracy 9 of 9 (100%).")


def decide_queue(book) -> None:
    """Decide wrongly, be told of the harm, decide rightly."""
    queue = book.exercise("duplicates")
    tabs = queue.get_by_role("tab")
    expect(tabs).to_contain_text(["Not decided"] * 3)
    names = queue.get_by_role("row", name=re.compile("^Name"))
    expect(names.get_by_role("rowheader")).to_have_text("Name")
    expect(names).to_contain_text("differs")
    for at, (decision, reason) in enumerate(
        (("Merge the two records", "typo"), ("Merge the two records", "twin"),
         ("Refer to the MPI lead", "doubt"))
    ):  # fmt: skip
        if at:
            queue.get_by_role("button", name="Next item").click()
        expect(tabs.nth(at)).to_have_attribute("aria-selected", "true")
        queue.get_by_role("radio", name=decision).check()
        expect(tabs.nth(at)).to_contain_text(f"Decided: {decision}, no reason yet")
        queue.get_by_role("combobox", name="Reason").select_option(reason)
        expect(tabs.nth(at)).not_to_contain_text("no reason yet")
    expect(queue).to_contain_text("Item 3 of 3 · 3 decided")
    check(queue)
    expect(book.status("duplicates")).to_have_text("2 of 3 items are right. 1 decision does harm.")
    expect(tabs).to_contain_text(["Right", "Not right, does harm", "Right"])
    queue.get_by_role("button", name="Previous item").click()
    expect(queue.get_by_role("tabpanel")).to_contain_text("Two children would share one chart.")
    queue.get_by_role("radio", name="Not the same person").check()
    check(queue)
    expect(book.exercise("duplicates")).to_have_attribute("data-right", "true")


@pytest.fixture
def book(open_notebook, sample):
    opened = open_notebook(f"{sample}/course/kinds.ipynb")
    opened.run_all()
    return opened


def test_wrong_then_right_then_still_there_after_a_restart(book):
    pick = book.exercise("pick")
    pick.get_by_label("a. The Tabular List").check()
    check(pick)
    expect(book.status("pick")).to_contain_text("Not right")
    expect(pick.locator(".cr-item")).to_contain_text("The Tabular List comes second.")
    expect(pick.locator(".cr-verdict")).to_have_text("Not right")
    pick.get_by_label("b. The Alphabetic Index").check()
    check(pick)
    expect(book.exercise("pick")).to_have_attribute("data-right", "true")

    several = book.exercise("several")
    several.get_by_label("a. I10").check()
    several.get_by_label("b. E11").check()
    check(several)
    expect(several.locator(".cr-option", has_text="b. E11")).to_contain_text("E11 is a heading.")
    expect(several.locator(".cr-items")).to_contain_text("One more choice belongs here.")
    several.get_by_label("b. E11").uncheck()
    several.get_by_label("c. J20.9").check()
    check(several)
    expect(book.exercise("several")).to_have_attribute("data-right", "true")

    pairs = book.exercise("pairs")
    for left, right in (("A physician", "assigns codes"), ("A coder", "makes the diagnosis"),
                        ("A nurse", "gives medicines")):  # fmt: skip
        pairs.get_by_label(left).select_option(label=right)
    check(pairs)
    expect(pairs.locator(".cr-pair").nth(0).locator(".cr-verdict")).to_have_text("Not right")
    expect(pairs.locator(".cr-pair").nth(2).locator(".cr-verdict")).to_have_text("Right")
    pairs.get_by_label("A physician").select_option(label="makes the diagnosis")
    pairs.get_by_label("A coder").select_option(label="assigns codes")
    check(pairs)
    expect(book.exercise("pairs")).to_have_attribute("data-right", "true")

    steps = book.exercise("steps")
    check(steps)
    expect(steps.locator("li", has_text="It is coded")).to_contain_text("does not come first")
    for _ in range(2):
        steps.locator("li", has_text="It is coded").get_by_role("button", name="Move down").click()
    check(steps)
    expect(book.exercise("steps")).to_have_attribute("data-right", "true")

    word = book.exercise("word")
    word.get_by_label("Main term").fill("acute")
    check(word)
    expect(word).to_contain_text("That says how it behaves.")
    word.get_by_label("Main term").fill("Bronchitis")
    word.get_by_label("Main term").press("Enter")
    expect(book.exercise("word")).to_have_attribute("data-right", "true")

    code = book.exercise("one-code")
    fill_code(code, "i159")
    expect(code.locator(".cr-title")).to_contain_text("Secondary hypertension")
    check(code)
    expect(code).to_contain_text("That is secondary hypertension.")
    fill_code(code, "I10")
    check(code)
    expect(book.exercise("one-code")).to_have_attribute("data-right", "true")

    sheet = book.exercise("stay-sheet")
    fill_code(sheet, "R50.9")
    sheet.get_by_label("Present on admission").select_option("Y")
    sheet.get_by_role("button", name="Add a code").click()
    fill_code(sheet, "J18.9", row=1)
    sheet.get_by_label("Present on admission").nth(1).select_option("N")
    check(sheet)
    rows = sheet.locator(".cr-row")
    expect(rows.nth(0)).to_contain_text("Fever is a symptom of the pneumonia.")
    expect(rows.nth(1).locator(".cr-verdict")).to_have_text(
        ["Code right", "Order", "Present on admission"]
    )
    expect(sheet.locator(".cr-items").last).to_contain_text("Missing")
    rows.nth(1).get_by_role("button", name="Move up").click()
    expect(rows.nth(0)).to_contain_text("Principal diagnosis")
    expect(rows.nth(0).get_by_role("combobox").first).to_have_value("J18.9")
    rows.nth(1).get_by_role("button", name="Remove").click()
    sheet.get_by_label("Present on admission").nth(0).select_option("Y")
    for row, (answer, poa) in enumerate((("N39.0", "N"), ("I10", "Y")), 1):
        sheet.get_by_role("button", name="Add a code").click()
        fill_code(sheet, answer, row=row)
        sheet.get_by_label("Present on admission").nth(row).select_option(poa)
    check(sheet)
    expect(book.exercise("stay-sheet")).to_have_attribute("data-right", "true")

    fill_form(book)
    decide_queue(book)

    book.restart()
    book.run_all()
    form = book.exercise("register")
    expect(form.get_by_label("Date of birth")).to_have_value("04/09/1953")
    expect(form.get_by_label("Sex")).to_have_value("m")
    expect(form.get_by_label("Allergies")).to_have_value("Penicillin (rash)")
    queue = book.exercise("duplicates")
    expect(queue.get_by_role("tab")).to_contain_text(
        ["Decided: Merge", "Decided: Not the same", "Decided: Refer"]
    )
    expect(book.exercise("pick").get_by_label("b. The Alphabetic Index")).to_be_checked()
    expect(book.exercise("several").get_by_label("c. J20.9")).to_be_checked()
    expect(book.exercise("pairs").get_by_label("A coder")).to_have_value("2")
    expect(book.exercise("steps").locator(".cr-text").first).to_have_text("The patient registers")
    expect(book.exercise("word").get_by_label("Main term")).to_have_value("Bronchitis")
    expect(book.exercise("one-code").get_by_role("combobox")).to_have_value("I10")
    rows = book.exercise("stay-sheet").locator(".cr-row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1).get_by_role("combobox").first).to_have_value("N39.0")
    expect(rows.nth(1).get_by_label("Present on admission")).to_have_value("N")
    expect(book.exercise("stay-sheet").locator(".cr-saved")).to_have_text("Saved")


def test_hint_then_answer_with_the_evidence_marked(book):
    sheet = book.exercise("clinic-sheet")
    show = sheet.get_by_role("button", name="Show the answer")
    expect(show).to_be_disabled()
    sheet.get_by_role("button", name="Hint").click()
    expect(sheet.get_by_role("list", name="Hints")).to_contain_text("The chart supports one code.")
    for wrong in ("M25.571", "S93.401"):
        fill_code(sheet, wrong)
        check(sheet)
        expect(sheet.locator(".cr-row .cr-item")).not_to_have_count(0)
        expect(sheet.locator(".cr-row")).to_contain_text(wrong)
    expect(show).to_be_enabled()
    show.click()
    expect(sheet.locator(".cr-answer")).to_contain_text("S93.401A")
    expect(sheet.locator("mark")).to_have_text("Sprain of the right ankle")
    expect(sheet.locator(".chartroom-cue")).to_contain_text("[evidence]")
    expect(sheet.get_by_role("tab")).to_contain_text("1 marked")
    # What the student had entered is still theirs.
    expect(sheet.get_by_role("combobox").first).to_have_value("S93.401")


def test_a_worksheet_asks_the_provider(book):
    sheet = book.exercise("clinic-sheet")
    question = sheet.get_by_label("What would you ask the provider?")
    expect(question).to_be_hidden()
    sheet.get_by_label("Query the provider").check()
    question.fill("Which ankle?")
    check(sheet)
    expect(sheet.locator(".cr-items").last).to_contain_text("There is nothing to ask")
    book.save()
    book.page.reload()
    book.wait_idle()
    # On a busy machine JupyterLab may not find the kernel's widgets again; running the cells
    # brings back what was saved either way.
    book.run_all()
    expect(question).to_have_value("Which ankle?")


def test_the_chart_viewer_has_a_tab_for_each_document(book):
    chart = book.exercise("chart-sample-stay")
    first, second = chart.get_by_role("tab").all()
    expect(first).to_contain_text("(not signed)")
    expect(chart.get_by_role("tabpanel")).to_contain_text("burning since yesterday")
    first.focus()
    book.page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(chart.get_by_role("tabpanel")).to_contain_text("Hypertension, on lisinopril")


def test_the_search_desk_finds_codes_and_opens_their_notes(book):
    desk = book.exercise("finder")
    desk.get_by_label("Search ICD-10-CM").fill("type 2 diabetes with kidney disease")
    desk.get_by_label("Search ICD-10-CM").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("codes found")
    desk.get_by_role("button", name="E11.22", exact=True).click()
    notes = desk.get_by_role("group", name="Notes of E11.22")
    expect(notes).to_contain_text("Use additional code")
    expect(notes).to_contain_text("(from E11)")
    desk.get_by_role("button", name="Up to E11.2").click()
    expect(desk.get_by_role("group", name="Notes of E11.2")).to_contain_text("Codes below it")


def test_the_typed_answer_shows_in_the_widget(book):
    book.command("notebook:enter-command-mode")
    book.page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          await panel.sessionContext.session.kernel.requestExecute(
            {code: "lesson.answer('pick', 'c')"}).done;
        }"""
    )
    expect(book.exercise("pick").get_by_label("c. The claim form")).to_be_checked()
    expect(book.status("pick")).to_contain_text("Not right: c.")

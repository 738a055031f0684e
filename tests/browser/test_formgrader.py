"""Formgrader's own buttons grade in isolation, and its pages show what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import lab_server
import pytest
from playwright.sync_api import Page, expect

from chartroom.classroom import loop, submissions
from chartroom.sandbox.confine import means

ROOT = Path(__file__).resolve().parents[2]
NAME = "a00-first-worksheet"

pytestmark = pytest.mark.skipif(not means().enough, reason="nothing here confines a process")


@pytest.fixture
def room(tmp_path: Path) -> loop.Classroom:
    """A course with one released assignment and two students' submissions."""
    room = loop.scratch_copy(ROOT, tmp_path / "class", [NAME])
    assert room.release(NAME), room.said
    samples = {one.name: one for one in submissions.samples(ROOT, NAME)}
    for student in ("perfect", "wrong-order"):
        folder = room.root / "submitted" / student / NAME
        submissions.hand_in(samples[student], room.root / "release" / NAME, folder)
    return room


@pytest.fixture
def page(room: loop.Classroom, tmp_path: Path, chromium) -> Iterator[Page]:
    scratch = tmp_path / "jupyter"
    scratch.mkdir()
    lab = lab_server.serve(room.root, scratch)
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{lab.url}/formgrader?token={lab.token}")
    yield page
    page.close()
    lab.stop()


def test_a_class_is_graded_and_read_in_formgrader(page: Page, room: loop.Classroom, tmp_path: Path):
    row = page.get_by_role("row").filter(has_text=NAME)
    row.locator("td.num-submissions a").click()
    for student in ("perfect", "wrong-order"):
        one = page.get_by_role("row").filter(has_text=student)
        one.locator("td.autograde a").click()
        page.get_by_role("button", name="Close").click()
        expect(one.locator("td.status")).to_contain_text("needs manual grading")
    points = {name: score.points for name, score in room.scores(NAME, "perfect").items()}
    assert points["ear"] == 4
    assert room.scores(NAME, "wrong-order")["ear"].points == 3
    shot(page, "formgrader-submissions", tmp_path)
    page.get_by_role("link", name="Manual Grading").click()
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_role("link", name="Submission #1").click()
    expect(page.locator("body")).to_contain_text("MARK SCHEME")
    shot(page, "formgrader-one", tmp_path)


def shot(page: Page, name: str, folder: Path) -> None:
    place = Path(os.environ.get("CHARTROOM_SCREENSHOTS") or folder)
    page.screenshot(path=place / f"{name}.png", full_page=True)

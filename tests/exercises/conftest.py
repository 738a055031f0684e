"""The browser tests' sample course, in a scratch folder, for tests that need no browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import sample_course

from chartroom import open_assignment, open_lesson
from chartroom.exercises import lesson as lessons


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A course folder; the current folder is its ``course``, as in a student's notebook."""
    sample_course.write(tmp_path)
    monkeypatch.chdir(tmp_path / "course")
    for name in ("CHARTROOM_HOME", "CHARTROOM_STATIC", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(lessons, "_books", {})
    return tmp_path


@pytest.fixture
def lesson(home):
    return open_lesson("sample")


@pytest.fixture
def work(home, monkeypatch):
    monkeypatch.chdir(home / "graded")
    return open_assignment("sample-work")


@pytest.fixture
def reopened(monkeypatch):
    """Open the lesson as a new kernel would: nothing is remembered but what is on disk."""

    def reopen():
        monkeypatch.setattr(lessons, "_books", {})
        return open_lesson("sample")

    return reopen

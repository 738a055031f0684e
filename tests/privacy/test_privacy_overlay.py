"""A state's rules in a file."""

from __future__ import annotations

import pytest

from chartroom import privacy
from chartroom.privacy import overlay


def test_the_example_says_that_it_is_invented():
    state = privacy.read_overlay()
    assert state.invented
    assert "invented" in state.state
    assert "DOES NOT EXIST" in overlay.EXAMPLE.read_text("utf-8")
    assert all("invented" in one for one in (*state.consent.values(), *state.minors.values()))


def test_the_shorter_clock_counts(tmp_path):
    file = tmp_path / "state.toml"
    file.write_text('state = "A"\nsource = "B"\n[days]\naccess = 15\namendment = 90\n')
    state = privacy.read_overlay(file)
    assert state.days_to_answer("access") == 15
    assert state.days_to_answer("amendment") == 60
    assert state.days_to_answer("accounting") == 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("state = ", "is not TOML"),
        ('state = "A"', "source is missing"),
        ('source = "A"', "state is missing"),
        ('state = "A"\nsource = "B"\ncolour = 1', "'colour' is not known; known are state"),
        ('state = "A"\nsource = "B"\ndays = 3', "days must be a dict"),
        ('state = "A"\nsource = "B"\n[days]\nfax = 3', "days.fax is not one of"),
        ('state = "A"\nsource = "B"\n[days]\naccess = true', "must be a whole number of days"),
        ('state = "A"\nsource = "B"\n[consent]\nx = 3', "must say in which section"),
        ('state = "A"\nsource = "B"\n[minors]\nx = " "', "must say in which section"),
        ('state = "A"\nsource = "B"\n[fees]\nsearch = "1.00"', "fees.section is missing"),
        ('state = "A"\nsource = "B"\n[fees]\nsection = "C"\ngold = "1.00"', "is not one of"),
        ('state = "A"\nsource = "B"\n[fees]\nsection = "C"\nsearch = 1.5', "dollars in quotes"),
        ('state = "A"\nsource = "B"\n[days]\naccess = 0', "must be a whole number of days"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path, text, said):
    file = tmp_path / "state.toml"
    file.write_text(text)
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.read_overlay(file)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(privacy.PrivacyError, match="cannot be read"):
        privacy.read_overlay(tmp_path / "none.toml")

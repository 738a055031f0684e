"""The held texts for the finder of identifiers: how they are read, and what the guide says."""

from __future__ import annotations

import pytest

from chartroom import cli, paths, privacy
from chartroom.privacy import heldout

HELD = paths.root() / "datasets" / "reference" / "identifiers-held.yaml"


def test_marks_leave_the_text_as_it_was():
    text, marked = heldout.unmarked("Seen [[date:5/3]] with [[name:Mae Oliver]].\n")
    assert text == "Seen 5/3 with Mae Oliver.\n"
    assert [(text[one.start : one.end], one.kind) for one in marked] == [
        ("5/3", "date"),
        ("Mae Oliver", "name"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("with [[nme:Mae]]", "'nme' is no type"),
        ("with [[name:Mae] here", "is not closed"),
        ("with name:Mae]] here", "is not closed"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused(text, words):
    with pytest.raises(privacy.PrivacyError, match=words):
        heldout.unmarked(text)


def test_what_is_measured_adds_up_over_texts():
    one = heldout.HeldText("a", "note", *heldout.unmarked("MRN TH-337257 on [[date:04/17/2026]]"))
    two = heldout.HeldText("b", "note", *heldout.unmarked("with [[name:teo]] on [[date:5/3/26]]"))
    found = privacy.measure([one, two])
    assert (found["date"].right, found["date"].missed) == (2, 0)
    assert (found["name"].right, found["name"].recall) == (0, 0.0)
    assert found["all"].precision == pytest.approx(2 / 3)


def test_the_held_set_is_large_and_has_texts_without_any():
    texts = privacy.read_held(HELD)
    assert len({one.id for one in texts}) == len(texts) >= 16
    assert any(not one.marked for one in texts)
    assert {kind for one in texts for kind in (mark.kind for mark in one.marked)} > {"name", "date"}


def test_the_guide_says_what_is_measured(capsys):
    assert cli.main(["check", "identifiers"]) == 0, capsys.readouterr().out

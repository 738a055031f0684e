"""How marks are scored: precision and recall, by type and over all."""

from __future__ import annotations

import pytest

from chartroom import privacy
from chartroom.privacy import Identifier

KEY = [Identifier(0, 5, "name"), Identifier(10, 20, "date"), Identifier(30, 40, "date")]


@pytest.mark.parametrize(
    ("marked", "kind", "right", "missed", "fitting", "extra"),
    [
        (KEY, "all", 3, 0, 3, 0),
        (KEY[:2], "all", 2, 1, 2, 0),
        (KEY[:2], "date", 1, 1, 1, 0),
        # A comma more does no harm; a letter less does.
        ([Identifier(0, 6, "name")], "name", 1, 0, 1, 0),
        ([Identifier(1, 5, "name")], "name", 0, 1, 0, 1),
        # The wrong type counts over all, and not for the type.
        ([Identifier(0, 5, "date")], "name", 0, 1, 0, 0),
        ([Identifier(0, 5, "date")], "date", 0, 2, 0, 1),
        ([Identifier(0, 5, "date")], "all", 1, 2, 1, 0),
        ([Identifier(22, 25, "phone")], "phone", 0, 0, 0, 1),
        # One mark over two dates and ten characters between them; then eleven too many.
        ([Identifier(10, 40, "date")], "date", 2, 0, 1, 0),
        ([Identifier(9, 40, "date")], "date", 2, 0, 0, 1),
        # The whole page painted over.
        ([Identifier(0, 4000, "name")], "all", 3, 0, 0, 1),
        # The same mark twice is one mark.
        ([KEY[0], KEY[0]], "name", 1, 0, 1, 0),
    ],
)
def test_scores(marked, kind, right, missed, fitting, extra):
    found = privacy.score(marked, KEY)[kind]
    assert (found.right, found.missed) == (right, missed)
    assert (found.fitting, found.extra) == (fitting, extra)


def test_who_paints_over_the_page_misses_nothing_and_is_not_precise():
    found = privacy.score([Identifier(0, 4000, "name")], KEY)["all"]
    assert (found.precision, found.recall) == (0.0, 1.0)


def test_figures_over_nothing_have_no_value():
    nothing = privacy.score([], [])["all"]
    assert nothing.precision is None
    assert nothing.recall is None
    half = privacy.score([KEY[0], Identifier(22, 25, "phone")], KEY[:1])["all"]
    assert (half.precision, half.recall) == (0.5, 1.0)


def test_an_empty_mark():
    with pytest.raises(privacy.PrivacyError, match="is empty"):
        privacy.score([Identifier(4, 4, "name")], KEY)


def test_the_baseline_against_a_key():
    text = "Mr. Gerald Nelson came on 04/17/2026 with his daughter Ada; pain 5/10."
    key = [
        Identifier(text.index(words), text.index(words) + len(words), kind)
        for words, kind in (("Gerald Nelson", "name"), ("04/17/2026", "date"), ("Ada", "name"))
    ]
    found = privacy.score(privacy.find_identifiers(text), key)
    assert (found["name"].precision, found["name"].recall) == (1.0, 0.5)
    assert (found["date"].precision, found["date"].recall) == (0.5, 1.0)

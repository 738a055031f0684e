"""Edits of claim lines, on invented pairs and limits."""

from __future__ import annotations

import pytest

from chartroom.codes import cpt


def statuses(*lines):
    return [(one.kind, one.status, one.lines) for one in cpt.edits(lines)]


def test_indicator_0_takes_no_modifier():
    assert statuses("45378-59", "45385") == [("pair", "denied", (2, 1))]
    (found,) = cpt.edits(["45385", "45378-XS"])
    assert "no modifier helps" in found.message
    assert found.indicator == "0"


def test_indicator_1_wants_a_modifier_on_either_line():
    assert statuses("45385", "45380") == [("pair", "denied", (1, 2))]
    assert statuses("45385", "45380-59") == [("pair", "passes", (1, 2))]
    assert statuses("45385-XS", "45380") == [("pair", "passes", (1, 2))]
    assert statuses("69210", "99213-25") == [("pair", "passes", (1, 2))]
    assert statuses("45385", "45380-51") == [("pair", "denied", (1, 2))]


def test_sides_help_only_if_they_differ():
    assert statuses("29881-RT", "20610-LT") == [("pair", "passes", (1, 2))]
    assert statuses("29881-RT", "20610-RT") == [("pair", "denied", (1, 2))]
    assert statuses("29881-RT", "20610-RT-59") == [("pair", "passes", (1, 2))]


def test_indicator_9_does_nothing():
    (found,) = cpt.edits(["36556", "36415"])
    assert (found.status, found.indicator) == ("passes", "9")


def test_lines_that_have_nothing_to_do_with_one_another():
    assert cpt.edits(["27447-LT", "66984-RT", "J1885 x2"]) == ()
    assert cpt.edits([]) == ()


def test_units_are_added_up_a_day_or_looked_at_a_line():
    assert statuses("97110 x6") == []
    assert statuses("97110 x7") == [("units", "denied", (1,))]
    assert statuses("97110 x4", "97110-59 x3") == [("units", "denied", (1, 2))]
    assert statuses("85025 x4", "85025-91 4x") == []
    assert statuses("85025 x4", "85025-91 x5") == [("units", "denied", (2,))]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("99213-59", "See 25"),
        ("99213-XE", "See 25"),
        ("45385-25", "visits only"),
        ("45385-59-XS", "not beside it"),
        ("71046-26-TC", "whole test"),
        ("27447-50-RT", "both sides"),
    ],
)
def test_modifiers_that_do_not_fit(line, says):
    (found,) = cpt.edits([line])
    assert (found.kind, found.status) == ("modifier", "advice")
    assert says in found.message


def test_eye_visits_in_medicine_are_visits():
    assert statuses("92014-25") == []


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["99213", "banana"], "Line 2"),
        (["99213-ZZ"], "Line 1: ZZ is not a modifier"),
        ([cpt.Line("99213", 0)], "units must be"),
        ([cpt.Line("99213", True)], "units must be"),
        ([5], "Line 1 must be"),
        ("99213", "Give a list"),
        ([""], "Line 1: No code"),
    ],
)
def test_lines_that_cannot_be_read(lines, says):
    with pytest.raises(cpt.CptError) as caught:
        cpt.edits(lines)
    assert says in str(caught.value)


def test_the_invented_tables_are_about_the_teaching_set():
    held = cpt.codes()
    for pair in cpt.pairs():
        assert pair.column1 in held
        assert pair.column2 in held
        assert pair.column1 != pair.column2
        assert pair.indicator in "019"
    assert {one.indicator for one in cpt.pairs()} == {"0", "1", "9"}
    both = {(one.column1, one.column2) for one in cpt.pairs()}
    assert len(both) == len(cpt.pairs())
    assert not both & {(second, first) for first, second in both}
    assert {one.kind for one in cpt.limits()} == {"day", "line"}
    assert all(one.code in held and one.most > 0 for one in cpt.limits())

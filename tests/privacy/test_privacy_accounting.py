"""What an accounting of disclosures tells, how far back, and when it is free."""

from __future__ import annotations

from datetime import date

import pytest

from chartroom import privacy


def line(year, month, day, purpose):
    return privacy.Disclosure(date(year, month, day), "somebody", "summary", purpose)


@pytest.mark.parametrize(
    ("purpose", "told", "section"),
    [
        ("treatment", False, "(i)"),
        ("payment", False, "(i)"),
        ("operations", False, "(i)"),
        ("individual", False, "(ii)"),
        ("incidental", False, "(iii)"),
        ("authorization", False, "(iv)"),
        ("directory", False, "(v)"),
        ("involved in care", False, "(v)"),
        ("national security", False, "(vi)"),
        ("custody", False, "(vii)"),
        ("limited data set", False, "(viii)"),
        ("public health", True, "(1)"),
        ("subpoena", True, "(1)"),
        ("law enforcement", True, "(1)"),
        ("breach", True, "(1)"),
    ],
)
def test_what_an_accounting_tells(purpose, told, section):
    found, place = privacy.accountable(purpose)
    assert found is told
    assert place.endswith(section)


def test_an_accounting_reaches_six_years_back():
    log = [
        line(2020, 8, 3, "subpoena"),
        line(2020, 8, 2, "subpoena"),
        line(2026, 1, 1, "treatment"),
        line(2025, 5, 5, "public health"),
        line(2026, 8, 4, "coroner"),
    ]
    told = privacy.accounting(log, date(2026, 8, 3))
    assert [one.on for one in told] == [date(2020, 8, 3), date(2025, 5, 5)]
    assert [one.on for one in privacy.accounting(log, date(2024, 2, 29))] == [
        date(2020, 8, 2),
        date(2020, 8, 3),
    ]


def test_a_purpose_that_nobody_knows_is_not_left_out_silently():
    with pytest.raises(privacy.PrivacyError, match="'gossip' is not known"):
        privacy.accounting([line(2026, 1, 1, "gossip")], date(2026, 8, 3))


@pytest.mark.parametrize(
    ("earlier", "free"),
    [([], True), ([date(2025, 8, 3)], True), ([date(2025, 8, 4)], False)],
)
def test_the_first_accounting_of_a_year_is_free(earlier, free):
    assert privacy.accounting_fee(date(2026, 8, 3), earlier)[0] is free

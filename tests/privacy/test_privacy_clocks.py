"""Clocks, fees and accountings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chartroom import privacy, records


@pytest.mark.parametrize(
    ("request_kind", "extended", "last"),
    [
        ("access", None, date(2026, 7, 31)),
        ("access", date(2026, 7, 31), date(2026, 8, 30)),
        ("amendment", None, date(2026, 8, 30)),
        ("amendment", date(2026, 7, 1), date(2026, 9, 29)),
        ("accounting", None, date(2026, 8, 30)),
        ("accounting", date(2026, 8, 30), date(2026, 9, 29)),
    ],
)
def test_until_when(request_kind, extended, last):
    assert privacy.due(request_kind, date(2026, 7, 1), extended) == last


def test_the_amendment_clock_is_that_of_the_records_room():
    day = date(2026, 6, 10)
    assert privacy.due("amendment", day) == records.answer_amendment_by(day)
    assert privacy.due("amendment", day, day) == records.answer_amendment_by(day, extended=True)


@pytest.mark.parametrize(
    ("kind", "extended", "said"),
    [
        ("access", date(2026, 8, 1), "came after 07/31/2026"),
        ("access", date(2026, 6, 30), "before the request"),
        ("fax", None, "has no clock; known are access, amendment, accounting"),
    ],
)
def test_contradictory_dates(kind, extended, said):
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.due(kind, date(2026, 7, 1), extended)


@pytest.mark.parametrize(
    ("affected", "in_one_state", "told"),
    [
        (1, None, {"individuals": date(2026, 6, 9), "HHS": date(2027, 3, 1)}),
        (499, None, {"individuals": date(2026, 6, 9), "HHS": date(2027, 3, 1)}),
        (500, None, {"individuals": date(2026, 6, 9), "HHS": date(2026, 6, 9)}),
        (
            501,
            None,
            {"individuals": date(2026, 6, 9), "HHS": date(2026, 6, 9), "media": date(2026, 6, 9)},
        ),
        (900, 500, {"individuals": date(2026, 6, 9), "HHS": date(2026, 6, 9)}),
    ],
)
def test_who_is_told_of_a_breach(affected, in_one_state, told):
    found = privacy.notices(date(2026, 4, 10), affected, in_one_state)
    assert {one.to: one.by for one in found} == told
    assert all(one.section.startswith("45 CFR 164.40") for one in found)


@pytest.mark.parametrize(("affected", "state"), [(0, None), (5, 6), (5, -1)])
def test_counts_that_cannot_be(affected, state):
    with pytest.raises(privacy.PrivacyError, match="count again"):
        privacy.notices(date(2026, 4, 10), affected, state)


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ({"minutes": 15, "hourly": "24.00"}, "6.00"),
        ({"minutes": 10, "hourly": 25, "supplies": "3.50", "postage": "9.85"}, "17.52"),
        ({"minutes": 1, "hourly": "0.30"}, "0.01"),
        ({"summary": 40, "summary_agreed": True}, "40.00"),
        ({"flat": True}, "6.50"),
        ({}, "0.00"),
    ],
)
def test_what_a_copy_costs(given, amount):
    fee = privacy.copy_fee(**given)
    assert fee.amount == Decimal(amount)
    assert fee.working


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"charged_for": ("searching",)}, "Searching may not be charged"),
        ({"charged_for": ("retrieving",)}, "Retrieving may not be charged"),
        ({"charged_for": ("gold",)}, "'gold' is not known"),
        ({"summary": 40}, "only if the patient agreed"),
        ({"flat": True, "electronic": False}, "electronic copies"),
        ({"to": "attorney"}, "Ciox"),
        ({"postage": -1}, "must be 0 or more"),
        ({"postage": "two"}, "'two' is not a number"),
        ({"hourly": "nan"}, "must be 0 or more"),
    ],
)
def test_what_may_not_be_charged(given, said):
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.copy_fee(**given)


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

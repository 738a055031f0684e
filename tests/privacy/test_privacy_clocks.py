"""Until when: answers to patients, and notices after a breach."""

from __future__ import annotations

from datetime import date

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
        (900, 501, dict.fromkeys(("individuals", "HHS", "media"), date(2026, 6, 9))),
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


def test_small_breaches_of_a_year_before_a_leap_year():
    found = {one.to: one.by for one in privacy.notices(date(2027, 12, 31), 3)}
    assert found == {"individuals": date(2028, 2, 29), "HHS": date(2028, 2, 29)}


@pytest.mark.parametrize(
    ("days", "last"), [(15, date(2026, 7, 16)), (30, date(2026, 7, 31)), (45, date(2026, 7, 31))]
)
def test_a_state_can_only_shorten_the_time(days, last):
    assert privacy.due("access", date(2026, 7, 1), days=days) == last


def test_more_time_under_a_shorter_state_rule_is_not_guessed():
    with pytest.raises(privacy.PrivacyError, match="plan for 07/16/2026"):
        privacy.due("access", date(2026, 7, 1), date(2026, 7, 10), days=15)


@pytest.mark.parametrize(
    ("known", "knowable", "day"),
    [
        (date(2026, 4, 10), None, date(2026, 4, 10)),
        (date(2026, 4, 10), date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 4, 10), date(2026, 5, 1), date(2026, 4, 10)),
    ],
)
def test_the_day_of_discovery(known, knowable, day):
    assert privacy.discovered(known, knowable) == day


@pytest.mark.parametrize(
    ("without_address", "how", "section"),
    [
        (0, "first-class mail", "(d)(1)"),
        (9, "telephone", "(d)(2)(i)"),
        (10, "90 days", "(d)(2)(ii)"),
    ],
)
def test_how_people_are_told(without_address, how, section):
    words, place = privacy.reach(without_address)
    assert how in words
    assert place == f"45 CFR 164.404{section}"


def test_fewer_than_nobody():
    with pytest.raises(privacy.PrivacyError, match="count again"):
        privacy.reach(-1)

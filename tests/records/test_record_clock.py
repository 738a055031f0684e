"""Due dates, delinquency, amendment and retention."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from chartroom import records


def test_a_record_is_due_thirty_days_after_discharge_and_delinquent_on_the_day_after():
    assert records.due_on("2026-07-13 11:48") == date(2026, 8, 12)
    assert records.delinquent_from(date(2026, 7, 13)) == date(2026, 8, 13)
    assert not records.is_delinquent("2026-07-13", "2026-08-12")
    assert records.is_delinquent("2026-07-13", datetime(2026, 8, 13, 0, 5))
    assert records.days_left("2026-07-13", "2026-08-17") == -5


def test_an_amendment_request_has_sixty_days_and_thirty_more_if_extended():
    assert records.answer_amendment_by("2026-06-10") == date(2026, 8, 9)
    assert records.answer_amendment_by("2026-06-10", extended=True) == date(2026, 9, 8)


def test_what_is_no_date_is_said():
    with pytest.raises(ValueError, match="'soon' is not a date"):
        records.due_on("soon")


def test_an_adults_record_is_kept_ten_years_after_the_last_encounter():
    assert records.keep_until("1950-03-02", "2015-06-30") == date(2025, 6, 30)
    assert records.keep_until("1950-03-02", "2016-02-29") == date(2026, 3, 1)


def test_a_childs_record_is_kept_until_the_later_of_both_days():
    born_2010 = records.keep_until("2010-05-20", "2011-01-15")
    assert born_2010 == date(2031, 5, 20)  # 18 + 3 years, later than ten years after the visit
    assert records.keep_until("2000-05-20", "2017-09-01") == date(2027, 9, 1)
    assert records.keep_until("2000-05-20", "2018-05-20") == date(2028, 5, 20)


def test_nobody_is_seen_before_birth():
    with pytest.raises(ValueError, match="lies before birth"):
        records.keep_until("2020-01-01", "2019-12-31")

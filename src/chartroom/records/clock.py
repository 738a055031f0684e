"""Due dates of a record: completion after discharge, and answers to amendment requests.

Days are counted as calendar days; the day of discharge, or of receipt, is day 0.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

#: A record is to be complete within 30 days of discharge: 42 CFR 482.24(c)(4)(viii).
COMPLETE_WITHIN = 30
#: Tern Harbor looks at each record three days after discharge (hospital policy).
ANALYZED_AFTER = 3
#: An amendment request is answered within 60 days, once extended by up to 30: 45 CFR 164.526(b)(2).
AMEND_WITHIN, AMEND_EXTENSION = 60, 30


def day(value: date | datetime | str) -> date:
    """Return a date, from a date, a time, or text that begins with YYYY-MM-DD.

    Raises:
        ValueError: the text does not begin with a date of the calendar.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ValueError(f"'{value}' is not a date; write it as in 2026-07-13.") from None


def due_on(discharged: date | datetime | str, days: int = COMPLETE_WITHIN) -> date:
    """Return the last day on which the record may become complete."""
    return day(discharged) + timedelta(days=days)


def delinquent_from(discharged: date | datetime | str, days: int = COMPLETE_WITHIN) -> date:
    """Return the first day on which an incomplete record is delinquent: the day after it is due."""
    return due_on(discharged, days) + timedelta(days=1)


def days_left(discharged: date | datetime | str, today: date | datetime | str) -> int:
    """Return the days left until the record is due; below 0, so many days late."""
    return (due_on(discharged) - day(today)).days


def is_delinquent(discharged: date | datetime | str, today: date | datetime | str) -> bool:
    """Return whether a record that is still incomplete ``today`` is delinquent."""
    return days_left(discharged, today) < 0


def answer_amendment_by(received: date | datetime | str, extended: bool = False) -> date:
    """Return the last day to act on a patient's request to amend the record.

    Args:
        received: the day on which the request came.
        extended: whether the patient was told, in writing and within the first 60 days, why it
            takes longer and until when.
    """
    return day(received) + timedelta(days=AMEND_WITHIN + (AMEND_EXTENSION if extended else 0))

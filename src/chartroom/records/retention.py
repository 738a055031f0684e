"""How long an adult's or a child's record is kept, by a hospital's retention schedule.

The course's schedule follows AHIMA's recommendation (2013): adults ten years after the last
encounter, children until majority plus the time in which they could still sue. What state law and
the hospital's own schedule ask for goes before it.
"""

from __future__ import annotations

from datetime import date, datetime

from chartroom.records.clock import day

ADULT_YEARS = 10
MAJORITY = 18
#: Years in which somebody of age can still sue: Tern Harbor's invented state; ask your own.
LIMITATION_YEARS = 3


def birthday(born: date, years: int) -> date:
    """Return the same day ``years`` later; February 29 becomes March 1 where there is none."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def keep_until(
    born: date | datetime | str,
    last_seen: date | datetime | str,
    years: int = ADULT_YEARS,
    limitation: int = LIMITATION_YEARS,
) -> date:
    """Return the last day on which a record must be kept.

    For somebody under 18 at the last encounter it is the later of two days: so many years after
    the encounter, and the 18th birthday plus the limitation period.

    Raises:
        ValueError: a day is not in the calendar, or the last encounter lies before birth.
    """
    born, last_seen = day(born), day(last_seen)
    if last_seen < born:
        raise ValueError(f"The last encounter ({last_seen}) lies before birth ({born}).")
    kept = birthday(last_seen, years)
    if last_seen < birthday(born, MAJORITY):
        return max(kept, birthday(born, MAJORITY + limitation))
    return kept

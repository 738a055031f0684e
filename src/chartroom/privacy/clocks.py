"""Until when: answers to patients, notices after a breach. Calendar days; the first is day 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chartroom.privacy.finding import PrivacyError


@dataclass(frozen=True)
class Clock:
    """Days to act, days of the one extension, and where both stand."""

    days: int
    extension: int
    section: str


CLOCKS = {
    "access": Clock(30, 30, "45 CFR 164.524(b)(2)"),
    "amendment": Clock(60, 30, "45 CFR 164.526(b)(2)"),
    "accounting": Clock(60, 30, "45 CFR 164.528(c)(1)"),
}
#: Individuals, HHS and media: without unreasonable delay and in no case later than this.
NOTICE_DAYS = 60
#: From so many affected people on HHS is told at once; of more in one state the media, too.
MANY = 500


def due(request: str, received: date, extended_on: date | None = None) -> date:
    """Return the last day to act on a patient's request.

    Args:
        request: ``access``, ``amendment`` or ``accounting``.
        received: the day on which it came.
        extended_on: the day on which the patient was told in writing why it takes longer and until
            when; only within the first time does that give more.

    Raises:
        PrivacyError: the kind is not known, or the letter went before the request or too late.
    """
    clock = CLOCKS.get(request)
    if clock is None:
        raise PrivacyError(f"'{request}' has no clock; known are {', '.join(CLOCKS)}.")
    first = received + timedelta(days=clock.days)
    if extended_on is None:
        return first
    if extended_on < received:
        raise PrivacyError("The letter about more time is dated before the request; check both.")
    if extended_on > first:
        raise PrivacyError(
            f"The letter about more time came after {first:%m/%d/%Y}, when the first "
            f"{clock.days} days were over; it gives no more time ({clock.section})."
        )
    return first + timedelta(days=clock.extension)


@dataclass(frozen=True)
class Notice:
    """Who must be told of a breach, the last day for it, and where that stands."""

    to: str
    by: date
    section: str


def notices(discovered: date, affected: int, in_one_state: int | None = None) -> tuple[Notice, ...]:
    """Return who must be told of a breach of unsecured information, and by when.

    Args:
        discovered: the first day on which anybody of the workforce knew, or would have known with
            reasonable diligence (164.404(a)(2)).
        affected: how many people.
        in_one_state: how many of them live in the state with the most; all of them if None.

    Raises:
        PrivacyError: nobody was affected, or more live in one state than were affected.
    """
    most = affected if in_one_state is None else in_one_state
    if affected < 1 or not 0 <= most <= affected:
        raise PrivacyError(
            f"{affected} people, {most} of them in one state: count again who was affected."
        )
    last = discovered + timedelta(days=NOTICE_DAYS)
    found = [Notice("individuals", last, "45 CFR 164.404(b)")]
    if affected >= MANY:
        found.append(Notice("HHS", last, "45 CFR 164.408(b)"))
    else:
        year_end = date(discovered.year, 12, 31)
        by = year_end + timedelta(days=NOTICE_DAYS)
        found.append(Notice("HHS", by, "45 CFR 164.408(c)"))
    if most > MANY:
        found.append(Notice("media", last, "45 CFR 164.406"))
    return tuple(found)

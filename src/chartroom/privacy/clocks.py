"""Until when: answers to patients, notices after a breach. Calendar days; the first is day 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chartroom.privacy.finding import PrivacyError
from chartroom.records.clock import AMEND_EXTENSION, AMEND_WITHIN


@dataclass(frozen=True)
class Clock:
    """Days to act, days of the one extension, and where both stand."""

    days: int
    extension: int
    section: str


CLOCKS = {
    "access": Clock(30, 30, "45 CFR 164.524(b)(2)"),
    "amendment": Clock(AMEND_WITHIN, AMEND_EXTENSION, "45 CFR 164.526(b)(2)"),
    "accounting": Clock(60, 30, "45 CFR 164.528(c)(1)"),
}
#: Individuals, HHS and media: without unreasonable delay and in no case later than this.
NOTICE_DAYS = 60
#: From so many affected people on HHS is told at once; of more in one state the media, too.
MANY = 500
#: From so many people whose address is not good a public notice takes the place of a letter.
FEW = 10


def due(
    request: str, received: date, extended_on: date | None = None, days: int | None = None
) -> date:
    """Return the last day to act on a patient's request.

    Args:
        request: ``access``, ``amendment`` or ``accounting``.
        received: the day on which it came.
        extended_on: the day on which the patient was told in writing why it takes longer and until
            when; only within the first time does that give more.
        days: the state's own days, where they are fewer (``Overlay.days_to_answer``); whether it
            allows an extension is then for the state's law, so none is added.

    Raises:
        PrivacyError: the kind is not known, or the letter went before the request or too late, or a
            state's shorter time is to be extended.
    """
    clock = CLOCKS.get(request)
    if clock is None:
        raise PrivacyError(f"'{request}' has no clock; known are {', '.join(CLOCKS)}.")
    shorter = days is not None and days < clock.days
    first = received + timedelta(days=days if shorter else clock.days)
    if extended_on is None:
        return first
    if shorter:
        raise PrivacyError(
            f"The state gives {days} days. Whether its law allows more is not known here; ask the "
            f"privacy officer, and plan for {first:%m/%d/%Y}."
        )
    if extended_on < received:
        raise PrivacyError("The letter about more time is dated before the request; check both.")
    if extended_on > first:
        raise PrivacyError(
            f"The letter about more time came after {first:%m/%d/%Y}, when the first "
            f"{clock.days} days were over; it gives no more time ({clock.section})."
        )
    return first + timedelta(days=clock.extension)


def discovered(known: date, knowable: date | None = None) -> date:
    """Return the day of discovery: the first day on which a breach was known, or would have been.

    Args:
        known: the day on which anybody of the workforce, or an agent, learned of it, other than who
            committed it; not the day on which the privacy officer did.
        knowable: the day on which reasonable diligence would have shown it, if that was earlier.
            45 CFR 164.404(a)(2).
    """
    return known if knowable is None else min(known, knowable)


@dataclass(frozen=True)
class Notice:
    """Who must be told of a breach, the last day for it, and where that stands."""

    to: str
    by: date
    section: str


def notices(found_on: date, affected: int, in_one_state: int | None = None) -> tuple[Notice, ...]:
    """Return who must be told of a breach of unsecured information, and by when.

    Args:
        found_on: the day of discovery; see ``discovered``.
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
    last = found_on + timedelta(days=NOTICE_DAYS)
    found = [Notice("individuals", last, "45 CFR 164.404(b)")]
    if affected >= MANY:
        found.append(Notice("HHS", last, "45 CFR 164.408(b)"))
    else:
        year_end = date(found_on.year, 12, 31)
        by = year_end + timedelta(days=NOTICE_DAYS)
        found.append(Notice("HHS", by, "45 CFR 164.408(c)"))
    if most > MANY:
        found.append(Notice("media", last, "45 CFR 164.406"))
    return tuple(found)


def reach(without_address: int) -> tuple[str, str]:
    """Return how people are told whose address is missing or out of date, and where that stands.

    Raises:
        PrivacyError: the count is negative.
    """
    if without_address < 0:
        raise PrivacyError(f"{without_address} people cannot be; count again.")
    if without_address == 0:
        return "first-class mail, or e-mail to who agreed to it", "45 CFR 164.404(d)(1)"
    if without_address < FEW:
        return "another way, such as the telephone", "45 CFR 164.404(d)(2)(i)"
    return (
        "90 days on the home page or in major print or broadcast media, with a toll-free number",
        "45 CFR 164.404(d)(2)(ii)",
    )

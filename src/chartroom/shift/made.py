"""Tasks made from a seed: the numbers differ from shift to shift, the sums are the course's own."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from chartroom import quality, records
from chartroom.assess.filing import METHODS, READING, WORDS, place
from chartroom.assess.records import Numeric, Question, QuestionKey

_NAMES = (
    "Abara", "Bly", "Castro", "Dunn", "Easton", "Fenn", "Groves", "Hale", "Ito", "Jansen",
    "Kerr", "Lind", "Moss", "Nwosu", "Okafor", "Pruitt", "Quill", "Renner", "Sato", "Teal",
)  # fmt: skip
#: The desk and title of each made task.
TITLES = {
    "made-terminal": ("scanning", "Folders in terminal-digit order"),
    "made-middle": ("scanning", "Folders in middle-digit order"),
    "made-due": ("completion", "When is this record complete?"),
    "made-alos": ("quality", "An average length of stay"),
    "made-occupancy": ("quality", "Occupancy with new beds"),
    "made-deaths": ("quality", "A net death rate"),
}


def question(name: str, seed: str) -> Question:
    """Return a made question; the same for the same name and seed.

    Raises:
        KeyError: there is no such task.
    """
    return _MAKERS[name](name, random.Random(f"{seed} {name}"))


def _shelf(name: str, dice: random.Random) -> Question:
    method = name.removeprefix("made-")
    numbers: dict[tuple[str, ...], str] = {}
    last = [f"{dice.randrange(100):02}" for _ in range(3)]  # few endings, so that more counts
    while len(numbers) < 6:
        number = f"{dice.randrange(100):02}-{dice.randrange(100):02}-{dice.choice(last)}"
        if method == "middle":
            number = "-".join((number[:2], number[6:], number[3:5]))
        numbers.setdefault(place(number, method), number)
    folders = [f"{number} {who}" for number, who in zip(
        numbers.values(), dice.sample(_NAMES, 6), strict=True)]  # fmt: skip
    while folders == sorted(folders, key=lambda text: place(text, method)):
        dice.shuffle(folders)
    items = dict(zip("abcdef", folders, strict=True))
    right = tuple(sorted(items, key=lambda one: place(items[one], method)))
    assert method in METHODS
    return Question(
        name,
        "shelf",
        f"Put these folders in **{WORDS[method]}**.",
        items=items,
        filing=method,
        task="order",
        objectives=("02.8",),
        key=QuestionKey(right, why=f"{WORDS[method].capitalize()}: {READING[method]}."),
    )


def _due(name: str, dice: random.Random) -> Question:
    out = dt.date(2026, 7, 1) + dt.timedelta(dice.randrange(60))
    due = records.due_on(out)
    shapes = (
        f"{due.month}/{due.day}/{due.year}",
        due.isoformat(),
        f"{due:%B} {due.day}, {due.year}",
    )
    return Question(
        name,
        "short",
        f"A stay ended on **{out:%B} {out.day}, {out.year}**. Which day is the 30th after "
        "discharge, the last on which the record is complete in time? (MM/DD/YYYY)",
        label="Date",
        objectives=("02.5",),
        key=QuestionKey(
            f"{due:%m/%d/%Y}",
            shapes,
            why=f"Thirty days after {out:%B} {out.day} (42 CFR 482.24(c)(4)(viii)).",
        ),
    )


def _number(name: str, prompt: str, value: float, why: str, label: str, places: int) -> Question:
    return Question(
        name,
        "short",
        prompt,
        label=label,
        objectives=("11.5",),
        key=QuestionKey(
            f"{value:.{places}f}",
            why=why,
            numeric=Numeric(
                0.6 / 10**places, ("%", "percent") if label == "Percent" else ("days",)
            ),
        ),
    )


def _alos(name: str, dice: random.Random) -> Question:
    days = [dice.randrange(1, 12) for _ in range(dice.randrange(5, 8))]
    still = dice.randrange(2, 15)
    figure = quality.average_length_of_stay(sum(days), len(days))
    return _number(
        name,
        f"A unit discharged patients after **{', '.join(map(str, days))}** days; the last of them "
        f"died. One more is in bed on day {still}. What is the average length of stay, with one "
        "decimal?",
        figure.value,
        f"{figure}. A death is a discharge; who is still in bed does not count yet.",
        "Days",
        1,
    )


def _occupancy(name: str, dice: random.Random) -> Question:
    before, more = dice.randrange(20, 60), dice.randrange(4, 16)
    first = dice.randrange(8, 22)
    stretches = [(before, first - 1), (before + more, 31 - first)]
    beds = quality.bed_days(stretches)
    used = int(beds * dice.uniform(0.55, 0.9))
    figure = quality.occupancy(used, beds)
    return _number(
        name,
        f"In June (30 days) a hospital had **{before} beds**, and from **June {first}** on "
        f"**{before + more}**. There were **{used:,}** inpatient service days. Occupancy in "
        "percent, with one decimal?",
        figure.value,
        f"{figure}. Each stretch by itself: {before} × {first - 1} and {before + more} × "
        f"{31 - first}.",
        "Percent",
        1,
    )


def _deaths(name: str, dice: random.Random) -> Question:
    out, early = dice.randrange(200, 600), dice.randrange(2, 6)
    deaths = early + dice.randrange(3, 12)
    figure = quality.net_death_rate(deaths, early, out)
    return _number(
        name,
        f"**{out}** discharges, **{deaths}** of them deaths, **{early}** of these within 48 hours "
        f"of admission. In the ED {dice.randrange(1, 5)} more died. The **net** death rate, with "
        "two decimals?",
        figure.value,
        f"{figure}. Deaths in the ED are no inpatient deaths.",
        "Percent",
        2,
    )


_MAKERS: dict[str, Callable[[str, random.Random], Question]] = {
    "made-terminal": _shelf,
    "made-middle": _shelf,
    "made-due": _due,
    "made-alos": _alos,
    "made-occupancy": _occupancy,
    "made-deaths": _deaths,
}

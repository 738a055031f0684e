"""Levels of visits (E/M): by decision making, or by time.

Rules: CPT E/M guidelines of 2021 for offices and 2023 for the emergency department. The level is
that which two of the three elements (problems, data, risk) reach; in an office the physician may
choose total time of the day instead. Since CPT 2024 the minutes must be met or exceeded.
"""

from __future__ import annotations

from functools import cache

from chartroom.codes import tsvdata
from chartroom.codes.cpt.records import CptError, Element, EmResult, Level

MDM = ("straightforward", "low", "moderate", "high")
SETTINGS = {"office": "office", "ed": "emergency department"}
PATIENTS = ("new", "established")
STEPS = {
    "problems": ("minimal", "low", "moderate", "high"),
    "data": ("minimal", "limited", "moderate", "extensive"),
    "risk": ("minimal", "low", "moderate", "high"),
}
_DAY = 24 * 60
_PACKAGE = "chartroom.codes.cpt"


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels of office and emergency department visits, lowest first."""
    return tuple(
        Level(setting, patient, code, mdm, int(minutes) if minutes else None)
        for setting, patient, code, mdm, minutes in tsvdata.read(_PACKAGE, "levels")
    )


@cache
def elements() -> tuple[Element, ...]:
    """Return the steps of the three elements, in the course's words."""
    return tuple(Element(*row) for row in tsvdata.read(_PACKAGE, "elements"))


def data_level(
    items: int = 0, historian: bool = False, interpretation: bool = False, discussion: bool = False
) -> str:
    """Return the step of data: "minimal", "limited", "moderate" or "extensive".

    Args:
        items: tests ordered or reviewed and outside notes reviewed, each different one once.
        historian: somebody else had to tell the history.
        interpretation: the physician interpreted a test and does not report the reading apart.
        discussion: the case was discussed with a professional from outside.

    Raises:
        CptError: the number of items is no number from 0.
    """
    counted = _whole(items, "items", "the number of tests and notes")
    categories = sum((counted + bool(historian) >= 3, bool(interpretation), bool(discussion)))
    if categories >= 2:
        return "extensive"
    if categories:
        return "moderate"
    return "limited" if counted >= 2 or historian else "minimal"


def em(
    setting: str,
    patient: str = "",
    *,
    problems: str | None = None,
    data: str | None = None,
    risk: str | None = None,
    minutes: int | None = None,
) -> EmResult:
    """Return the level of a visit, with the reasons.

    Args:
        setting: "office" or "ed".
        patient: "new" or "established"; offices only.
        problems: "minimal", "low", "moderate" or "high".
        data: "minimal", "limited", "moderate" or "extensive".
        risk: "minimal", "low", "moderate" or "high".
        minutes: the physician's total time on the day of the visit; offices only.

    Raises:
        CptError: a word or a number cannot be used; the text says which and what may stand there.
    """
    place, who = _place(setting, patient)
    reached = {
        element: _step(element, given)
        for element, given in (("problems", problems), ("data", data), ("risk", risk))
        if given is not None and str(given).strip()
    }
    time = None if minutes is None else _whole(minutes, "minutes", "whole minutes")
    if time is not None and time > _DAY:
        raise CptError(f"minutes is {time}, and a day has {_DAY}.")
    ladder = [one for one in levels() if (one.setting, one.patient) == (place, who)]
    mdm, reasons = _mdm(reached)
    by_mdm = next((one.code for one in ladder if one.mdm == mdm), "")
    if by_mdm:
        reasons.append(f"{mdm.capitalize()} decision making: {by_mdm}.")
    by_time = ""
    if time is not None:
        by_time, said = _time(ladder, time, place)
        reasons.append(said)
    code = max(by_mdm, by_time)  # within a ladder the numbers rise with the level
    basis = "" if not code else "mdm" if code == by_mdm else "time"
    if by_mdm and by_time and by_mdm != by_time:
        reasons.append("Either may be chosen, if the note supports it; the higher one is shown.")
    if not code:
        reasons.append(_none(place, who))
    return EmResult(code, mdm, basis, by_mdm, by_time, tuple(reasons))


def _mdm(reached: dict[str, int]) -> tuple[str, list[str]]:
    """Return the level that two elements reach, and what there is to say about it."""
    named = [f"{element} {STEPS[element][step]}" for element, step in reached.items()]
    if len(reached) < 2:
        if not reached:
            return "", []
        return "", [f"Decision making needs two of its three elements; only {named[0]} was given."]
    ranked = sorted(reached.values(), reverse=True)
    level = MDM[ranked[1]]
    said = f"Given: {', '.join(named)}. The highest level that two of them reach is {level}."
    reasons = [said]
    if ranked[0] > ranked[1]:
        top = next(element for element, step in reached.items() if step == ranked[0])
        reasons.append(f"Only {top} goes higher, and one element alone does not count.")
    return level, reasons


def _time(ladder: list[Level], minutes: int, place: str) -> tuple[str, str]:
    if place == "ed":
        return "", "Time does not count in the emergency department; only decision making does."
    met = [one for one in ladder if one.minutes is not None and minutes >= one.minutes]
    if not met:
        least = ladder[0]
        return "", f"{minutes} minutes: {least.code} by time needs at least {least.minutes}."
    best = met[-1]
    above = ladder[len(met) : len(met) + 1]
    more = f" {above[0].code} would need {above[0].minutes}." if above else ""
    return best.code, (
        f"{minutes} minutes: {best.code} by time, which needs at least {best.minutes}.{more}"
    )


def _none(place: str, who: str) -> str:
    if place == "ed":
        return "No level: give at least two of problems, data and risk."
    more = " 99211 is for a visit without a physician." if who == "established" else ""
    return f"No level: give two of problems, data and risk, or the minutes.{more}"


def _place(setting: str, patient: str) -> tuple[str, str]:
    place, who = str(setting).strip().casefold(), str(patient).strip().casefold()
    if place not in SETTINGS:
        raise CptError(f'The setting "{setting}" is not known: give "office" or "ed".')
    if place == "ed":
        return place, ""  # new and known patients are one there
    if who not in PATIENTS:
        raise CptError(
            f'The patient "{patient}" is not known: give "new" or "established". New is who has '
            "not been seen face to face for three years by this physician, or one of the same "
            "specialty and group."
        )
    return place, who


def _step(element: str, given: str) -> int:
    steps = STEPS[element]
    word = str(given).strip().casefold()
    if word not in steps:
        raise CptError(f'{element} cannot be "{given}": give one of {", ".join(steps)}.')
    return steps.index(word)


def _whole(given: object, name: str, what: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise CptError(f"{name} must be {what}, a whole number from 0; it is {given!r}.")
    return given

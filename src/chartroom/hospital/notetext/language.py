"""English that depends on the person: ages, pronouns, articles, lists, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from chartroom.hospital.notetext.records import Patient

_AN = re.compile(r"\b([Aa]) (?=(?:8\d?|11|18)\b|(?:8\d?|11|18)[- ])")
_PRONOUNS = {"F": ("she", "her", "her"), "M": ("he", "his", "him")}


@dataclass(frozen=True)
class Age:
    """Completed years, and for babies completed months and days (days since birth)."""

    years: int
    months: int
    days: int


def age(patient: Patient, at: datetime) -> Age:
    """Return the age of a patient at a time; a time before birth counts as the day of birth."""
    born, day = patient.birth_date, max(at.date(), patient.birth_date)
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return Age(months // 12, months, (day - born).days)


def old(one: Age) -> str:
    """Return "71 y/o", "14-month-old", "3-day-old" or "newborn"."""
    if one.years >= 2:
        return f"{one.years} y/o"
    if one.months >= 2:
        return f"{one.months}-month-old"
    return f"{one.days}-day-old" if one.days else "newborn"


def long_age(one: Age) -> str:
    """Return "71", "14 months", "1 day" or "newborn"."""
    if one.years >= 2:
        return str(one.years)
    if one.months >= 2:
        return f"{one.months} months"
    if one.days:
        return f"{one.days} day" + ("s" if one.days > 1 else "")
    return "newborn"


def man(sex: str, one: Age) -> str:
    """Return woman, man, girl or boy; of unknown sex infant, child or adult."""
    child = one.years < 18
    if sex in _PRONOUNS:
        return {"F": ("woman", "girl"), "M": ("man", "boy")}[sex][child]
    return "infant" if one.years < 1 else "child" if child else "adult"


def pronouns(sex: str) -> tuple[str, str, str]:
    """Return he, his, him as the sex asks; "the patient" where it is not known."""
    return _PRONOUNS.get(sex, ("the patient", "the patient's", "the patient"))


def sentence_case(text: str) -> str:
    """Return ``text`` with its first letter capital."""
    return text[:1].upper() + text[1:]


def with_articles(text: str) -> str:
    """Return ``text`` with "an" before numbers that begin with a vowel: an 8, an 18, an 80."""
    return _AN.sub(lambda found: found[1] + "n ", text)


def joined(items: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + f" {last} {words[-1]}"


def day(at: date) -> str:
    """Return MM/DD/YYYY."""
    return at.strftime("%m/%d/%Y")


def moment(at: datetime) -> str:
    """Return MM/DD/YYYY HH:MM."""
    return at.strftime("%m/%d/%Y %H:%M")


def one_of(options: tuple[str, ...] | list[str], seed: int | str, what: str) -> str:
    """Return one of ``options``, always the same for the same seed and ``what``."""
    return options[crc32(f"{seed} {what}".encode()) % len(options)]

"""Patients as registered: names, birth dates, addresses, numbers that cannot be real."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from chartroom.hospital import numbers
from chartroom.hospital.content import table
from chartroom.hospital.draw import Draw
from chartroom.hospital.households import (
    CHILD,
    FATHER,
    HUSBAND,
    MOTHER,
    NEWBORN,
    SON,
    TWIN,
    WIFE,
    Members,
    members,
)
from chartroom.hospital.rows import Rows, words

#: First and last day of the data.
FIRST_DAY = np.datetime64("2026-04-01")
LAST_DAY = np.datetime64("2026-09-30")

# Ages of patients who are nobody's relative, and how often each band comes to a hospital.
_AGES = ((0.1, 1, 0.02), (1, 5, 0.05), (5, 18, 0.09), (18, 30, 0.12), (30, 45, 0.16),
         (45, 65, 0.25), (65, 75, 0.14), (75, 85, 0.11), (85, 99, 0.06))  # fmt: skip
_GROUPS = {
    "general": 0.72, "hispanic": 0.14, "asian": 0.04, "south-asian": 0.03,
    "arab": 0.02, "african": 0.02, "slavic": 0.03,
}  # fmt: skip
_RACES = ("White", "Black or African American", "Asian", "American Indian or Alaska Native",
          "Native Hawaiian or Other Pacific Islander", "Some other race", "Declined")  # fmt: skip
_RACE_WEIGHTS = {
    "general": (0.78, 0.18, 0.005, 0.012, 0.003, 0.01, 0.01),
    "hispanic": (0.52, 0.03, 0.005, 0.015, 0.0, 0.40, 0.03),
    "asian": (0.02, 0.0, 0.95, 0.0, 0.02, 0.0, 0.01),
    "south-asian": (0.02, 0.0, 0.95, 0.0, 0.0, 0.02, 0.01),
    "arab": (0.80, 0.02, 0.03, 0.0, 0.0, 0.13, 0.02),
    "african": (0.0, 0.98, 0.0, 0.0, 0.0, 0.0, 0.02),
    "slavic": (0.98, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02),
}
_LANGUAGES = {
    "general": ("English", 0.99), "hispanic": ("Spanish", 0.45), "asian": ("Vietnamese", 0.30),
    "south-asian": ("Hindi", 0.15), "arab": ("Arabic", 0.35), "african": ("French", 0.20),
    "slavic": ("Ukrainian", 0.25),
}  # fmt: skip
_PHONE_MISSING, _EMAIL_MISSING, _MIDDLE_MISSING = 0.04, 0.35, 0.25


@dataclass(frozen=True)
class People:
    """Patients of one chunk: who they are to each other, and their row of the MPI.

    Attributes:
        members: roles and relatives.
        birth: day of birth (datetime64[D]); newborns get theirs from the delivery.
        sex: "F" or "M".
        rows: the other columns of ``patients`` and what the identifiers are made from.
    """

    members: Members
    birth: np.ndarray
    sex: np.ndarray
    rows: Rows


def mrn(slots: np.ndarray, patients: int) -> np.ndarray:
    """Return medical record numbers.

    Args:
        slots: a patient's number; for a second record of the same person, plus ``patients``.
        patients: how many patients the whole data set has; decides the number of digits.
    """
    width = 6 if 2 * patients < 10**6 else 8
    return numbers.text("TH-", numbers.scattered(slots, width), width)


def people(draw: Draw, start: int, stop: int, patients: int) -> People:
    """Return the patients ``start`` to ``stop`` of a data set of ``patients``."""
    who = members(draw, start, stop)
    sex = _sexes(draw, who)
    birth = _births(draw, who)
    group = draw.pick("group", who.home, list(_GROUPS.values()))
    first, middle = _first_names(draw, who, sex, birth, group)
    rows: Rows = {
        "mrn": mrn(who.number, patients),
        "last_name": _last_names(draw, who, group),
        "first_name": first,
        "middle_name": middle,
        "suffix": _suffixes(who),
        **_backgrounds(draw, who, group, birth),
        **_addresses(draw, who),
        **_contacts(draw, who, birth),
        "mother_mrn": np.where(
            who.mother >= 0, mrn(np.maximum(who.mother, 0), patients), ""
        ).astype(object),
        "registered_on": _registered(draw, who),
    }
    rows["email"] = _emails(draw, who, rows, birth)
    return People(who, birth, sex, rows)


def _sexes(draw: Draw, who: Members) -> np.ndarray:
    female = draw.chance("sex", who.number, 0.54)
    female |= np.isin(who.role, (WIFE, MOTHER))
    female &= ~np.isin(who.role, (HUSBAND, FATHER, SON))
    newborn = who.role == NEWBORN
    female[newborn] = draw.chance("sex at birth", who.number[newborn], 0.488)
    return np.where(female, "F", "M").astype(object)


def _births(draw: Draw, who: Members) -> np.ndarray:
    bands = np.array(_AGES)
    at = draw.pick("age band", who.number, bands[:, 2])
    age = bands[at, 0] + draw.uniform("age", who.number) * (bands[at, 1] - bands[at, 0])
    spread = draw.normal("age", who.number)
    couple = 22 + 60 * draw.uniform("couple's age", who.home) ** 0.8
    family = 26 + 20 * draw.uniform("couple's age", who.home)
    has_children = _home_has(who, CHILD)
    parents = np.where(has_children, family, couple)
    age = np.where(who.role == WIFE, parents, age)
    age = np.where(who.role == HUSBAND, np.maximum(parents + 2 + 2.5 * spread, 20), age)
    child = parents - 21 - 4 * (who.number - who.home) * draw.uniform("child", who.number)
    age = np.where(who.role == CHILD, np.clip(child * 0.7, 0.4, 17.5), age)
    mother = np.clip(29 + 5.5 * spread, 16, 45)
    age = np.where(who.role == MOTHER, mother, age)
    age = np.where(who.role == TWIN, 2 + 60 * draw.uniform("twins' age", who.home), age)
    father = 48 + 30 * draw.uniform("father's age", who.home)
    age = np.where(who.role == FATHER, father, age)
    age = np.where(who.role == SON, father - 24 - 6 * draw.uniform("son", who.number), age)
    age = np.where(who.role == NEWBORN, 0, age)  # the day itself comes from the delivery
    days = np.floor(age * 365.2425).astype("timedelta64[D]")
    birth = FIRST_DAY - days
    return birth.astype("datetime64[D]")


def _home_has(who: Members, role: int) -> np.ndarray:
    homes = np.unique(who.home[who.role == role])
    return np.isin(who.home, homes)


@cache
def _names_of(sex: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rows = [row for row in table("first-names.tsv") if row["sex"] == sex]
    return (
        words(row["name"] for row in rows),
        np.array([int(row["era_start"]) for row in rows]),
        np.array([int(row["era_end"]) for row in rows]),
        np.array([float(row["weight"]) for row in rows]),
        words(row["group"] for row in rows),
    )


def _first_names(
    draw: Draw, who: Members, sex: np.ndarray, birth: np.ndarray, group: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Draw first and middle names by sex, decade of birth and group."""
    first = np.full(len(sex), "", dtype=object)
    middle = np.full(len(sex), "", dtype=object)
    decade = np.minimum(birth.astype("datetime64[Y]").astype(int) + 1970, 2025) // 10
    # A namesake draws by his father's number, decade and group.
    key = np.where(who.role == SON, who.home, who.number)
    decade = np.where(who.role == SON, decade - 3, decade)
    for one_sex in ("F", "M"):
        names, starts, ends, weights, groups = _names_of(one_sex)
        for at, name in enumerate(_GROUPS):
            for ten in np.unique(decade):
                which = np.flatnonzero((sex == one_sex) & (group == at) & (decade == ten))
                if not len(which):
                    continue
                year = ten * 10 + 5
                near = (starts <= year) & (year <= ends)
                fitting = weights * np.where(near, 1.0, 0.02)
                fitting = fitting * np.where(
                    groups == name, 6.0, np.where(groups == "general", 1.0, 0.0)
                )
                keys = key[which]
                first[which] = names[draw.pick("first name", keys, fitting)]
                middle[which] = names[draw.pick("middle name", keys, fitting)]
    # Brothers and sisters do not share a first name.
    sibling = np.isin(who.role, (TWIN, CHILD, NEWBORN)) & (who.number > who.home)
    same = sibling & (first == np.roll(first, 1)) & (who.home == np.roll(who.home, 1))
    first[same], middle[same] = middle[same], first[same]
    style = draw.uniform("middle style", who.number)
    initials = words(name[:1] for name in middle)
    middle = np.where(style < _MIDDLE_MISSING, "", np.where(style < 0.7, initials, middle))
    return first, middle.astype(object)


@cache
def _surnames() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    found = {}
    for name in _GROUPS:
        rows = table("last-names.tsv")
        own = np.array([row["group"] == name for row in rows])
        weights = np.array([float(row["weight"]) for row in rows])
        found[name] = (words(row["name"] for row in rows), weights * own)
    return found


def _last_names(draw: Draw, who: Members, group: np.ndarray) -> np.ndarray:
    last = np.full(len(group), "", dtype=object)
    for at, name in enumerate(_GROUPS):
        which = np.flatnonzero(group == at)
        names, weights = _surnames()[name]
        last[which] = names[draw.pick("last name", who.home[which], weights)]
    return last


def _suffixes(who: Members) -> np.ndarray:
    return np.select([who.role == FATHER, who.role == SON], ["Sr", "Jr"], "").astype(object)


def _backgrounds(draw: Draw, who: Members, group: np.ndarray, birth: np.ndarray) -> Rows:
    size = len(group)
    race = np.full(size, "", dtype=object)
    language = np.full(size, "English", dtype=object)
    for at, name in enumerate(_GROUPS):
        which = np.flatnonzero(group == at)
        race[which] = words(_RACES)[draw.pick("race", who.home[which], _RACE_WEIGHTS[name])]
        spoken, share = _LANGUAGES[name]
        language[which[draw.chance("language", who.home[which], share)]] = spoken
    hispanic = group == list(_GROUPS).index("hispanic")
    age = (FIRST_DAY - birth).astype(int) / 365.25
    married = np.isin(who.role, (WIFE, HUSBAND))
    drawn = draw.uniform("marital status", who.number)
    status = np.select(
        [age < 18, married, (age > 70) & (drawn < 0.4), drawn < 0.42, drawn < 0.56],
        ["Single", "Married", "Widowed", "Married", "Divorced"],
        "Single",
    )
    return {
        "race": race,
        "ethnicity": np.where(hispanic, "Hispanic or Latino", "Not Hispanic or Latino").astype(
            object
        ),
        "language": language,
        "marital_status": status.astype(object),
    }


def _addresses(draw: Draw, who: Members) -> Rows:
    streets, cities = table("streets.tsv"), table("cities.tsv")
    street = words(row["street"] for row in streets)[
        draw.integers("street", who.home, 0, len(streets) - 1)
    ]
    house = (1 + np.floor(1800 * draw.uniform("house", who.home) ** 1.6)).astype(np.int64)
    apartment = draw.integers("apartment", who.home, 1, 48)
    in_flat = draw.chance("flat", who.home, 0.22)
    lines = [
        f"{number} {name} Apt {flat}" if has else f"{number} {name}"
        for number, name, flat, has in zip(house, street, apartment, in_flat, strict=True)
    ]
    at = draw.pick("city", who.home, [float(row["weight"]) for row in cities])
    zips = [row["zips"].split() for row in cities]
    which_zip = draw.bits("zip", who.home) >> np.uint64(8)
    return {
        "street": words(lines),
        "city": words(row["city"] for row in cities)[at],
        "state": np.full(len(at), "XX", dtype=object),
        "zip": words(zips[a][int(b) % len(zips[a])] for a, b in zip(at, which_zip, strict=True)),
    }


def _contacts(draw: Draw, who: Members, birth: np.ndarray) -> Rows:
    # Area code 555 and an exchange that begins with 0 are not dialed anywhere in North America.
    mobile = draw.chance("own phone", who.number, 0.7) & (birth < np.datetime64("2012-01-01"))
    key = np.where(mobile, who.number + (1 << 40), who.home)
    digits = (draw.bits("phone", key) % np.uint64(10**5)).astype(np.int64)
    phone = numbers.joined(
        numbers.text("555-01", digits // 10**4, 1), numbers.text("-", digits % 10**4, 4)
    ).astype(object)
    phone[draw.chance("no phone", who.number, _PHONE_MISSING)] = ""
    return {"phone": phone}


def _emails(draw: Draw, who: Members, rows: Rows, birth: np.ndarray) -> np.ndarray:
    grown = birth < np.datetime64("2010-01-01")
    has = grown & ~draw.chance("no email", who.number, _EMAIL_MISSING)
    made = np.full(len(has), "", dtype=object)
    tail = draw.integers("email", who.number, 1, 99)
    for at in np.flatnonzero(has):
        first, last = _ascii(rows["first_name"][at]), _ascii(rows["last_name"][at])
        made[at] = f"{first}.{last}{tail[at]}@example.org"
    return made


@cache
def _ascii(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in plain if letter.isalpha())


def _registered(draw: Draw, who: Members) -> np.ndarray:
    """Return the day of the first registration; -1 day means at the first encounter."""
    back = np.floor(12 * 365 * draw.uniform("registered", who.number) ** 1.4).astype(int)
    before = draw.chance("known before", who.number, 0.72) & (who.role != NEWBORN)
    days = FIRST_DAY - (back + 1).astype("timedelta64[D]")
    return np.where(before, days, np.datetime64("NaT", "D"))

"""Codes that do not fit the patient's age or sex."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chartroom.codes import form
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

# Age groups as in the Medicare Code Editor: newborn 0, pediatric 0-17, maternity 9-64,
# adult 15-124. Ages are whole years.
_MATERNITY = ("O", "Z33", "Z34", "Z36", "Z37", "Z39", "Z3A")
_ADULT = ("N40", "N95", "F01", "F03")
_AGE_RELATED = ("R54", "R41.81", "M81.0", "M80.0", "H25", "H35.31")
_NEWBORN = ("Z38", "Z00.11", "Z05", "A33", "R95")
_CHILD = ("Z00.12", "Z00.2", "Z00.3", "R62.0", "R62.51", "F93")
# Perinatal conditions whose effects may last: the code is right at a later age too (I.C.16.a.4).
_LASTING = form.codes("P05 P07 P08 P10 P11 P12 P13 P14 P15 P27 P29 P35 P37 P91 P94 P96")
_NEWBORN_TITLE = re.compile(r"\b(newborn|neonatal|neonatorum)\b", re.IGNORECASE)

_FEMALE_CODES = (
    "O C51 C52 C53 C54 C55 C56 C57 C58 C79.6 D06 D07.0 D07.1 D07.2 D07.3 D25 D26 D27 D28 D39 "
    "E28 E89.4 F53 I86.3 L29.2 N70 N71 N72 N73 N74 N75 N76 N77 N80 N81 N82 N83 N84 N85 N86 N87 N88 "
    "N89 N90 N91 N92 N93 N94 N95 N96 N97 N98 N99.2 N99.3 Q50 Q51 Q52 Q96 Q97 R87 R97.1 A34 Z01.4 "
    "Z03.7 Z12.4 Z12.72 Z32 Z33 Z34 Z36 Z37 Z39 Z3A Z64.0 Z64.1 Z85.40 Z85.41 Z85.42 Z85.43 "
    "Z85.44 Z87.41 Z87.42 Z87.51 Z87.59 Z90.71 Z90.72 Z97.5 Z98.51"
)
_MALE_CODES = (
    "C60 C61 C62 C63 D07.4 D07.5 D07.6 D29 D40 E29 E89.5 I86.1 L29.1 N40 N41 N42 N43 N44 N45 N46 "
    "N47 N48 N49 N50 N51 N52 N53 Q53 Q54 Q55 Q98 R86 R97.2 Z12.5 Z12.71 Z85.45 Z85.46 Z85.47 "
    "Z85.48 Z85.49 Z98.52"
)
_FEMALE = form.codes(_FEMALE_CODES)
_MALE = form.codes(_MALE_CODES)
_FEMALE_TITLE = re.compile(
    r"\b(female|vagina|vaginal|vaginitis|vulva|vulval|vulvovaginitis|uterus|uterine|intrauterine|"
    r"cervix|cervicitis|ovary|ovarian|fallopian tube|menopausal|postmenopausal|"
    r"pregnant|pregnancy)\b",
    re.IGNORECASE,
)
_MALE_TITLE = re.compile(
    r"\b(male|penis|penile|prostate|prostatic|prostatitis|testis|testes|testicle|testicular|"
    r"scrotum|scrotal|epididymitis|orchitis|balanitis|ejaculation|vasectomy)\b",
    re.IGNORECASE,
)
# Titles that name an organ of one sex although either may have the code.
_EITHER = re.compile(
    r"family history|genetic susceptibility|newborn|fetus|exposure to|family planning|hermaphrodit",
    re.IGNORECASE,
)


def read_age(age: object) -> int | None:
    """Return an age in whole years.

    Raises:
        ValueError: it is not a number from 0 to 130.
    """
    if age is None or age == "":
        return None
    try:
        years = float(str(age))
    except ValueError:
        years = -1.0
    if not 0 <= years <= 130:
        raise ValueError(f"{age!r} is not an age: give whole years, 0 for a baby under one year.")
    return int(years)


def read_sex(sex: object) -> str | None:
    """Return "F", "M", or None when neither is known.

    Raises:
        ValueError: it is text that names no sex.
    """
    text = str(sex or "").strip().upper()
    if text in ("", "U", "X", "O", "UNKNOWN", "OTHER", "NONE"):
        return None
    if text in ("F", "FEMALE", "W", "WOMAN"):
        return "F"
    if text in ("M", "MALE", "MAN"):
        return "M"
    raise ValueError(f'{sex!r} is not a sex the check knows: give "F" or "M", or leave it out.')


def check(listed: Sequence[Entry], age: int | None, sex: str | None) -> list[Finding]:
    """Return codes that do not fit the age (whole years) or the sex ("F", "M")."""
    findings = []
    for entry in listed:
        if age is not None and (found := _age(entry, age)):
            findings.append(found)
        if sex is not None and (found := _sex(entry, sex)):
            findings.append(found)
    return findings


def _age(entry: Entry, age: int) -> Finding | None:
    limits = _age_limits(entry)
    if limits is None or limits[0] <= age <= limits[1]:
        return None
    low, high, who, certain = limits
    # The Medicare Code Editor counts as adult from 15, so nothing is certain above that.
    make = error if certain and not (low in (18, 40) and age >= 15) else advice
    if high == 0:
        span = "under one year"
    elif high > 120:
        span = f"{low} years and older"
    else:
        span = f"{low} to {high} years"
    return make(
        "age",
        (entry.code,),
        f"{entry.code} ({entry.title}) is for {who} ({span}) and this patient is {age}: check "
        "the age and the code.",
        "I.C.16.a.4" if entry.starts("P") else "",
    )


def _age_limits(entry: Entry) -> tuple[int, int, str, bool] | None:
    """Return lowest and highest age, whom the code is for, and whether that is certain."""
    title = entry.title.lower()
    if entry.starts("P"):
        return (0, 0, "a newborn", not entry.starts(*_LASTING))
    if entry.starts(*_NEWBORN):
        return (0, 0, "a newborn or infant", True)
    if entry.starts(*_CHILD):
        return (0, 17, "a child", not entry.starts("F93"))
    if entry.starts("Z68.5"):
        return (2, 19, "children and young people", True)
    if entry.starts("Z68"):
        return (20, 124, "adults", True)
    if entry.starts("R68.11", "R68.12", "R68.13"):
        return (0, 1, "an infant", True)
    if entry.starts("R62.7"):
        return (18, 124, "adults", True)
    if entry.starts("Z00.0"):
        return (18, 124, "adults", True)
    if entry.starts(*_AGE_RELATED):
        return (40, 124, "people of advanced age", True)
    if entry.starts(*_ADULT):
        return (15, 124, "adults", True)
    if entry.starts(*_MATERNITY):
        return (9, 64, "pregnancy and childbirth", True)
    if entry.starts("T74", "T76"):
        if title.startswith("child "):
            return (0, 17, "a child", True)
        if title.startswith("adult "):
            return (18, 124, "adults", True)
    if entry.chapter != 20 and _NEWBORN_TITLE.search(title) and "history" not in title:
        return (0, 0, "a newborn", True)
    return None


def _sex(entry: Entry, sex: str) -> Finding | None:
    wanted = _sex_of(entry)
    if wanted is None or wanted == sex:
        return None
    names = {"F": "female", "M": "male"}
    return error(
        "sex",
        (entry.code,),
        f"{entry.code} ({entry.title}) is for {names[wanted]} patients and this patient is "
        f"recorded as {names[sex]}: check the registration and the code.",
    )


def _sex_of(entry: Entry) -> str | None:
    """Return the sex a code is for, None if either."""
    if entry.starts(*_FEMALE):
        return "F"
    if entry.starts(*_MALE):
        return "M"
    # Chapters 16 (the mother's condition in the baby's record) and 20 name organs in passing.
    if entry.chapter in (16, 20) or _EITHER.search(entry.title):
        return None
    female, male = _FEMALE_TITLE.search(entry.title), _MALE_TITLE.search(entry.title)
    if bool(female) == bool(male):
        return None
    return "F" if female else "M"

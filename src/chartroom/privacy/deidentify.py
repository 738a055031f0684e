"""Change what identifies: dates, ZIP codes, ages. 45 CFR 164.514(b)(2)(i)(B), (C)."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from chartroom.privacy.finding import PrivacyError

#: ZIP3 areas of 20,000 people or fewer, 2000 Census: HHS guidance on de-identification, 2012.
SMALL_ZIP3 = frozenset(
    ("036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878",
     "879", "884", "890", "893")
)  # fmt: skip
TOP_AGE = 90
_DATES = (
    ("%m/%d/%Y", re.compile(r"\b\d{2}/\d{2}/\d{4}\b")),
    ("%Y-%m-%d", re.compile(r"\b\d{4}-\d{2}-\d{2}\b")),
)


def safe_zip(zip_code: str) -> str:
    """Return the first three digits, or 000 where 20,000 people or fewer live in the area.

    Raises:
        PrivacyError: it has not five digits (or five and four).
    """
    text = str(zip_code).strip()
    if not re.fullmatch(r"\d{5}(-\d{4})?", text):
        raise PrivacyError(f"'{zip_code}' is not a ZIP code of five digits.")
    return "000" if text[:3] in SMALL_ZIP3 else text[:3]


def safe_age(years: int) -> str:
    """Return an age as it may stand: years, or "90 or older".

    Raises:
        PrivacyError: the age is negative.
    """
    if years < 0:
        raise PrivacyError(f"{years} is not an age.")
    return "90 or older" if years >= TOP_AGE else str(years)


def shift_dates(text: str, mrn: str, secret: str, most: int = 365) -> str:
    """Move every full date of a text by the same number of days, from 1 to ``most``, into the past.

    The number comes from the secret and the record number, so that all papers of a patient move
    together and intervals stay. Dates in other forms stay and must be looked for. Shifted dates do
    **not** meet Safe Harbor, which leaves only years; they need an expert's determination
    (164.514(b)(1)) or a limited data set (164.514(e)).

    Raises:
        PrivacyError: there is no secret, or ``most`` is below 1.
    """
    if not secret or most < 1:
        raise PrivacyError("Shifting needs a secret and at least one day.")
    days = 1 + int(hashlib.sha256(f"{secret}\0{mrn}".encode()).hexdigest(), 16) % most

    for form, pattern in _DATES:

        def moved(match: re.Match[str], form: str = form) -> str:
            try:
                day = datetime.strptime(match[0], form)
            except ValueError:  # 02/30/2026 is no day; it stays to be looked at
                return match[0]
            return (day - timedelta(days=days)).strftime(form)

        text = pattern.sub(moved, text)
    return text

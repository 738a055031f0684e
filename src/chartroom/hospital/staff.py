"""Who works at Tern Harbor, and who of them does what at an encounter."""

from __future__ import annotations

from functools import cache

import numpy as np

from chartroom.hospital import numbers
from chartroom.hospital.content import Content, table
from chartroom.hospital.draw import Draw
from chartroom.hospital.rows import Rows, words
from chartroom.hospital.visits import Visits


def providers() -> Rows:
    """Return the table ``providers``; each NPI begins with 9 and so cannot be a real one."""
    rows = table("providers.tsv")
    return {
        "provider_id": words(row["provider_id"] for row in rows),
        "npi": numbers.text("9", numbers.scattered(np.arange(len(rows)), 9), 9).astype(object),
        **{
            name: words(row[name] for row in rows)
            for name in ("last_name", "first_name", "credential", "specialty", "department_id")
        },
    }


def users() -> Rows:
    """Return the table ``users``."""
    rows = table("users.tsv")
    names = ("user_id", "last_name", "first_name", "job", "department_id", "provider_id")
    return {name: words(row[name] for row in rows) for name in names} | {
        "mrn": words("" for _ in rows)
    }


@cache
def _by_specialty() -> dict[str, np.ndarray]:
    rows = table("providers.tsv")
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["credential"] in ("MD", "DO"):
            found.setdefault(row["specialty"], []).append(row["provider_id"])
    return {name: words(ids) for name, ids in found.items()}


@cache
def users_of(job: str) -> np.ndarray:
    """Return the sign-on names of everybody with a job."""
    return words(row["user_id"] for row in table("users.tsv") if row["job"] == job)


@cache
def nurses_of(department: str) -> np.ndarray:
    """Return the sign-on names of a department's nurses."""
    rows = (row for row in table("users.tsv") if row["job"] == "nurse")
    return words(row["user_id"] for row in rows if row["department_id"] == department)


@cache
def user_of_provider() -> dict[str, str]:
    """Return the sign-on name of each provider."""
    return {row["provider_id"]: row["user_id"] for row in table("users.tsv") if row["provider_id"]}


@cache
def signed_as(provider_id: str) -> str:
    """Return name and credential of a provider, as under a document."""
    for row in table("providers.tsv"):
        if row["provider_id"] == provider_id:
            return f"{row['first_name']} {row['last_name']}, {row['credential']}"
    raise KeyError(f"There is no provider {provider_id}.")


def one_of(draw: Draw, name: str, keys: np.ndarray, specialty: str) -> np.ndarray:
    """Return a physician of a specialty for each key (internal medicine if there is none)."""
    known = _by_specialty()
    ids = known.get(specialty, known["internal medicine"])
    return ids[draw.integers(f"{name} {specialty}", keys, 0, len(ids) - 1)]


# Who is asked about a disease, by the first letter of its code; otherwise internal medicine.
_CONSULTED = {
    "C": "oncology",
    "E": "endocrinology",
    "F": "psychiatry",
    "G": "neurology",
    "I": "cardiology",
    "J": "pulmonology",
    "K": "gastroenterology",
    "N": "nephrology",
    "S": "orthopedic surgery",
}


def consultants(draw: Draw, seen: Visits, content: Content) -> np.ndarray:
    """Return who is consulted in each encounter: never of the attending's own specialty."""
    asked = []
    for profile in content.profiles:
        letter = profile.principal[-1].codes[0][0][0] if profile.principal[-1].codes else ""
        specialty = _CONSULTED.get(letter, "internal medicine")
        own = profile.specialty == specialty
        asked.append("hospital medicine" if own else specialty)
    result = np.full(len(seen.uid), "", dtype=object)
    wanted = words(asked)[seen.profile]
    for name in sorted(set(wanted)):
        which = np.flatnonzero(wanted == name)
        result[which] = one_of(draw, "consultant", seen.uid[which], name)
    return result


def attendings(draw: Draw, seen: Visits, content: Content) -> np.ndarray:
    """Return the attending physician of each encounter."""
    result = np.full(len(seen.uid), "", dtype=object)
    specialty = words(one.specialty for one in content.profiles)[seen.profile]
    for name in sorted(set(specialty)):
        which = np.flatnonzero(specialty == name)
        result[which] = one_of(draw, "attending", seen.uid[which], name)
    return result

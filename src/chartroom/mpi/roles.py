"""Which column of a table holds what about a person."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from numbers import Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# role: (how a clerk calls it, column names that mean it, written without spaces and signs)
_KNOWN: dict[str, tuple[str, str]] = {
    "first_name": (
        "first name",
        "firstname givenname forename first given fname namefirst patientfirstname",
    ),
    "middle_name": ("middle name", "middlename middle middleinitial mname mi secondname"),
    "last_name": (
        "last name",
        "lastname surname familyname last family lname namelast patientlastname",
    ),
    "suffix": ("name suffix", "suffix namesuffix generation"),
    "birth_date": ("birth date", "birthdate dateofbirth dob birthday born bday patientdob"),
    "sex": ("sex", "sex gender administrativesex legalsex sexatbirth"),
    "national_id": (
        "national ID",
        "nationalid ssn socsecid socialsecuritynumber socialsecurity socsec nationalidentifier "
        "nhsnumber medicareid socialsecurityno",
    ),
    "phone": (
        "phone",
        "phone phonenumber telephone tel mobile cell homephone cellphone mobilephone",
    ),
    "email": ("email", "email emailaddress mail"),
    "house_number": ("house number", "housenumber streetnumber houseno streetno number"),
    "street": (
        "street",
        "street address address1 streetaddress addressline1 streetname addr addr1 homeaddress",
    ),
    "street2": ("address line 2", "street2 address2 addressline2 addr2 unit apartment apt"),
    "city": ("city", "city suburb town municipality locality"),
    "state": ("state", "state province region stateabbr statecode"),
    "postcode": ("ZIP code", "postcode zip zipcode postalcode postal zip5"),
}

#: The roles a column can have, with the words used for them in explanations.
ROLES: dict[str, str] = {role: words for role, (words, _) in _KNOWN.items()}

_ROLE_OF = {name: role for role, (_, names) in _KNOWN.items() for name in names.split()}


class TableProblem(ValueError):
    """A table, a column or a setting that the matching cannot work with; its text says why."""


def guess_columns(frame: pd.DataFrame) -> dict[str, Hashable]:
    """Return ``{role: column}`` for the columns whose names say what they hold.

    The first column that fits a role gets it. Case, spaces and signs in names do not count.

    Raises:
        TableProblem: the names do not tell enough to compare people by.
    """
    found: dict[str, Hashable] = {}
    for column in frame.columns:
        role = _ROLE_OF.get(re.sub(r"[\W_]+", "", str(column)).lower())
        if role:
            found.setdefault(role, column)
    if not _enough(found):
        names = ", ".join(repr(str(column)) for column in list(frame.columns)[:12]) or "none"
        raise TableProblem(
            f"The column names do not tell who is who (the columns are: {names}). Say which "
            "column is what, for example "
            'columns={"first_name": "Given", "last_name": "Family", "birth_date": "DOB"}.'
        )
    return found


def _enough(roles: Mapping[str, Hashable]) -> bool:
    """Whether the roles can tell two people apart: two or more, one of them personal."""
    personal = {"first_name", "last_name", "birth_date", "national_id", "phone", "email"}
    return len(roles) >= 2 and bool(personal & set(roles))


def read_columns(
    frame: pd.DataFrame, columns: Mapping[str, Hashable] | None, table: str = "table"
) -> dict[str, Hashable]:
    """Return ``{role: column}`` in the order of ``ROLES``, checked against the table.

    Raises:
        TableProblem: not a table, an unknown role, a column that is missing or there twice,
            labels of rows that repeat, or too few columns to compare people by.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise TableProblem(
            f"The {table} must be a pandas DataFrame, one row a record; this is a "
            f"{type(frame).__name__}."
        )
    if not frame.index.is_unique:
        again = frame.index[frame.index.duplicated()][0]
        raise TableProblem(
            f"Two rows of the {table} have the same label, {str(again)!r}, so a pair could not be "
            "named. Give each row its own label first: frame.reset_index(drop=True)."
        )
    if columns is None:
        chosen = guess_columns(frame)
    else:
        if not isinstance(columns, Mapping):
            raise TableProblem('columns must be a dict such as {"last_name": "Family"}.')
        chosen = {role: column for role, column in columns.items() if column is not None}
        _check(frame, chosen, table)
    twice = [str(c) for c in chosen.values() if (frame.columns == c).sum() > 1]
    if twice:
        raise TableProblem(f"The {table} has two columns called {twice[0]!r}. Rename one of them.")
    return {role: chosen[role] for role in ROLES if role in chosen}


def _check(frame: pd.DataFrame, chosen: Mapping[str, Hashable], table: str) -> None:
    unknown = [str(role) for role in chosen if role not in ROLES]
    if unknown:
        raise TableProblem(
            f"columns names a role that is not known: {unknown[0]!r}. Known: {', '.join(ROLES)}."
        )
    shared = [str(c) for c in chosen.values() if sum(c == other for other in chosen.values()) > 1]
    if shared:
        raise TableProblem(f"columns gives the column {shared[0]!r} two roles. Give it one.")
    missing = [str(column) for column in chosen.values() if column not in frame.columns]
    if missing:
        names = ", ".join(str(column) for column in list(frame.columns)[:12]) or "none"
        raise TableProblem(f"The {table} has no column {missing[0]!r}. Its columns: {names}.")
    if not _enough(chosen):
        raise TableProblem(
            "columns must name at least two columns, one of them a name, a birth date, a phone, "
            "an email or a national ID: people cannot be told apart otherwise."
        )


def check_threshold(threshold: float) -> float:
    """Return the threshold as a float from 0 to 1.

    Raises:
        TableProblem: it is not a number from 0 to 1.
    """
    ok = isinstance(threshold, Real) and not isinstance(threshold, bool)
    if not ok or not 0 <= threshold <= 1:
        raise TableProblem(
            f"threshold must be a number from 0 to 1, the match probability from which a pair is "
            f"listed; this is {threshold!r}."
        )
    return float(threshold)

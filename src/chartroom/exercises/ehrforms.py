"""The registration form of the EHR desk: which fields, in which groups, with which help."""

from __future__ import annotations

from collections.abc import Mapping

from chartroom.hospital.schema import TABLES

SEX_WORDS = {"F": "Female", "M": "Male", "U": "Unknown"}

_GROUPS = {
    "Name": ("last_name", "first_name", "middle_name", "suffix"),
    "Birth and sex": ("birth_date", "sex", "deceased_on", "mother_mrn"),
    "As the patient says": ("race", "ethnicity", "language", "marital_status"),
    "Address and contact": ("street", "city", "state", "zip", "phone", "email"),
}
LABELS = {
    "mrn": "MRN",
    "mother_mrn": "Mother's MRN",
    "zip": "ZIP",
}
_HELP = {
    "middle_name": "Or an initial",
    "suffix": "Jr, Sr, II, III",
    "birth_date": "MM/DD/YYYY",
    "deceased_on": "MM/DD/YYYY",
    "mother_mrn": "For a baby born here",
    "state": "XX: Tern Harbor's state is invented",
    "zip": "Five digits",
    "phone": "Ten digits, as 555-010-0123",
}
_CHOICES = {
    "sex": [[code, word] for code, word in SEX_WORDS.items()],
    "ethnicity": [
        [one, one] for one in ("Hispanic or Latino", "Not Hispanic or Latino", "Declined")
    ],
    "marital_status": [[one, one] for one in ("Single", "Married", "Divorced", "Widowed")],
    "race": [
        [one, one]
        for one in (
            "American Indian or Alaska Native",
            "Asian",
            "Black or African American",
            "Native Hawaiian or Other Pacific Islander",
            "White",
            "Some other race",
            "Declined",
        )
    ],
}
_NOT_YET = ("deceased_on",)  # a person being registered
_DATES = tuple(one.name for one in TABLES["patients"].columns if one.type == "date")


def label(column: str) -> str:
    """Return the name of a column for people, as the form has it."""
    return LABELS.get(column) or column.replace("_", " ").capitalize()


def groups(new: bool) -> list[dict[str, object]]:
    """Return the form: ``title`` and ``fields`` of each group.

    A field has ``id, label, required, help, options`` (pairs of value and word; empty for text).

    Args:
        new: for a patient who is being registered.
    """
    return [
        {
            "title": title,
            "fields": [_field(name) for name in names if not (new and name in _NOT_YET)],
        }
        for title, names in _GROUPS.items()
    ]


def _field(name: str) -> dict[str, object]:
    return {
        "id": name,
        "label": label(name),
        "required": TABLES["patients"].column(name).required,
        "help": _HELP.get(name, ""),
        "options": _CHOICES.get(name, []),
    }


def american(text: object) -> str:
    """Return a stored date or time as MM/DD/YYYY [HH:MM]; anything else as it is."""
    day, _, clock = str(text or "").partition(" ")
    parts = day.split("-")
    if len(parts) != 3 or [len(one) for one in parts] != [4, 2, 2]:
        return str(text or "")
    return f"{parts[1]}/{parts[2]}/{parts[0]} {clock}".strip()


def shown(column: str, value: object) -> str:
    """Return a stored value of a registration in words."""
    if column == "sex":
        return SEX_WORDS.get(str(value), str(value or ""))
    return american(value) if column in _DATES else str(value if value is not None else "")


def typed(patient: Mapping[str, object]) -> dict[str, str]:
    """Return a registration as the form shows it for editing."""
    names = [name for each in _GROUPS.values() for name in each]
    return {
        name: str(patient[name] or "") if name == "sex" else shown(name, patient[name])
        for name in names
    }

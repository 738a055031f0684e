"""Who belongs to whom: patients come in households of four consecutive numbers.

Relatives matter to a records department: a newborn's chart names its mother, twins and a father and
son of one name look like duplicates and are not. Since a household is drawn from its own number, no
patient depends on another part of the data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chartroom.hospital.draw import Draw

SIZE = 4
STRANGER, WIFE, HUSBAND, CHILD, MOTHER, NEWBORN, TWIN, FATHER, SON = range(9)

# weight, the role of each of the four
PATTERNS = (
    (0.587, (STRANGER, STRANGER, STRANGER, STRANGER)),
    (0.140, (WIFE, HUSBAND, CHILD, CHILD)),
    (0.085, (MOTHER, NEWBORN, STRANGER, STRANGER)),
    (0.0014, (MOTHER, NEWBORN, NEWBORN, STRANGER)),
    (0.145, (WIFE, HUSBAND, STRANGER, STRANGER)),
    (0.020, (TWIN, TWIN, STRANGER, STRANGER)),
    (0.020, (FATHER, SON, STRANGER, STRANGER)),
)


@dataclass(frozen=True)
class Members:
    """Patients by role. All arrays have one entry a patient.

    Attributes:
        number: the patient's number.
        role: one of the constants above.
        home: number of the patient whose name and address are shared; the own number if none.
        mother: number of the mother of a newborn, else -1.
        plural: True for twins born here and for their mother.
    """

    number: np.ndarray
    role: np.ndarray
    home: np.ndarray
    mother: np.ndarray
    plural: np.ndarray


def members(draw: Draw, start: int, stop: int) -> Members:
    """Return the roles of patients ``start`` (a multiple of four) to ``stop`` (not included)."""
    number = np.arange(start, stop, dtype=np.int64)
    household, slot = number // SIZE, number % SIZE
    roles = np.array([roles for _, roles in PATTERNS])
    pattern = draw.pick("household", household, [weight for weight, _ in PATTERNS])
    role = roles[pattern, slot]
    head = household * SIZE
    home = np.where(role == STRANGER, number, head)
    newborn = role == NEWBORN
    twins = (roles == NEWBORN).sum(axis=1) > 1
    return Members(
        number=number,
        role=role,
        home=home,
        mother=np.where(newborn, head, -1),
        plural=twins[pattern] & (newborn | (role == MOTHER)),
    )

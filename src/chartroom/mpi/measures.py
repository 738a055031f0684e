"""How clean a master patient index is, in the rates that AHIMA describes.

Duplicate rate: records in possible duplicate pairs ÷ records in the MPI (AHIMA's target: 1 percent
or less). Duplicate creation rate: duplicates confirmed in a period ÷ registrations in that period.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .roles import TableProblem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Rates:
    """Both rates as fractions (0.01 is 1 percent), with the counts they come from."""

    records_in_pairs: int
    mpi_records: int
    duplicate_rate: float
    confirmed: int
    registrations: int
    creation_rate: float


def duplicate_rate(mpi_records: int | Sized, pairs: pd.DataFrame) -> float:
    """Return the records in possible duplicate pairs ÷ the records in the MPI.

    Args:
        mpi_records: how many records the MPI has, or the table itself.
        pairs: what ``find_duplicates`` returned; a record in two pairs counts once.

    Raises:
        TableProblem: no records, or more records in pairs than there are.
    """
    records, inside = _count(mpi_records, "mpi_records"), _inside(pairs)
    if inside > records:
        raise TableProblem(
            f"The pairs name {inside} records, but the MPI has only {records}. Do both come from "
            "the same table?"
        )
    return inside / records


def creation_rate(registrations: int | Sized, confirmed: int | Sized) -> float:
    """Return the confirmed duplicates ÷ the registrations of the same period.

    Args:
        registrations: how many there were, or a table with one row each.
        confirmed: how many new records proved to be duplicates, or a table with one row each.

    Raises:
        TableProblem: no registrations, a negative count, or more duplicates than registrations.
    """
    made, wrong = _count(registrations, "registrations"), _count(confirmed, "confirmed", least=0)
    if wrong > made:
        raise TableProblem(
            f"{wrong} duplicates cannot come from {made} registrations. Are both counts of the "
            "same period?"
        )
    return wrong / made


def rates(
    registrations: int | Sized,
    mpi_records: int | Sized,
    pairs: pd.DataFrame,
    confirmed: int | Sized,
) -> Rates:
    """Return both rates of one period with their counts; see the two functions above."""
    return Rates(
        _inside(pairs),
        _count(mpi_records, "mpi_records"),
        duplicate_rate(mpi_records, pairs),
        _count(confirmed, "confirmed", least=0),
        _count(registrations, "registrations"),
        creation_rate(registrations, confirmed),
    )


def _inside(pairs: pd.DataFrame) -> int:
    if not {"left", "right"} <= set(getattr(pairs, "columns", ())):
        raise TableProblem("pairs must be a table with the columns left and right.")
    return len({*pairs["left"], *pairs["right"]})


def _count(value: int | Sized, name: str, least: int = 1) -> int:
    count = len(value) if isinstance(value, Sized) and not isinstance(value, str) else value
    try:
        whole = int(count)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        whole = None
    if whole is None or whole != count or isinstance(count, bool):
        raise TableProblem(f"{name} must be a whole number or a table; this is {value!r}.")
    if whole < least:
        why = "a rate of nothing is not defined" if whole == 0 else "a count cannot be negative"
        raise TableProblem(f"{name} is {whole}: {why}.")
    return whole

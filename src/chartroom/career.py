"""Is the training worth it? Plain sums, and the published pay figures of the field."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass

from chartroom import paths

TABLE = "medical-records-pay.csv"


class CareerError(ValueError):
    """A number that cannot be; the text is one sentence with the remedy."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Figure:
    """One published figure: what is counted, for whom, in which year, and who says so."""

    measure: str
    group: str
    value: float
    unit: str
    year: int
    source: str


@dataclass(frozen=True)
class Payback:
    """What training costs and gives; all amounts in dollars of today, before tax.

    Attributes:
        fees: what the school takes, less grants.
        lost_income: pay given up during the training.
        interest: what a loan costs on top of what was borrowed.
        gain: how much more a year of work pays afterwards; below 0 if it pays less.
        training_years: how long the training takes.
    """

    fees: float
    lost_income: float
    interest: float
    gain: float
    training_years: float

    @property
    def cost(self) -> float:
        """Everything that has to be earned back."""
        return self.fees + self.lost_income + self.interest

    @property
    def years(self) -> float | None:
        """Years of work after the training until it has paid for itself; None if it never does."""
        if self.cost <= 0:
            return 0.0
        return self.cost / self.gain if self.gain > 0 else None

    def balance(self, years_after: float) -> float:
        """Return how far ahead (below 0: behind) one is after so many years of work."""
        return self.gain * years_after - self.cost

    def __str__(self) -> str:
        lines = [
            f"School, less grants      {self.fees:>12,.0f} dollars",
            f"Income given up          {self.lost_income:>12,.0f} dollars",
            f"Interest on the loan     {self.interest:>12,.0f} dollars",
            f"To earn back             {self.cost:>12,.0f} dollars",
            f"More pay each year       {self.gain:>12,.0f} dollars",
        ]
        if self.years is None:
            lines.append("Break-even: never. The new job does not pay more than the old one.")
        else:
            whole = self.years + self.training_years
            lines.append(
                f"Break-even: {self.years:.1f} years after the training ends "
                f"({whole:.1f} years from today)."
            )
        return "\n".join(lines)


def payback(
    *,
    school_cost: float,
    training_years: float,
    pay_now: float,
    pay_after: float,
    share_worked: float = 0.0,
    grants: float = 0.0,
    loan: float = 0.0,
    loan_rate: float = 0.0,
    loan_years: float = 10.0,
) -> Payback:
    """Work out when training has paid for itself.

    Break-even is the cost (school less grants, income given up, interest) divided by the rise in
    yearly pay. Taxes, raises, inflation, benefits and time without a job are left out.

    Args:
        school_cost: tuition, fees, books and exam for the whole training, in dollars.
        training_years: how long it takes.
        pay_now: pay before tax in a year of the job without the training.
        pay_after: the same in a year of the new job.
        share_worked: how much of the old job goes on meanwhile, from 0 (none) to 1 (all of it).
        grants: what need not be paid back.
        loan: how much of it is borrowed.
        loan_rate: interest in percent a year.
        loan_years: over how many years it is paid back, in equal monthly amounts.

    Raises:
        CareerError: an amount is below 0 or no number, the share is not between 0 and 1, or
            grants are more than the school costs.
    """
    amounts = {
        "school_cost": school_cost,
        "training_years": training_years,
        "pay_now": pay_now,
        "pay_after": pay_after,
        "share_worked": share_worked,
        "grants": grants,
        "loan": loan,
        "loan_rate": loan_rate,
        "loan_years": loan_years,
    }
    for name, value in amounts.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or value < 0:
            raise CareerError(
                f"{name} is {value!r}; write a number of 0 or more, without a comma or a $ sign."
            )
    if share_worked > 1:
        raise CareerError(
            f"share_worked is {share_worked:g}; write a part of 1, such as 0.5 for half."
        )
    if grants > school_cost:
        raise CareerError(
            f"grants ({grants:,.0f}) are more than school_cost ({school_cost:,.0f}); "
            "count only what pays for the school."
        )
    return Payback(
        fees=school_cost - grants,
        lost_income=pay_now * (1 - share_worked) * training_years,
        interest=interest(loan, loan_rate, loan_years),
        gain=pay_after - pay_now,
        training_years=training_years,
    )


def interest(loan: float, rate: float, years: float) -> float:
    """Return all interest, in dollars, on a loan paid back in equal monthly amounts.

    Args:
        loan: the amount borrowed.
        rate: percent a year.
        years: until it is paid back; 0 means at once, without interest.
    """
    months, monthly = round(years * 12), rate / 1200
    if not loan or not monthly or not months:
        return 0.0
    payment = loan * monthly / (1 - (1 + monthly) ** -months)
    return payment * months - loan


def figures(measure: str = "", year: int | None = None) -> tuple[Figure, ...]:
    """Return the published figures, all of them or those of one measure or year.

    Raises:
        CareerError: there is none.
    """
    path = paths.datasets() / "reference" / TABLE
    with path.open(encoding="utf-8", newline="") as file:
        found = tuple(
            Figure(
                row["measure"],
                row["group"],
                float(row["value"]),
                row["unit"],
                int(row["year"]),
                row["source"],
            )
            for row in csv.DictReader(file)
            if measure in ("", row["measure"]) and year in (None, int(row["year"]))
        )
    if not found:
        raise CareerError(f"There is no figure '{measure}' of {year or 'any year'} in {TABLE}.")
    return found

"""What the month's report shows, on a page of HTML as on paper: findings, charts, values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chartroom.picture import Picture
from chartroom.quality import chartplot
from chartroom.quality.charting import Bar, ControlChart, pareto, run_chart
from chartroom.quality.checking import all_rules
from chartroom.quality.figure import Figure

if TYPE_CHECKING:
    import pandas as pd

DISCHARGES = "Discharges of inpatients a week"


def of_month(tables: Mapping[str, pd.DataFrame], found: pd.DataFrame, month: str) -> pd.DataFrame:
    """Return the findings of ``check`` about encounters that began in a month."""
    encounters = tables["encounters"]
    begun = encounters[encounters["admitted_at"].astype(str).str.startswith(month)]
    named = found["row"].str.extract(r"encounter_id=(E\d+)", expand=False)
    return found[named.isin(set(begun["encounter_id"]))]


def causes(found: pd.DataFrame) -> tuple[Bar, ...]:
    """Return the findings by rule, most first.

    Raises:
        QualityError: nothing was found.
    """
    says = {rule.id: rule.says.rstrip(".") for rule in all_rules()}
    counts = {_short(says.get(rule, rule)): n for rule, n in found["rule"].value_counts().items()}
    return tuple(pareto(counts))


def findings_chart(found: pd.DataFrame, month: str) -> Picture:
    """Draw the month's findings by rule as a Pareto chart.

    Raises:
        QualityError: nothing was found.
    """
    return chartplot.bars(causes(found), f"Findings of {month} by rule")


def discharges(tables: Mapping[str, pd.DataFrame], month: str) -> tuple[ControlChart, list[str]]:
    """Return discharges of inpatients by week, from April to the end of a month, and the weeks."""
    import pandas as pd

    stays = tables["encounters"].query("kind == 'inpatient'")
    days = pd.to_datetime(stays["discharged_at"], errors="coerce").dropna()
    weeks = days[days < pd.Period(month).end_time].dt.to_period("W-SUN").value_counts().sort_index()
    every = pd.period_range(weeks.index.min(), weeks.index.max(), freq="W-SUN")
    counts = weeks.reindex(every, fill_value=0)
    labels = [f"{week.start_time:%b} {week.start_time.day}" for week in every]
    return run_chart(counts.tolist()), labels


def discharges_chart(tables: Mapping[str, pd.DataFrame], month: str) -> Picture:
    """Draw ``discharges``."""
    chart, labels = discharges(tables, month)
    return chartplot.series(chart, labels, DISCHARGES, "discharges")


def short_value(figure: Figure) -> str:
    """Return a figure's value with its unit, or that there is none."""
    text = str(figure)[len(figure.name) + 2 :]
    return text.split(" (")[0].split(",")[0]


def said_count(number: int) -> str:
    """Return how many findings there are, in words."""
    return "No finding" if not number else f"{number} finding{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) < 44 else text[:42].rsplit(" ", 1)[0] + " …"

"""A month of Tern Harbor in figures, counted from its tables.

Rows that cannot be counted (a date that does not exist, a discharge before the admission) are left
out and said so: nothing is guessed, and no figure stands on a census with days missing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chartroom.quality import rates
from chartroom.quality.figure import Figure, QualityError

if TYPE_CHECKING:
    import pandas as pd

NURSERY = "NUR"
DIED, OTHER_HOSPITAL = "20", ("02", "66")
# ICD-10-PCS: extraction of products of conception, open approach; the other ways to be delivered.
_CESAREAN, _DELIVERY = r"10D00Z", r"10D0|10E0"


@dataclass(frozen=True)
class MonthReport:
    """The figures of a month by key, and sentences about what they leave out."""

    month: str
    figures: Mapping[str, Figure]
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line a figure, then what was left out."""
        notes = (f"Left out: {note}" for note in self.left_out)
        return "\n".join([f"Month {self.month}", *map(str, self.figures.values()), *notes])


def month_report(tables: Mapping[str, pd.DataFrame], month: str) -> MonthReport:
    """Count one month.

    Args:
        tables: ``encounters``, ``procedures``, ``census`` and ``deficiencies`` of a data set, as
            ``hospital.load`` returns them.
        month: such as ``"2026-05"``.

    Raises:
        QualityError: the month is not written like that, or a table is missing.
    """
    days = _days_of(month)
    missing = {"encounters", "procedures", "census", "deficiencies"} - set(tables)
    if missing:
        raise QualityError(f"The month's figures need also: {', '.join(sorted(missing))}.")
    notes: list[str] = []
    every = _stays(tables["encounters"], month, notes)
    stays = every[every["kind"] == "inpatient"]
    out = stays[stays["end"].dt.strftime("%Y-%m") == month]
    figures = (
        _flow(out)
        | _deaths(out)
        | _births(out, tables["procedures"])
        | _back(stays, out, notes)
        | _beds(tables["census"], month, days, notes)
        | _delinquency(tables["deficiencies"], stays, f"{month}-{days:02d}")
    )
    return MonthReport(month, figures, tuple(notes))


def _days_of(month: str) -> int:
    found = re.fullmatch(r"(\d{4})-(\d{2})", month)
    if not found or not 1 <= int(found[2]) <= 12:
        raise QualityError(f"Write the month as year and month, such as 2026-05; it is {month!r}.")
    return calendar.monthrange(int(found[1]), int(found[2]))[1]


def _stays(encounters: pd.DataFrame, month: str, notes: list[str]) -> pd.DataFrame:
    import pandas as pd

    found = encounters[encounters["kind"].isin(["inpatient", "newborn"])].copy()
    for column, name in (("admitted_at", "start"), ("discharged_at", "end")):
        found[name] = pd.to_datetime(found[column], errors="coerce", format="%Y-%m-%d %H:%M")
    sound = found["start"].notna() & found["end"].notna() & (found["end"] >= found["start"])
    near = found["admitted_at"].str.startswith(month) | found["discharged_at"].str.startswith(month)
    for number in sorted(found.loc[~sound & near, "encounter_id"]):
        notes.append(f"stay {number}: its dates of admission and discharge cannot both be right")
    found = found[sound]
    between = found["end"].dt.normalize() - found["start"].dt.normalize()
    found["days"] = between.dt.days.clip(lower=1)
    return found


def _flow(out: pd.DataFrame) -> dict[str, Figure]:
    return {"stay": rates.average_length_of_stay(int(out["days"].sum()), len(out))}


def _deaths(out: pd.DataFrame) -> dict[str, Figure]:
    import pandas as pd

    died = out[out["disposition"] == DIED]
    early = (died["end"] - died["start"]) < pd.Timedelta(hours=48)
    return {
        "gross death": rates.gross_death_rate(len(died), len(out)),
        "net death": rates.net_death_rate(len(died), int(early.sum()), len(out)),
    }


def _births(out: pd.DataFrame, procedures: pd.DataFrame) -> dict[str, Figure]:
    def with_code(pattern: str) -> int:
        found = procedures[procedures["code"].str.match(pattern)]
        return int(out["encounter_id"].isin(found["encounter_id"]).sum())

    return {"cesarean": rates.cesarean_rate(with_code(_CESAREAN), with_code(_DELIVERY))}


def _back(stays: pd.DataFrame, out: pd.DataFrame, notes: list[str]) -> dict[str, Figure]:
    import pandas as pd

    index = out[~out["disposition"].isin([DIED, *OTHER_HOSPITAL])]
    ordered = stays.sort_values(["mrn", "start"])
    again = ordered.groupby("mrn")["start"].shift(-1).reindex(index.index)
    within = (again.dt.normalize() - index["end"].dt.normalize()) <= pd.Timedelta(days=30)
    last = stays["end"].max()
    if len(index) and last < index["end"].max() + pd.Timedelta(days=30):
        notes.append(
            f"readmissions after {last:%B %d, %Y}: the data end there, less than 30 days after the "
            "month's last discharge, so the readmission rate may still rise"
        )
    return {"readmission": rates.readmission_rate(int(within.sum()), len(index))}


def _beds(census: pd.DataFrame, month: str, days: int, notes: list[str]) -> dict[str, Figure]:
    beds = census[census["department_id"] != NURSERY]
    counted = beds[beds["day"].str.startswith(f"{month}-")]
    there = counted.groupby("department_id")["day"].nunique()
    short = there.reindex(sorted(beds["department_id"].unique()), fill_value=0)
    short = short[short != days]
    if len(short):
        units = ", ".join(f"{unit} {number}" for unit, number in short.items())
        notes.append(
            f"census and occupancy: the month has {days} days, but the census has fewer ({units})"
        )
        return {}
    if counted.empty:
        return {}
    served, bed_days = int(counted["service_days"].sum()), int(counted["beds"].sum())
    return {
        "census": rates.average_daily_census(served, days),
        "occupancy": rates.occupancy(served, bed_days),
    }


def _delinquency(
    deficiencies: pd.DataFrame, stays: pd.DataFrame, last_day: str
) -> dict[str, Figure]:
    """Records of inpatients with something overdue at the end of the month's last day."""
    ours = deficiencies[deficiencies["encounter_id"].isin(stays["encounter_id"])]
    waiting = (ours["completed_on"] == "") | (ours["completed_on"] > last_day)
    late = ours[(ours["due_on"] < last_day) & waiting]
    until = stays[stays["end"].dt.strftime("%Y-%m-%d") <= last_day]
    months = until["end"].dt.strftime("%Y-%m").nunique()
    average = len(until) / months if months else 0
    return {"delinquency": rates.delinquency_rate(late["encounter_id"].nunique(), average)}

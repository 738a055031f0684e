"""Read charts of the hospital from a data set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom.hospital import reading
from chartroom.records.chart import Chart, Paper, RecordsError, Stay
from chartroom.records.clock import is_delinquent
from chartroom.records.deficiency import analyze

if TYPE_CHECKING:
    import pandas as pd

#: Obstetrics, extraction or delivery of the baby (ICD-10-PCS).
_DELIVERY = ("10D0", "10E0")


def open_chart(encounter_id: str, data: str | Path | None = None) -> Chart:
    """Return the chart of one encounter; its documents as they stand at the end of the data.

    Args:
        encounter_id: the account number, such as E338329857.
        data: the folder of a data set; the course's hospital if none is named.

    Raises:
        RecordsError: there is no such encounter, or its dates cannot be read.
        chartroom.hospital.making.DataError: the data set is not whole.
    """
    tables = _tables(reading.folder(data))
    found = tables["encounters"]
    rows = found[found["encounter_id"] == str(encounter_id).strip().upper()]
    if rows.empty:
        raise RecordsError(
            f"There is no encounter {encounter_id}; look it up in the table encounters."
        )
    return _chart(rows.iloc[0], tables)


def stays(data: str | Path | None = None, kind: str = "") -> Iterator[Chart]:
    """Yield the charts of all encounters, or of those of one kind, in the table's order.

    Encounters whose dates are not in the calendar are passed over.
    """
    tables = _tables(reading.folder(data))
    for _, row in tables["encounters"].iterrows():
        if not kind or row["kind"] == kind:
            try:
                yield _chart(row, tables)
            except RecordsError:
                continue


def delinquent_charts(
    today: date | datetime | str, data: str | Path | None = None
) -> tuple[Chart, ...]:
    """Return the charts of inpatients and newborns that are incomplete past their due date.

    A record counts once, however much is wanting in it.
    """
    return tuple(
        chart
        for kind in ("inpatient", "newborn")
        for chart in stays(data, kind)
        if is_delinquent(chart.stay.discharged_at, today) and analyze(chart, today)
    )


@lru_cache(maxsize=2)
def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    names = ("encounters", "documents", "signatures", "procedures", "providers", "patients")
    tables = {name: reading.read(name, folder) for name in names}
    signed = tables["documents"].merge(
        tables["signatures"], on="document_id", how="left", suffixes=("", "_sign")
    )
    tables["papers"] = signed.fillna("").sort_values(["written_at", "document_id"])
    return tables


def _chart(row: pd.Series, tables: dict[str, pd.DataFrame]) -> Chart:
    number = row["encounter_id"]
    done = tables["procedures"]
    done = done[done["encounter_id"] == number]
    first = done[done["sequence"] == 1]
    stay = Stay(
        encounter_id=number,
        mrn=row["mrn"],
        kind=row["kind"],
        attending_id=row["attending_id"],
        admitted_at=_time(row["admitted_at"], number),
        discharged_at=_time(row["discharged_at"], number),
        via_ed=row["via_ed"] == "Y",
        surgeon_id="" if first.empty else first.iloc[0]["provider_id"],
        delivery=any(code.startswith(_DELIVERY) for code in done["code"]),
    )
    papers = tables["papers"]
    who = tables["patients"]
    who = who[who["mrn"] == row["mrn"]]
    name = "" if who.empty else f"{who.iloc[0]['last_name']}, {who.iloc[0]['first_name']}"
    found = papers[papers["encounter_id"] == number]
    return Chart(stay, tuple(_paper(one) for _, one in found.iterrows()), _names(tables), name)


def _paper(row: pd.Series) -> Paper:
    number = row["document_id"]
    unsigned = not row["signed_at"]
    return Paper(
        document_id=number,
        type=row["type"],
        author_id=row["author_id"],
        written_at=_time(row["written_at"], number),
        signer_id=row["provider_id"] or row["author_id"],
        signed_at=None if unsigned else _time(row["signed_at"], number),
        text=row["text"],
    )


def _names(tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    people = tables["providers"]
    return {
        one["provider_id"]: f"{one['first_name']} {one['last_name']}, {one['credential']}"
        for _, one in people.iterrows()
    }


def _time(value: str, where: str) -> datetime:
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M")
    except ValueError:
        raise RecordsError(f"{where} has the time '{value}', which cannot be read.") from None

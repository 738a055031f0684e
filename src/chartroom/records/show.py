"""A chart's documents and deficiencies as tables to look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from chartroom.records.chart import Chart
from chartroom.records.clock import days_left, due_on
from chartroom.records.deficiency import analyze

if TYPE_CHECKING:
    import pandas as pd

_TIME, _DAY = "%m/%d/%Y %H:%M", "%m/%d/%Y"


def delinquency_list(charts: Iterable[Chart], today: date | datetime | str) -> pd.DataFrame:
    """Return a row for each incomplete chart: whose, when due, how late, what is wanting."""
    import pandas as pd

    rows = [
        {
            "Encounter": chart.stay.encounter_id,
            "Patient": chart.patient,
            "Discharged": chart.stay.discharged_at.strftime(_DAY),
            "Due": due_on(chart.stay.discharged_at).strftime(_DAY),
            "Days late": max(0, -days_left(chart.stay.discharged_at, today)),
            "Wanting": "; ".join(
                f"{one.document_type}, {one.kind}" for one in analyze(chart, today)
            ),
        }
        for chart in charts
    ]
    columns = ["Encounter", "Patient", "Discharged", "Due", "Days late", "Wanting"]
    return pd.DataFrame(rows, columns=columns).set_index("Encounter")


def document_list(chart: Chart, today: date | datetime | str) -> pd.DataFrame:
    """Return a row for each document as it stood at the end of a day: author, written, signed."""
    import pandas as pd

    rows = [
        {
            "Number": paper.document_id,
            "Document": paper.type,
            "Author": chart.name(paper.author_id),
            "Written": paper.written_at.strftime(_TIME),
            "Signed": paper.signed_at.strftime(_TIME) if paper.signed_at else "not signed",
        }
        for paper in chart.on(today).papers
    ]
    frame = pd.DataFrame(rows, columns=["Number", "Document", "Author", "Written", "Signed"])
    return frame.set_index("Number")


def deficiency_list(chart: Chart, today: date | datetime | str) -> pd.DataFrame:
    """Return a row for each deficiency at the end of a day: what, whose, due, days left."""
    import pandas as pd

    rows = [
        {
            "Document": one.document_type,
            "Wanting": one.kind,
            "Assigned to": chart.name(one.provider_id),
            "Due": one.due_on.strftime(_DAY),
            "Days left": days_left(chart.stay.discharged_at, today),
        }
        for one in analyze(chart, today)
    ]
    columns = ["Document", "Wanting", "Assigned to", "Due", "Days left"]
    return pd.DataFrame(rows, columns=columns).set_index("Document")

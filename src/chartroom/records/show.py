"""A chart's documents and deficiencies as tables to look at."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from chartroom.records.chart import Chart
from chartroom.records.clock import days_left
from chartroom.records.deficiency import analyze

if TYPE_CHECKING:
    import pandas as pd

_TIME, _DAY = "%m/%d/%Y %H:%M", "%m/%d/%Y"


def document_list(chart: Chart, today: date | datetime | str) -> pd.DataFrame:
    """Return a row for each document as it stood at the end of a day: author, written, signed."""
    import pandas as pd

    rows = [
        {
            "Document": paper.type,
            "Author": chart.name(paper.author_id),
            "Written": paper.written_at.strftime(_TIME),
            "Signed": paper.signed_at.strftime(_TIME) if paper.signed_at else "not signed",
        }
        for paper in chart.on(today).papers
    ]
    frame = pd.DataFrame(rows, columns=["Document", "Author", "Written", "Signed"])
    return frame.set_index("Document")


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

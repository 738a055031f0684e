"""The month on one page of HTML: figures with their sums, what was found, what was left out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom.picture import Picture
from chartroom.quality.checking import check
from chartroom.quality.month import MonthReport, month_report
from chartroom.quality.monthcharts import (
    discharges_chart,
    findings_chart,
    of_month,
    said_count,
    short_value,
)

if TYPE_CHECKING:
    import pandas as pd

_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;"
    "color:#1c1f23}h1{font-size:1.4em}h2{font-size:1.1em;margin-top:1.4em}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25em .6em;"
    "border-bottom:1px solid #c9ced4;vertical-align:top}td.n{text-align:right;white-space:nowrap}"
    "img{max-width:100%}@media print{body{margin:0;font-size:12px}h2{break-after:avoid}}"
)


def month_page(tables: Mapping[str, pd.DataFrame], month: str) -> str:
    """Return the month's report as one page of HTML that needs nothing else; prints to PDF.

    Args:
        tables: as ``hospital.load`` returns them.
        month: such as ``"2026-05"``.

    Raises:
        QualityError: as ``month_report``.
    """
    report = month_report(tables, month)
    found = of_month(tables, check(tables), month)
    parts = [f"<h1>Tern Harbor Medical Center: {month}</h1>", _figures(report)]
    parts.append(
        f"<h2>Data quality</h2><p>{said_count(len(found))} in the encounters of the month.</p>"
    )
    if len(found):
        parts.append(_image(findings_chart(found, month)))
    parts.append("<h2>Discharges</h2>" + _image(discharges_chart(tables, month)))
    if report.left_out:
        listed = "".join(f"<li>{html.escape(one)}</li>" for one in report.left_out)
        parts.append(f"<h2>Left out of the figures</h2><ul>{listed}</ul>")
    parts.append("<p>Synthetic hospital; every person and paper is invented.</p>")
    body = "".join(parts)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>Month {month}</title><style>{_STYLE}</style>"
        f"<body><main>{body}</main></body></html>"
    )


def write_month_page(tables: Mapping[str, pd.DataFrame], month: str, path: str | Path) -> Path:
    """Write the month's report to a file and return its path.

    Args:
        tables: as ``hospital.load`` returns them.
        month: such as ``"2026-05"``.
        path: where; one sheet of PDF if it ends so, else HTML.

    Raises:
        QualityError: as ``month_report``.
        OSError: the file cannot be written.
    """
    place = Path(path)
    if place.suffix.lower() == ".pdf":
        from chartroom.quality import monthpdf

        monthpdf.write(tables, month, place)
    else:
        place.write_text(month_page(tables, month), "utf-8")
    return place


def _figures(report: MonthReport) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.name)}</th>'
        f'<td class="n">{html.escape(short_value(one))}</td>'
        f"<td>{html.escape(one.working)}</td></tr>"
        for one in report.figures.values()
    )
    head = '<tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Sum</th></tr>'
    return f"<h2>Figures</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _image(picture: Picture) -> str:
    alt = html.escape(picture.description, quote=True)
    return f'<img alt="{alt}" src="{picture.address}">'

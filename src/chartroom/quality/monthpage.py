"""The month on one page of HTML: figures with their sums, what was found, what was left out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom.picture import Picture
from chartroom.quality import chartplot
from chartroom.quality.charting import pareto, run_chart
from chartroom.quality.checking import all_rules, check
from chartroom.quality.month import MonthReport, month_report

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
        f"<h2>Data quality</h2><p>{_count(len(found))} in the encounters of the month.</p>"
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
    """Write ``month_page`` to a file and return its path.

    Raises:
        QualityError: as ``month_report``.
        OSError: the file cannot be written.
    """
    place = Path(path)
    place.write_text(month_page(tables, month), "utf-8")
    return place


def of_month(tables: Mapping[str, pd.DataFrame], found: pd.DataFrame, month: str) -> pd.DataFrame:
    """Return the findings of ``check`` about encounters that began in a month."""
    encounters = tables["encounters"]
    begun = encounters[encounters["admitted_at"].astype(str).str.startswith(month)]
    named = found["row"].str.extract(r"encounter_id=(E\d+)", expand=False)
    return found[named.isin(set(begun["encounter_id"]))]


def findings_chart(found: pd.DataFrame, month: str) -> Picture:
    """Draw the month's findings by rule as a Pareto chart.

    Raises:
        QualityError: nothing was found.
    """
    says = {rule.id: rule.says.rstrip(".") for rule in all_rules()}
    counts = {_short(says.get(rule, rule)): n for rule, n in found["rule"].value_counts().items()}
    return chartplot.bars(pareto(counts), f"Findings of {month} by rule")


def discharges_chart(tables: Mapping[str, pd.DataFrame], month: str) -> Picture:
    """Draw discharges of inpatients week by week, from April to the end of a month."""
    import pandas as pd

    stays = tables["encounters"].query("kind == 'inpatient'")

    days = pd.to_datetime(stays["discharged_at"], errors="coerce").dropna()
    weeks = days[days < pd.Period(month).end_time].dt.to_period("W-SUN").value_counts().sort_index()
    every = pd.period_range(weeks.index.min(), weeks.index.max(), freq="W-SUN")
    counts = weeks.reindex(every, fill_value=0)
    labels = [f"{week.start_time:%b} {week.start_time.day}" for week in every]
    chart = run_chart(counts.tolist())
    return chartplot.series(chart, labels, "Discharges of inpatients a week", "discharges")


def _figures(report: MonthReport) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.name)}</th><td class="n">{_value(one)}</td>'
        f"<td>{html.escape(one.working)}</td></tr>"
        for one in report.figures.values()
    )
    head = '<tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Sum</th></tr>'
    return f"<h2>Figures</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _value(figure: object) -> str:
    text = str(figure)[len(figure.name) + 2 :]  # type: ignore[attr-defined]
    return html.escape(text.split(" (")[0].split(",")[0])


def _image(picture: Picture) -> str:
    alt = html.escape(picture.description, quote=True)
    return f'<img alt="{alt}" src="{picture.address}">'


def _count(number: int) -> str:
    return "No finding" if not number else f"{number} finding{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) < 44 else text[:42].rsplit(" ", 1)[0] + " …"

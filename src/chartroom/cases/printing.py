"""``chartroom print``: charts on paper, as a student sees them and without their keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from chartroom.cases import render
from chartroom.cases.reader import list_cases, load
from chartroom.cases.records import Case, CaseError

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; color: #111; background: #fff; max-width: 46em;
  margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; } h2 { font-size: 1.3em; } h3 { font-size: 1.1em; margin: 0; }
section { break-before: page; border-top: 3px double #555; padding-top: 1em; }
article { border: 1px solid #777; padding: .6em 1em; margin: 1em 0; }
article header { border-bottom: 1px solid #777; margin-bottom: .6em; break-after: avoid; }
article header p { margin: 0; font-size: .9em; }
table { border-collapse: collapse; } th, td { border: 1px solid #777; padding: 2px 6px; }
nav a { color: #0b3d91; }
@media print { nav { display: none; } article { break-inside: avoid-page; } }
"""


def page(charts: Iterable[Case]) -> str:
    """Return one HTML page with the charts, each from a new sheet of paper on. No key is in it."""
    charts = list(charts)
    listed = "".join(
        f'<li><a href="#{escape(one.case)}">{escape(one.title)}</a></li>' for one in charts
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Tern Harbor: charts to code</title><style>{_STYLE}</style></head><body>"
        "<main><h1>Tern Harbor: charts to code</h1><p>Invented patients of an invented hospital. "
        "For learning; no answers are in these pages.</p>"
        f'<nav aria-label="Charts"><ol>{listed}</ol></nav>'
        + "\n".join(map(_chart, charts))
        + "</main></body></html>\n"
    )


def _chart(case: Case) -> str:
    sex = "female" if case.patient.sex == "F" else "male"
    documents = "\n".join(map(render.html, case.documents))
    return (
        f'<section id="{escape(case.case)}"><h2>{escape(case.title)}</h2>'
        f"<p>{escape(case.encounter)} · {case.date.isoformat()} · {case.patient.age}-year-old "
        f"{sex} · {escape(case.code_set)}</p>{documents}</section>"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write the page that ``chartroom print`` is asked for; return 0, or 1 with a sentence."""
    parser = argparse.ArgumentParser(
        prog="chartroom print",
        description="Write charts as one page to print, or to save as PDF from the browser.",
    )
    parser.add_argument("cases", nargs="*", help="names or files (default: all practice cases)")
    parser.add_argument("--variant", type=int, default=0, help="which values of the slots")
    parser.add_argument("--out", type=Path, default=Path("charts.html"), help="(charts.html)")
    options = parser.parse_args(argv)
    try:
        charts = [load(name, options.variant) for name in options.cases or list_cases()]
        options.out.write_text(page(charts), encoding="utf-8")
    except (CaseError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"{len(charts)} chart{'s' if len(charts) != 1 else ''} in {options.out}.")
    return 0

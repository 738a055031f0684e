"""The practice exam: a bank of items, a paper drawn from it, a sitting, a report, item statistics.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "DOMAINS": "domains",
    "Domain": "domains",
    "ExamItem": "bank",
    "read_bank": "bank",
    "read_items": "bank",
    "Asked": "paper",
    "FULL": "paper",
    "draw": "paper",
    "shares": "paper",
    "Sitting": "sitting",
    "answered": "sitting",
    "begin": "sitting",
    "finish": "sitting",
    "flag": "sitting",
    "passed": "sitting",
    "restored": "sitting",
    "saved": "sitting",
    "ExamReport": "report",
    "Part": "report",
    "lines": "report",
    "summary": "report",
    "report": "report",
    "ItemStatistic": "itemstats",
    "item_statistics": "itemstats",
    "report_plot": "plot",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)

lazy.keep_functions(__name__, _HOMES)

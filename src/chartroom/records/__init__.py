"""Records: what a chart must hold, what is wanting, when it is due, how long it is kept.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "Chart": "chart",
    "Paper": "chart",
    "RecordsError": "chart",
    "Stay": "chart",
    "open_chart": "reading",
    "delinquent_charts": "reading",
    "stays": "reading",
    "Deficiency": "deficiency",
    "analyze": "deficiency",
    "required": "deficiency",
    "days_left": "clock",
    "delinquent_from": "clock",
    "due_on": "clock",
    "is_delinquent": "clock",
    "answer_amendment_by": "clock",
    "keep_until": "retention",
    "deficiency_list": "show",
    "delinquency_list": "show",
    "document_list": "show",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)

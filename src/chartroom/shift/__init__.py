"""One shift at Tern Harbor: tasks of all desks on a simulated clock, and a report of how it went.

Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "Desk": "pool",
    "Job": "pool",
    "Pool": "pool",
    "read_pool": "pool",
    "Plan": "plan",
    "Task": "plan",
    "draw": "plan",
    "Shift": "clock",
    "ShiftError": "clock",
    "answered": "clock",
    "begin": "clock",
    "finish": "clock",
    "hand_over": "clock",
    "restored": "clock",
    "saved": "clock",
    "take": "clock",
    "wait": "clock",
    "DeskLine": "report",
    "ShiftReport": "report",
    "lines": "report",
    "report": "report",
    "time": "plan",
    "shift_plot": "plot",
}

__all__ = sorted(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)

lazy.keep_functions(__name__, _HOMES)

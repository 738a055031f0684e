"""Opening the code set and the first look-up, against importing ``simple_icd_10_cm``."""

from __future__ import annotations

from measure import Row, fresh, in_turns, median

OURS = "from chartroom import codes; assert codes.lookup('E11.22').billable"
THEIRS = "import simple_icd_10_cm as cm; assert cm.is_leaf('E11.22')"


def run(times: int) -> list[Row]:
    """Return the rows of time and memory."""
    from chartroom import codes

    codes.prepare(progress=False)
    ours, theirs = in_turns(times, lambda: fresh(OURS), lambda: fresh(THEIRS))
    speed = median([s.seconds for s in theirs]) / median([s.seconds for s in ours])
    memory = median([s.peak for s in ours]) / median([s.peak for s in theirs])
    return [
        Row(
            "Code set: open and first look-up",
            f"{median([s.seconds for s in ours]) * 1000:.0f} ms",
            f"{median([s.seconds for s in theirs]) * 1000:.0f} ms (simple_icd_10_cm)",
            f"{speed:.0f} times faster",
            "40 times",
            speed >= 40,
        ),
        Row(
            "The same: peak memory",
            f"{median([s.peak for s in ours]):.0f} MB",
            f"{median([s.peak for s in theirs]):.0f} MB (simple_icd_10_cm)",
            f"{memory:.2f} of it",
            "0.20",
            memory <= 0.2,
        ),
    ]

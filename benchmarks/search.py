"""Search over all billable titles (evenly sampled) and over what people type."""

from __future__ import annotations

import re

from measure import Row, percentile, timed

TYPED = """\
heart attack; high blood pressure; broken wrist; sugar diabetes with kidney disease; CKD 3a;
HTN; COPD exacerbation; UTI; pregnant; sore throat; stroke; flu; water in the lungs; bed sore
heel; afib; chest pain; fracture left radius initial; diabetic foot ulcer; hypertensive heart
failure; pnuemonia; appendisitis; low potassium; long term insulin; personal history breast
cancer; fell off ladder; E11; j44.1; type 2 diabetes mellitus with hyperglycemia; screening
colonoscopy; sepsis\
"""


def phrases(titles: int) -> list[str]:
    """Return what is searched for: whole titles, titles cut short in mid-word, typed phrases."""
    from chartroom.codes import store

    every = store.query("SELECT title FROM code WHERE billable ORDER BY id")
    step = max(1, len(every) // titles)
    chosen = [row[0] for row in every[::step]]
    cut = [" ".join(title.lower().split()[:3])[:-1] for title in chosen[::4]]
    return chosen + cut + re.split(r";\s*", TYPED)


def run(titles: int) -> list[Row]:
    """Return the rows of search time."""
    from chartroom import codes

    asked = phrases(titles)
    for text in asked[:: max(1, len(asked) // 20)]:
        codes.search(text)  # opens the code set and fills the system's file cache
    seconds = [timed(lambda text=text: codes.search(text, limit=10)) for text in asked]
    middle, tail, worst = (percentile(seconds, p) * 1000 for p in (50, 95, 100))
    return [
        Row(
            f"Search, {len(asked):,} phrases",
            f"p50 {middle:.1f} ms, p95 {tail:.1f} ms",
            f"worst {worst:.1f} ms",
            "",
            "p95 10 ms",
            tail <= 10,
        )
    ]

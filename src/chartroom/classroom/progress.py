"""Show how far the grading of a class is."""

from __future__ import annotations

import sys
import time

EVERY = 5.0  # seconds between lines where there is no screen
WIDTH = 30


class Progress:
    """A bar on a screen, a line now and then elsewhere, nothing for a single submission.

    Args:
        total: how many there are.
        what: what is graded.
    """

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what, self._done = total, what, 0
        self._start = self._said = time.monotonic()
        self._screen = sys.stderr.isatty()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._total < 2:
            return
        if self._screen:
            print(f"\r{self._line(now)}", end="", file=sys.stderr, flush=True)
        elif now - self._said >= EVERY or self._done == self._total:
            self._said = now
            print(self._line(now), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the line."""
        if self._screen and self._total > 1:
            print(file=sys.stderr)

    def _line(self, now: float) -> str:
        rate = self._done / max(now - self._start, 0.001)
        left = (self._total - self._done) / rate if rate else 0
        bar = "#" * (WIDTH * self._done // self._total)
        return (
            f"{self._what}  [{bar:<{WIDTH}}]  {self._done} of {self._total} graded, "
            f"{60 * rate:.0f} a minute, {left:.0f} s left"
        )

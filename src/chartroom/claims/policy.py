"""Which diagnoses a payer takes for a service: an INVENTED local policy, for teaching."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chartroom.codes import tsvdata

SOURCE = "INVENTED local policy of the course, in the manner of a local coverage determination"


@dataclass(frozen=True, slots=True)
class Policy:
    """A service and the beginnings of the diagnoses for which this invented payer takes it."""

    code: str
    covers: tuple[str, ...]
    words: str

    def takes(self, diagnosis: str) -> bool:
        """Say whether a diagnosis is among them."""
        return diagnosis.startswith(self.covers)


@cache
def policies() -> tuple[Policy, ...]:
    """Return all policies. They are invented."""
    return tuple(
        Policy(code, tuple(covers.split()), words)
        for code, covers, words in tsvdata.read("chartroom.claims", "policy")
    )

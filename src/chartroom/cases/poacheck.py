"""Hold the POA of a case's key against CMS's list of codes that are exempt from it."""

from __future__ import annotations

from collections.abc import Iterator

from chartroom import codes
from chartroom.cases.records import Case

Found = tuple[int, str]

_LIST = "the POA exempt list of CMS (FY2025)"


def check(case: Case) -> Iterator[Found]:
    """Yield each POA that the list contradicts, as (line of the file, sentence)."""
    if not case.inpatient or case.key is None:
        return
    for line in case.key.lines:
        for code in (line.code, *(other.code for other in line.accept)):
            yield from _held(code, line.poa, line.line)
    for one in case.key.alternatives:
        for code, poa in zip(one.codes, one.poa, strict=True):
            yield from _held(code, poa, one.line)


def _held(code: str, poa: str | None, line: int) -> Iterator[Found]:
    exempt = codes.poa_exempt(code)
    if exempt is True and poa != "exempt":
        yield line, f"{code} has 'poa: {poa}' and is on {_LIST}; write 'poa: exempt'."
    elif exempt is False and poa == "exempt":
        yield line, f"{code} has 'poa: exempt' and is not on {_LIST}; write Y, N, U or W."

"""The lines that fence off what students do not get, and the lines that were meant to be one.

nbgrader takes out what stands between exact marks and hands out everything else, so a misspelled
mark would give a mark scheme, a test or a solution away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

REGIONS = ("HIDDEN TESTS", "MARK SCHEME", "SOLUTION")
EXACT = {f"### {edge} {region}": (edge, region) for region in REGIONS for edge in ("BEGIN", "END")}
_EDGES = {"begin": "BEGIN", "start": "BEGIN", "end": "END", "stop": "END", "finish": "END"}
_PLAIN = {f"{edge} {region}".lower(): f"### {edge} {region}" for edge, region in EXACT.values()}
_MEANT = re.compile(
    r"(?:(?P<edge>begin|start|end|stop|finish)(?:ning|ing|s)? ?(?:of )?(?:the )?)?"
    r"(?:(?P<scheme>(?:mark|marking|grading) ?schemes?)|(?P<tests>hidden ?tests?)|solutions?)"
    r"(?P<more>(?: [a-z]+)*)"
)
_STRESSED = re.compile(r"(#|\*\*|\*\w|_|<!--)")  # a heading, comment or bold type; no list item
_MOST_WORDS = 8  # a longer line is a sentence


def meant(line: str) -> str:
    """Return the mark that ``line`` seems to be meant as; '' for an exact one or other text."""
    text = line.strip()
    words = re.findall(r"[a-z]+", text.lower())
    if text in EXACT or not words or len(words) > _MOST_WORDS:
        return ""
    stressed = _STRESSED.match(text) is not None
    found = _MEANT.fullmatch(" ".join(words))
    if not found:
        return _misspelled(words)
    more = len(found["more"].split())
    named = found["scheme"] or found["tests"]
    if found["edge"]:
        if more and not stressed:
            return ""
    elif not (stressed or text.endswith(":")) or more > (2 if named and stressed else 0):
        return ""
    region = REGIONS[1] if found["scheme"] else REGIONS[0] if found["tests"] else REGIONS[2]
    return f"### {_EDGES.get(found['edge'] or 'begin')} {region}"


def problems(source: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the marks of one cell: the line in it, from 1, and a sentence."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(source.split("\n"), 1):
        wanted = meant(line)
        edge, region = EXACT.get(line.strip(), ("", ""))
        if wanted and not (opened and _is_title(line)):
            yield (
                number,
                f"“{line.strip()}” is no mark that nbgrader knows, so students would get what "
                f"follows it. Did you mean `{wanted}`? If it is text for students, reword it.",
            )
        if edge == "BEGIN":
            if opened:
                yield number, f"`{line.strip()}` stands before the end of the one above it."
            opened = number, region
        elif edge == "END":
            if not opened or opened[1] != region:
                yield number, f"`### END {region}` has no `### BEGIN {region}` above it."
            opened = None
    if opened:
        yield (
            opened[0],
            f"`### BEGIN {opened[1]}` has no end: add `### END {opened[1]}` in the same cell.",
        )


def _is_title(line: str) -> bool:
    """Whether a line names a region without beginning or ending it; inside one it does no harm."""
    first = re.findall(r"[a-z]+", line.lower())[0]
    return not any(first.startswith(edge) for edge in _EDGES) and not _misspelled([first])


def _misspelled(words: list[str]) -> str:
    likeness = max(SequenceMatcher(None, words[0], edge).ratio() for edge in ("begin", "end"))
    if likeness < 0.7 and not words[0].startswith(("begin", "end")):
        return ""
    close = get_close_matches(" ".join(words), _PLAIN, n=1, cutoff=0.82)
    return _PLAIN[close[0]] if close else ""

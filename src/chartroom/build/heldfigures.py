"""The table of docs/de-identification.md: how the finder of identifiers does on the held texts."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from chartroom import paths, privacy

PAGE = "docs/de-identification.md"
TEXTS = "datasets/reference/identifiers-held.yaml"
_TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def figures(root: Path) -> str:
    """Return the table as Markdown, a row for each type that was marked or found."""
    texts = privacy.read_held(root / TEXTS)
    scores = privacy.measure(texts)
    whole = scores.pop("all")
    marked = sum(len(one.marked) for one in texts)
    clean = sum(not one.marked for one in texts)
    lines = [
        f"{len(texts)} texts with {marked} identifiers; {clean} texts hold none.",
        "",
        "| Type | In the texts | Found (recall) | Program's marks | Fit (precision) |",
        "|---|---:|---:|---:|---:|",
    ]
    order = sorted(scores, key=lambda kind: -(scores[kind].right + scores[kind].missed))
    for kind in (*order, "all"):
        one = scores.get(kind, whole)
        wanted, marks = one.right + one.missed, one.fitting + one.extra
        found, fit = _part(one.right, one.recall), _part(one.fitting, one.precision)
        name = "**all**" if kind == "all" else kind
        lines.append(f"| {name} | {wanted} | {found} | {marks} | {fit} |")
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Compare the page with the figures; return 1 if it is not up to date."""
    parser = argparse.ArgumentParser(prog="chartroom check identifiers", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"make the table of {PAGE} anew")
    options = parser.parse_args(argv)
    root = paths.root()
    path = root / PAGE
    before = path.read_text("utf-8")
    after = _TABLE.sub(lambda found: f"{found[1]}\n{figures(root)}\n{found[2]}", before)
    if options.write:
        path.write_text(after, "utf-8", newline="\n")
        print(f"The table of {PAGE} is written.")
        return 0
    if before != after:
        print(f"{PAGE} is not up to date; run `chartroom check identifiers --write`.")
        return 1
    print(f"{PAGE} says what is measured.")
    return 0


def _part(count: int, share: float | None) -> str:
    return "-" if share is None else f"{count} ({share:.0%})"

"""The packages students need: the course's pins without those only its makers use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MAKERS = ("test", "build", "cluster")  # extras of the project that students do without
STUDENTS = ("", "lab", "classroom", "data")


def student_pins(requirements: str) -> str:
    """Return the text of requirements.txt without the packages that only makers need.

    A package goes only if the makers' extras lead to it and nothing that students use does; what is
    in doubt stays.
    """
    drop = reached(MAKERS) - reached(STUDENTS)
    lines = []
    for line in requirements.splitlines():
        name = re.match(r"[A-Za-z0-9._-]+", line)
        if not (name and canonicalize_name(name[0]) in drop):
            lines.append(line)
    return "\n".join(lines) + "\n"


def reached(extras: Iterable[str]) -> set[str]:
    """Return the names of all packages that these extras of the project lead to."""
    todo = [("chartroom", extra) for extra in extras]
    seen: set[tuple[str, str]] = set()
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for requirement in wants(name, extra):
            needed = canonicalize_name(requirement.name)
            todo += [(needed, ""), *((needed, more) for more in requirement.extras)]
    return {name for name, _ in seen} - {"chartroom"}


def wants(name: str, extra: str) -> list[Requirement]:
    """Return what a package asks for: always (extra ''), or on top of that for one extra."""
    try:
        listed = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # for another system than this one
        return []
    found = [Requirement(text) for text in listed]
    if not extra:
        return [r for r in found if "extra ==" not in str(r.marker or "")]
    return [r for r in found if r.marker and f'extra == "{extra}"' in str(r.marker)]

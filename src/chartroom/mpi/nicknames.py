"""Short and pet forms of given names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table() -> dict[str, frozenset[str]]:
    """Return ``{short form: given names it stands for}``, all in small letters."""
    found: dict[str, set[str]] = {}
    lines = files(__package__).joinpath("data/nicknames.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            name, forms = line.split("\t")
            for form in forms.split():
                found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


@cache
def related(one: str, other: str) -> bool:
    """Whether two cleaned first names can be the same: one short for the other, or for one name."""
    a, b = stands_for(one), stands_for(other)
    return other in a or one in b or bool(a & b)


def stands_for(name: str) -> frozenset[str]:
    """Return the given names that a short form stands for; none for a full name."""
    return table().get(name, frozenset())

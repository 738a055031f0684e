"""Read what only diagrams and shelves have: the picture with its marks, the way of filing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from chartroom import paths
from chartroom.assess import filing
from chartroom.assess.records import Marker, Picture

TASKS = ("order", "misfile")
_BOX = re.compile(r'<svg\b[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"')
# What a picture shown to others may not hold: it would run, or load from elsewhere.
_ACTIVE = re.compile(
    r"<script\b|\bon\w+\s*=|<foreignObject\b|\bhref\s*=\s*[\"'](?!#)", re.IGNORECASE
)
_MARK = ("at", "to", "text")

Error = Callable[[tuple[str | int, ...], str], Exception]


def read_picture(
    data: Mapping[str, Any], file: Path, error: Error
) -> tuple[Picture, dict[str, str], dict[str, str]]:
    """Return the picture of a diagram, what each mark points at in words, and the labels.

    The picture is looked for in ``figures/`` beside the question file, then in
    ``datasets/figures``.

    Raises:
        Exception: what ``error`` makes, for the first thing that is not in order.
    """
    name = data["picture"]
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+\.svg", name.strip()):
        raise error(("picture",), "'picture' must be the name of an SVG file, as in skeleton.svg.")
    places = [file.parent / "figures" / name.strip(), paths.datasets() / "figures" / name.strip()]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise error(("picture",), f"there is no picture '{name}' in figures/ beside this file or "
                    "in datasets/figures; check the name.")  # fmt: skip
    svg = found.read_text(encoding="utf-8").strip()
    box = _BOX.search(svg)
    if not box or not svg.endswith("</svg>"):
        raise error(("picture",), f'{name} must be an SVG with viewBox="0 0 width height".')
    if _ACTIVE.search(svg):
        raise error(("picture",), f"{name} holds scripts or loads from elsewhere; remove that.")
    describe = data["describe"]
    if not isinstance(describe, str) or not describe.strip():
        raise error(("describe",), "'describe' must say in words what the picture shows.")
    size = (float(box[1]), float(box[2]))
    markers, texts = _markers(data["markers"], size, error)
    labels = data["labels"]
    if not isinstance(labels, dict) or len(labels) < 2 or not all(
        isinstance(text, str) and text.strip() for text in labels.values()
    ):  # fmt: skip
        raise error(("labels",), "'labels' needs at least two entries, as in 'a: Heart'.")
    picture = Picture(svg, " ".join(describe.split()), markers)
    return picture, texts, {key: text.strip() for key, text in labels.items()}


def read_filing(data: Mapping[str, Any], error: Error) -> dict[str, str]:
    """Return ``filing`` and ``task`` of a shelf.

    Raises:
        Exception: what ``error`` makes, for a method or a task that there is not, or a folder
            without a number where there is a method.
    """
    method, task = data.get("filing", ""), data.get("task", "order")
    if method and method not in filing.METHODS:
        raise error(("filing",), f"'filing' is one of: {', '.join(filing.METHODS)}.")
    if task not in TASKS:
        raise error(("task",), f"'task' is one of: {', '.join(TASKS)}.")
    items = data["items"] if isinstance(data["items"], dict) else {}
    for name, text in items.items():
        if method and (not isinstance(text, str) or filing.groups(text) is None):
            raise error(("items", name), f"folder '{name}' needs a number such as 12-34-56, "
                        "because the question has 'filing'.")  # fmt: skip
    return {"filing": method, "task": task}


def filing_fault(items: Mapping[str, str], method: str, answer: Any) -> str:
    """Say what is wrong with the key of a shelf; "" if nothing is."""
    from chartroom.assess.shelf import moved

    if isinstance(answer, Mapping):
        folder, after = answer["folder"], answer["after"]
        if folder == after:
            return "the folder cannot belong after itself"
        shelf = moved(list(items), folder, after)
        if shelf == list(items):
            return "the folder stands there already"
    else:
        shelf = list(answer)
    if method and method not in filing.filed_by(items[one] for one in shelf):
        return f"the shelf it makes is not in {filing.WORDS[method]}"
    return ""


def _markers(
    data: Any, size: tuple[float, float], error: Error
) -> tuple[tuple[Marker, ...], dict[str, str]]:
    if not isinstance(data, dict) or not data:
        raise error(
            ("markers",), "'markers' must hold entries, as in '1: {at: [40, 60], text: …}'."
        )
    markers, texts = [], {}
    for name, one in data.items():
        where = ("markers", name)
        if not isinstance(one, dict) or set(one) - set(_MARK):
            raise error(where, f"marker '{name}' must be written as {{at: [x, y], text: …}}, "
                        "if need be with 'to: [x, y]'.")  # fmt: skip
        text = one.get("text")
        if not isinstance(text, str) or not text.strip():
            raise error(where, f"marker '{name}' needs a 'text' that says in words what it points "
                        "at, without its label.")  # fmt: skip
        at = _point(one.get("at"), size, (*where, "at"), error)
        to = _point(one["to"], size, (*where, "to"), error) if "to" in one else None
        markers.append(Marker(name, *at, to))
        texts[name] = " ".join(text.split())
    return tuple(markers), texts


def _point(
    value: Any, size: tuple[float, float], where: tuple[str | int, ...], error: Error
) -> tuple[float, float]:
    try:
        x, y = (float(one) for one in value)
    except (TypeError, ValueError):
        raise error(where, f"'{where[-1]}' must be two numbers, as in [40, 60].") from None
    if not (0 <= x <= size[0] and 0 <= y <= size[1]):
        raise error(where, f"'{where[-1]}' lies outside of the picture, which is "
                    f"{size[0]:g} by {size[1]:g}.")  # fmt: skip
    return x, y

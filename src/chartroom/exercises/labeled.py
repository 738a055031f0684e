"""A diagram to label: what a view shows, and the same without a browser.

The picture is shown as an image, which runs nothing and loads nothing; the numbered marks are drawn
into it. What each mark points at also stands there in words, so that nobody needs to see it.
"""

from __future__ import annotations

import base64
import re
from html import escape
from typing import Any

from chartroom.assess.records import Marker, Picture, Question
from chartroom.exercises.texts import inline, plain

RADIUS = 11
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def spec(question: Question) -> dict[str, Any]:
    """Return what the view of a diagram is made from. Holds no key."""
    picture = question.picture
    if picture is None:
        return {}
    width, height = size(picture)
    return {
        "image": uri(picture),
        "width": width,
        "height": height,
        "describe": inline(picture.describe),
        "marks": [
            {
                "id": one.id,
                "x": one.x / width,
                "y": one.y / height,
                "text": plain(question.left.get(one.id, "")),
            }
            for one in picture.markers
        ],
    }


def html(question: Question) -> str:
    """Return picture, marks in words, and labels as HTML."""
    parts = []
    if question.picture:
        width, _ = size(question.picture)
        words = escape(question.picture.describe, quote=True)
        parts.append(
            f'<p><img src="{uri(question.picture)}" alt="{words}" width="{width:g}"></p>'
            f"<p>{inline(question.picture.describe)}</p>"
        )
    marks = "".join(
        f"<li><code>{escape(name)}</code> {inline(text)}</li>"
        for name, text in question.left.items()
    )
    labels = "".join(
        f"<li><code>{escape(name)}</code> {inline(text)}</li>"
        for name, text in question.right.items()
    )
    return f"{''.join(parts)}<p>The marks:</p><ul>{marks}</ul><p>The labels:</p><ul>{labels}</ul>"


def text(question: Question) -> str:
    """Return picture and marks in words, and the labels, as plain text."""
    parts = [question.picture.describe] if question.picture else []
    for word, texts in (("The marks", question.left), ("The labels", question.right)):
        parts.append(f"{word}:\n" + "\n".join(f"  {name}: {one}" for name, one in texts.items()))
    return "\n\n".join(parts)


def answered(question: Question, answer: Any) -> list[str]:
    """Return an answer line by line; it may hold anything a person wrote into a file."""
    if not isinstance(answer, dict):
        return []
    return [
        f"Marker {mark} → {plain(question.right[label]) if label in question.right else label}"
        for mark, label in answer.items()
        if isinstance(label, str) and label
    ]


def size(picture: Picture) -> tuple[float, float]:
    """Return width and height of a picture, in the units of its marks."""
    box = _BOX.search(picture.svg)
    return (float(box[1]), float(box[2])) if box else (100.0, 100.0)


def marked(picture: Picture) -> str:
    """Return the SVG of a picture with its numbered marks drawn on top."""
    marks = "".join(_mark(one) for one in picture.markers)
    return picture.svg.removesuffix("</svg>") + f'<g font-family="sans-serif">{marks}</g></svg>'


def uri(picture: Picture) -> str:
    """Return the marked picture as a data address for an image."""
    data = base64.b64encode(marked(picture).encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def _mark(one: Marker) -> str:
    line = ""
    if one.to:
        x, y = one.to
        ends = f'x1="{one.x:g}" y1="{one.y:g}" x2="{x:g}" y2="{y:g}"'
        line = (
            f'<line {ends} stroke="#fff" stroke-width="4"/>'
            f'<line {ends} stroke="#1c1f23" stroke-width="1.6"/>'
            f'<circle cx="{x:g}" cy="{y:g}" r="3.2" fill="#1c1f23" stroke="#fff"/>'
        )
    return (
        f'{line}<circle cx="{one.x:g}" cy="{one.y:g}" r="{RADIUS}" fill="#0b5c8f" stroke="#fff" '
        f'stroke-width="2"/><text x="{one.x:g}" y="{one.y + 4.5:g}" font-size="13" '
        f'font-weight="700" text-anchor="middle" fill="#fff">{escape(one.id)}</text>'
    )

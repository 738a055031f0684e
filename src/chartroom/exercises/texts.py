"""Markdown of a question file as safe HTML, or as plain text."""

from __future__ import annotations

from functools import cache
from typing import Any

# A paper's own headings stand below the lesson's, and no level may be left out.
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    # Raw HTML is off: a question file can come from anybody.
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def _lined() -> Any:
    from markdown_it import MarkdownIt

    # A paper is written line by line; it loads nothing and leads nowhere.
    made = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return made.enable(["table", "strikethrough"]).disable(["link", "image", "autolink"])


def block(text: str) -> str:
    """Return Markdown as HTML blocks."""
    return str(_markdown().render(text)).strip()


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return str(_markdown().renderInline(text))


def sheet(text: str) -> str:
    """Return a paper or a record in Markdown as HTML: line by line, without links and pictures."""
    parser = _lined()
    tokens = parser.parse(text)
    for token in tokens:
        token.tag = "h4" if token.tag in _HEADINGS else token.tag
    return str(parser.renderer.render(tokens, parser.options, {})).strip()


def plain(text: str) -> str:
    """Return Markdown as plain text, for places that cannot show HTML (options of a list)."""
    tokens = _markdown().parseInline(text)
    pieces = [
        "\n" if piece.type in ("softbreak", "hardbreak") else piece.content
        for token in tokens
        for piece in token.children or []
    ]
    return "".join(pieces)

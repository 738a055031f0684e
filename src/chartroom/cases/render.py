"""Show a chart: as HTML with evidence marked, or as plain text.

A document's Markdown is rendered with raw HTML, links and images off, so that nothing an author or
an instructor pastes into a chart can run or load anything. Evidence is found in the *rendered*
words, so that it may run over bold type, table cells and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from chartroom.cases.records import Case, Document, Evidence

# Two cues besides color: bold underlined type, and the word itself after the passage, which a
# screen reader reads too.
MARK = '<mark class="chartroom-evidence" style="font-weight:700;text-decoration:underline">'
CUE = '<sup class="chartroom-cue"> [evidence]</sup>'

# What an author writes for looks, not as words: emphasis, code and table bars.
_MARKUP = re.compile(r"[*_`|]+")
# Authors use ## and ### inside a document, whose own title is the h3.
_DEEPER = {"h1": "h4", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_INLINE = frozenset({"strong", "em", "s", "code", "sup", "sub", "mark", "span"})


def html(document: Document, highlight: Iterable[str | Evidence] = ()) -> str:
    """Return a document as one HTML ``<article>``.

    Args:
        document: the document to show.
        highlight: passages to mark. A string is looked for in this document; an Evidence only if
            it names this document. A passage that is not there is passed over.
    """
    passages = [
        words if isinstance(words, str) else words.words
        for words in highlight
        if isinstance(words, str) or words.document == document.id
    ]
    body = _mark(_body(document.text), passages)
    status = "signed" if document.signed else "NOT SIGNED"
    return (
        f'<article class="chartroom-document" data-document="{escape(document.id)}">'
        f"<header><h3>{escape(document.title)}</h3>"
        f"<p>{escape(document.author)} · {escape(document.when)} · {status}</p></header>"
        f"{body}</article>"
    )


def text(case: Case) -> str:
    """Return the whole chart as plain text: a heading a document, then its words as written."""
    sex = "female" if case.patient.sex == "F" else "male"
    parts = [
        f"{case.title}\n{case.encounter} · {case.date.isoformat()} · "
        f"{case.patient.age}-year-old {sex} · {case.code_set}"
    ]
    for document in case.documents:
        status = "signed" if document.signed else "NOT SIGNED"
        heading = f"{document.title} [{document.id}]"
        parts.append(
            f"{heading}\n{'-' * len(heading)}\n{document.author} · {document.when} · {status}\n\n"
            f"{document.text}"
        )
    return "\n\n".join(parts) + "\n"


@lru_cache(maxsize=256)
def plain(document: Document) -> str:
    """Return the words a reader sees of a document, blocks and cells apart by line ends."""
    return "".join(piece.words for piece in _pieces(_body(document.text)))


def holds(document: Document, words: str) -> bool:
    """Say whether a passage stands in a document; case, white space and emphasis do not matter."""
    return bool(_spans(plain(document), [words]))


class _Piece:
    """A stretch of HTML: a tag (``words`` empty or a line end) or a run of text."""

    __slots__ = ("is_text", "source", "words")

    def __init__(self, source: str, words: str, is_text: bool) -> None:
        self.source, self.words, self.is_text = source, words, is_text


class _Splitter(HTMLParser):
    """Cut the HTML that markdown-it wrote into tags and text, keeping both as they are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(_Piece(escape(data), data, True))

    def _tag(self, tag: str, source: str) -> None:
        self.pieces.append(_Piece(source, "" if tag in _INLINE else "\n", False))


@cache
def _markdown() -> MarkdownIt:
    # breaks: charts are written line by line. Off: what could load or run something, and the two
    # rules that turn a note's dashes or indentation into headings and code.
    return (
        MarkdownIt("commonmark", {"html": False, "breaks": True})
        .enable("table")
        .disable(["link", "image", "autolink", "reference", "lheading", "code"])
        .disable(["html_block", "html_inline"])
    )


def _body(source: str) -> str:
    parser = _markdown()
    tokens = parser.parse(source)
    for token in tokens:
        token.tag = _DEEPER.get(token.tag, token.tag)
    return parser.renderer.render(tokens, parser.options, {})


def _pieces(body: str) -> list[_Piece]:
    splitter = _Splitter()
    splitter.feed(body)
    splitter.close()
    return splitter.pieces


def _spans(words: str, passages: Iterable[str]) -> list[tuple[int, int]]:
    """Where the passages stand in ``words``: merged, sorted [start, end) places."""
    found = []
    for passage in passages:
        parts = [re.escape(part) for part in _MARKUP.sub(" ", passage).split()]
        if parts:
            # "Na 12" is not in "Na 124", nor "K 4" in "K 4.1".
            before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
            after = r"(?!\w|\.\d)" if re.search(r"\w$", parts[-1]) else ""
            pattern = before + r"[\s*_`|]+".join(parts) + after
            found += [match.span() for match in re.finditer(pattern, words, re.IGNORECASE)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mark(body: str, passages: list[str]) -> str:
    pieces = _pieces(body)
    spans = _spans("".join(piece.words for piece in pieces), passages)
    if not spans:
        return body
    out, at = [], 0
    for piece in pieces:
        end = at + len(piece.words)
        out.append(_marked(piece, at, end, spans) if piece.is_text else piece.source)
        at = end
    return "".join(out)


def _marked(piece: _Piece, at: int, end: int, spans: list[tuple[int, int]]) -> str:
    out, cursor = [], at
    for start, stop in spans:
        low, high = max(start, at), min(stop, end)
        if low >= high or not piece.words[low - at : high - at].strip():
            continue
        out.append(escape(piece.words[cursor - at : low - at]))
        out.append(f"{MARK}{escape(piece.words[low - at : high - at])}</mark>")
        out.append(CUE if stop <= end else "")
        cursor = high
    out.append(escape(piece.words[cursor - at :]))
    return "".join(out)

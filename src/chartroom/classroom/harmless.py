"""Take out of a student's HTML and Markdown what could run in the grader's browser.

Formgrader shows outputs and answers beside the points, in the instructor's own session: a script
there could grade.
"""

from __future__ import annotations

import re

# Elements and attributes that only show something. Anything else goes the slow, thorough way.
_TAGS = (
    "a|abbr|article|aside|b|blockquote|br|button|caption|code|col|colgroup|dd|del|details|"
    "div|dl|dt|em|fieldset|figcaption|figure|footer|h1|h2|h3|h4|h5|h6|header|hr|i|img|input|"
    "ins|kbd|label|legend|li|main|mark|nav|ol|option|output|p|pre|progress|q|s|samp|section|"
    "select|small|span|strong|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|time|tr|"
    "u|ul|var"
)
_ATTRIBUTES = (
    "align|alt|border|checked|class|cols|colspan|datetime|dir|disabled|for|headers|height|"
    "hidden|id|label|lang|max|min|multiple|name|open|placeholder|readonly|role|rows|rowspan|"
    "scope|selected|size|span|start|style|tabindex|title|type|value|width"
)
_LINK = r'(?:https?://|#|data:image/(?:png|jpeg|gif|svg\+xml);base64,)[^"<>]*'
_PLAIN = re.compile(
    rf"""</?(?:{_TAGS})"""
    rf"""(?:\s+(?:(?:{_ATTRIBUTES}|aria-[a-z]+|data-[a-z-]+)(?:="[^"<>]*")?"""
    rf'''|(?:href|src)="{_LINK}"))*\s*/?>|<!--[^<>]*-->''',
    re.IGNORECASE,
)
_STYLE_BLOCK = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_BAD_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_BAD_STYLE = re.compile(r'style="[^"]*(?:url|expression|fixed|@|\\|&)', re.IGNORECASE)
_OPENS = re.compile(r"<(?=[A-Za-z/!?])")


def html(text: str) -> str:
    """Return HTML that shows the same and does nothing.

    What consists of plain elements and attributes stays as it is; other HTML is rebuilt by bleach.
    """
    text = _STYLE_BLOCK.sub("", text)
    if _is_plain(text):
        return text
    import bleach  # slow, and seldom needed

    everywhere = [name for name in _ATTRIBUTES.split("|") if name != "style"]
    allowed = {"*": everywhere, "a": ["href"], "img": ["src"]}
    return bleach.clean(
        text,
        tags=_TAGS.split("|"),
        attributes=allowed,
        protocols=["http", "https", "data"],
        strip=True,
    )


def markdown(text: str) -> str:
    """Return Markdown in which HTML that is not plain is shown as text."""
    out, place = [], 0
    for found in _OPENS.finditer(text):
        start = found.start()
        if start < place:
            continue
        plain = _PLAIN.match(text, start)
        if plain and not _BAD_STYLE.search(plain[0]):
            out.append(text[place : plain.end()])
            place = plain.end()
        else:
            out.append(text[place:start] + "&lt;")
            place = start + 1
    return "".join([*out, text[place:]])


def _is_plain(text: str) -> bool:
    rest = _PLAIN.sub("", text)
    return "<" not in rest and not _BAD_STYLE.search(text)

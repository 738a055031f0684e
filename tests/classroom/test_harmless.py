"""What students' HTML and Markdown become before a grader's browser shows them."""

from __future__ import annotations

import pytest

from chartroom.classroom import harmless

PLAIN = (
    '<div class="a" style="color: red"><p>1 &lt; 2</p><a href="https://example.org/">x</a></div>',
    '<table border="1" class="dataframe"><tr><th scope="col">a</th></tr></table>',
    '<img src="data:image/png;base64,AAAA" alt="x">',
)
BAD = (
    "<script>evil()</script>",
    "<img src=x onerror=evil()>",
    '<img src="x" onerror="evil()">',
    "<IMG/onerror=evil()/src=x>",
    '<a href="javascript:evil()">x</a>',
    '<a href="&#106;avascript:evil()">x</a>',
    "<a href='javascript:evil()'>x</a>",
    '<iframe srcdoc="<script>evil()</script>"></iframe>',
    "<svg onload=evil()>",
    "<style>*{background:url(evil())}</style>",
    '<p style="background:url(evil())">x</p>',
    '<form action="/evil()"><button>x</button></form>',
    '<meta http-equiv="refresh" content="0;url=evil()">',
    "<scr<script>ipt>evil()</script>",
    "<!--><img src=x onerror=evil()>-->",
    "<p\nonclick=evil()>x</p>",
    '<math><mi//xlink:href="data:x,<script>evil()</script>">',
)


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_shows_something_stays(text):
    assert harmless.html(text) == text
    assert harmless.markdown(text) == text


def can_run(text: str) -> bool:
    """Whether a browser could run something of ``text``: an HTML parser finds it."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        found = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            bad = ("script", "iframe", "svg", "math", "style", "form", "meta", "object", "embed")
            self.found |= tag in bad
            for name, value in attrs:
                value = (value or "").strip().lower()
                self.found |= name.startswith("on") or value.startswith("javascript:")
                self.found |= name == "style" and "url" in value

    reader = Reader()
    reader.feed(text)
    return reader.found


@pytest.mark.parametrize("text", BAD)
def test_nothing_that_runs_is_left(text):
    assert can_run(text) or "<!--" in text or "scr<" in text
    assert not can_run(harmless.html(text))
    assert not can_run(harmless.markdown(text))


def test_markdown_with_comparisons_stays_readable():
    assert harmless.markdown("If a < b and `x<y`, **stop**.") == "If a < b and `x&lt;y`, **stop**."
    assert harmless.markdown("a <- b") == "a <- b"


def test_bold_and_lists_stay():
    assert harmless.markdown("**b** <b>c</b> <sub>2</sub>") == "**b** <b>c</b> <sub>2</sub>"

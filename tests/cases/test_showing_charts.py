"""A chart is shown as HTML or text, safely, with its evidence marked."""

from __future__ import annotations

import re

import pytest

from chartroom import cases
from chartroom.cases import render

TEXT = """## HPI
Acute on
chronic **systolic CHF**, BP 120/80 & <stable>.

| Test | Value |
|---|---|
| Na | 124 |
| K | 4.1 |
"""


def document(text: str = TEXT, signed: bool = True) -> cases.Document:
    return cases.Document("note", "Clinic <note>", "M. Quist & Co", "2026-05-14", signed, text)


def marked(html: str) -> list[str]:
    return [
        re.sub(r"\s+", " ", words).strip()
        for words in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S)
    ]


def test_html_is_one_article_with_its_heading():
    html = render.html(document())
    assert html.startswith('<article class="chartroom-document" data-document="note">')
    assert "<h3>Clinic &lt;note&gt;</h3>" in html
    assert "M. Quist &amp; Co · 2026-05-14 · signed" in html
    assert "<h4>HPI</h4>" in html
    assert "<td>124</td>" in html
    assert "&lt;stable&gt;" in html
    assert "NOT SIGNED" in render.html(document(signed=False))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](https://example.org)",
        "![x](https://example.org/x.png)",
        "<https://example.org>",
        "[a]: https://example.org\n\n[a]",
    ],
)
def test_nothing_in_a_chart_runs_or_loads(text):
    html = render.html(document(text), ["click"])
    assert not re.search(r"<(script|img|a)\b", html)


def test_dashes_and_indents_are_not_headings_or_code():
    html = render.html(document("Plan\n----\n\n    indented"))
    assert "<pre" not in html
    assert re.findall(r"<h\d", html) == ["<h3"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("acute on chronic systolic CHF", ["Acute on", "chronic", "systolic CHF"]),
        ("na 124", ["Na", "124"]),
        ("Na | 124", ["Na", "124"]),
        ("K 4", []),
        ("chronic **systolic** chf", ["chronic", "systolic CHF"]),
        ("ystolic CHF", []),
        ("& <stable>", ["&amp; &lt;stable&gt;"]),
        ("BP 12", []),
    ],
)
def test_evidence_is_found_across_lines_type_and_cells(words, found):
    html = render.html(document(), [words])
    assert marked(html) == found
    assert html.count("[evidence]") == (1 if found else 0)
    assert render.holds(document(), words) is bool(found)


def test_evidence_of_another_document_is_not_marked():
    html = render.html(document(), [cases.Evidence("labs", "Na 124")])
    assert not marked(html)
    assert marked(render.html(document(), [cases.Evidence("note", "124")])) == ["124"]


def test_marks_do_not_change_the_words():
    plain = re.sub(r"<[^>]+>", "", render.html(document()))
    html = render.html(document(), ["acute on chronic", "chronic systolic CHF", "Na 124"])
    again = re.sub(r"<[^>]+>", "", html.replace(render.CUE, ""))
    assert again.split() == plain.split()


def test_overlapping_evidence_is_marked_once():
    html = render.html(document("one two three"), ["one two", "two three"])
    assert marked(html) == ["one two three"]


def test_text_holds_every_document(write):
    case = cases.load(write())
    text = render.text(case)
    assert "A sore knee" in text
    assert "61-year-old female" in text
    assert "Clinic note [note]" in text
    assert case.documents[0].text in text

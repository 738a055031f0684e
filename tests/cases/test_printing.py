"""``chartroom print``: charts on paper, without a word of their keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chartroom import cases
from chartroom.cases import printing

ROOT = Path(__file__).resolve().parents[2]


def test_the_sample_in_the_documentation_is_what_the_command_writes(tmp_path: Path):
    sample = (ROOT / "docs" / "sample-charts.html").read_text("utf-8")
    names = re.findall(r'<section id="([^"]+)">', sample)
    assert len(names) == 10
    out = tmp_path / "charts.html"
    assert printing.main([*names, "--out", str(out)]) == 0
    told = "the charts have changed: print the same ten to docs/sample-charts.html"
    assert out.read_text("utf-8") == sample, told


def test_a_page_has_every_document_and_nothing_of_the_key(tmp_path: Path):
    out = tmp_path / "charts.html"
    assert printing.main(["thirty-seven-weeks", "nights-in-the-recliner", "--out", str(out)]) == 0
    page = out.read_text("utf-8")
    shown = re.sub(r"<[^>]+>", " ", page)
    for name in ("thirty-seven-weeks", "nights-in-the-recliner"):
        case = cases.load(name)
        assert page.count(f'<section id="{name}">') == 1
        for document in case.documents:
            assert document.title in shown
        for line in (*case.key.lines, *case.key.procedures):
            assert line.code not in shown
            assert line.why not in shown
    assert "<script" not in page


def test_another_variant_is_another_patient(tmp_path: Path):
    pages = []
    for variant in ("0", "1"):
        out = tmp_path / f"{variant}.html"
        given = ["thirty-seven-weeks", "--variant", variant, "--out", str(out)]
        assert printing.main(given) == 0
        pages.append(out.read_text("utf-8"))
    assert "Alicia Montoya" in pages[0]
    assert "Alicia Montoya" not in pages[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["no-such-chart"], "there is no case 'no-such-chart'"),
        (["thirty-seven-weeks", "--out", "no/such/folder/x.html"], "no/such/folder"),
    ],
)
def test_what_cannot_be_printed_is_said(given, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert printing.main(given) == 1
    assert said in capsys.readouterr().err

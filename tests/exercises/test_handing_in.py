"""One file to hand in."""

from __future__ import annotations

import zipfile

from chartroom.exercises import handin


def test_the_zip_holds_the_notebook_and_its_answers_only(tmp_path, capsys):
    (tmp_path / "a00.ipynb").write_text("{}")
    (tmp_path / "questions.json").write_text("{}")
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "a00.json").write_text('{"x": 1}')
    (tmp_path / "answers" / "a00.damaged-1.json").write_text("?")
    link = handin.pack("a00", tmp_path)
    with zipfile.ZipFile(tmp_path / "a00-to-hand-in.zip") as archive:
        assert sorted(archive.namelist()) == ["a00/a00.ipynb", "a00/answers/a00.json"]
        assert archive.read("a00/answers/a00.json") == b'{"x": 1}'
    assert "a00-to-hand-in.zip" in link._repr_html_() or link.path == "a00-to-hand-in.zip"
    assert "and your answers" in capsys.readouterr().out


def test_a_renamed_notebook_and_missing_answers_are_said(tmp_path, capsys):
    assert handin.pack("a00", tmp_path) is None
    assert "renamed" in capsys.readouterr().out
    (tmp_path / "a00.ipynb").write_text("{}")
    handin.pack("a00", tmp_path)
    assert "No exercise is answered yet" in capsys.readouterr().out

"""The chartroom command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chartroom import cli


def test_without_a_word_it_lists_them(capsys):
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in cli.WORDS)


@pytest.mark.parametrize(
    ("args", "nearest"), [(["biuld"], "chartroom build"), (["check", "case"], "check cases")]
)
def test_unknown_word_names_the_nearest(capsys, args: list[str], nearest: str):
    assert cli.main(args) == 2
    said = capsys.readouterr().err
    assert nearest in said
    assert said.count("\n") == 1


def test_instructors_word_without_its_room(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(cli.WORDS, "build", ("chartroom.no_such_room.build", "main", ""))
    assert cli.main(["build"]) == 1
    assert "student edition" in capsys.readouterr().err


def test_words_and_exit_codes_reach_the_room(monkeypatch: pytest.MonkeyPatch):
    got: list[list[str]] = []
    monkeypatch.setattr(cli, "probe", lambda args: got.append(args) or 7, raising=False)
    monkeypatch.setitem(cli.WORDS, "codes", ("chartroom.cli", "probe", ""))
    assert cli.main(["codes", "--rebuild"]) == 7
    assert got == [["--rebuild"]]


def test_every_room_has_its_main():
    from importlib import import_module

    for module, function, _ in (*cli.WORDS.values(), *cli.CHECKS.values()):
        assert callable(getattr(import_module(module), function)), module


def test_importing_the_command_loads_no_room():
    heavy = "{'pandas', 'matplotlib', 'nbgrader', 'ipywidgets', 'jupyterlab', 'chartroom.codes'}"
    code = f"import sys, chartroom.cli; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

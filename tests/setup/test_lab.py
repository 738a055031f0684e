"""The options JupyterLab is started with."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from chartroom import lab


def test_the_first_page_opens_unless_another_is_asked_for():
    assert f"--LabApp.default_url=/lab/tree/{lab.FIRST_PAGE}" in lab.lab_options([], 8888, True)
    asked = lab.lab_options(["course/04-diagnosis-coding-1.ipynb"], 8888, True)
    assert not any("default_url" in option for option in asked)
    assert not any("default_url" in option for option in lab.lab_options([], 8888, False))


@pytest.mark.parametrize(
    "args", [["--port", "9999"], ["--port=9999"], ["--ServerApp.port=9999"], ["--no-browser"]]
)
def test_one_port_is_passed_on(args: list[str]):
    port = lab.wanted_port(args) or lab.USUAL_PORT
    ports = [option for option in lab.lab_options(args, port, False) if "port" in option]
    assert ports == [f"--ServerApp.port={port}"]
    assert ("--no-browser" in lab.lab_options(args, port, False)) == ("--no-browser" in args)


@pytest.mark.parametrize("user", [0, 1000])
def test_root_is_allowed_only_for_root(monkeypatch: pytest.MonkeyPatch, user: int):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab.lab_options([], 8888, False)) == (user == 0)


def test_taken_port_gives_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.free_port(port) > port


def test_taken_port_is_said(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path):
    served: list[list[str]] = []
    monkeypatch.setattr(lab, "serve", served.append)
    monkeypatch.setenv("CHARTROOM_HOME", str(tmp_path))
    (tmp_path / "datasets" / "cases").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.main(["--port", str(port)]) == 0
    assert f"Port {port} is taken" in capsys.readouterr().out
    assert f"--ServerApp.port={port}" not in served[0]

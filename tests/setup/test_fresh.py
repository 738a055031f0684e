"""Set-up from nothing, with real installs: the slow part of these tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from chartroom.classroom import bundle

ROOT = Path(__file__).resolve().parents[2]
LEAVE = shutil.ignore_patterns(".venv*", ".git", "__pycache__", ".*_cache", "dist", "answers")
REPO2DOCKER = "jupyter-repo2docker>=2025.8"

pytestmark = [
    pytest.mark.setup,
    pytest.mark.skipif(os.name == "nt", reason="kills and execs as Unix does"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose code set is not this machine's."""
    return dict(os.environ, CHARTROOM_CACHE=str(tmp_path_factory.mktemp("cache")))


def wait_for(condition, process: subprocess.Popen, seconds: float = 300) -> None:
    """Wait until a condition holds, while a process runs."""
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, "ended early"
        assert time.monotonic() < end, "took too long"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()


def test_killed_install_heals_and_the_course_opens(tmp_path: Path, cache: dict[str, str]):
    home = tmp_path / "course"
    shutil.copytree(ROOT, home, ignore=LEAVE)
    line = [sys.executable, "start.py", "setup"]
    first = subprocess.Popen(
        line, cwd=home, env=cache, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    packages = home / ".venv"
    wait_for(lambda: len(list(packages.glob("lib/*/site-packages/*.dist-info"))) > 15, first)
    os.killpg(first.pid, signal.SIGKILL)  # the power goes: start.py and pip at once
    first.communicate()
    assert json.loads((home / ".venv" / "chartroom.json").read_text()) == {"unfinished": True}

    second = subprocess.run(line, cwd=home, env=cache, capture_output=True, text=True)
    assert second.returncode == 0, second.stdout + second.stderr
    assert re.search(r"Installing packages: \d+ of \d+", second.stdout)  # not silent
    python = home / ".venv" / "bin" / "python"
    check = subprocess.run([python, "-m", "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
    assert list(Path(cache["CHARTROOM_CACHE"]).glob("icd10cm-*.sqlite"))

    third = subprocess.run(line, cwd=home, env=cache, capture_output=True, text=True)
    assert third.stdout.strip().startswith("Ready.")  # nothing was made again

    port = free_port()
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=abc"]
    server = subprocess.Popen(
        [sys.executable, "start.py", "lab", *options],
        cwd=home,
        env=dict(cache, JUPYTER_RUNTIME_DIR=str(tmp_path / "runtime")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = f"http://127.0.0.1:{port}/"

        def get(path: str) -> bytes | None:
            try:
                return urllib.request.urlopen(f"{page}{path}token=abc", timeout=5).read()
            except OSError:
                return None

        wait_for(lambda: get("api?"), server, 60)
        assert b"start-here" in (get("api/contents/course?content=1&") or b"")
        settings = get("lab/api/settings/@jupyterlab/apputils-extension:notification?") or b"{}"
        assert json.loads(settings)["schema"]["properties"]["fetchNews"]["default"] == "false"
    finally:
        stop(server)


def test_binder_can_serve_the_student_edition(tmp_path: Path, cache: dict[str, str]):
    edition = bundle.write(ROOT, tmp_path)
    tools = tmp_path / "tools"
    subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    install = [tools / "bin" / "pip", "install", "-q", REPO2DOCKER]
    subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    line = [tools / "bin" / "jupyter-repo2docker", "--no-build", "--debug", "."]
    said = subprocess.run(line, cwd=edition, capture_output=True, text=True)
    dockerfile = said.stdout + said.stderr
    assert said.returncode == 0, dockerfile
    assert "3.12" in dockerfile
    assert "RUN ./binder/postBuild" in dockerfile
    pip_line = re.search(r"RUN (\$\{KERNEL_PYTHON_PREFIX\}/bin/pip install .*)", dockerfile)
    assert pip_line, "Binder would not install the pins"

    prefix = tmp_path / "binder-env"
    subprocess.run([sys.executable, "-m", "venv", prefix], check=True)
    env = dict(cache, KERNEL_PYTHON_PREFIX=str(prefix), CHARTROOM_CACHE=str(tmp_path / "cache"))
    env["PATH"] = f"{prefix}/bin{os.pathsep}{env['PATH']}"
    for step in (pip_line[1].replace("--no-cache-dir", ""), "./binder/postBuild"):
        done = subprocess.run(
            step, shell=True, cwd=edition, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    check = subprocess.run([prefix / "bin" / "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
    code = "from chartroom import codes; print(codes.lookup('E11.22').code)"
    line = [prefix / "bin" / "python", "-c", code]
    said = subprocess.run(line, cwd=edition / "course", env=env, capture_output=True, text=True)
    assert said.stdout.strip() == "E11.22", said.stderr
    assert list((tmp_path / "cache").glob("icd10cm-*.sqlite"))
    disabled = prefix / "etc" / "jupyter" / "labconfig" / "page_config.json"
    assert "announcements" in disabled.read_text()
    assert "create-assignment" in disabled.read_text()

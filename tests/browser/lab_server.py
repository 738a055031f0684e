"""Start a real JupyterLab on a scratch copy of the course, apart from the user's own Jupyter."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
#: What a student gets of the repository, as far as it is there.
COURSE = ("course", "datasets", "release")
PATIENCE = 60  # seconds for the server to answer

_SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


@dataclass(frozen=True)
class Lab:
    """A running server: its address, its token, the folder it serves."""

    url: str
    token: str
    folder: Path
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        """End the server and its kernels."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(scratch: Path, settings: dict[str, dict[str, object]] | None = None) -> Lab:
    """Copy the course to ``scratch/course-root`` and serve it.

    Args:
        scratch: an empty folder, for the copy and for Jupyter's own files.
        settings: JupyterLab settings by plugin (``"@jupyterlab/x-extension/plugin"``), added to
            those that keep notices away.

    Raises:
        RuntimeError: the server did not answer; carries the end of its log.
    """
    folder = scratch / "course-root"
    folder.mkdir(parents=True)
    for name in COURSE:
        if (REPOSITORY / name).is_dir():
            skip = shutil.ignore_patterns("answers", ".ipynb_checkpoints")
            shutil.copytree(REPOSITORY / name, folder / name, ignore=skip)
    return serve(folder, scratch, settings)


def serve(folder: Path, scratch: Path, settings: dict[str, dict[str, object]] | None = None) -> Lab:
    """Serve a folder; ``scratch`` is for Jupyter's own files. Else as ``start``."""
    places = {
        "JUPYTER_CONFIG_DIR": scratch / "config",
        "JUPYTER_DATA_DIR": scratch / "data",
        "JUPYTER_RUNTIME_DIR": scratch / "runtime",
        "IPYTHONDIR": scratch / "ipython",
        "JUPYTERLAB_WORKSPACES_DIR": scratch / "workspaces",
        "JUPYTERLAB_SETTINGS_DIR": scratch / "settings",
    }
    for place in places.values():
        place.mkdir()
    for plugin, values in {**_SETTINGS, **(settings or {})}.items():
        file = places["JUPYTERLAB_SETTINGS_DIR"] / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    env = {**os.environ, **{name: str(place) for name, place in places.items()}}
    env["PATH"] = str(Path(sys.executable).parent) + os.pathsep + env.get("PATH", "")
    for name in ("CHARTROOM_HOME", "CHARTROOM_STATIC", "NBGRADER_EXECUTION"):
        env.pop(name, None)  # the copy is the course, and its exercises can be clicked
    port, token = _free_port(), secrets.token_hex(16)
    log = scratch / "lab.log"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True", "--ServerApp.allow_root=True",
    ]  # fmt: skip
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL
        )
    lab = Lab(f"http://127.0.0.1:{port}", token, folder, process, log)
    _await(lab)
    return lab


def _await(lab: Lab) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and lab.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{lab.url}/api?token={lab.token}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    lab.stop()
    raise RuntimeError(f"JupyterLab did not start:\n{lab.log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

"""An environment of its own for the linkage benchmark: its packages are not the course's."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from measure import ROOT

PINS = Path(__file__).with_name("linkage-requirements.txt")
VENV = ROOT / ".venv-linkage"
STAMP = VENV / "made-from.txt"  # written last, so that half an environment is made again
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(args: list[str]) -> int:
    """Make the environment unless it is there as the pins want it, and run the benchmark in it."""
    wanted = f"{platform.python_version()} {hashlib.sha256(PINS.read_bytes()).hexdigest()}"
    if not (STAMP.exists() and STAMP.read_text("utf-8") == wanted):
        make()
        STAMP.write_text(wanted, "utf-8")
    paths = os.pathsep.join([str(ROOT / "src"), str(Path(__file__).parent)])
    env = dict(os.environ, PYTHONPATH=paths)
    return subprocess.call(
        [str(PYTHON), str(Path(__file__).with_name("linkage.py")), *args], env=env
    )


def make() -> None:
    """Make the environment from nothing.

    Raises:
        SystemExit: the packages cannot be fetched; pip has said why.
    """
    print(f"Fetching recordlinkage and splink into {VENV.name}/ (once) ...", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    (VENV / ".gitignore").write_text("*\n", "utf-8")
    line = [str(PYTHON), "-m", "pip", "install", "--no-deps", "-q", "--disable-pip-version-check"]
    if subprocess.call([*line, "-r", str(PINS)]):
        raise SystemExit("The benchmark's packages could not be fetched; pip's lines say why.")

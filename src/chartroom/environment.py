"""The course's private environment: made once, made again when what it was made from changes.

Used by start.py before anything is installed, so only Python's own library may be imported here.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "chartroom.json"  # says what the environment was made from; written last
LOG = VENV / "setup.log"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
TYPE_THIS = "py start.py" if WINDOWS else "python3 start.py"

LAB_SETTINGS = {  # no question about news on the first screen a student ever sees
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}
STUDENTS_PAGE = {  # the side panel in which instructors turn cells into tests
    "disabledExtensions": {"@jupyter/nbgrader:create-assignment": True}
}


class Stop(Exception):
    """Something a person has to know before set-up can go on; its text is all they see."""


def hand_over(args: list[str]) -> int:
    """Run the environment's Python in place of this program, its own programs found first."""
    line = [str(PYTHON), *args]
    env = dict(os.environ, VIRTUAL_ENV=str(VENV), JUPYTER_PREFER_ENV_PATH="1")
    env["PATH"] = str(BIN) + os.pathsep + env.get("PATH", "")
    env.pop("PYTHONHOME", None)
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(line[0], line, env)
    try:  # Windows' own exec would give the prompt back at once
        return subprocess.call(line, env=env)
    except KeyboardInterrupt:
        return 130


def set_up() -> None:
    """Make the environment unless it is there, whole, and made from the files as they are now."""
    wanted = wanted_stamp()
    if PYTHON.exists() and read_stamp() == wanted:
        return
    with one_at_a_time() as lock:
        found = read_stamp()
        if PYTHON.exists() and found == wanted:
            return  # another start.py made it while this one was waiting
        only_project = dict(wanted, project=found.get("project")) == found and PYTHON.exists()
        if only_project:
            STAMP.write_text('{"unfinished": true}', "utf-8")
        else:
            make_environment(lock)
        install_project(lock)
        STAMP.write_text(json.dumps(wanted, indent=1), "utf-8")


def wanted_stamp() -> dict[str, str]:
    """Return what the environment has to be made from: these pins, this project, here."""
    return {
        "python": f"{sys.implementation.cache_tag} {platform.machine()}",
        "place": str(ROOT),
        "pins": hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest(),
        "project": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
    }


def read_stamp() -> dict:
    """Return what the environment was made from; empty if there is none or it is unreadable."""
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Let one set-up at a time into this folder.

    The lock is the system's, so it ends with its process however that dies; pip is handed it too
    and holds it if start.py is killed before pip has gone.
    """
    try:
        file = open(ROOT / ".venv.lock", "a")  # noqa: SIM115 - closed below, after the yield
    except OSError as error:
        raise Stop(
            f"The course cannot be set up in {ROOT}: the folder cannot be written to "
            f"({error.strerror}). Copy it to a place of your own, such as your home folder, and "
            f"run {TYPE_THIS} there."
        ) from None
    with file:
        if not try_lock(file.fileno()):
            print("Another start.py is setting up this folder; waiting for it to finish ...")
            while not try_lock(file.fileno()):
                time.sleep(0.3)
        yield file.fileno()


def try_lock(handle: int) -> bool:
    """Take the lock if it is free."""
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a network folder without locks: better set up than not
    return True


def make_environment(lock: int) -> None:
    """Make .venv and put the pinned packages into it."""
    clear()
    print(f"Setting up the course in {VENV} (a minute or two, only this once).", flush=True)
    pip = make_venv()
    pins = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    total = sum(1 for line in pins if line.strip() and not line.startswith("#"))
    run_pip([*pip, "install", "--no-deps", "-r", str(ROOT / "requirements.txt")], total, lock)


def clear() -> None:
    """Remove what an earlier set-up left, and mark the folder as start.py's own."""
    ours = STAMP.exists() or not VENV.exists() or not any(VENV.iterdir())
    if not ours:
        raise Stop(
            f"The folder {VENV} is in the way and start.py did not make it. Rename or delete it, "
            f"then run {TYPE_THIS} again."
        )
    try:
        if VENV.exists():
            for item in VENV.iterdir():
                if item.is_dir() and not item.is_symlink():
                    shutil.rmtree(item)
                elif item != STAMP:  # the mark stays, so that a kill in between is seen
                    item.unlink()
        VENV.mkdir(exist_ok=True)
        STAMP.write_text('{"unfinished": true}', "utf-8")
    except OSError as error:
        raise Stop(
            f"The old environment cannot be removed ({error}). Close every program that uses it "
            f"(JupyterLab, terminals, editors), then run {TYPE_THIS} again."
        ) from None


def make_venv() -> list[str]:
    """Make the empty environment and return the command that runs pip for it."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    if has("venv") and has("ensurepip") and quiet([base, "-m", "venv", str(VENV)]):
        return [str(PYTHON), "-m", "pip"]
    # Debian and Ubuntu keep venv's own pip in a package of its own; any pip here can stand in.
    if has("venv") and has("pip") and quiet([base, "-m", "venv", "--without-pip", str(VENV)]):
        return [base, "-m", "pip", "--python", str(PYTHON)]
    raise Stop(
        "This Python cannot make environments (its venv module is missing or broken). On Debian or "
        f"Ubuntu type:  sudo apt install python3-venv  and then run {TYPE_THIS} again."
    )


def has(module: str) -> bool:
    """Whether this Python has a module."""
    return importlib.util.find_spec(module) is not None


def quiet(line: list[str]) -> bool:
    """Run a command without showing what it says; return whether it worked."""
    done = subprocess.run(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def install_project(lock: int) -> None:
    """Install the course's own package, turn off JupyterLab's news, compile the code set."""
    pip = [str(PYTHON), "-m", "pip"]
    if not quiet([*pip, "--version"]):
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    run_pip([*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], 0, lock)
    keep("share/jupyter/lab/settings/overrides.json", LAB_SETTINGS)
    if (ROOT / "STUDENT-EDITION").exists():
        keep("etc/jupyter/labconfig/page_config.json", STUDENTS_PAGE)
    if subprocess.call([str(PYTHON), "-m", "chartroom.cli", "codes"]):
        raise Stop("The code set could not be made; the line above says why.")


def keep(name: str, data: dict) -> None:
    """Write a settings file of JupyterLab into the environment."""
    path = VENV / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1), "utf-8")


# ---------------------------------------------------------------- pip, with something to look at


def run_pip(line: list[str], total: int, lock: int) -> None:
    """Run pip, showing how many of ``total`` packages are fetched and installed.

    Raises:
        Stop: pip failed; the text says why as far as its log tells.
    """
    line = [*line, "--progress-bar", "off", "--retries", "2", "--disable-pip-version-check"]
    env = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PYTHONUNBUFFERED="1")
    env.pop("PYTHONHOME", None)
    keep = {} if WINDOWS else {"pass_fds": (lock,)}
    with open(LOG, "a", encoding="utf-8") as log:
        pip = subprocess.Popen(line, stdout=log, stderr=subprocess.STDOUT, env=env, **keep)
        try:
            watch(pip, total)
        except BaseException:
            pip.kill()
            pip.wait()
            raise
    if pip.returncode:
        raise Stop(why_pip_failed(LOG.read_text("utf-8", "replace")))


def watch(pip: subprocess.Popen, total: int) -> None:
    """Show pip's progress until it ends."""
    shown = ""
    while pip.poll() is None:
        time.sleep(0.2)
        text = progress(LOG.read_text("utf-8", "replace"), installed(), total) if total else ""
        if text and text != shown:
            shown = show(text, shown)
    if shown:
        show("Packages are in." if pip.returncode == 0 else "", shown, last=True)


def progress(log: str, in_place: int, total: int) -> str:
    """Return pip's progress in words, from its log and the packages in place."""
    lines = log.splitlines()
    total -= sum(line.startswith("Ignoring ") for line in lines)
    if any(line.startswith("Installing collected packages") for line in lines):
        return f"Installing packages: {min(in_place, total)} of {total}"
    fetched = sum(line.startswith(("Collecting ", "Processing ")) for line in lines)
    return f"Fetching packages: {min(fetched, total)} of {total}" if fetched else ""


def installed() -> int:
    """Return how many packages are in place in the environment."""
    # Only the folder itself is listed: while pip works, what is inside comes and goes.
    count = 0
    for site in [VENV / "Lib/site-packages"] if WINDOWS else VENV.glob("lib/python*/site-packages"):
        with contextlib.suppress(OSError):
            count += sum(name.endswith(".dist-info") for name in os.listdir(site))
    return count


def show(text: str, before: str, last: bool = False) -> str:
    """Show a progress text: in place on a terminal, now and then a line elsewhere."""
    if sys.stdout.isatty():
        print("\r" + text.ljust(len(before)), end="\n" if last else "", flush=True)
        return text
    step = text.split(":")[0] != before.split(":")[0]
    count = int(text.split()[2]) if "packages:" in text else 0
    earlier = int(before.split()[2]) if "packages:" in before else 0
    if not (last or step or count // 25 > earlier // 25):
        return before
    if text:
        print(text, flush=True)
    return text


def why_pip_failed(log: str) -> str:
    """Return one line on why pip failed."""
    again = f"run {TYPE_THIS} again; what is fetched already is not fetched twice."
    offline = (
        "NewConnectionError", "NameResolutionError", "Temporary failure in name resolution",
        "getaddrinfo failed", "ProxyError", "ConnectTimeout", "Network is unreachable",
        "Failed to establish a new connection", "ReadTimeout", "Max retries exceeded",
    )  # fmt: skip
    if any(sign in log for sign in offline):
        return (
            "The packages cannot be fetched: there is no connection to the internet. "
            f"Connect, then {again}"
        )
    if "No space left on device" in log:
        return f"The disk is full: the course needs about 600 MB. Make room, then {again}"
    errors = [line for line in log.splitlines() if line.startswith("ERROR:")]
    said = errors[0][len("ERROR:") :].strip() if errors else "it was stopped"
    return f"The packages could not be installed: {said} (All that pip said is in {LOG}.)"

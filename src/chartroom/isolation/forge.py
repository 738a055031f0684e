"""Order forked processes from the warm one, and speak with them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chartroom.isolation import wire
from chartroom.sandbox.confine import Limits

_KEPT = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TZ", "XDG_CACHE_HOME", "CHARTROOM_CACHE")
_REHEARSAL = 300.0
_START = 60.0  # seconds for the warm process to answer


class ForgeError(RuntimeError):
    """The warm process is gone or does not answer."""


@dataclass(frozen=True)
class Place:
    """Where a forked process works and what it may see.

    Args:
        folder: the folder it starts in.
        read: files and folders it may read.
        write: folders it may change.
        limits: what it may use.
        user: number of the user it runs as; None for the same.
        unsafe: confine nothing but resources.
        environment: its whole environment.
    """

    folder: Path
    read: tuple[Path, ...]
    write: tuple[Path, ...]
    limits: Limits
    environment: Mapping[str, str]
    user: int | None = None
    unsafe: bool = False


class Process:
    """A forked process; ``Forge.fork`` makes it."""

    def __init__(self, forge: Forge, channel: socket.socket, pid: int) -> None:
        self._forge, self._channel, self.pid = forge, channel, pid

    def send(self, message: dict[str, Any], seconds: float = 20.0) -> None:
        """Send a message; raises ``wire.Closed``, ``wire.TooSlow``."""
        self._channel.settimeout(seconds)
        try:
            wire.send(self._channel, message)
        finally:
            self._channel.settimeout(None)

    def receive(self, seconds: float) -> dict[str, Any]:
        """Wait for a message; raises ``wire.Closed``, ``wire.Broken``, ``wire.TooSlow``."""
        return wire.receive(self._channel, time.monotonic() + seconds)

    def interrupt(self) -> None:
        """Interrupt what it does, as the stop button of a notebook."""
        self._forge.kill(self.pid, signal.SIGINT)

    def end(self, patience: float = 0.0) -> int | None:
        """End it; return how it had ended by itself (minus the signal that ended it), or None.

        Args:
            patience: seconds in which it may be about to end by itself.
        """
        self._channel.close()
        until = time.monotonic() + patience
        while patience:
            code = self._forge.kill(self.pid, 0)
            if code is not None or time.monotonic() > until:
                break
            time.sleep(0.01)
        else:
            code = None
        if code is None:
            self._forge.kill(self.pid, signal.SIGKILL)
        return code


class Forge:
    """The warm process, seen from outside. Threads may share one.

    Args:
        modules: what it loads before it is forked.
        home: the course's folder.
    """

    def __init__(self, modules: Sequence[str], home: Path) -> None:
        self._modules, self._home = list(modules), home
        self._lock = threading.Lock()
        self._orders, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {
            "CHARTROOM_HOME": str(home),
            "MPLBACKEND": "agg",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "PYTHONUTF8": "1",
        }
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "chartroom.isolation.warm", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
                cwd=home,
                start_new_session=True,
            )
        try:
            self.load(self._modules)
        except ForgeError:
            self.close()
            raise

    def load(self, modules: Sequence[str]) -> None:
        """Have the warm process load modules; what is forked from now on has them.

        Raises:
            ForgeError: the warm process is gone.
        """
        self._ask({"load": list(modules)}, _START)

    def rehearse(self, folder: Path, cells: Sequence[str]) -> bool:
        """Have cells of the course's own run once, so that what they load and keep is there.

        Args:
            folder: a scratch copy of the folder that they run in.
            cells: their code. It must hold no secret: all that is forked has it in its memory.

        Returns:
            Whether the process can still be forked; if not, close it.

        Raises:
            ForgeError: the warm process is gone.
        """
        order = {"rehearse": list(cells), "folder": str(folder)}
        return bool(self._ask(order, _REHEARSAL)["alone"])

    def fork(self, role: str, place: Place) -> Process:
        """Return a new confined process.

        Args:
            role: ``"student"`` or ``"tester"``.
            place: where it works and what it may see.

        Raises:
            ForgeError: the warm process is gone.
        """
        ours, theirs = socket.socketpair()
        order = {
            "role": role,
            "folder": str(place.folder),
            "read": [str(path) for path in place.read],
            "write": [str(path) for path in place.write],
            "limits": asdict(place.limits),
            "user": place.user,
            "unsafe": place.unsafe,
            "environment": dict(place.environment),
        }
        with theirs:
            answer = self._ask({"fork": order}, _START, theirs)
        return Process(self, ours, answer["pid"])

    def kill(self, pid: int, number: int) -> int | None:
        """Send a signal to a forked process; see ``warm``."""
        try:
            return self._ask({"kill": pid, "signal": int(number)}, _START)["status"]
        except ForgeError:
            return None  # all that was forked has ended with it

    def close(self) -> None:
        """End the warm process and all that was forked."""
        with contextlib.suppress(OSError):
            self._orders.close()
        try:
            self._program.wait(5)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()

    @property
    def alive(self) -> bool:
        """Whether the warm process is there."""
        return self._program.poll() is None

    @property
    def pid(self) -> int:
        """Number of the warm process."""
        return self._program.pid

    def _ask(
        self, order: dict[str, Any], seconds: float, handed: socket.socket | None = None
    ) -> dict[str, Any]:
        try:
            with self._lock:
                wire.send(self._orders, order)
                if handed is not None:
                    socket.send_fds(self._orders, [b"."], [handed.fileno()])
                return wire.receive(self._orders, time.monotonic() + seconds)
        except (OSError, ValueError) as error:
            raise ForgeError(f"the process that starts others is gone ({error})") from None

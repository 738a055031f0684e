"""A warm process: everything loaded once, forked for each submission.

Started as a program by ``forge``, which sends it orders over a socket. It has one thread and never
runs anything of a submission; it holds neither tests nor keys nor a gradebook, so that there is
nothing in its memory that a forked process should not see.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import os
import signal
import socket
import stat
import sys
import threading
from pathlib import Path
from typing import Any

from chartroom.isolation import child, shell, wire
from chartroom.sandbox.confine import Confinement, Limits, confine


def main() -> None:
    """Serve orders until the other side is gone, then end with all that was forked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders = socket.socket(fileno=int(sys.argv[1]))
    children: set[int] = set()
    while True:
        try:
            order = wire.receive(orders)
        except (wire.Closed, wire.Broken):
            break
        if "load" in order:
            wire.send(orders, {"loaded": _load(order["load"])})
        elif "rehearse" in order:
            wire.send(orders, {"alone": _rehearse(Path(order["folder"]), order["rehearse"])})
        elif "fork" in order:
            _, fds, _, _ = socket.recv_fds(orders, 1, 1)
            pid = os.fork()
            if pid == 0:
                orders.close()
                _be(socket.socket(fileno=fds[0]), order["fork"])
            os.close(fds[0])
            children.add(pid)
            wire.send(orders, {"pid": pid})
        elif "kill" in order:
            wire.send(orders, {"status": _kill(order["kill"], order["signal"], children)})
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _load(modules: list[str]) -> int:
    """Import the modules, have them do once what they put off, and freeze all that is there."""
    loaded = 0
    for name in modules:
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(name)
            loaded += 1
    with contextlib.suppress(Exception):
        _work_once()
    gc.collect()
    gc.freeze()
    return loaded


def _work_once() -> None:
    import io

    made = shell.make()  # inherited by all that is forked
    for code in ("1 / 0", "print(1)\n{'a': [1]}"):
        made.run(code)
    made.reset(new_session=True)
    if "pandas" in sys.modules:
        import pandas as pd

        table = pd.read_csv(io.StringIO("a,b\nx,1\ny,2\n"))
        table.groupby("a")["b"].sum().to_frame()._repr_html_()
        child.plain.decode(child.plain.encode(table))
    if "matplotlib.figure" in sys.modules:
        from matplotlib.figure import Figure

        figure = Figure()
        figure.subplots().plot([1, 2])
        figure.savefig(io.BytesIO())


def _rehearse(folder: Path, cells: list[str]) -> bool:
    """Run cells of the course's own once, for what they load and keep; forget their names.

    Returns:
        Whether this process still has one thread; if not, it must not be forked.
    """
    made = shell.make()
    here = os.getcwd()
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = made.stdout, made.stderr
    try:
        os.chdir(folder)
        made.draw_inline()
        for code in cells:
            made.run(code)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
    finally:
        sys.stdout, sys.stderr = out, err
        os.chdir(here)
    made.reset(new_session=True)
    made.outputs.start()
    gc.collect()
    gc.freeze()
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # not Linux
        return threading.active_count() == 1


def _close_others(kept: int) -> None:
    """Close every file that a forked process has no use for.

    Files of the course that were opened for reading stay: libraries that the warm process has
    loaded may come back to them.
    """
    try:
        numbers = [int(name) for name in os.listdir("/proc/self/fd")]
    except OSError:  # not Linux
        numbers = list(range(256))
    for number in numbers:
        if number > 2 and number != kept:
            with contextlib.suppress(OSError):
                reads = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
                if not (reads and stat.S_ISREG(os.fstat(number).st_mode)):
                    os.close(number)


def _kill(pid: int, number: int, children: set[int]) -> int | None:
    """Send a signal to a child, or with 0 none; return how it ended, None if it has not.

    After SIGKILL its end is waited for. A child that has ended stays a zombie until it is asked
    for, so that its number is nobody else's.
    """
    if pid not in children:
        return None
    if number:
        os.kill(pid, number)
    found, status = os.waitpid(pid, 0 if number == signal.SIGKILL else os.WNOHANG)
    if not found:
        return None
    children.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _be(channel: socket.socket, order: dict[str, Any]) -> None:
    """Become the process that was ordered; never returns."""
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for place in (0, 1, 2):
            os.dup2(nothing, place)
        _close_others(channel.fileno())
        os.chdir(order["folder"])
        confine(
            Confinement(
                tuple(Path(path) for path in order["read"]),
                tuple(Path(path) for path in order["write"]),
                Limits(**order["limits"]),
                order["user"],
            ),
            unsafe=order["unsafe"],
        )
        child.serve(channel, order["role"], order["environment"])
    except BaseException as error:
        with contextlib.suppress(Exception):
            wire.send(channel, {"broken": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()

"""What runs in a forked process: the cells of one notebook, asked for over a socket.

For the student's cells (``Student``) and for test cells (``Tester``), which never meet: what a test
needs of the student's comes as plain data.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

from chartroom.isolation import plain, wire
from chartroom.isolation.plain import Coded, Uncrossed
from chartroom.isolation.shell import Output, Shell, make

_ERRORS = {  # what a student's function may raise, as the test sees it
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}
_SAID = 2_000  # characters of an error's message


class StudentError(Exception):
    """A student's function raised an error of a kind that the test does not know."""


def serve(channel: socket.socket, role: str, environment: Mapping[str, str]) -> None:
    """Answer over ``channel`` until the other side is gone.

    Args:
        channel: connected to the one who grades.
        role: ``"student"`` or ``"tester"``.
        environment: the process's whole environment.
    """
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    builtins.input = _no_input  # type: ignore[assignment]
    shell = make()
    _look_for_modules(role, environment)
    if role == "student":
        shell.draw_inline()
    answering = (Student if role == "student" else Tester)(shell, channel)
    while True:
        try:
            asked = wire.receive(channel)
        except (wire.Closed, wire.Broken):
            os._exit(0)
        except KeyboardInterrupt:  # meant for a cell that ended just before
            continue
        with contextlib.suppress(KeyboardInterrupt):
            if "modules" in asked:
                wire.send(channel, {"modules": sorted(sys.modules)})
            else:
                wire.send(channel, answering.answer(asked))


def _look_for_modules(role: str, environment: Mapping[str, str]) -> None:
    """Let a student's cells import what lies beside them, and tests only what is the course's.

    The tests' folder holds files of the student's: a pandas.py among them must never be loaded.
    """
    here = {"", ".", os.getcwd(), environment.get("CHARTROOM_HOME", "")}
    sys.path[:] = [place for place in sys.path if place not in here]
    first = "" if role == "student" else environment.get("CHARTROOM_MODULES", "")
    if first or role == "student":
        sys.path.insert(0, first)
    sys.path_importer_cache.clear()
    tempfile.tempdir = None


def _no_input(prompt: object = "") -> str:
    raise RuntimeError(
        "input() cannot ask anybody while a notebook is graded. Write the value into the cell."
    )


class _Role:
    def __init__(self, shell: Shell, channel: socket.socket) -> None:
        self.shell, self.channel = shell, channel

    def _run(self, code: str) -> dict[str, Any]:
        out, err = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.shell.stdout, self.shell.stderr
        try:
            outputs: list[Output] = self.shell.run(code)
        except KeyboardInterrupt:
            outputs = self.shell.outputs.done()
        finally:
            sys.stdout, sys.stderr = out, err
        return {"outputs": outputs, "count": self.shell.execution_count - 1}


class Student(_Role):
    """Runs the student's cells, gives out names, calls the student's functions."""

    def __init__(self, shell: Shell, channel: socket.socket) -> None:
        super().__init__(shell, channel)
        self._functions: list[Any] = []

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what was asked: ``run``, ``names`` or ``call``."""
        if "run" in asked:
            return self._run(asked["run"])
        if "names" in asked:
            return self._names(asked["names"])
        return self._call(asked)

    def _names(self, names: list[str] | None) -> dict[str, Any]:
        space = self.shell.user_ns
        if names is None:
            hidden = self.shell.user_ns_hidden
            names = [name for name in space if name not in hidden and not name.startswith("_")]
        values, lost = {}, {}
        for name in names:
            if name in space:
                try:
                    values[name] = plain.encode(space[name], self._function)
                except plain.CannotCross as error:
                    lost[name] = str(error)
                except Exception as error:  # a value of the student's own making
                    lost[name] = f"a value that fails when it is read ({type(error).__name__})"
        return {"values": values, "lost": lost}

    def _function(self, function: Any) -> Coded:
        self._functions.append(function)
        name = getattr(function, "__name__", "function")
        return {"function": [len(self._functions) - 1, str(name)[:100]]}

    def _call(self, asked: dict[str, Any]) -> dict[str, Any]:
        out, err = sys.stdout, sys.stderr
        self.shell.outputs.start()
        sys.stdout, sys.stderr = self.shell.stdout, self.shell.stderr
        try:
            function = self._functions[asked["call"]]
            given = [plain.decode(one) for one in asked["given"]]
            named = {name: plain.decode(one) for name, one in asked["named"].items()}
            value = plain.encode(function(*given, **named), self._function)
            answer: dict[str, Any] = {"value": value, "changed": self._changed(asked, given)}
        except BaseException as error:
            answer = {"error": [type(error).__name__, _text(error)]}
        finally:
            sys.stdout, sys.stderr = out, err
        answer["printed"] = [
            [one["name"], one["text"]]
            for one in self.shell.outputs.done()
            if one["output_type"] == "stream"
        ]
        return answer

    def _changed(self, asked: dict[str, Any], given: list[Any]) -> dict[str, Coded]:
        """Return the arguments that the function changed in place, by their number."""
        found = {}
        for place, (before, value) in enumerate(zip(asked["given"], given, strict=True)):
            if isinstance(before, dict):
                with contextlib.suppress(Exception):
                    after = plain.encode(value, self._function)
                    if after != before:
                        found[str(place)] = after
        return found


class Tester(_Role):
    """Runs test cells; a student's function is a stand-in that asks for each call."""

    def __init__(self, shell: Shell, channel: socket.socket) -> None:
        super().__init__(shell, channel)
        self._given: set[str] = set()

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Put the student's names in place and run a cell: ``run``, ``names``, ``lost``."""
        space = self.shell.user_ns
        for name in self._given:
            space.pop(name, None)
        self._given.clear()
        for name, coded in asked.get("names", {}).items():
            try:
                space[name] = plain.decode(coded, self._stand_in)
            except ValueError:
                space[name] = Uncrossed(name, "a value that arrived damaged")
            self._given.add(name)
        for name, what in asked.get("lost", {}).items():
            space[name] = Uncrossed(name, what)
            self._given.add(name)
        return self._run(asked["run"])

    def _stand_in(self, inner: Any) -> Any:
        number, name = inner

        def stand_in(*given: Any, **named: Any) -> Any:
            return self._ask(int(number), given, named)

        stand_in.__name__ = stand_in.__qualname__ = str(name)
        return stand_in

    def _ask(self, number: int, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        wire.send(
            self.channel,
            {
                "call": number,
                "given": [plain.encode(one) for one in given],
                "named": {name: plain.encode(one) for name, one in named.items()},
            },
        )
        answer = wire.receive(self.channel)
        if sys.stdout is not self.shell.stdout:  # the test wants to see what is printed
            for stream, text in answer.get("printed", ()):
                if stream == "stdout":
                    sys.stdout.write(str(text))
        if "error" in answer:
            name, said = answer["error"]
            raise _ERRORS.get(name, StudentError)(said)
        for place, coded in answer.get("changed", {}).items():
            _change(given[int(place)], plain.decode(coded, self._stand_in))
        return plain.decode(answer["value"], self._stand_in)


def _change(value: Any, new: Any) -> None:
    """Make ``value`` what the function made of it, where it can be changed in place."""
    if isinstance(value, (list, bytearray)):
        value[:] = new
    elif isinstance(value, (dict, set)):
        value.clear()
        value.update(new)
    elif type(value).__module__.startswith("pandas"):
        value._update_inplace(new)
    elif type(value).__module__ == "numpy":
        value[...] = new


def _text(error: BaseException) -> str:
    try:
        return str(error)[:_SAID]
    except Exception:  # a student's own error may fail to say what it is
        return ""

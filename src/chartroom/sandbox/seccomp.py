"""Filter the system calls of this process (seccomp), for good.

A list of what is allowed, not of what is forbidden. Nobody can start a program or another process,
open a connection, signal anybody else, or look into another process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable

from chartroom.sandbox import syscalls

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _PR_GET_SECCOMP, _FILTER = 22, 38, 21, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _ANY, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x54, 0x06
_NUMBER, _ARCHITECTURE = 0, 4  # places in what the kernel shows the filter
_CLONE_THREAD = 0x10000
_PRCTL_HARMLESS = (3, 15, 16, 0x53564D41)  # is dumpable?, set and get a thread's name, name memory
_SIGKILL = 9


class FilterError(OSError):
    """The filter could not be installed; the text says why."""


def available() -> bool:
    """Whether this kernel and machine can filter system calls."""
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


def no_new_privileges() -> None:
    """Give up gaining rights for good; Landlock and seccomp ask for it.

    Raises:
        FilterError: the kernel refused.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise FilterError(ctypes.get_errno(), "no_new_privs was refused")


def install() -> None:
    """Filter this thread's system calls from now on. Call it last, with one thread.

    A later death by SIGKILL came from outside: the process cannot send that signal to itself.

    Raises:
        FilterError: not on this machine, or the kernel refused.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise FilterError(errno.ENOSYS, f"there is no filter for {machine}")
    code = b"".join(program(machine, os.getpid()))
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    whole = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(whole), 0, 0) != 0:
        raise FilterError(ctypes.get_errno(), "the system call filter was refused")


def program(machine: str, pid: int) -> list[bytes]:
    """Return the filter for a process ``pid`` as BPF instructions of 8 bytes each."""

    def of(table: str) -> dict[str, int]:
        return syscalls.numbers(table, machine)

    lines = [
        _op(_LOAD, _ARCHITECTURE),
        _op(_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _op(_RETURN, _KILL),
        _op(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":  # the x32 interface has other numbers for the same calls
        lines += [_op(_AT_LEAST, 0x40000000, 0, 1), _op(_RETURN, _KILL)]
    for number in of(syscalls.ALLOWED).values():
        lines += [_op(_EQUAL, number, 0, 1), _op(_RETURN, _ALLOW)]
    for table, answer in (
        (syscalls.PRETENDED, 0),
        (syscalls.REFUSED, errno.EPERM),
        (syscalls.UNSUPPORTED, errno.ENOTSUP),
    ):
        for number in of(table).values():
            lines += [_op(_EQUAL, number, 0, 1), _op(_RETURN, _ERRNO | answer)]
    for name, number in of(syscalls.CHECKED).items():
        body = _checks(name, pid)
        lines += [_op(_EQUAL, number, 0, len(body)), *body]
    lines.append(_op(_RETURN, _ERRNO | errno.ENOSYS))
    return lines


def _checks(name: str, pid: int) -> list[bytes]:
    """Return the instructions that settle one call by its arguments; each ends in a return."""
    allow, refuse = _op(_RETURN, _ALLOW), _op(_RETURN, _ERRNO | errno.EPERM)
    if name in ("open", "openat"):
        # A file that may only be read must not be emptied by opening it; before version 3 Landlock
        # does not see that.
        place = _argument(1 if name == "open" else 2)
        mask = os.O_TRUNC | os.O_ACCMODE
        return [
            _op(_LOAD, place),
            _op(_AND, mask),
            _op(_EQUAL, os.O_TRUNC | os.O_RDONLY, 0, 1),
            refuse,
            allow,
        ]
    if name == "clone":  # threads, not processes
        return [_op(_LOAD, _argument(0)), _op(_ANY, _CLONE_THREAD, 0, 1), allow, refuse]
    if name in ("kill", "tgkill"):  # only itself
        signal = _argument(1 if name == "kill" else 2)
        return [
            _op(_LOAD, _argument(0)),
            _op(_EQUAL, pid, 1, 0),
            refuse,
            _op(_LOAD, signal),
            _op(_EQUAL, _SIGKILL, 0, 1),
            refuse,
            allow,
        ]
    if name == "prctl":
        return [_op(_LOAD, _argument(0)), *_one_of(_PRCTL_HARMLESS, allow), refuse]
    if name == "prlimit64":
        return [_op(_LOAD, _argument(0)), *_one_of((0, pid), allow), refuse]
    raise KeyError(name)


def _one_of(values: Iterable[int], then: bytes) -> list[bytes]:
    return [line for value in values for line in (_op(_EQUAL, value, 0, 1), then)]


def _argument(index: int) -> int:
    """Return the place of the lower half of an argument, on a little-endian machine."""
    return 16 + 8 * index


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value & 0xFFFFFFFF)

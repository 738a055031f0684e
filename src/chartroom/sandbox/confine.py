"""Put the means together: what is there on this machine, and confine the process that calls."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chartroom.sandbox import landlock, seccomp

MEGABYTE = 1024 * 1024
_PR_SET_PDEATHSIG = 1
_SIGKILL = 9
# What a program needs of a system's own files; of /etc only what holds nobody's secrets.
SYSTEM = tuple(
    Path(path)
    for path in (
        "/usr",
        "/lib",
        "/lib64",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/fonts",
        "/etc/mime.types",
        "/dev/urandom",
        "/dev/random",
        "/dev/zero",
    )
)


class NotProtected(RuntimeError):
    """This machine cannot confine a process; the text says what is missing and what to do."""


@dataclass(frozen=True)
class Limits:
    """What one confined process may use.

    Args:
        memory: MB of address space beyond what the process has when it is confined.
        seconds: seconds of processor time.
        file_size: MB of one file.
        open_files: how many files may be open at once.
    """

    memory: int = 1024
    seconds: int = 200
    file_size: int = 32
    open_files: int = 128


@dataclass(frozen=True)
class Confinement:
    """What a confined process may see and use: folders and files, with all below them."""

    read: tuple[Path, ...]
    write: tuple[Path, ...]
    limits: Limits = Limits()
    user: int | None = None


@dataclass(frozen=True)
class Means:
    """What this machine has to confine a process with.

    Attributes:
        landlock: version of Landlock, 0 for none.
        seccomp: whether system calls can be filtered.
        other_user: number of another user that code can run as, None if it runs as this one.
        why_same_user: why there is no other user, in words.
    """

    landlock: int
    seccomp: bool
    other_user: int | None
    why_same_user: str = ""

    @property
    def enough(self) -> bool:
        """Whether code that nobody trusts can be run."""
        return bool(self.landlock and self.seccomp)

    def __str__(self) -> str:
        files = f"files: Landlock {self.landlock}" if self.landlock else "files: NOT protected"
        calls = "system calls: seccomp" if self.seccomp else "system calls: NOT filtered"
        user = (
            f"user: another one ({self.other_user})"
            if self.other_user is not None
            else f"user: the same ({self.why_same_user})"
        )
        return f"{files}; {calls}; network: {'none' if self.seccomp else 'NOT closed'}; {user}"


def means(needed: Sequence[Path] = (), user: int = 65432) -> Means:
    """Return what this machine has.

    Args:
        needed: folders that another user would have to be able to read.
        user: number of the other user.
    """
    if sys.platform != "linux":
        return Means(0, False, None, f"{platform.system()} has no such thing")
    why = _why_not_another(needed)
    return Means(landlock.version(), seccomp.available(), None if why else user, why)


def require(found: Means) -> None:
    """Go on only where code that nobody trusts can be confined.

    Raises:
        NotProtected: says what is missing and what to do.
    """
    if found.enough:
        return
    if sys.platform != "linux":
        raise NotProtected(
            f"On {platform.system()} the code of submissions cannot be kept from your files: the "
            "means for that (Landlock and seccomp) are Linux's. Grade on a Linux computer, in a "
            "virtual machine or in a Linux container. Or grade with --unsafe, if you trust every "
            "submission as you trust your own programs."
        )
    missing = []
    if not found.landlock:
        missing.append(
            "Landlock, which protects files (Linux 5.13 or newer, switched on: the file "
            "/sys/kernel/security/lsm must name landlock; add lsm=landlock,… to the kernel's "
            "command line, or use a newer container runtime)"
        )
    if not found.seccomp:
        missing.append(
            f"seccomp, which filters system calls (this is {platform.machine()}; x86_64 and "
            "aarch64 are supported)"
        )
    raise NotProtected(
        f"This computer cannot keep the code of submissions from your files. Missing: "
        f"{'; '.join(missing)}. Or grade with --unsafe, if you trust every submission as you trust "
        "your own programs."
    )


def confine(what: Confinement, unsafe: bool = False) -> None:
    """Confine this process for good. It must have one thread.

    Args:
        what: what it may see and use.
        unsafe: only limit its resources; files and system calls stay open.

    Raises:
        OSError: one of the means was refused.
    """
    _die_with_parent()
    _limit(what.limits)
    if unsafe or sys.platform != "linux":
        return
    if what.user is not None:
        os.setgroups([])
        os.setresgid(what.user, what.user, what.user)
        os.setresuid(what.user, what.user, what.user)
        _die_with_parent()  # the kernel forgets it when the user changes
    seccomp.no_new_privileges()
    landlock.restrict((*SYSTEM, *what.read), (Path("/dev/null"), *what.write))
    _drop_capabilities()
    seccomp.install()


def _limit(limits: Limits) -> None:
    import resource  # not on Windows

    memory = _address_space() + limits.memory * MEGABYTE
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.file_size * MEGABYTE),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
            # At the hard limit the kernel kills; below it the signal says which limit it was.
            most = wanted + 5 if kind == resource.RLIMIT_CPU else wanted
            resource.setrlimit(kind, (wanted, most))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 1024 * MEGABYTE


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def _drop_capabilities() -> None:
    """Give up what makes root more than a user; Landlock and the owner's rights remain."""
    header = struct.pack("=Ii", 0x20080522, 0)
    ctypes.CDLL(None, use_errno=True).capset(header, bytes(24))


def _why_not_another(needed: Sequence[Path]) -> str:
    """Return why code cannot run as another user; nothing if it can."""
    if os.geteuid() != 0:
        return "only root can change the user"
    for path in needed:
        for place in (path, *path.parents):
            try:
                mode = place.stat().st_mode
            except OSError:
                continue
            wanted = 0o5 if place.is_dir() else 0o4
            if place != path:
                wanted = 0o1
            if mode & wanted != wanted:
                return f"others may not read {place}"
    return ""

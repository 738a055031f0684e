"""Copy what somebody nobody trusts has left in a folder: plain files only, and not too many."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Most:
    """How much of a folder is copied: MB of one file, MB of all, number of files, depth."""

    file: int = 32
    whole: int = 128
    files: int = 1000
    depth: int = 8


@dataclass
class Left:
    """What was left out, as sentences for instructor and student."""

    sentences: list[str] = field(default_factory=list)


def copy(
    source: Path, target: Path, most: Most = Most(), keep: frozenset[str] = frozenset()
) -> Left:
    """Copy the plain files below ``source`` to ``target``.

    Links, pipes and devices are left out: a link could lead anywhere. No file is followed out of
    the folder, whatever happens to it meanwhile.

    Args:
        source: the folder.
        target: where it goes; made if need be.
        most: how much of it.
        keep: names relative to ``target`` that are not overwritten.
    """
    left = Left()
    target.mkdir(parents=True, exist_ok=True)
    budget = most.whole * MEGABYTE
    for number, name in enumerate(_files(source, most.depth, left)):
        if number >= most.files:
            left.sentences.append(f"Only the first {most.files} files were taken.")
            break
        if name in keep:
            continue
        data = _read(source / name, min(most.file * MEGABYTE, budget), name, left)
        if data is not None:
            budget -= len(data)
            try:
                write(target / name, data)
            except (OSError, ValueError):  # a folder is where a file should be, or a name too long
                left.sentences.append(f"“{name}” has no place beside the others; it was left out.")
    return left


def write(place: Path, data: bytes) -> None:
    """Write a file anew, with the folders it is in."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(data)


def apart(files: Mapping[str, bytes], fixed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of ``files`` whose names leave each of ``fixed`` its place."""
    inside = {str(above) for name in fixed for above in PurePosixPath(name).parents}
    return {
        name: data
        for name, data in files.items()
        if name not in fixed
        and name not in inside
        and not any(str(above) in fixed for above in PurePosixPath(name).parents)
    }


def signature(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return something that changes when a file below ``folder`` does."""
    found = []
    for name in _files(folder, Most().depth, Left()):
        try:
            about = os.lstat(folder / name)
        except OSError:
            continue
        found.append((name, about.st_mtime_ns, about.st_size, about.st_ino))
    return tuple(sorted(found))


def _files(folder: Path, depth: int, left: Left, above: str = "") -> Iterator[str]:
    """Yield the names of plain files, relative to the first folder, in order."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in inside:
        name = f"{above}{entry.name}"
        if entry.is_symlink():
            left.sentences.append(f"“{name}” is a link and was left out.")
        elif entry.is_dir(follow_symlinks=False):
            if depth > 0:
                yield from _files(Path(entry.path), depth - 1, left, f"{name}/")
            else:
                left.sentences.append(f"“{name}” lies too deep and was left out.")
        elif entry.is_file(follow_symlinks=False):
            yield name
        else:
            left.sentences.append(f"“{name}” is no plain file and was left out.")


def _read(path: Path, most: int, name: str, left: Left) -> bytes | None:
    try:
        place = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        left.sentences.append(f"“{name}” could not be read and was left out.")
        return None
    with os.fdopen(place, "rb") as file:
        about = os.fstat(place)
        if not stat.S_ISREG(about.st_mode):
            left.sentences.append(f"“{name}” is no plain file and was left out.")
            return None
        if about.st_size > most:
            left.sentences.append(
                f"“{name}” is too large ({about.st_size / MEGABYTE:,.0f} MB) and was left out."
            )
            return None
        return file.read(most)

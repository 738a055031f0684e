"""``chartroom data``: make the synthetic hospital in any size and format."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from chartroom.hospital import DataError, Spec, make_csv

FORMATS = ("csv", "parquet", "sqlite", "duckdb")
_EXTRA = (
    "The format {format} needs the package duckdb; install it with: "
    "python -m pip install 'chartroom[data]'"
)


def main(argv: Sequence[str]) -> int:
    """Run ``chartroom data``; return 0 if the data set is made, 1 if it could not be."""
    parser = _parser()
    args = parser.parse_args(list(argv))
    if not (args.out or args.course or args.check):
        parser.error("--out is needed: the folder for the data set")
    try:
        if args.course or args.check:
            return _course(args.check)
        make(args.patients, args.seed, Path(args.out), args.format, args.workers, args.clean,
             Bar() if sys.stderr.isatty() or args.progress else None)  # fmt: skip
    except DataError as error:
        print(f"chartroom data: {error}", file=sys.stderr)
        return 1
    print(f"{args.out} holds {args.patients:,} patients of Tern Harbor (seed {args.seed}).")
    return 0


def _course(only_check: bool) -> int:
    from chartroom import coursedata

    if only_check:
        coursedata.check()
        print("datasets/hospital is what the program makes.")
    else:
        coursedata.write()
        print("datasets/hospital is made again.")
    return 0


def make(
    patients: int,
    seed: int,
    out: Path,
    format: str = "csv",
    workers: int = 1,
    clean: bool = False,
    progress: Bar | None = None,
) -> None:
    """Make a data set in ``out``.

    ``csv`` writes a file a table, ``parquet`` the same as Parquet files, ``sqlite`` the database of
    the EHR (``ehr.sqlite``, with constraints and audit trail), ``duckdb`` one database
    (``hospital.duckdb``) for analysis. ``manifest.json`` is there in every format.

    Raises:
        DataError: numbers out of range, a folder that cannot be written, a full disk, a package
            that is not installed.
    """
    if format not in FORMATS:
        raise DataError(f"There is no format {format}; use one of {', '.join(FORMATS)}.")
    _needs(format)
    spec = Spec(patients, seed, clean)
    if format == "csv":
        make_csv(spec, out, workers, progress=progress)
        return
    # A kill leaves the tables here, and the next run goes on from them.
    tables = out / ".tables"
    make_csv(spec, tables, workers, progress=progress)
    try:
        _converted(tables, out, format)
        os.replace(tables / "manifest.json", out / "manifest.json")
        shutil.rmtree(tables)
    except OSError as error:
        raise DataError(f"{out} cannot be written ({error.strerror or error}).") from error


def _needs(format: str) -> None:
    if format not in ("parquet", "duckdb"):
        return
    try:
        import duckdb  # noqa: F401
    except ImportError as error:
        raise DataError(_EXTRA.format(format=format)) from error


def _converted(tables: Path, out: Path, format: str) -> None:
    if format == "sqlite":
        from chartroom import ehr

        ehr.create(out / "ehr.sqlite", tables)
        return
    from chartroom import columnar

    if format == "parquet":
        columnar.to_parquet(tables, out)
    else:
        columnar.to_duckdb(tables, out / "hospital.duckdb")


class Bar:
    """A line that says how far the work is and how long it will take."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._at_begin: int | None = None

    def __call__(self, done: int, whole: int) -> None:
        """Show ``done`` of ``whole`` patients."""
        if self._at_begin is None:
            self._at_begin = done  # of a run that was stopped
        here, seconds = done - self._at_begin, time.monotonic() - self._began
        left = f", {seconds / here * (whole - done):.0f} s left" if here else ""
        end = "\n" if done >= whole else ""
        print(f"\r{done:>10,} of {whole:,} patients{left}      ", end=end, file=sys.stderr,
              flush=True)  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chartroom data", description="Make the synthetic hospital Tern Harbor."
    )
    parser.add_argument("--patients", type=int, default=600, help="how many (default 600)")
    parser.add_argument("--seed", type=int, default=2026, help="another seed, another hospital")
    parser.add_argument("--out", help="folder for the data set")
    parser.add_argument("--format", choices=FORMATS, default="csv")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)"
    )
    parser.add_argument("--clean", action="store_true", help="without planted defects")
    parser.add_argument("--progress", action="store_true", help="show progress in a file, too")
    parser.add_argument("--course", action="store_true", help="the course's own: datasets/hospital")
    parser.add_argument("--check", action="store_true", help="compare datasets/hospital, no change")
    return parser

"""Make a data set: in chunks, by several processes, going on where a killed run stopped.

Finished chunks stay in ``OUT/.making`` until all are there; then each table is put together in one
file, which appears under its name only when it is whole. ``manifest.json`` is written last.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import connection
from pathlib import Path

import numpy as np

from chartroom.hospital import beds, schema, staff
from chartroom.hospital.chunk import Chunk, Spec, make
from chartroom.hospital.content import table as data_table
from chartroom.hospital.encounters import NO_BED_YET
from chartroom.hospital.households import SIZE
from chartroom.hospital.rows import Rows

#: Patients a chunk; only speed and memory depend on it.
CHUNK = 8192
#: Patients that may have to do with each other: two households.
BLOCK = 2 * SIZE
MOST_PATIENTS = 4_000_000
FORMAT = "3"  # of the half-made files; parts of an older program are not gone on with


class DataError(Exception):
    """A data set cannot be made or read. The text is one sentence with the remedy."""


Progress = Callable[[int, int], None]


def make_csv(
    spec: Spec,
    out: Path,
    workers: int = 1,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Write the data set as one CSV file a table and return its manifest.

    Args:
        spec: how many patients, which seed, with or without defects.
        out: folder; made if it is not there. A data set in it is replaced when the new one is
            whole.
        workers: processes.
        chunk: patients a chunk, a multiple of ``BLOCK``.
        progress: called with the patients done and all patients.

    Raises:
        DataError: numbers out of range, a folder that cannot be written, a full disk.
    """
    _look_at(spec, workers, chunk)
    making = out / ".making"
    try:
        _begin(spec, chunk, making)
        _chunks(spec, chunk, making, workers, progress)
        manifest = _put_together(spec, making, out, chunk)
        shutil.rmtree(making)
    except OSError as error:
        raise DataError(_in_words(error, out)) from error
    return manifest


def _look_at(spec: Spec, workers: int, chunk: int) -> None:
    if not 1 <= spec.patients <= MOST_PATIENTS:
        raise DataError(
            f"{spec.patients:,} patients cannot be made; give a number from 1 to {MOST_PATIENTS:,}."
        )
    if not 0 <= spec.seed < 2**63:
        raise DataError(f"The seed is {spec.seed}; give a whole number from 0 to 2^63 - 1.")
    if not 1 <= workers <= 64:
        raise DataError(f"{workers} workers cannot be used; give a number from 1 to 64.")
    if chunk < BLOCK or chunk % BLOCK:
        raise DataError(f"A chunk of {chunk} patients cannot be made; give a multiple of {BLOCK}.")


def _begin(spec: Spec, chunk: int, making: Path) -> None:
    """Keep the chunks of a run that stopped, if it was making the same data set."""
    wanted = json.dumps({**asdict(spec), "chunk": chunk, "format": FORMAT, "content": _content()})
    note = making / "spec.json"
    if making.is_dir() and not (note.is_file() and note.read_text(encoding="utf-8") == wanted):
        shutil.rmtree(making)
    making.mkdir(parents=True, exist_ok=True)
    if not note.is_file():
        note.with_suffix(".new").write_text(wanted, encoding="utf-8")
        os.replace(note.with_suffix(".new"), note)


def _content() -> str:
    """Return a digest of the program and content that make the data."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted([*here.rglob("*.py"), *here.rglob("*.tsv"), *here.rglob("*.yaml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _starts(spec: Spec, chunk: int) -> range:
    return range(0, spec.patients, chunk)


def _chunks(spec: Spec, chunk: int, making: Path, workers: int, progress: Progress | None) -> None:
    missing = [start for start in _starts(spec, chunk) if not _part(making, start).is_dir()]
    done = spec.patients - sum(min(chunk, spec.patients - start) for start in missing)
    if progress:
        progress(done, spec.patients)
    for size in _made(spec, chunk, making, workers, missing):
        done += size
        if progress:
            progress(done, spec.patients)


def _made(spec: Spec, chunk: int, making: Path, workers: int, missing: list[int]) -> Iterator[int]:
    if workers == 1 or len(missing) < 2:
        for start in missing:
            yield write_part(spec, start, chunk, making)
        return
    fresh = multiprocessing.get_context("spawn")  # the same on every system
    count = min(workers, len(missing))
    with ProcessPoolExecutor(count, mp_context=fresh, initializer=_end_with_parent) as pool:
        runs = [pool.submit(write_part, spec, start, chunk, making) for start in missing]
        try:
            for run in as_completed(runs):
                yield run.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this process when the one that began it is gone: a kill must not leave it waiting."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()


def _part(making: Path, start: int) -> Path:
    return making / f"{start:08d}"


def write_part(spec: Spec, start: int, chunk: int, making: Path) -> int:
    """Make one chunk, write it to a folder of its own, and return its number of patients."""
    stop = min(start + chunk, spec.patients)
    tables, stays = made(spec, start, stop)
    unfinished = _part(making, start).with_suffix(".new")
    if unfinished.is_dir():
        shutil.rmtree(unfinished)
    unfinished.mkdir()
    for name, rows in tables.items():
        with open(unfinished / f"{name}.part", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(_lines(name, rows))
    np.savez(unfinished / "stays.npz", **{
        name: values.astype(str) if values.dtype == object else values
        for name, values in stays.items()
    })  # fmt: skip
    os.replace(unfinished, _part(making, start))
    return stop - start


def made(spec: Spec, start: int, stop: int) -> tuple[dict[str, Rows], Rows]:
    """Return the tables of a chunk, with planted defects unless the data set is a clean one."""
    chunk: Chunk = make(spec, start, stop)
    if spec.clean:
        return chunk.tables, chunk.stays
    from chartroom.hospital import defects  # the student edition comes without

    return defects.plant(spec.patients, spec.seed, start, chunk.tables), chunk.stays


def _lines(name: str, rows: Rows) -> Iterator[tuple]:
    return zip(*(rows[column].tolist() for column in schema.TABLES[name].names), strict=True)


def _put_together(spec: Spec, making: Path, out: Path, chunk: int) -> dict[str, object]:
    parts = [_part(making, start) for start in _starts(spec, chunk)]
    stays = all_stays(parts)
    bed = beds.assigned(stays)
    beds_table = beds.table(stays, bed)
    in_bed = dict(zip(stays["encounter_id"], beds.bed_ids(stays["department"], bed), strict=True))
    fixed = hospital_tables(beds_table, beds.census(stays, beds_table))
    counts: dict[str, dict[str, object]] = {}
    for name, table in schema.TABLES.items():
        new = making / f"{name}.csv"
        with open(new, "w", encoding="utf-8", newline="") as file:
            file.write(",".join(table.names) + "\n")
            if name in fixed:
                csv.writer(file, lineterminator="\n").writerows(_lines(name, fixed[name]))
            else:
                for part in parts:
                    _append(part / f"{name}.part", file, in_bed if name == "encounters" else None)
        counts[name] = _counted(new)
    for name in schema.TABLES:
        os.replace(making / f"{name}.csv", out / f"{name}.csv")
    manifest = manifest_of(spec, counts)
    text = json.dumps(manifest, indent=1) + "\n"
    (making / "manifest.json").write_text(text, encoding="utf-8")
    os.replace(making / "manifest.json", out / "manifest.json")
    return manifest


def all_stays(parts: list[Path]) -> Rows:
    """Return the stays of all chunks."""
    loaded = []
    for part in parts:
        with np.load(part / "stays.npz") as stays:
            loaded.append({name: stays[name] for name in stays.files})
    return {name: np.concatenate([one[name] for one in loaded]) for name in loaded[0]}


def hospital_tables(beds_table: Rows, census: Rows) -> dict[str, Rows]:
    """Return the tables that are of the hospital, not of a patient."""
    departments = data_table("departments.tsv")
    names = schema.TABLES["departments"].names
    return {
        "departments": {
            name: np.array([row[name] for row in departments], dtype=object) for name in names
        },
        "beds": beds_table,
        "providers": staff.providers(),
        "users": staff.users(),
        "census": census,
    }


def _append(part: Path, file, in_bed: dict[str, str] | None) -> None:
    if not part.is_file():
        return
    with open(part, encoding="utf-8", newline="") as lines:
        if in_bed is None:
            shutil.copyfileobj(lines, file)
            return
        at = schema.TABLES["encounters"].names.index("bed_id")
        for line in lines:
            fields = line.split(",", at + 1)  # the columns up to the bed are never quoted
            if len(fields) > at and fields[at] == NO_BED_YET:
                fields[at] = in_bed.get(fields[0], "")
                line = ",".join(fields)
            file.write(line)


def _counted(path: Path) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    with open(path, encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def manifest_of(spec: Spec, counts: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return what ``manifest.json`` says."""
    return {
        "hospital": "Tern Harbor Medical Center (invented)",
        "schema": schema.VERSION,
        "patients": spec.patients,
        "seed": spec.seed,
        "clean": spec.clean,
        "encounters": "2026-04-01 to 2026-09-30",
        "code_set": "ICD-10-CM FY2026 (April 1, 2026)",
        "tables": counts,
    }


def _in_words(error: OSError, out: Path) -> str:
    if error.errno == errno.ENOSPC:
        return (
            f"The disk is full, so {out} could not be finished. What was made is kept: make room, "
            "then run the same command again, and it goes on."
        )
    return f"{out} cannot be written ({error.strerror or error}); choose another folder with --out."

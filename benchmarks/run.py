"""Measure speed and memory: ``python3 start.py bench [--quick]``. One run, one table.

``--linkage`` measures duplicate finding instead, beside other tools; ``--hospital`` the generator;
``--ehr`` the EHR and its desk; ``--grading`` a class graded by plain nbgrader and by ours.
"""

from __future__ import annotations

import argparse
import platform
import sys

import code_set
import ehr
import first_exercise
import grading
import hospital_data
import linkage_venv
import search
from measure import Row, table


def main(argv: list[str] | None = None) -> int:
    """Measure, print the table, and return 0 if every aim is met."""
    parser = argparse.ArgumentParser(prog="start.py bench", description="Measure speed and memory.")
    parser.add_argument(
        "--quick", action="store_true", help="few repetitions; good for a first look"
    )
    parser.add_argument(
        "--linkage", action="store_true", help="duplicate finding beside recordlinkage and splink"
    )
    parser.add_argument(
        "--hospital", action="store_true", help="the generator at 10,000 to 1,000,000 patients"
    )
    parser.add_argument(
        "--ehr", action="store_true", help="the EHR and its desk with 100,000 patients"
    )
    parser.add_argument(
        "--grading", action="store_true", help="grading a class beside plain nbgrader"
    )
    parser.add_argument(
        "--attacks", action="store_true", help="attacks on grading, beside plain nbgrader"
    )
    args = parser.parse_args(argv)
    quick = args.quick
    if args.linkage:
        return linkage_venv.run(["--quick"] if quick else [])
    if args.grading:
        rows = grading.run(
            ("a00-first-worksheet",) if quick else grading.ASSIGNMENTS,
            plain=4 if quick else 12,
            ours=(20,) if quick else (100, 10, 1000),
        )
        rows += grading.stages(
            ("a00-first-worksheet",) if quick else grading.ASSIGNMENTS, 20 if quick else 100
        )
        print(table(rows))
        return 0 if all(row.met for row in rows) else 1
    if args.attacks:
        import attacks

        rows = attacks.run(attacks.TRIED[:2] if quick else attacks.TRIED)
        print(table(rows))
        return 0 if all(row.met for row in rows) else 1
    if args.hospital or args.ehr:
        rows = (
            hospital_data.run((10_000,) if quick else (10_000, 100_000, 1_000_000))
            if args.hospital
            else ehr.run(10_000 if quick else 100_000)
        )
        print(table(rows))
        return 0 if all(row.met for row in rows) else 1
    times = 1 if quick else 9
    rows: list[Row] = []
    for name, part in (
        ("the code set", lambda: code_set.run(times)),
        ("search", lambda: search.run(100 if quick else 4000)),
        ("the first exercise", lambda: first_exercise.run(times)),
    ):
        print(f"Measuring {name} ...", file=sys.stderr, flush=True)
        rows += part()
    print(table(rows))
    print(
        f"\nPython {platform.python_version()}, {platform.system()} {platform.machine()}, medians"
    )
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

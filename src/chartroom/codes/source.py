"""The tabular list that the code set is compiled from: where it is and which edition.

The file comes with the package simple-icd-10-cm (MIT), which carries the public-domain tabular
XML of the National Center for Health Statistics. The package itself is never imported: that takes
seconds and about 190 MB.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "simple_icd_10_cm"
_NAME = re.compile(r"icd10c?m?-tabular-(?P<month>[A-Za-z]+)-(?P<day>\d+)-(?P<year>\d{4})\.xml")
_MONTHS = {"April": "04", "October": "10", "January": "01"}
_HERE = Path(__file__).resolve().parent
#: Files of this room that decide what the compiled file holds.
_MAKERS = (
    *("tabular.py", "compile.py", "searchindex.py", "searchdata.py"),
    *("searchfamily.py", "searchtext.py", "data/**/*.tsv"),
)


class SourceMissing(RuntimeError):
    """The package that carries the tabular list is not installed, or carries another file."""


@dataclass(frozen=True, slots=True)
class Source:
    """The tabular XML file and its edition.

    Attributes:
        path: the XML file.
        version: "ICD-10-CM FY2026 (April 1, 2026)".
        slug: the same for file names, "FY2026-04-01".
    """

    path: Path
    version: str
    slug: str


def find() -> Source:
    """Find the tabular list among the installed packages.

    Raises:
        SourceMissing: the package is absent or holds no tabular list.
    """
    spec = find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        for path in sorted((Path(place) / "data").glob("icd10*-tabular-*.xml")):
            match = _NAME.fullmatch(path.name)
            if match and match["month"] in _MONTHS:
                return _describe(path, match)
    raise SourceMissing(
        "The ICD-10-CM tabular list was not found: install the package simple-icd-10-cm "
        "(python -m pip install simple-icd-10-cm==1.5.0)."
    )


def fingerprint(source: Source) -> str:
    """Return 8 hex digits that change when the compiled file would come out different."""
    check = zlib.crc32(f"{source.path.name}:{source.path.stat().st_size}".encode())
    for pattern in _MAKERS:
        for path in sorted(_HERE.glob(pattern)):
            if path.is_file():
                check = zlib.crc32(path.read_bytes(), zlib.crc32(path.name.encode(), check))
    return f"{check:08x}"


def _describe(path: Path, match: re.Match[str]) -> Source:
    month, day, year = match["month"], int(match["day"]), int(match["year"])
    # The fiscal year starts on 1 October of the year before.
    fiscal = year + 1 if month == "October" else year
    return Source(
        path=path,
        version=f"ICD-10-CM FY{fiscal} ({month} {day}, {year})",
        slug=f"FY{fiscal}-{_MONTHS[month]}-{day:02d}",
    )

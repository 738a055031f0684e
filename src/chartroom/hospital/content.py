"""The clinical content: chronic conditions, profiles of encounters, catalogs, names and places.

Read once from ``data/`` into plain records. The format is described in docs/hospital.md.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from chartroom.hospital.conditions import Condition, ContentError, read

ALL = "all"


@dataclass(frozen=True)
class Item:
    """A diagnosis that may be reported: codes with weights, and when."""

    codes: tuple[tuple[str, float], ...]
    when: tuple[Condition, ...] = ()
    p: float = 1.0
    poa: str = "Y"
    flag: str = ""
    of: str = ""
    from_chronic: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Test:
    """A laboratory value in a profile or a chronic condition: mean and standard deviation."""

    test: str
    mean: float
    sd: float
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Drug:
    """A medication given with probability ``p``."""

    drug: str
    dose: str
    route: str
    frequency: str
    p: float = 1.0
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """A procedure done with probability ``p`` on day ``day`` of the encounter."""

    system: str
    code: str
    title: str
    p: float = 1.0
    when: tuple[Condition, ...] = ()
    day: int = 0
    specialty: str = ""


@dataclass(frozen=True)
class Chronic:
    """A chronic condition: how common by age and sex, and what comes with it."""

    id: str
    prevalence: dict[str, tuple[tuple[float, float], ...]]
    raises: dict[str, float] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    medications: tuple[Drug, ...] = ()
    labs: tuple[Test, ...] = ()
    vitals: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """A kind of encounter as it happens: who has it, how it goes, what is coded."""

    id: str
    kind: str
    title: str
    weight: float
    department: str
    specialty: str
    age: tuple[tuple[float, float], ...]
    sex: dict[str, float]
    needs: tuple[str, ...]
    prefers: dict[str, float]
    excludes: tuple[str, ...]
    complaint: tuple[str, ...]
    admitting: str
    admission_type: str
    sources: tuple[tuple[str, float], ...]
    via_ed: float
    stay: tuple[float, float]
    disposition: tuple[tuple[str, float], ...]
    expresses: tuple[str, ...]
    principal: tuple[Item, ...]
    also: tuple[Item, ...]
    panels: tuple[str, ...]
    tests: tuple[Test, ...]
    vitals: dict[str, tuple[float, float]]
    medications: tuple[Drug, ...]
    procedures: tuple[Procedure, ...]
    imaging: tuple[str, ...]
    documents: tuple[str, ...]
    operating: bool
    notes: dict[str, tuple[str, ...]]

    @property
    def delivery(self) -> bool:
        """True for a mother's stay in which she gives birth."""
        return any(one.code.startswith(("10E0", "10D0")) for one in self.procedures)

    @property
    def cesarean(self) -> bool:
        """True for a delivery by cesarean section."""
        return any(one.code.startswith("10D00Z") for one in self.procedures)


@dataclass(frozen=True)
class Diagnosis:
    """A code of the catalog with the words that document it."""

    code: str
    words: str
    exempt: bool


@dataclass(frozen=True)
class Lab:
    """A laboratory test: unit, reference ranges, and the values of healthy adults."""

    test: str
    name: str
    loinc: str
    unit: str
    decimals: int
    low: float | None
    high: float | None
    low_f: float | None
    high_f: float | None
    mean: float
    sd: float
    panels: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """All clinical content."""

    chronic: tuple[Chronic, ...]
    coded: tuple[Item, ...]
    profiles: tuple[Profile, ...]
    diagnoses: dict[str, Diagnosis]
    labs: dict[str, Lab]

    def of_kind(self, kind: str) -> tuple[Profile, ...]:
        """Return the profiles of one kind of encounter, deliveries left out."""
        return tuple(one for one in self.profiles if one.kind == kind and not one.delivery)


@cache
def load() -> Content:
    """Read all clinical content.

    Raises:
        ContentError: something in it cannot be used; the text names file and entry.
    """
    chronic = _yaml("chronic.yaml")
    profiles = []
    for name in sorted(_names("profiles", ".yaml")):
        entries = _yaml(f"profiles/{name}")
        profiles += [_profile(entry, name) for entry in entries]
    whole = Content(
        chronic=tuple(_chronic(entry) for entry in chronic["conditions"]),
        coded=tuple(_item(entry, "chronic.yaml") for entry in chronic["coded"]),
        profiles=tuple(profiles),
        diagnoses={one.code: one for one in _diagnoses()},
        labs={one.test: one for one in map(_lab, table("labs.tsv"))},
    )
    _look_at(whole)
    return whole


def _look_at(whole: Content) -> None:
    """Refuse a code without words and a test that is not in the catalog."""
    for place, items in (
        ("chronic.yaml", whole.coded),
        *((f"profile {one.id}", (*one.principal, *one.also)) for one in whole.profiles),
    ):
        lost = {code for item in items for code, _ in item.codes} - set(whole.diagnoses)
        if lost:
            raise ContentError(f"{place}: no diagnoses-*.tsv has words for {', '.join(lost)}.")
    for profile in whole.profiles:
        tests = {one.test for one in profile.tests} - set(whole.labs)
        panels = set(profile.panels) - {name for lab in whole.labs.values() for name in lab.panels}
        if tests or panels:
            names = ", ".join(sorted(tests | panels))
            raise ContentError(f"profile {profile.id}: labs.tsv has no test or panel {names}.")
        if profile.admitting and profile.admitting not in whole.diagnoses:
            raise ContentError(
                f"profile {profile.id}: no words for the admitting code {profile.admitting}."
            )


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a tab-separated file in ``data/``."""
    lines = _read(name).splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple({key: value or "" for key, value in row.items()} for row in rows)


def _diagnoses() -> list[Diagnosis]:
    found = []
    for name in sorted(_names("", ".tsv")):
        if name.startswith("diagnoses-"):
            found += [
                Diagnosis(row["code"], row["words"], row["poa"] == "exempt") for row in table(name)
            ]
    return found


def _lab(row: Mapping[str, str]) -> Lab:
    ends = {name: _number(row[name]) for name in ("low", "high", "low_f", "high_f")}
    return Lab(
        row["test"],
        row["name"],
        row["loinc"],
        row["unit"],
        int(row["decimals"]),
        ends["low"],
        ends["high"],
        ends["low_f"],
        ends["high_f"],
        float(row["mean"]),
        float(row["sd"]),
        tuple(row["panels"].split()),
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _chronic(entry: Mapping[str, Any]) -> Chronic:
    prevalence = entry["prevalence"]
    by_sex = prevalence if set(prevalence) <= {"F", "M"} else {"F": prevalence, "M": prevalence}
    return Chronic(
        id=entry["id"],
        prevalence={sex: _steps(steps) for sex, steps in by_sex.items()},
        raises=dict(entry.get("raises") or {}),
        needs=tuple(entry.get("needs") or ()),
        medications=_drugs(entry.get("medications")),
        labs=_tests(entry.get("labs")),
        vitals=_pairs(entry.get("vitals")),
    )


def _profile(entry: Mapping[str, Any], file: str) -> Profile:
    place = f"{file}, profile {entry.get('id', '(without an id)')}"
    try:
        admission = entry.get("admission") or {}
        labs = entry.get("labs") or {}
        excludes = entry.get("excludes") or ()
        stay = entry["stay"]
        return Profile(
            id=entry["id"],
            kind=entry["kind"],
            title=entry["title"],
            weight=float(entry["weight"]),
            department=entry["department"],
            specialty=entry["specialty"],
            age=_steps(entry["age"]),
            sex={sex: float(w) for sex, w in (entry.get("sex") or {"F": 1, "M": 1}).items()},
            needs=tuple(entry.get("needs") or ()),
            prefers={name: float(w) for name, w in (entry.get("prefers") or {}).items()},
            excludes=(ALL,) if excludes == ALL else tuple(excludes),
            complaint=tuple(entry["complaint"]),
            admitting=entry.get("admitting") or "",
            admission_type=str(admission.get("type", "3")),
            sources=_weights(admission.get("sources") or {"1": 1}),
            via_ed=float(admission.get("via_ed", 0)),
            stay=(float(stay["median"]), float(stay["sigma"])),
            disposition=_weights(entry.get("disposition") or {"01": 1}),
            expresses=tuple(entry.get("expresses") or ()),
            principal=tuple(_item(one, place) for one in entry["principal"]),
            also=tuple(_item(one, place) for one in entry.get("also") or ()),
            panels=tuple(labs.get("panels") or ()),
            tests=_tests(labs.get("tests")),
            vitals=_pairs(entry.get("vitals")),
            medications=_drugs(entry.get("medications")),
            procedures=tuple(_procedure(one) for one in entry.get("procedures") or ()),
            imaging=tuple(entry.get("imaging") or ()),
            documents=tuple(entry.get("documents") or ()),
            operating=bool(entry.get("operating")),
            notes={name: tuple(lines) for name, lines in (entry.get("notes") or {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError(f"{place}: {type(error).__name__}: {error}") from error


def _item(entry: Mapping[str, Any], place: str) -> Item:
    if not entry.get("codes") and not entry.get("from_chronic"):
        raise ContentError(f"{place}: an item has neither codes nor from_chronic: {entry}.")
    return Item(
        codes=_weights(entry.get("codes") or {}),
        when=read(entry.get("when") or ()),
        p=float(entry.get("p", 1)),
        poa=_poa(entry.get("poa", "Y")),
        flag=entry.get("as", ""),
        of=entry.get("of", ""),
        from_chronic=entry.get("from_chronic", ""),
        problem=entry.get("problem", ""),
    )


def _poa(value: object) -> str:
    # YAML 1.1 reads a bare Y or N as true or false.
    return {True: "Y", False: "N"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _procedure(entry: Mapping[str, Any]) -> Procedure:
    return Procedure(
        entry["system"],
        str(entry["code"]),
        entry["title"],
        float(entry.get("p", 1)),
        read(entry.get("when") or ()),
        int(entry.get("day", 0)),
        entry.get("specialty", ""),
    )


def _drugs(entries: Any) -> tuple[Drug, ...]:
    return tuple(
        Drug(
            one["drug"],
            str(one["dose"]),
            one["route"],
            one["frequency"],
            float(one.get("p", 1)),
            read(one.get("when") or ()),
        )
        for one in entries or ()
    )


def _tests(entries: Any) -> tuple[Test, ...]:
    return tuple(
        Test(one["test"], float(one["mean"]), float(one["sd"]), read(one.get("when") or ()))
        for one in entries or ()
    )


def _steps(steps: Mapping[Any, Any]) -> tuple[tuple[float, float], ...]:
    return tuple(sorted((float(start), float(value)) for start, value in steps.items()))


def _weights(weights: Mapping[Any, Any]) -> tuple[tuple[str, float], ...]:
    return tuple((str(name), float(weight)) for name, weight in weights.items())


def _pairs(pairs: Mapping[str, Any] | None) -> dict[str, tuple[float, float]]:
    return {name: (float(mean), float(sd)) for name, (mean, sd) in (pairs or {}).items()}


def _yaml(name: str) -> Any:
    import yaml  # here: reading a data set made before needs none

    try:
        return yaml.load(_read(name), Loader=_loader(yaml))
    except yaml.YAMLError as error:
        raise ContentError(f"{name} cannot be read: {error}") from error


def _loader(yaml: Any) -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _names(folder: str, ending: str) -> list[str]:
    place = files("chartroom.hospital").joinpath("data", folder)
    return [one.name for one in place.iterdir() if one.name.endswith(ending)]


def _read(name: str) -> str:
    return files("chartroom.hospital").joinpath("data", name).read_text(encoding="utf-8")

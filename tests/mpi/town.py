"""A made-up town with planted duplicates and traps, for the tests of the matching."""

from __future__ import annotations

import pandas as pd

FIRST = (
    "Catherine", "William", "Margaret", "Robert", "Elizabeth", "Jose", "Maria", "James",
    "Susan", "Deborah", "Thomas", "Linda", "Michael", "Patricia", "Anthony", "Rebecca",
    "Edward", "Dorothy", "Francisco", "Guadalupe", "Kevin", "Tamika", "Wei", "Priya", "Fatima",
    "Oleg", "Ingrid", "Kwame", "Rosa", "Henry",
)  # fmt: skip
LAST = (
    "Hale", "Ortiz", "Smith", "Nguyen", "Okafor", "Lindqvist", "Garcia", "Brown", "Petrov",
    "Sharma", "Whitaker", "Delgado", "Moreau", "Kowalski", "Abernathy", "Fontaine",
    "Castellano", "Yamada", "Drummond", "Ellsworth", "Pruitt", "Vasquez", "Thornton",
    "Blackwood", "Fairchild", "Haddad", "Jamison", "Kessler", "Langford", "Mcallister",
)  # fmt: skip
STREETS = (
    "Harbor Rd", "Tern Ave", "Mill Street", "Old Bay Lane", "Chapel St", "Quarry Drive",
    "Elm Court",
)  # fmt: skip
FIELDS = ["first", "last", "dob", "sex", "ssn", "phone", "number", "street", "city", "zip"]


def people(count: int = 300) -> list[dict[str, str]]:
    """Return different people, the same ones each time; SSNs and phones are of unused ranges."""
    made = []
    for n in range(count):
        # multiplied by numbers without common factors, so that fields do not move together
        first, last = FIRST[n * 7 % 30], LAST[(n * 11 + n // 30) % 30]
        day = pd.Timestamp("1931-02-03") + pd.Timedelta(days=n * 7919 % 32000)
        made.append(
            {
                "first": first,
                "last": last,
                "dob": str(day.date()),
                "sex": "FM"[n * 3 % 7 % 2],
                "ssn": f"9{n * 48_271 % 99_999_989:08d}",
                "phone": f"555-01{n * 37 % 100:02d}-{n * 211 % 1000:03d}",
                "number": str(1 + n * 53 % 400),
                "street": STREETS[n * 5 % 7],
                "city": ("Tern Harbor", "Gull Point", "Saltmarsh")[n * 2 % 3],
                "zip": ("04999", "04998", "04997")[n * 2 % 3],
            }
        )
    return made


Pair = tuple[str, str]


def town(ssn: bool = True) -> tuple[pd.DataFrame, set[Pair], set[Pair]]:
    """Return the records, the pairs that are one person, and traps that look like it."""
    rows = {f"A{n:03d}": person for n, person in enumerate(people())}
    base = dict(rows)
    same: set[Pair] = set()
    traps: set[Pair] = set()

    def plant(n: int, into: set[Pair], **changes: str) -> None:
        label = f"{'D' if into is same else 'T'}{n:03d}"
        rows[label] = base[f"A{n:03d}"] | changes
        into.add((f"A{n:03d}", label))

    def of(n: int) -> dict[str, str]:
        return base[f"A{n:03d}"]

    def moved(n: int) -> dict[str, str]:
        return {"number": str(401 + n), "street": "Lighthouse Way", "phone": f"555-01{n:02d}-999"}

    for n in range(0, 8):  # a letter left out of the last name, SSN not asked for
        plant(n, same, last=of(n)["last"][:2] + of(n)["last"][3:], ssn="")
    short = {"Catherine": "Cathy", "William": "Bill", "Margaret": "Peggy", "Robert": "Bob"}
    short |= {"Elizabeth": "Betty", "Jose": "Pepe", "James": "Jim", "Susan": "Sue"}
    known = [n for n in range(8, 60) if of(n)["first"] in short][:8]
    for n in known:
        plant(n, same, first=short[of(n)["first"]], ssn="")
    for n in range(60, 66):  # married, and moved
        plant(n, same, last="Winterbourne", **moved(n - 60))
    for n in range(66, 72):  # married, same address, no SSN
        plant(n, same, last="Castlebury", ssn="")
    for n in range(72, 140):  # day and month swapped, where the day can be a month
        year, month, day = of(n)["dob"].split("-")
        if int(day) <= 12 and day != month and len(same) < 34:
            plant(n, same, dob=f"{year}-{day}-{month}", ssn="")
    for n in range(140, 146):  # a digit of the birth date wrong
        dob = of(n)["dob"]
        plant(n, same, dob=dob[:3] + str((int(dob[3]) + 1) % 10) + dob[4:], ssn="")
    for n in range(146, 150):  # first and last name in each other's field
        plant(n, same, first=of(n)["last"], last=of(n)["first"], ssn="")
    for n in range(150, 160):  # twins
        other = "Aurelio" if of(n)["sex"] == "M" else "Celestina"
        ssn_of_twin = f"9{n * 99_991 % 99_999_989:08d}"
        plant(n, traps, first=other, ssn=ssn_of_twin)
    for n in range(160, 170):  # father and son
        year = int(of(n)["dob"][:4]) - 27
        plant(n, traps, dob=f"{year}-07-19", ssn=f"9{n * 77_773 % 99_999_989:08d}")
    for n in range(170, 180):  # the same name, another person
        ssn_of_other = f"9{n * 55_547 % 99_999_989:08d}"
        plant(n, traps, dob=f"19{30 + n - 170}-11-05", ssn=ssn_of_other, **moved(n - 100))
    for n in range(180, 190):  # husband and wife
        other = {"first": "Leopold", "sex": "M"} if of(n)["sex"] == "F" else {"first": "Odette"}
        plant(n, traps, dob=f"19{40 + n - 180}-02-21", ssn="", **({"sex": "F"} | other))
    for n in range(200, 260):  # wife or husband, and child, at one address: as in any town
        spouse = {"first": FIRST[(n * 13 + 5) % 30], "sex": "FM"[n % 2]}
        spouse |= {"dob": f"{1935 + n % 60}-{1 + n % 12:02d}-{1 + n * 7 % 28:02d}"}
        child = {"first": FIRST[(n * 17 + 3) % 30], "sex": "FM"[n % 3 % 2]}
        child |= {"dob": f"{1990 + n % 30}-{1 + n * 5 % 12:02d}-{1 + n * 11 % 28:02d}"}
        rows[f"S{n:03d}"] = of(n) | spouse | {"ssn": f"9{n * 31_337 % 99_999_989:08d}"}
        rows[f"C{n:03d}"] = of(n) | child | {"ssn": f"9{n * 65_537 % 99_999_989:08d}"}
    frame = pd.DataFrame.from_dict(rows, orient="index")[FIELDS]
    frame = frame.replace("", None)
    return (frame if ssn else frame.drop(columns="ssn")), same, traps


COLUMNS = {
    "first_name": "first",
    "last_name": "last",
    "birth_date": "dob",
    "sex": "sex",
    "national_id": "ssn",
    "phone": "phone",
    "house_number": "number",
    "street": "street",
    "city": "city",
    "postcode": "zip",
}

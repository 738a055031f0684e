"""Make the search tables when the code set is compiled.

Each title, inclusion term, index line and synonym is a *phrase* that leads to a family of codes.
Phrases are numbered the shortest and best kind first, so that a question with thousands of matches
can stop early and still see the best.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter, defaultdict

from chartroom.codes import searchdata, searchtext
from chartroom.codes.searchfamily import Node, facet_of, families_of, tree_of

_TABLES = """
CREATE TABLE search_family (id INTEGER PRIMARY KEY, members TEXT NOT NULL);
CREATE TABLE search_phrase (
    id INTEGER PRIMARY KEY,
    family INTEGER NOT NULL,     -- where it leads: the families are numbered in tabular order
    code TEXT NOT NULL,          -- the header or member it names
    kind TEXT NOT NULL,          -- index, synonym, title, inclusion, header
    shown TEXT NOT NULL,         -- as written in its source
    own TEXT NOT NULL,           -- its stems, with a blank on both sides
    optional TEXT NOT NULL,
    context TEXT NOT NULL,       -- stems of the headers above and of the other phrases
    weight REAL NOT NULL,        -- how much the own words say together
    level INTEGER NOT NULL,      -- how commonly the code is used, 0 to 3
    facets TEXT NOT NULL,        -- the sides, trimesters and 7th characters of its family
    place INTEGER NOT NULL       -- 0 for the first code of an index line, 1 for the next...
);
CREATE TABLE search_word (
    word TEXT PRIMARY KEY, stem TEXT NOT NULL, sound TEXT NOT NULL, uses INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE search_stem (stem TEXT PRIMARY KEY, weight REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE search_meaning (
    phrase TEXT NOT NULL, first TEXT NOT NULL, meaning TEXT NOT NULL, shown TEXT NOT NULL
);
CREATE TABLE search_phrase_word (stem TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE search_fts USING fts5(
    own, context, content='', detail=column, columnsize=0, tokenize="ascii tokenchars '.'"
);
"""
_ORDER = {"index": 0, "synonym": 1, "title": 2, "inclusion": 3, "header": 4}
_DEFAULT_WORDS = re.compile(
    r"unspecified|without (?:mention of )?complication|NOS\b", re.IGNORECASE
)


def build(connection: sqlite3.Connection) -> None:
    """Add the search tables to a code set that is being compiled.

    Raises:
        chartroom.codes.searchdata.DataError: a data file is malformed or names no real code.
    """
    connection.executescript(_TABLES)
    tree = tree_of(connection)
    families = families_of(tree)
    connection.executemany(
        "INSERT INTO search_family VALUES (?, ?)",
        [(number, " ".join(members)) for number, members in families.items()],
    )
    facets = {number: _facets(members) for number, members in families.items()}
    _Phrases(connection, tree, facets).write()
    connection.commit()


def _facets(members: list[str]) -> str:
    """Return what a family offers to choose from: " r l t2 7A 7D "."""
    split = [member.split("/") for member in members]
    offered = [facet for _, facet, _ in split if facet]
    offered += [f"7{char}" for _, _, sevenths in split for char in sevenths]
    return _spaced(list(dict.fromkeys(offered)))


class _Phrases:
    """Collects the phrases, then weighs and writes them."""

    def __init__(
        self, connection: sqlite3.Connection, tree: dict[int, Node], facets: dict[int, str]
    ) -> None:
        self.facets = facets
        self.connection = connection
        self.tree = tree
        self.by_code = {node.code: node for node in tree.values()}
        self.levels = searchdata.common()
        # (where it leads, kind, as shown, its stems, stems that may be missing, place)
        self.rows: list[tuple[Node, str, str, list[str], list[str], int]] = []
        self.uses: Counter[str] = Counter()
        self._best: dict[int, int] = {}

    def write(self) -> None:
        self._titles()
        self._notes()
        terms, meanings = searchdata.synonyms()
        self._terms("index", searchdata.index())
        self._terms("synonym", terms)
        weights = self._weights()
        self._write_phrases(weights)
        self._write_words(meanings)
        self._write_meanings(meanings)

    def _add(
        self, node: Node, kind: str, shown: str, needed: str, optional: str = "", place: int = 0
    ) -> None:
        own, extra = searchtext.words(needed), searchtext.words(optional)
        stems = list(dict.fromkeys(searchtext.stems_of(own)))
        if stems:
            self.rows.append((node, kind, shown, stems, searchtext.stems_of(extra), place))
            self.uses.update({*own, *extra})

    def _titles(self) -> None:
        done = set()
        for node in self.tree.values():
            if node.kind not in ("category", "code"):
                continue
            if node.children and not node.sevenths:
                self._add(node, "header", node.title, node.title)
            elif node.family not in done and (
                node.sevenths or len(node.code) < 8 or (not self.tree[node.parent].sevenths)
            ):
                done.add(node.family)
                self._add(node, "title", node.title, facet_of(node.title)[0])

    def _notes(self) -> None:
        rows = self.connection.execute(
            "SELECT code_id, text FROM note WHERE kind IN ('inclusion-term', 'includes')"
        )
        for number, text in rows:
            node = self.tree[number]
            if node.parent is None or self.tree[node.parent].sevenths:
                continue  # "Initial encounter for open fracture NOS": names no condition
            if node.kind in ("category", "code") and not text.endswith(":"):
                self._add(node, "inclusion", text, re.sub(r"\(([A-Z]\d.*?)\)", " ", text))

    def _terms(self, kind: str, terms) -> None:
        for term in terms:
            for place, code in enumerate(term.codes):
                node = self.by_code.get(code)
                if node is None:
                    raise searchdata.DataError(f'"{term.shown}" leads to {code}: no such code.')
                for needed in term.needed:
                    self._add(node, kind, term.shown, needed, term.optional, place)

    def _weights(self) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for _, _, _, own, optional, _ in self.rows:
            counts.update({*own, *optional})
        total = len(self.rows)
        weights = {stem: min(7.0, math.log(total / uses)) for stem, uses in counts.items()}
        for word in searchtext.WEAK:
            weights[searchtext.stem(word)] = 0.4
        self.connection.executemany("INSERT INTO search_stem VALUES (?, ?)", weights.items())
        return weights

    def _write_phrases(self, weights: dict[str, float]) -> None:
        context = self._contexts()
        prepared = []
        for node, kind, shown, own, optional, place in self.rows:
            home = self._default(node)
            above = context[home.family] - set(own)
            weight = sum(weights[stem] for stem in own)
            level = (
                max(self._level(node), self._level(home))
                if kind != "inclusion"
                else (self._level(home))
            )
            order = (min(len(own), 3), _ORDER[kind], place, -level, len(own), home.id)
            prepared.append(
                (
                    order,
                    (
                        home.family,
                        node.code,
                        kind,
                        shown,
                        _spaced(own),
                        _spaced(optional),
                        _spaced(sorted(above)),
                        weight,
                        level,
                        self.facets[home.family],
                        place,
                    ),
                )
            )
        prepared.sort()
        numbered = [(number, *row) for number, (_, row) in enumerate(prepared, 1)]
        self.connection.executemany(
            "INSERT INTO search_phrase VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", numbered
        )
        self.connection.executemany(
            "INSERT INTO search_fts (rowid, own, context) VALUES (?, ?, ?)",
            [(row[0], row[5] + row[6], row[7]) for row in numbered],
        )
        self.connection.execute("CREATE INDEX search_phrase_code ON search_phrase (code)")
        self.connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")

    def _contexts(self) -> dict[int, set[str]]:
        """Return, for each family, the stems of the headers above it and of its own phrases."""
        context: dict[int, set[str]] = defaultdict(set)
        for node, kind, _, own, optional, _ in self.rows:
            if kind in ("index", "synonym", "inclusion") and node.family:
                context[node.family].update(own, optional)
        above: dict[int | None, frozenset[str]] = {None: frozenset()}
        for node in self.tree.values():  # a parent comes before its children
            if node.kind == "chapter":
                above[node.id] = frozenset()
            elif node.parent not in above:  # differs from its base code in the 7th character only
                continue
            elif node.family:
                context[node.family] |= above[node.parent]
                context[node.family].update(searchtext.stems(facet_of(node.title)[0]))
            if node.children and not node.sevenths and node.kind != "chapter":
                above[node.id] = above[node.parent] | set(searchtext.stems(node.title))
        return context

    def _level(self, node: Node) -> int:
        return self.levels.get(node.code, 0)

    def _default(self, node: Node) -> Node:
        """Return the code a header stands for when nothing more is known."""
        while not node.family:
            node = max(
                (self.tree[child] for child in node.children),
                key=lambda child: (
                    _plainness(child) == 3,
                    self._best_level(child),
                    _plainness(child),
                    -child.id,
                ),
            )
        return node

    def _best_level(self, node: Node) -> int:
        if node.id not in self._best:
            below = [self._best_level(self.tree[child]) for child in node.children]
            self._best[node.id] = max([self._level(node), *below])
        return self._best[node.id]

    def _write_words(self, meanings: dict[str, list[str]]) -> None:
        for phrase in meanings:
            self.uses.update(set(searchtext.words(phrase)))
        rows = [
            (word, searchtext.stem(word), searchtext.sound(word), uses)
            for word, uses in self.uses.items()
            if word not in searchtext.STOP
        ]
        self.connection.executemany("INSERT INTO search_word VALUES (?, ?, ?, ?)", rows)
        self.connection.execute("CREATE INDEX search_sound ON search_word (sound)")

    def _write_meanings(self, meanings: dict[str, list[str]]) -> None:
        rows = []
        for phrase, means in meanings.items():
            key = searchtext.stems(phrase)
            for meaning in means:
                value = searchtext.stems(meaning)
                if key and value:
                    shown = f"{phrase} = {meaning}"
                    rows.append((" ".join(key), key[0], " ".join(value), shown))
        self.connection.executemany("INSERT INTO search_meaning VALUES (?, ?, ?, ?)", rows)
        self.connection.executemany(
            "INSERT INTO search_phrase_word VALUES (?)",
            [(stem,) for stem in sorted({stem for row in rows for stem in row[0].split()})],
        )
        self.connection.execute("CREATE INDEX search_meaning_first ON search_meaning (first)")


def _plainness(node: Node) -> int:
    """Say how much a code looks like the default among its siblings."""
    if _DEFAULT_WORDS.search(node.title):
        return 3
    return {"9": 2, "0": 1}.get(node.code[-1], 0)


def _spaced(stems: list[str]) -> str:
    return f" {' '.join(stems)} "

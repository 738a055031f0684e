"""Three ways to find duplicates in the FEBRL tables: Chartroom's, recordlinkage's and splink's.

The rivals' settings are those of their own guides to these very tables: recordlinkage 0.16, "Data
deduplication" and "Link two dataframes"; splink 5.0, the examples "febrl3" (used for every table
searched in itself) and "febrl4" (detailed model, for two tables). Two things are kinder here than
there: missing values are empty for splink instead of the text "nan", and its charts are not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import recordlinkage
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from chartroom import mpi

Tables = Sequence[pd.DataFrame]  # one table to search in itself, or two to link
SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"


@dataclass(frozen=True)
class Tool:
    """``find(tables, least)`` returns left, right, score of the pairs that score at least so."""

    name: str
    find: Callable[[Tables, float], pd.DataFrame]
    usual: float  # the threshold of its guide, or its default
    says: str  # that threshold in words


def ours(tables: Tables, least: float) -> pd.DataFrame:
    """Run Chartroom as it is; the columns are guessed."""
    return (mpi.find_duplicates if len(tables) == 1 else mpi.link)(*tables, threshold=least)


def by_recordlinkage(tables: Tables, least: float) -> pd.DataFrame:
    """Compare pairs of one given name in six fields; the score is how many agree."""
    index = recordlinkage.Index()
    index.block("given_name")
    compare = recordlinkage.Compare()
    compare.exact("given_name", "given_name")
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85)
    for field in ("date_of_birth", "suburb", "state"):
        compare.exact(field, field)
    compare.string("address_1", "address_1", threshold=0.85)
    agree = compare.compute(index.index(*tables), *tables).sum(axis=1)
    agree = agree[agree >= least]
    left, right = (agree.index.get_level_values(level) for level in (0, 1))
    return pd.DataFrame({"left": left, "right": right, "score": agree.to_numpy()})


def by_splink(tables: Tables, least: float) -> pd.DataFrame:
    """Train splink's model and predict; the score is its match probability."""
    one = len(tables) == 1
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="dedupe_only" if one else "link_only",
        blocking_rules_to_generate_predictions=_dedupe_blocks() if one else _link_blocks(),
        comparisons=_dedupe_comparisons() if one else _link_comparisons(),
    )
    known = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    if one:
        known.append(f"{SWAPPED} and l.date_of_birth = r.date_of_birth")
    database = DuckDBAPI()
    plain = [table.reset_index().astype(object) for table in tables]
    given = [database.register(table.where(table.notna(), None)) for table in plain]
    linker = Linker(given[0] if one else given, settings)
    train = linker.training
    train.estimate_probability_two_random_records_match(known, recall=0.9 if one else 0.8)
    train.estimate_u_using_random_sampling(max_pairs=1e6)
    for field in ("date_of_birth", "postcode"):
        train.estimate_parameters_using_expectation_maximisation(
            block_on(field), estimate_without_term_frequencies=not one
        )
    found = linker.inference.predict(threshold_match_probability=least).as_pandas_dataframe()
    names = {"rec_id_l": "left", "rec_id_r": "right", "match_probability": "score"}
    return found.rename(columns=names)[list(names.values())]


def _dedupe_blocks() -> list:
    fields = ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
    return [block_on(field) for field in fields]


def _link_blocks() -> list:
    keys = [("given_name", "surname"), ("date_of_birth",), ("soc_sec_id",)]
    keys += [("state", "address_1"), ("street_number", "address_1"), ("postcode",)]
    return [SWAPPED, *(block_on(*key) for key in keys)]


def _dedupe_comparisons() -> list:
    birth = cl.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
    )
    exact = [_by_frequency(cl.ExactMatch(field)) for field in ("street_number", "postcode")]
    names = [cl.NameComparison(field) for field in ("given_name", "surname")]
    return [*names, birth, cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]), *exact]


def _link_comparisons() -> list:
    birth = cl.DateOfBirthComparison(
        "date_of_birth",
        input_is_string=True,
        datetime_format="%Y%m%d",
        invalid_dates_as_null=True,
    )
    return [
        _by_frequency(cl.NameComparison("given_name")),
        _by_frequency(cl.NameComparison("surname")),
        birth,
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        _by_frequency(cl.ExactMatch("street_number")),
        _by_frequency(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
    ]


def _by_frequency(comparison: object) -> object:
    return comparison.configure(term_frequency_adjustments=True)


TOOLS = (
    Tool("Chartroom", ours, 0.5, "probability 0.5"),
    Tool("recordlinkage", by_recordlinkage, 4, "4 of 6 fields"),
    Tool("splink", by_splink, 0.2, "probability 0.2"),
)

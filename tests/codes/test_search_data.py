"""The search data: its form, its size, and that each line leads to real codes."""

from __future__ import annotations

import pytest

from chartroom import codes
from chartroom.codes import searchdata

FILES = [
    *sorted((searchdata.DATA / "index").glob("*.tsv")),
    *sorted((searchdata.DATA / "synonyms").glob("*.tsv")),
    searchdata.DATA / "common.tsv",
    searchdata.DATA / "drugs.tsv",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_says_which_edition_it_was_written_for(path):
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert codes.version() in " ".join(head)


def test_the_index_covers_every_chapter_in_more_than_1200_lines():
    terms = list(searchdata.index())
    assert len(terms) >= 1200
    assert {codes.lookup(term.codes[0]).chapter for term in terms} == set(range(1, 23))


def test_there_are_more_than_900_synonyms():
    terms, meanings = searchdata.synonyms()
    assert len(terms) + len(meanings) >= 900


def test_every_code_exists_and_none_stands_for_a_block():
    terms = [*searchdata.index(), *searchdata.synonyms()[0]]
    named = {code for term in terms for code in term.codes} | set(searchdata.common())
    kinds = {code: codes.lookup(code).kind for code in named}
    assert set(kinds.values()) <= {"category", "code"}


def test_a_common_diagnosis_can_be_billed():
    assert [code for code in searchdata.common() if not codes.lookup(code).billable] == []


def test_no_main_term_stands_twice_in_one_file():
    for path in (searchdata.DATA / "index").glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        main = [line.split("\t")[0] for line in lines if line and line[0] not in "#-"]
        assert len(main) == len(set(main)), path.name


def test_words_in_parentheses_may_be_absent_and_commas_part_alternatives(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "a.tsv").write_text("# x\nPiles, hemorrhoids (bleeding)\tK64.9\n- big\n")
    (term,) = searchdata.index(tmp_path)
    assert term.needed == ("Piles", "hemorrhoids")
    assert term.optional == "bleeding"
    assert term.shown == "Piles, hemorrhoids (bleeding)"
    assert term.codes == ("K64.9",)


@pytest.mark.parametrize(
    ("line", "says"),
    [("Gout\tM109", "M109 is not written like a code"), ("- - Gout\tM10.9", "two levels deeper")],
)
def test_a_malformed_index_line_is_named(tmp_path, line, says):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "a.tsv").write_text(f"# x\n{line}\n")
    with pytest.raises(searchdata.DataError, match=rf"a\.tsv, line 2: .*{says}"):
        list(searchdata.index(tmp_path))


def test_a_malformed_synonym_or_level_is_named(tmp_path):
    (tmp_path / "synonyms").mkdir()
    (tmp_path / "synonyms" / "b.tsv").write_text("heart attack\n")
    with pytest.raises(searchdata.DataError, match=r"b\.tsv, line 1: a synonym needs a tab"):
        searchdata.synonyms(tmp_path)
    (tmp_path / "common.tsv").write_text("9\tI10\n")
    with pytest.raises(searchdata.DataError, match=r"common\.tsv, line 1: a line begins with"):
        searchdata.common(tmp_path)


def test_every_drug_leads_to_real_codes_and_is_named_once():
    drugs = list(searchdata.drugs())
    names = [name for some, _, _ in drugs for name in some]
    assert len(names) >= 250
    assert len(set(names)) == len(names)
    for some, starts, long in drugs:
        for start in starts:
            assert "T36" <= start < "T51"
            if start not in ("T40.1X", "T40.8X", "T43.64"):  # never given as a medicine
                adverse = codes.lookup(f"{start}5".ljust(7, "X") + "A")
                assert adverse.title.startswith("Adverse effect"), some
            assert codes.lookup(f"{start}1".ljust(7, "X") + "A").title.startswith("Poisoning")
        for code in long:
            assert codes.lookup(code).billable, some


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("aspirin\tT39.01", "a drug needs its names"),
        ("aspirin\tT3901\t-", "T3901 is not written like a code"),
        ("aspirin\t\t-", "nothing is not written like a code"),
    ],
)
def test_a_malformed_drug_is_named(tmp_path, line, says):
    (tmp_path / "drugs.tsv").write_text(f"# x\n{line}\n")
    with pytest.raises(searchdata.DataError, match=rf"drugs\.tsv, line 2: .*{says}"):
        list(searchdata.drugs(tmp_path))

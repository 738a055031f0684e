"""A coding audit: each kind of error, both accuracies, and lists that do not fit."""

from __future__ import annotations

import pytest

from chartroom.quality import Coded, QualityError, audit_coding


def record(name, *codes, coder="kim", drg=""):
    pairs = tuple((code, "") if isinstance(code, str) else code for code in codes)
    return Coded(name, pairs, coder, drg)


def found(had, want):
    return audit_coding([record("r", *had)], [record("r", *want)]).records[0]


def test_a_record_coded_as_the_auditor_did_has_no_error():
    one = found(["I10", "E11.9"], ["I10", "E11.9"])
    assert (one.right, one.errors, one.decisions) == (2, (), 2)


@pytest.mark.parametrize(
    ("had", "want", "errors", "right", "decisions"),
    [
        (["N18.30"], ["N18.31"], (("detail", "N18.30", "N18.31"),), 0, 1),
        (["I10"], ["I10", "Z79.4"], (("missed", "", "Z79.4"),), 1, 2),
        (["I10", "R05.9"], ["I10"], (("extra", "R05.9", ""),), 1, 2),
        (["J18.9", "I10"], ["I10", "J18.9"], (("principal", "J18.9", "I10"),), 2, 2),
        (["I10"], ["J18.9"], (("extra", "I10", ""), ("missed", "", "J18.9"),
                              ("principal", "I10", "J18.9")), 0, 2),
        ([("L89.154", "Y")], [("L89.154", "N")], (("poa", "L89.154", "L89.154"),), 1, 1),
        # the principal in more detail is one error, not two
        (["A41.9", "N39.0"], ["A41.51", "N39.0"], (("detail", "A41.9", "A41.51"),), 1, 2),
        ([], ["I10"], (("missed", "", "I10"),), 0, 1),
    ],
)  # fmt: skip
def test_each_kind_of_error_is_named(had, want, errors, right, decisions):
    one = found(had, want)
    assert one.errors == errors
    assert (one.right, one.decisions) == (right, decisions)


def test_two_codes_of_a_category_are_paired_once_each():
    one = found(["S52.501A", "S52.601A"], ["S52.502A"])
    assert one.errors == (("detail", "S52.501A", "S52.502A"), ("extra", "S52.601A", ""))


def test_the_report_names_both_accuracies_and_the_drg_changes():
    report = audit_coding(
        [
            record("1", "I10", "E11.9", drg="305"),
            record("2", "A41.9", "N39.0", coder="lee", drg="872"),
            record("3", "J18.9", "I10", coder="lee", drg="195"),
        ],
        [
            record("3", "J18.9", "I10", drg="195"),
            record("1", "I10", "E11.9", drg="305"),
            record("2", "A41.9", "R65.21", "N39.0", drg="871"),
        ],
    )
    assert (report.per_code.top, report.per_code.bottom) == (6, 7)
    assert (report.per_record.top, report.per_record.bottom) == (2, 3)
    assert (report.drg_changes.top, report.drg_changes.bottom) == (1, 3)
    assert report.errors == {"missed": 1}
    low, high = report.interval()
    assert low < 2 / 3 < high
    coders = report.by_coder()
    assert list(coders) == ["kim", "lee"]
    assert coders["kim"].per_record.value == 100
    assert coders["lee"].per_record.value == 50


def test_an_audit_of_nothing_has_no_accuracy():
    report = audit_coding([], [])
    assert report.per_code.value is None
    assert report.interval() is None


@pytest.mark.parametrize(
    ("coded", "right", "message"),
    [
        ([record("1", "I10")], [], "not audited: 1"),
        ([], [record("7", "I10")], "not coded: 7"),
        ([record("1", "I10"), record("1", "I10")], [record("1", "I10")], "coded twice: 1"),
        ([record("1", "I10", "I10")], [record("1", "I10")], "I10 more than once"),
    ],
)
def test_lists_that_do_not_fit_are_refused_by_name(coded, right, message):
    with pytest.raises(QualityError, match=message):
        audit_coding(coded, right)

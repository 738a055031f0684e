import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from chartroom.assess import AnswerBook, AnswerError

AN_ANSWER = {"rows": [{"code": "E11.22", "poa": "Y"}], "query": False, "query_text": "Größe 😀"}


def saved(folder, name="lesson"):
    return json.loads((folder / "answers" / f"{name}.json").read_text(encoding="utf-8"))


def aside(folder):
    return sorted((folder / "answers").glob("*.damaged-*.json"))


@pytest.mark.parametrize("answer", ["b", ["a", "c"], {"a": "1"}, 4.5, None, True, "", AN_ANSWER])
def test_an_answer_is_there_when_the_notebook_is_opened_again(tmp_path, answer):
    book = AnswerBook("lesson", tmp_path)
    assert book.put("q1", answer, tried=True)
    again = AnswerBook("lesson", tmp_path)
    assert again.get("q1", "nothing") == answer
    assert again.tries("q1") == 1
    assert again.notices == []


def test_the_file_says_what_the_format_promises(tmp_path):
    AnswerBook("lesson", tmp_path).put("q1", "b", tried=True)
    data = saved(tmp_path)
    assert data["format"] == 1
    assert data["notebook"] == "lesson"
    assert data["saved"].endswith("+00:00")
    assert data["answers"]["q1"]["answer"] == "b"
    assert data["answers"]["q1"]["tries"] == 1
    assert data["answers"]["q1"]["changed"].endswith("+00:00")


def test_a_question_without_an_answer(tmp_path):
    book = AnswerBook("lesson", tmp_path)
    assert book.get("q1") is None
    assert book.get("q1", "x") == "x"
    assert book.tries("q1") == 0
    assert not (tmp_path / "answers").exists(), "looking must not make files"


def test_tries_are_counted_and_kept(tmp_path):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "a", tried=True)
    book.put("q1", "b")
    book.put("q1", "b", tried=True)
    assert AnswerBook("lesson", tmp_path).tries("q1") == 2


def test_what_was_given_back_is_a_copy(tmp_path):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", ["a"])
    book.get("q1").append("b")
    assert book.get("q1") == ["a"]


def test_two_windows_lose_nothing_and_the_newer_answer_counts(tmp_path):
    one, two = AnswerBook("lesson", tmp_path), AnswerBook("lesson", tmp_path)
    one.put("q1", "from one")
    two.put("q2", "from two")
    one.put("q3", "from one")
    assert two.get("q1") == "from one"
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2", "q3"}
    assert one.notices == two.notices == []


def test_an_answer_from_another_window_that_is_replaced_is_told_and_kept(tmp_path):
    one, two = AnswerBook("lesson", tmp_path), AnswerBook("lesson", tmp_path)
    one.put("q1", "first")
    two.put("q1", "second")
    assert AnswerBook("lesson", tmp_path).get("q1") == "second"
    assert len(two.notices) == 1
    assert "two windows" in two.notices[0]
    assert "q1" in two.notices[0]
    assert saved(tmp_path)["answers"]["q1"]["earlier"] == "first"


def test_tries_of_two_windows_add_up(tmp_path):
    one, two = AnswerBook("lesson", tmp_path), AnswerBook("lesson", tmp_path)
    one.put("q1", "a", tried=True)
    two.put("q1", "a", tried=True)
    assert AnswerBook("lesson", tmp_path).tries("q1") == 2


@pytest.mark.parametrize("time", ["2099-01-01T00:00:00+00:00", "9999-12-31T23:59:59", "0001-01-01"])
def test_a_clock_set_back_does_not_make_the_last_answer_the_older_one(tmp_path, time):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "old")
    data = saved(tmp_path)
    data["answers"]["q1"]["changed"] = time
    (tmp_path / "answers" / "lesson.json").write_text(json.dumps(data))
    later = AnswerBook("lesson", tmp_path)
    later.put("q1", "new")
    assert AnswerBook("lesson", tmp_path).get("q1") == "new"
    assert book.get("q1") == "new"


def _write_many(folder, name, count):
    book = AnswerBook("lesson", folder)
    for number in range(count):
        assert book.put(f"{name}-{number}", [name, number], tried=True)


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    names, count = ("a", "b", "c"), 15
    running = [context.Process(target=_write_many, args=(tmp_path, n, count)) for n in names]
    for process in running:
        process.start()
    for process in running:
        process.join()
        assert process.exitcode == 0
    found = saved(tmp_path)["answers"]
    assert len(found) == len(names) * count
    assert all(found[f"{n}-{i}"]["answer"] == [n, i] for n in names for i in range(count))


WRITE_FOREVER = """
import sys
from chartroom.assess import AnswerBook
book = AnswerBook("lesson", sys.argv[1])
number = 0
while True:
    number += 1
    book.put(f"q{number % 40}", "x" * 20_000)
    if number == 3:
        print("going", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("wait", [0.0, 0.013, 0.037, 0.071])
def test_a_process_killed_while_writing_leaves_a_readable_file(tmp_path, wait):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE_FOREVER, str(tmp_path)], stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"going\n"
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    book = AnswerBook("lesson", tmp_path)
    assert len(book.questions()) >= 3
    assert book.notices == []
    assert book.put("after", "works"), "the dead process must not hold the lock"
    assert list((tmp_path / "answers").glob("*.tmp")) == []
    assert list((tmp_path / "answers").glob(".*.tmp")) == []


DAMAGED = {
    "cut off": b'{"format": 1, "notebook": "lesson", "answers": {"q1": {"ans',
    "empty": b"",
    "binary": bytes(range(256)),
    "utf-16": '{"format": 1}'.encode("utf-16"),
    "a list": b"[1, 2]",
    "text": b'"hello"',
    "null": b"null",
    "no answers": b'{"format": 1, "notebook": "lesson"}',
    "answers a list": b'{"format": 1, "notebook": "lesson", "answers": []}',
    "a notebook": b'{"cells": [], "nbformat": 4}',
    "deep": b"[" * 100_000,
    "a number of many digits": b'{"format": ' + b"9" * 5000 + b"}",
    "newer": b'{"format": 2, "notebook": "lesson", "answers": {}}',
    "another notebook": b'{"format": 1, "notebook": "other", "answers": {"q1": {"answer": 1}}}',
    "huge": b'{"format": 1, "notebook": "lesson", "answers": {}}' + b" " * 5_000_000,
}


@pytest.mark.parametrize("state", DAMAGED)
def test_a_file_that_cannot_be_used_is_set_aside_whole(tmp_path, state):
    path = tmp_path / "answers" / "lesson.json"
    path.parent.mkdir()
    path.write_bytes(DAMAGED[state])
    book = AnswerBook("lesson", tmp_path)
    assert len(book.notices) == 1
    assert book.notices[0].count("\n") == 0
    kept = aside(tmp_path)
    assert [one.read_bytes() for one in kept] == [DAMAGED[state]]
    assert kept[0].name in book.notices[0]
    assert book.put("q1", "b")
    assert AnswerBook("lesson", tmp_path).get("q1") == "b"
    assert AnswerBook("lesson", tmp_path).notices == []
    assert [one.read_bytes() for one in aside(tmp_path)] == [DAMAGED[state]]


def test_notices_say_what_is_the_matter(tmp_path):
    wanted = {"newer": "newer version", "another notebook": "'other'", "huge": "larger than 5 MB"}
    for number, (state, words) in enumerate(wanted.items()):
        place = tmp_path / str(number)
        (place / "answers").mkdir(parents=True)
        (place / "answers" / "lesson.json").write_bytes(DAMAGED[state])
        assert words in AnswerBook("lesson", place).notices[0]


def test_a_file_damaged_while_the_notebook_is_open_is_set_aside_and_written_anew(tmp_path):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "a")
    (tmp_path / "answers" / "lesson.json").write_text("{broken")
    book.put("q2", "b")
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2"}
    assert len(aside(tmp_path)) == 1


def test_one_damaged_entry_does_not_cost_the_others(tmp_path):
    path = tmp_path / "answers" / "lesson.json"
    path.parent.mkdir()
    entries = {"q1": {"answer": "b", "tries": "many", "changed": 7}, "q2": "b", "q3": {}}
    text = json.dumps({"format": 1, "notebook": "lesson", "answers": entries})
    path.write_text(text)
    book = AnswerBook("lesson", tmp_path)
    assert book.get("q1") == "b"
    assert book.tries("q1") == 0
    assert "q2, q3" in book.notices[0]
    assert [one.read_text() for one in aside(tmp_path)] == [text]
    assert AnswerBook("lesson", tmp_path).notices == [], "damage is told and copied once"


def test_two_windows_on_a_damaged_file_set_it_aside_once(tmp_path):
    path = tmp_path / "answers" / "lesson.json"
    path.parent.mkdir()
    path.write_text("{broken")
    one = AnswerBook("lesson", tmp_path)
    one.put("q1", "a")
    two = AnswerBook("lesson", tmp_path)
    assert two.get("q1") == "a"
    assert len(aside(tmp_path)) == 1


def test_a_deleted_file_is_written_again(tmp_path):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "a")
    (tmp_path / "answers" / "lesson.json").unlink()
    book.put("q2", "b")
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2"}


def test_a_read_only_file_is_left_alone(tmp_path):
    AnswerBook("lesson", tmp_path).put("q1", "a")
    path = tmp_path / "answers" / "lesson.json"
    before = path.read_bytes()
    path.chmod(0o444)
    book = AnswerBook("lesson", tmp_path)
    assert not book.put("q1", "b", tried=True)
    assert path.read_bytes() == before
    assert book.get("q1") == "b"
    assert book.tries("q1") == 1
    assert not book.saved
    assert "NOT being saved" in book.notices[0]
    assert "read-only" in book.notices[0]
    book.put("q2", "c")
    assert len(book.notices) == 1, "said once"
    path.chmod(0o644)
    assert book.put("q3", "d")
    assert "works again" in book.notices[-1]
    assert {q: e["answer"] for q, e in saved(tmp_path)["answers"].items()} == {
        "q1": "b", "q2": "c", "q3": "d"
    }  # fmt: skip


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "answers").write_text("a file, not a folder")
    book = AnswerBook("lesson", tmp_path)
    assert not book.put("q1", "a")
    assert book.get("q1") == "a"
    assert "NOT being saved" in book.notices[0]
    (tmp_path / "answers").unlink()
    assert book.put("q2", "b")
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path):
    (tmp_path / "answers").mkdir(mode=0o555)
    book = AnswerBook("lesson", tmp_path)
    assert not book.put("q1", "a")
    assert book.get("q1") == "a"


FULL_DISK = """
import resource, signal, sys
from chartroom.assess import AnswerBook
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
book = AnswerBook("lesson", sys.argv[1])
assert book.put("q1", "small")
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
assert not book.put("q2", "x" * 5000)
assert not book.put("q3", "y")
assert book.get("q2") == "x" * 5000
assert AnswerBook("lesson", sys.argv[1]).get("q1") == "small"
assert len(book.notices) == 1, book.notices
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert book.put("q4", "z")
print(book.notices[0])
"""


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
def test_a_disk_without_room_loses_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "NOT being saved" in done.stdout
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2", "q3", "q4"}
    assert [one.name for one in (tmp_path / "answers").glob(".*.tmp")] == []


@pytest.mark.skipif(os.name == "nt", reason="needs flock")
@pytest.mark.parametrize("number", ["ENOLCK", "ENOSYS", "EOPNOTSUPP", "EIO"])
def test_a_disk_that_cannot_lock_still_saves(tmp_path, monkeypatch, number, recwarn):
    import errno
    import fcntl

    def refuse(*_):
        raise OSError(getattr(errno, number), "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    book = AnswerBook("lesson", tmp_path)
    assert book.put("q1", "a")
    assert book.put("q2", "b")
    assert book.notices == []
    assert AnswerBook("lesson", tmp_path).get("q1") == "a"
    assert [str(one.message) for one in recwarn] == []


def test_a_window_that_hangs_with_the_lock_does_not_stop_another(tmp_path, monkeypatch):
    import filelock

    from chartroom.assess import answers

    monkeypatch.setattr(answers, "LOCK_SECONDS", 0.05)
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "a")
    with filelock.FileLock(tmp_path / "answers" / ".lesson.lock", is_singleton=False):
        assert book.put("q2", "b")
    assert set(saved(tmp_path)["answers"]) == {"q1", "q2"}


class Odd:
    pass


@pytest.mark.parametrize("answer", [Odd(), {1, 2}, float("nan"), float("inf"), b"x", {"a": Odd()}])
def test_an_answer_that_is_not_plain_data_is_refused_in_one_sentence(tmp_path, answer):
    book = AnswerBook("lesson", tmp_path)
    book.put("q1", "kept")
    with pytest.raises(AnswerError, match="'q1' cannot be saved") as refused:
        book.put("q1", answer)
    assert "\n" not in str(refused.value)
    assert book.get("q1") == "kept"


def test_an_answer_far_too_long_is_refused(tmp_path):
    with pytest.raises(AnswerError, match="too long"):
        AnswerBook("lesson", tmp_path).put("q1", "x" * 300_000)


def test_half_a_surrogate_pair_is_saved(tmp_path):
    AnswerBook("lesson", tmp_path).put("q1", "\ud83d broken paste")
    assert AnswerBook("lesson", tmp_path).get("q1") == "\ud83d broken paste"


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", ".."])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path, name):
    with pytest.raises(AnswerError, match="cannot name an answers file"):
        AnswerBook(name, tmp_path)


def test_answers_go_beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = AnswerBook("lesson")
    monkeypatch.chdir("/")
    book.put("q1", "a")
    assert (tmp_path / "answers" / "lesson.json").is_file()

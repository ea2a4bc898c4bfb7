import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.comments import (
    ActKind,
    Comment,
    CommentLimits,
    Comments,
    Counts,
    Decided,
    FaultKind,
    SetAside,
    State,
    tidied_text,
)
from epaper.comments.database import COMMENTS_FILE, CommentsDatabase
from epaper.exceptions import CommentsError
from tests.comments.made_up import DAY, NOW, draft, kept

SPAM = "Watches of all kinds at prices that nobody has ever seen in this town, come and buy."


@pytest.fixture
def store(tmp_path: Path) -> Comments:
    return Comments(tmp_path)


def kinds(result: object) -> list[FaultKind]:
    assert isinstance(result, tuple), result
    return [fault.kind for fault in result]


def test_reading_makes_no_file(store: Comments, tmp_path: Path) -> None:
    assert store.public(DAY, "ferry-line") == ()
    assert store.of_state() == store.recent() == store.bans() == store.set_aside() == ()
    assert store.comment(1) is None
    assert store.counts() == Counts(pending=0, approved=0, rejected=0, banned=0)
    assert store.decide([1], State.APPROVED, NOW) == Decided(unknown=(1,))
    assert store.ban(1, NOW) == Decided(unknown=(1,))
    assert not store.undo(1)
    assert list(tmp_path.iterdir()) == []


def test_a_comment_waits_until_it_is_approved(store: Comments) -> None:
    comment = kept(store, draft("Well reported."))
    assert comment.state is State.PENDING
    assert comment.made == NOW
    assert store.comment(comment.id) == comment
    assert store.public(DAY, "ferry-line") == ()
    assert store.decide([comment.id], State.APPROVED, NOW) == Decided(changed=(comment.id,))
    assert [each.id for each in store.public(DAY, "ferry-line")] == [comment.id]
    assert store.public(DAY, "another") == store.public(DAY + timedelta(1), "ferry-line") == ()
    assert store.decide([comment.id, 99], State.APPROVED, NOW) == Decided(
        unchanged=(comment.id,), unknown=(99,)
    )
    store.decide([comment.id], State.REJECTED, NOW)
    assert store.public(DAY, "ferry-line") == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=60))
def test_what_goes_in_comes_out_the_same_or_is_refused(
    store: Comments, text: str, name: str
) -> None:
    made = draft(tidied_text(text) or "an empty one", name=" ".join(name.split()))
    added = store.add(made, NOW)
    if isinstance(added, Comment):
        read = store.comment(added.id)
        assert read is not None
        assert (read.text, read.name) == (made.text, made.name)
    else:
        assert {fault.kind for fault in added} <= {
            FaultKind.SIGNS,
            FaultKind.SHORT,
            FaultKind.MISSING,
            FaultKind.LINKS,
            FaultKind.REPEATED,
            FaultKind.BUSY,
        }


def test_an_address_has_three_in_ten_minutes(store: Comments) -> None:
    for second in range(3):
        kept(store, draft(address="a"), after_s=second)
    assert kinds(store.add(draft(address="a"), NOW + timedelta(minutes=9))) == [FaultKind.OFTEN]
    kept(store, draft(address="b"))
    kept(store, draft(address="a"), after_s=601)


def test_an_address_has_twenty_a_day(store: Comments) -> None:
    for number in range(20):
        kept(store, draft(address="a"), after_s=number * 700)
    later = NOW + timedelta(seconds=20 * 700)
    assert kinds(store.add(draft(address="a"), later)) == [FaultKind.OFTEN]
    kept(store, draft(address="a"), after_s=24 * 3600 + 1)


def test_all_have_two_hundred_an_hour(store: Comments) -> None:
    for number in range(200):
        kept(store, draft(), after_s=number)
    assert kinds(store.add(draft(), NOW + timedelta(minutes=59))) == [FaultKind.BUSY]
    kept(store, draft(), after_s=3600 + 1)


def test_what_is_set_aside_shuts_nobody_out(tmp_path: Path) -> None:
    store = Comments(tmp_path, CommentLimits(overall=5))
    for _ in range(5):
        assert isinstance(store.add(draft(), NOW, trapped=True), Comment)
    assert kinds(store.add(draft(), NOW, trapped=True)) == [FaultKind.BUSY]
    kept(store, draft())


def test_a_hundred_at_once_do_not_pass_the_limit(tmp_path: Path) -> None:
    store = Comments(tmp_path)
    drafts = [draft(address="a") for _ in range(40)]
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda each: store.add(each, NOW), drafts))
    assert sum(isinstance(each, Comment) for each in added) == 3
    assert store.counts().pending == 3


def test_a_double_click_is_one_comment(store: Comments) -> None:
    made = draft(SPAM)
    first = kept(store, made)
    assert kept(store, made, after_s=2) == first
    assert store.counts().pending == 1


def test_the_same_text_twice_is_refused(store: Comments) -> None:
    kept(store, draft(SPAM, address="a"))
    again = store.add(draft(SPAM.upper(), slug="another", address="b"), NOW)
    assert kinds(again) == [FaultKind.REPEATED]
    kept(store, draft("Well said!", address="a"))
    kept(store, draft("Well said!", slug="another", address="b"))
    own = store.add(draft("Well said!", slug="another", address="a"), NOW)
    assert kinds(own) == [FaultKind.REPEATED]
    kept(store, draft(SPAM, slug="another", address="b"), after_s=8 * 24 * 3600)


def test_only_what_is_public_on_the_same_story_can_be_answered(store: Comments) -> None:
    comment = kept(store, draft())
    reply = draft(parent=comment.id)
    assert kinds(store.add(reply, NOW)) == [FaultKind.PARENT]
    store.decide([comment.id], State.APPROVED, NOW)
    elsewhere = draft(parent=comment.id, slug="another")
    assert kinds(store.add(elsewhere, NOW)) == [FaultKind.PARENT]
    assert kinds(store.add(draft(parent=77), NOW)) == [FaultKind.PARENT]
    assert kept(store, reply).parent == comment.id
    store.decide([comment.id], State.REJECTED, NOW)
    assert kinds(store.add(draft(parent=comment.id), NOW)) == [FaultKind.PARENT]


def test_the_trap_sets_aside(store: Comments) -> None:
    added = store.add(draft(), NOW, trapped=True)
    assert isinstance(added, Comment)
    assert (added.state, added.set_aside) == (State.REJECTED, SetAside.TRAP)
    assert store.set_aside() == (added,)
    store.decide([added.id], State.APPROVED, NOW)
    assert store.set_aside() == ()


def test_a_ban_rejects_what_is_pending_and_what_comes(store: Comments) -> None:
    old, bad, other = (kept(store, draft(address=mark)) for mark in ("a", "a", "b"))
    store.decide([old.id], State.APPROVED, NOW)
    pending = kept(store, draft(address="a"))
    assert store.ban(bad.id, NOW) == Decided(changed=(bad.id, pending.id))
    assert store.counts() == Counts(pending=1, approved=1, rejected=2, banned=1)
    later = store.add(draft(address="a"), NOW + timedelta(hours=1))
    assert isinstance(later, Comment)
    assert (later.state, later.set_aside) == (State.REJECTED, SetAside.BAN)
    assert store.of_state(State.PENDING) == (other,)
    (act,) = store.bans()
    assert (act.kind, act.comment.id, act.changed) == (ActKind.BAN, bad.id, 2)


def test_a_ban_is_taken_back_as_a_whole(store: Comments) -> None:
    one, two = (kept(store, draft(address="a")) for _ in range(2))
    store.ban(one.id, NOW)
    (act,) = store.bans()
    assert store.undo(act.id)
    assert not store.undo(act.id)
    assert [each.id for each in store.of_state(State.PENDING)] == [one.id, two.id]
    assert store.counts().banned == 0
    assert store.bans() == store.recent() == ()
    assert kept(store, draft(address="a"), after_s=700).state is State.PENDING


def test_undoing_leaves_what_was_decided_since(store: Comments) -> None:
    one, two = (kept(store, draft(address="a")) for _ in range(2))
    store.ban(one.id, NOW)
    store.decide([two.id], State.APPROVED, NOW)
    store.decide([two.id], State.REJECTED, NOW)
    ban = store.bans()[0]
    store.undo(ban.id)
    found = {each.id: each.state for each in store.of_state()}
    assert found == {one.id: State.PENDING, two.id: State.REJECTED}


@pytest.mark.parametrize("number", [0, -1, 7, 1 << 63, 1 << 200])
def test_numbers_that_no_comment_has(store: Comments, number: int) -> None:
    kept(store, draft())
    assert store.comment(number) is None
    assert store.decide([number], State.APPROVED, NOW) == Decided(unknown=(number,))
    assert store.ban(number, NOW) == Decided(unknown=(number,))
    assert not store.undo(number)
    assert kinds(store.add(draft(parent=number), NOW)) == [FaultKind.PARENT]
    assert store.counts().pending == 1


def test_recent_acts_newest_first(store: Comments) -> None:
    one, two = (kept(store, draft()) for _ in range(2))
    store.decide([one.id, two.id], State.APPROVED, NOW)
    store.decide([one.id], State.REJECTED, NOW + timedelta(minutes=1))
    assert [(act.kind, act.comment.id) for act in store.recent()] == [
        (ActKind.REJECT, one.id),
        (ActKind.APPROVE, two.id),
        (ActKind.APPROVE, one.id),
    ]
    store.undo(store.recent()[0].id)
    assert {each.id for each in store.of_state(State.APPROVED)} == {one.id, two.id}


def test_marks_of_addresses_are_forgotten_and_bans_are_not(store: Comments) -> None:
    old, bad = kept(store, draft(address="a")), kept(store, draft(address="b"))
    store.ban(bad.id, NOW)
    kept(store, draft(address="c"), after_s=91 * 24 * 3600)
    read = store.comment(old.id)
    assert read is not None
    assert read.address_mark == ""
    assert store.counts().banned == 1
    assert store.ban(old.id, NOW) == Decided(changed=(old.id,))
    assert store.counts().banned == 1


def test_the_file_holds_no_address(tmp_path: Path) -> None:
    from epaper.comments import Secret

    mark = Secret(b"a secret of the paper").address_mark("192.0.2.77")
    store = Comments(tmp_path)
    kept(store, draft(address=mark))
    store.close()
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert mark.encode() in data
    assert b"192.0.2.77" not in data


def test_it_writes_through_and_keeps_its_rules(tmp_path: Path) -> None:
    database = CommentsDatabase(tmp_path / COMMENTS_FILE)
    with database.writing() as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    database.close()


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / COMMENTS_FILE)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CommentsError, match="newer epaper"):
        Comments(tmp_path).counts()


def test_a_file_that_is_none_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / COMMENTS_FILE
    path.write_bytes(b"not a database, " * 500)
    with pytest.raises(CommentsError, match="cannot be used"):
        Comments(tmp_path).counts()
    assert path.read_bytes().startswith(b"not a database")

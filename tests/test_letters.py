from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.comments import Comment, Comments, State, paragraphs
from epaper.letters import CommentedStory, FiledLetters, to_letters
from epaper.model import Form
from epaper.text import tidy
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records
from tests.archive.made_up import put_paper
from tests.comments.made_up import NOW, draft, kept

NEXT = date(2026, 2, 5)
ADDRESS = "https://paper.example.org/2026-02-04/ferry-line"


def tell(comment: Comment) -> CommentedStory | None:
    if comment.slug == "gone":
        return None
    return CommentedStory(
        headline="Ferry: back?", line="On our story of 4 Feb 2026.", address=ADDRESS
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_paper(tmp_path)
    return tmp_path


def approved(store: Comments, text: str, **changes: str | int) -> int:
    comment = kept(store, draft(text, **changes))  # type: ignore[arg-type]
    store.decide([comment.id], State.APPROVED, NOW)
    return comment.id


def test_an_approved_comment_reads_back_as_a_letter(folder: Path) -> None:
    store = Comments(folder)
    number = approved(store, "The first *boat*.\n\n# leaves at six", name="Ada: Marlow")
    file = f"2026-02-05/articles/letter-{number}.md"
    assert to_letters(store, folder, NEXT, (), tell) == FiledLetters(written=(file,))
    (record,), problems = read_records(folder, NEXT, read_paper(folder))
    assert problems == ()
    assert record.form is Form.LETTER
    assert (record.headline, record.byline, record.url) == (
        "Ferry: back?",
        ("Ada: Marlow",),
        ADDRESS,
    )
    assert [block.text for block in record.body] == [
        "On our story of 4 Feb 2026.",
        "The first *boat*.",
        "# leaves at six",
    ]
    assert record.body[0].spans[0].href == ADDRESS
    made = store.comment(number)
    assert made is not None
    assert made.letter == file


def test_a_second_run_changes_nothing(folder: Path) -> None:
    store = Comments(folder)
    number = approved(store, "A letter.")
    to_letters(store, folder, NEXT, (), tell)
    file = folder / f"2026-02-05/articles/letter-{number}.md"
    before = file.read_bytes(), file.stat().st_mtime_ns
    assert to_letters(store, folder, NEXT, (), tell) == FiledLetters()
    again = to_letters(store, folder, NEXT, (number,), tell)
    assert again.written == ()
    assert again.skipped[0][1].startswith("it is a letter already")
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_run_that_was_cut_off_is_finished(folder: Path) -> None:
    store = Comments(folder)
    number = approved(store, "A letter.")
    (file,) = to_letters(store, folder, NEXT, (), tell).written
    store.mark_letter(number, "")  # as if it had ended between the file and the mark
    assert to_letters(store, folder, NEXT, (), tell) == FiledLetters(standing=(file,))
    assert store.comment(number).letter == file  # type: ignore[union-attr]


def test_what_stands_there_is_never_written_over(folder: Path) -> None:
    store = Comments(folder)
    number = approved(store, "A letter.")
    file = folder / f"2026-02-05/articles/letter-{number}.md"
    file.parent.mkdir(parents=True)
    file.write_text("the desk's own")
    result = to_letters(store, folder, NEXT, (), tell)
    assert (result.written, len(result.foreign)) == ((), 1)
    assert file.read_text() == "the desk's own"
    assert store.comment(number).letter == ""  # type: ignore[union-attr]


def test_what_is_not_approved_does_not_run(folder: Path) -> None:
    store = Comments(folder)
    pending = kept(store, draft()).id
    gone = approved(store, "On a story that went.", slug="gone")
    rejected = kept(store, draft()).id
    store.decide([rejected], State.REJECTED, NOW)
    result = to_letters(store, folder, NEXT, (pending, gone, rejected, 99), tell)
    assert result.written == ()
    assert dict(result.skipped) == {
        pending: "it is pending",
        gone: "its story is not on the shelf",
        rejected: "it is rejected",
        99: "there is no such comment",
    }
    assert not (folder / "2026-02-05").exists()


def test_replies_run_only_when_they_are_named(folder: Path) -> None:
    store = Comments(folder)
    first = approved(store, "A letter.")
    reply = approved(store, "A reply.", parent=first)
    assert len(to_letters(store, folder, NEXT, (), tell).written) == 1
    assert len(to_letters(store, folder, NEXT, (reply,), tell).written) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(min_size=2, max_size=200))
def test_any_text_is_a_letter_of_the_same_words(folder: Path, text: str) -> None:
    store = Comments(folder)
    store.limits = type(store.limits)(overall=10**6, same_text_letters=10**6)
    added = store.add(draft(text.strip() or "an empty one"), NOW)
    if not isinstance(added, Comment):
        return
    store.decide([added.id], State.APPROVED, NOW)
    (file,) = to_letters(store, folder, NEXT, (added.id,), tell).written
    records, problems = read_records(folder, NEXT, read_paper(folder))
    (record,) = [each for each in records if each.file == file]
    assert problems == ()
    expected = [tidy(line) for line in paragraphs(added.text) if tidy(line)]
    assert [block.text for block in record.body[1:]] == expected
    (folder / file).unlink()
    store.close()

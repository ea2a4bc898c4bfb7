"""epaper comments: moderation from the command line."""

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from epaper.cli import main
from epaper.cli.comments import comments
from epaper.comments import Comments, Counts, State
from tests.archive.made_up import put_edition, put_paper
from tests.comments.made_up import NOW, draft, kept

DOCS = Path(__file__).parents[2] / "docs/comments.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_paper(tmp_path)
    put_edition(tmp_path)
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Comments:
    return Comments(folder)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--paper", str(folder), "comments", *arguments])


@pytest.mark.parametrize("name", sorted(comments.commands))
def test_every_command_has_an_example_and_stands_in_the_docs(name: str) -> None:
    command = comments.commands[name]
    assert isinstance(command, click.Command)
    assert re.search(rf"Example:\n\s+epaper comments {name}\b", command.help or "")
    assert f"\nepaper comments {name}" in DOCS.read_text(encoding="utf-8")


def test_listing(folder: Path, store: Comments) -> None:
    one = kept(store, draft("The first one,\nin two lines.", name="Ada"))
    two = kept(store, draft("x " * 200, name="Ben"))
    store.decide([two.id], State.APPROVED, NOW)
    result = run(folder, "list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == (
        f"{one.id} pending 2026-02-04/ferry-line Ada: The first one, in two lines.".split()
    )
    assert lines[1].endswith("…")
    only = run(folder, "list", "--state", "approved", "--json")
    (data,) = json.loads(only.stdout)
    assert (data["id"], data["state"], data["name"]) == (two.id, "approved", "Ben")
    assert data["text"] == two.text
    assert two.address_mark not in only.stdout
    assert run(folder, "list", "--state", "unknown").exit_code == 2


def test_no_comments_are_no_fault_and_make_no_file(folder: Path) -> None:
    result = run(folder, "list", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert run(folder, "approve", "1").exit_code == 1
    assert not list(folder.glob("comments.sqlite*"))


def test_approving_and_rejecting(folder: Path, store: Comments) -> None:
    one, two = kept(store, draft()), kept(store, draft())
    result = run(folder, "approve", str(one.id), str(two.id))
    assert result.exit_code == 0
    assert result.stdout == f"approved {one.id}\napproved {two.id}\n"
    again = run(folder, "approve", str(one.id))
    assert (again.exit_code, again.stdout) == (0, "")
    assert f"{one.id} was approved before" in again.stderr
    assert run(folder, "reject", str(two.id)).stdout == f"rejected {two.id}\n"
    assert store.counts() == Counts(pending=0, approved=1, rejected=1, banned=0)


def test_a_number_that_is_none_is_told_and_the_others_done(folder: Path, store: Comments) -> None:
    one = kept(store, draft())
    result = run(folder, "approve", "77", str(one.id))
    assert result.exit_code == 1
    assert "there is no comment 77" in result.stderr
    assert store.counts().approved == 1
    assert run(folder, "approve").exit_code == 2
    assert run(folder, "approve", "x").exit_code == 2


def test_banning(folder: Path, store: Comments) -> None:
    one, two = (kept(store, draft(address="a")) for _ in range(2))
    result = run(folder, "ban", str(one.id))
    assert result.exit_code == 0
    assert result.stdout == f"rejected {one.id}\nrejected {two.id}\n1 banned\n"
    assert run(folder, "ban", "99").exit_code == 1


def test_letters_of_a_day(folder: Path, store: Comments) -> None:
    comment = kept(store, draft("Warm news.", name="Ada", slug="harbour-heat"))
    store.decide([comment.id], State.APPROVED, NOW)
    gone = kept(store, draft(slug="no-such-story"))
    store.decide([gone.id], State.APPROVED, NOW)
    address = "https://paper.example.org/"
    result = run(folder, "to-letters", "2026-02-05", "--address", address)
    assert result.exit_code == 0
    name = f"2026-02-05/articles/letter-{comment.id}.md"
    assert result.stdout == f"{name}\n"
    assert f"skipped {gone.id}: its story is not on the shelf" in result.stderr
    text = (folder / name).read_text()
    assert "headline: Harbour water to heat Old Town\n" in text
    assert "form: letter\n" in text
    assert "byline: Ada\n" in text
    assert "On our story of 4 Feb 2026." in text
    assert "https://paper.example.org/2026-02-04/harbour-heat" in text
    assert "Warm news." in text
    again = run(folder, "to-letters", "2026-02-05", "--json")
    assert json.loads(again.stdout)["written"] == []
    assert (folder / name).read_text() == text


def test_letters_stand_with_the_other_letters(folder: Path, store: Comments) -> None:
    numbers = [kept(store, draft(slug="harbour-heat")).id for _ in range(2)]
    store.decide(numbers, State.APPROVED, NOW)
    articles = folder / "2026-02-05/articles"
    articles.mkdir(parents=True)
    (articles / "sir.md").write_text(
        "---\nheadline: Sir\nform: letter\nsection: world\n---\nThe bus did not come.\n"
    )
    assert run(folder, "to-letters", "2026-02-05", str(numbers[0])).exit_code == 0
    assert "section: world\n" in (articles / f"letter-{numbers[0]}.md").read_text()
    named = run(folder, "to-letters", "2026-02-05", str(numbers[1]), "--section", "sport")
    assert named.exit_code == 0
    assert "section: sport\n" in (articles / f"letter-{numbers[1]}.md").read_text()
    wrong = run(folder, "to-letters", "2026-02-05", "--section", "nowhere")
    assert wrong.exit_code == 2
    assert "it has national, world, sport" in wrong.stderr


def test_a_foreign_file_is_kept_and_told(folder: Path, store: Comments) -> None:
    comment = kept(store, draft(slug="harbour-heat"))
    store.decide([comment.id], State.APPROVED, NOW)
    file = folder / f"2026-02-05/articles/letter-{comment.id}.md"
    file.parent.mkdir(parents=True)
    file.write_text("the desk's own")
    result = run(folder, "to-letters", "2026-02-05", str(comment.id))
    assert result.exit_code == 1
    assert "something else stands there" in result.stderr
    assert file.read_text() == "the desk's own"


def test_a_broken_store_is_told_plainly(folder: Path) -> None:
    (folder / "comments.sqlite").write_bytes(b"not a database, " * 500)
    result = run(folder, "list")
    assert result.exit_code == 1
    assert "cannot be used" in result.stderr
    assert "hint:" in result.stderr

"""The archive: what it lists, what it hides, and that its index stays true to the shelf."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest

from epaper.archive import Archive, MonthCount, SearchOrder, StoryRef, search, shelve
from epaper.exceptions import ArchiveError, EditionError
from epaper.model.manifest import MANIFEST
from epaper.places import ARCHIVE_FILE

from .agree import check_index, contents
from .made_up import DAY, PIECES, Piece, put_edition, put_paper

NEXT = DAY + timedelta(days=1)
LATER = date(2026, 12, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_paper(tmp_path)
    return tmp_path


@pytest.fixture
def archive(folder: Path) -> Archive:
    put_edition(folder, number=7)
    opened = Archive.open(folder)
    opened.refresh()
    return opened


def days(archive: Archive, until: date = LATER, drafts: bool = False) -> list[date]:
    return [edition.day for edition in archive.editions(until, 1000, drafts=drafts)]


def found(archive: Archive, words: str, until: date = LATER, **values: object) -> list[str]:
    order = replace(SearchOrder(words=words, until=until), **values)  # type: ignore[arg-type]
    return [f"{hit.day}/{hit.slug}" for hit in search(archive, order).hits]


def test_an_edition_as_it_is_told(archive: Archive) -> None:
    edition = archive.latest(LATER)
    assert edition is not None
    assert (edition.day, edition.format, edition.number) == (DAY, "berliner", 7)
    assert (edition.pages, edition.stories) == (3, len(PIECES))
    assert edition.headline == "Harbour water to heat Old Town"
    assert [section.key for section in edition.sections] == ["national", "world", "sport"]
    assert edition.pdf == "todays-paper-2026-02-04.pdf"
    assert edition.pdf_bytes == archive.shelf.file(DAY, "berliner", edition.pdf).stat().st_size
    assert edition.thumbnail.width_px == 32
    assert archive.shelf.file(DAY, "berliner", edition.small.file).is_file()
    assert edition.stamp == archive.shelf.stamp(DAY, "berliner")


def test_stories_stand_in_the_order_of_the_paper(archive: Archive) -> None:
    stories = archive.stories(DAY, LATER)
    assert [story.slug for story in stories] == [piece.slug for piece in PIECES]
    assert [story.order for story in stories] == list(range(len(PIECES)))
    assert {story.story_slug for story in stories if story.form == "brief"} == {"briefs"}
    lead = stories[0]
    assert (lead.page, lead.byline, lead.section_name) == (1, ("Ines Caldera",), "National")
    assert lead.image is not None
    assert lead.image.width_px == 90


def test_days_before_and_after(folder: Path, archive: Archive) -> None:
    for offset in (-2, 2):
        put_edition(folder, DAY + timedelta(days=offset))
    archive.refresh()
    assert days(archive) == [DAY + timedelta(days=offset) for offset in (2, 0, -2)]
    before, after = archive.before(DAY, LATER), archive.after(DAY, LATER)
    assert before is not None
    assert after is not None
    assert (before.day, after.day) == (DAY - timedelta(days=2), DAY + timedelta(days=2))
    assert archive.before(before.day, LATER) is None
    assert archive.after(DAY, DAY) is None
    assert archive.edition(NEXT, LATER) is None


def test_months(folder: Path, archive: Archive) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)):
        put_edition(folder, day)
    archive.refresh()
    assert archive.months(date(2026, 2, 28)) == (
        MonthCount(year=2026, month=2, count=2),
        MonthCount(year=2026, month=1, count=1),
        MonthCount(year=2025, month=12, count=1),
    )
    assert [edition.day.day for edition in archive.month(2026, 2, LATER)] == [1, 4]
    assert archive.month(2026, 2, date(2026, 2, 3))[-1].day == date(2026, 2, 1)
    assert archive.month(1, 1, LATER) == ()


def test_what_is_later_is_hidden(folder: Path, archive: Archive) -> None:
    put_edition(folder, NEXT, [Piece(slug="tomorrow", corrects=f"{DAY}/harbour-heat")])
    archive.refresh()
    assert days(archive, DAY) == [DAY]
    assert archive.edition(NEXT, DAY) is None
    assert archive.after(DAY, DAY) is None
    assert archive.stories(NEXT, DAY) == ()
    assert archive.months(DAY)[0].count == 1
    assert found(archive, "tomorrow", DAY) == []
    assert "tomorrow" not in [s.slug for s in archive.section("national", DAY).stories]
    assert archive.corrections_of(DAY, "harbour-heat", DAY) == ()
    assert archive.corrections_of(DAY, "harbour-heat", NEXT) == (
        StoryRef(day=NEXT, slug="tomorrow", headline="tomorrow"),
    )


def test_drafts_are_hidden_but_from_the_desk(folder: Path, archive: Archive) -> None:
    put_edition(folder, NEXT, [Piece(slug="secret", corrects=f"{DAY}/x")], draft=True)
    archive.refresh()
    for drafts, expected in ((False, 0), (True, 1)):
        assert (NEXT in days(archive, drafts=drafts)) == drafts
        assert (archive.edition(NEXT, LATER, drafts) is not None) == drafts
        assert (archive.after(DAY, LATER, drafts) is not None) == drafts
        assert len(archive.stories(NEXT, LATER, drafts)) == expected
        assert archive.months(LATER, drafts)[0].count == 1 + expected
        assert len(found(archive, "secret", drafts=drafts)) == expected
        assert len(archive.corrections_of(DAY, "x", LATER, drafts)) == expected
        assert archive.section("national", LATER, drafts=drafts).total == 3 + expected
    put_edition(folder, NEXT, [Piece(slug="secret")])
    archive.add(NEXT, "berliner")
    assert found(archive, "secret") == [f"{NEXT}/secret"]


def test_a_draft_in_another_format_does_not_hide_the_day(folder: Path, archive: Archive) -> None:
    put_edition(folder, form="a4", draft=True)
    put_edition(folder, NEXT, form="a4")
    put_edition(folder, NEXT, draft=True)
    archive.refresh()
    for day, form in ((DAY, "berliner"), (NEXT, "a4")):
        edition = archive.edition(day, LATER)
        assert edition is not None
        assert (edition.format, edition.formats, edition.draft) == (form, (form,), False)
        edition = archive.edition(day, LATER, drafts=True)
        assert edition is not None
        assert (edition.format, edition.formats) == (form, ("a4", "berliner"))


def test_the_papers_own_format_is_shown(folder: Path, archive: Archive) -> None:
    put_edition(folder, form="tabloid", pieces=[Piece(slug="only-in-tabloid")])
    put_edition(folder, form="a4")
    archive.refresh()
    assert found(archive, "tabloid") == []
    put_paper(folder, form="tabloid")
    archive.refresh()
    edition = archive.latest(LATER)
    assert edition is not None
    assert (edition.format, edition.formats) == ("tabloid", ("a4", "berliner", "tabloid"))
    assert [story.slug for story in archive.stories(DAY, LATER)] == ["only-in-tabloid"]
    put_paper(folder, form="broadsheet")
    archive.refresh()
    edition = archive.latest(LATER)
    assert edition is not None
    assert edition.format == "a4"
    check_index(folder)


def test_a_rebuilt_edition_replaces_the_one_before(folder: Path, archive: Archive) -> None:
    assert found(archive, "athletic")
    put_edition(folder, DAY, [Piece(slug="late", headline="Late copy")])
    archive.add(DAY, "berliner")
    assert found(archive, "athletic") == []
    assert found(archive, "late copy") == [f"{DAY}/late"]
    check_index(folder)


def test_removing_shows_the_other_format(folder: Path, archive: Archive) -> None:
    put_edition(folder, form="a4")
    archive.refresh()
    archive.remove(DAY, "berliner")
    edition = archive.latest(LATER)
    assert edition is not None
    assert edition.format == "a4"
    archive.remove(DAY, "a4")
    assert archive.latest(LATER) is None
    assert found(archive, "harbour") == []
    check_index(folder)


def test_refresh_mends_whatever_was_done_by_hand(folder: Path, archive: Archive) -> None:
    put_edition(folder, NEXT)
    put_edition(folder, NEXT + timedelta(days=1))
    assert archive.refresh().added == 2
    shutil.rmtree(folder / NEXT.isoformat())
    put_edition(folder, DAY, [Piece(slug="other")])
    (folder / str(NEXT + timedelta(days=1)) / "out/berliner" / MANIFEST).write_text("{")
    refreshed = archive.refresh()
    assert (refreshed.added, refreshed.removed) == (1, 2)
    assert [problem.code for problem in refreshed.problems] == ["A-101"]
    assert days(archive) == [DAY]
    assert found(archive, "harbour") == []
    check_index(folder)
    assert archive.refresh().added == 0


def test_mending_and_making_anew_come_to_the_same(folder: Path, archive: Archive) -> None:
    for number in range(8):
        pieces = [replace(piece, body=(f"Day {number}.",)) for piece in PIECES]
        put_edition(folder, DAY + timedelta(days=number), pieces, draft=number == 3)
        archive.add(DAY + timedelta(days=number), "berliner")
    put_edition(folder, DAY, form="a4")
    archive.refresh()
    check_index(folder)
    before = contents(folder)
    assert archive.rebuild().added == 9
    assert contents(folder) == before
    check_index(folder)


def test_many_new_editions_are_put_in_at_once(folder: Path) -> None:
    told = []
    for number in range(60):
        put_edition(folder, DAY + timedelta(days=number), PIECES[:1])
    archive = Archive.open(folder)
    refreshed = archive.refresh(lambda done, of: told.append((done, of)))
    assert refreshed.added == 60
    assert told[-1] == (60, 60)
    assert len(days(archive)) == 60
    check_index(folder)


def test_a_shelf_of_unreadable_editions(folder: Path) -> None:
    for number in range(60):
        out = folder / str(DAY + timedelta(days=number)) / "out/berliner"
        out.mkdir(parents=True)
        (out / MANIFEST).write_text('{"version": 1}')
    archive = Archive.open(folder)
    assert len(archive.refresh().problems) == 60
    assert archive.latest(LATER) is None


def test_adding_what_is_not_there(folder: Path, archive: Archive) -> None:
    with pytest.raises(EditionError):
        archive.add(NEXT, "berliner")
    assert days(archive) == [DAY]


def test_an_edition_of_another_format_that_is_broken_does_not_stop_adding(
    folder: Path, archive: Archive
) -> None:
    (folder / str(DAY) / "out/berliner" / MANIFEST).write_text("broken")
    put_edition(folder, form="a4")
    archive.add(DAY, "a4")
    edition = archive.latest(LATER)
    assert edition is not None
    assert edition.formats == ("a4",)


@pytest.mark.parametrize("damage", [b"this is no database at all, but text" * 200, b""])
def test_a_damaged_index_is_made_anew(folder: Path, archive: Archive, damage: bytes) -> None:
    archive.close()
    (folder / ARCHIVE_FILE).write_bytes(damage)
    with closing(Archive.open(folder)) as opened:
        opened.refresh()
        assert days(opened) == [DAY]
    check_index(folder)


def test_an_index_of_another_version_is_made_anew(folder: Path, archive: Archive) -> None:
    archive.close()
    with closing(sqlite3.connect(folder / ARCHIVE_FILE)) as db:
        db.execute("PRAGMA user_version = 7")
        db.execute("DROP TABLE story")
        db.commit()
    with closing(Archive.open(folder)) as opened:
        assert days(opened) == [DAY]
    check_index(folder)


def test_damage_inside_the_index_is_told_and_can_be_mended(folder: Path, archive: Archive) -> None:
    archive.close()
    data = bytearray((folder / ARCHIVE_FILE).read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    (folder / ARCHIVE_FILE).write_bytes(data)
    with pytest.raises(ArchiveError) as told, closing(Archive.open(folder)) as opened:
        opened.refresh()
    assert "rebuild" in told.value.hint
    with closing(Archive(folder)) as opened:
        opened.rebuild()
        assert days(opened) == [DAY]
    check_index(folder)


def test_an_index_deleted_under_a_reader_comes_back(folder: Path, archive: Archive) -> None:
    assert days(archive) == [DAY]
    for path in folder.glob(f"{ARCHIVE_FILE}*"):
        path.unlink()
    assert days(archive) == []
    archive.refresh()
    assert days(archive) == [DAY]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as told:
        Archive.open(tmp_path / "none")
    assert told.value.hint
    (problem,) = shelve(tmp_path / "none", DAY, "berliner")
    assert (problem.code, problem.severity) == ("A-102", "warn")


def test_threads_read_while_others_write(folder: Path, archive: Archive) -> None:
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(60):
                edition = archive.latest(LATER)
                assert edition is not None
                hits = found(archive, "harbour", edition.day)
                assert len(hits) >= 1
                assert len(archive.stories(edition.day, LATER)) == len(PIECES)
        except BaseException as error:
            failed.append(error)

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10):
        put_edition(folder, DAY + timedelta(days=number % 3 + 1))
        archive.refresh()
    archive.rebuild()
    for reader in readers:
        reader.join()
    assert not failed, failed
    check_index(folder)


def test_a_reader_goes_on_with_what_it_saw_while_the_index_is_made_anew(
    folder: Path, archive: Archive
) -> None:
    with archive.database.reading() as db:
        (before,) = db.execute("SELECT count(*) FROM story").fetchone()
        put_edition(folder, NEXT)
        archive.rebuild()
        assert db.execute("SELECT count(*) FROM story").fetchone() == (before,)
    assert len(days(archive)) == 2


def test_nothing_is_left_beside_the_index(folder: Path, archive: Archive) -> None:
    (folder / f"{ARCHIVE_FILE}.new-killed").write_text("left by a process that was killed")
    archive.rebuild()
    archive.close()
    assert [path.name for path in folder.glob(f"{ARCHIVE_FILE}*")] == [ARCHIVE_FILE]


def test_a_rebuild_has_no_file_that_a_kill_could_leave(folder: Path, archive: Archive) -> None:
    seen: list[list[str]] = []
    archive.rebuild(lambda done, total: seen.append([p.name for p in folder.glob("*.new-*")]))
    assert seen == [[]]


def test_a_build_clears_what_a_killed_rebuild_left(folder: Path) -> None:
    (folder / f"{ARCHIVE_FILE}.new-killed").touch()
    shelve(folder, DAY, "berliner")
    assert list(folder.glob("*.new-*")) == []

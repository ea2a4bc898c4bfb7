"""Numbers of editions, marks of pages, what has changed: plain data from plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.model.manifest import EditionEntry, FileEntry, Manifest
from epaper.press.editions import Succession, numbered, page_editions, what_changed
from tests.archive.made_up import DAY, PIECES, Piece, count_only, make_manifest

TIME = "2026-02-04T22:14:00+01:00"


def manifest(pieces: Sequence[Piece] = PIECES, *, bytes_of: Sequence[str] = ()) -> Manifest:
    """A manifest whose pages' PDFs have such hashes."""
    made = make_manifest(DAY, pieces, write=count_only, pages=len(bytes_of))
    pages = tuple(
        replace(page, pdf=FileEntry(file=page.pdf.file, sha256=mark, bytes=1))
        for page, mark in zip(made.pages, bytes_of or "abc", strict=True)
    )
    return replace(made, pages=pages)


def of_edition(made: Manifest, number: int, pages: dict[int, int]) -> Manifest:
    entry = EditionEntry(number=number, time=f"of {number}")
    own = tuple(replace(page, edition=pages[page.number]) for page in made.pages)
    return replace(made, edition=entry, pages=own)


FIRST = of_edition(manifest(), 1, {1: 1, 2: 1, 3: 1})
SECOND = of_edition(manifest(), 2, {1: 1, 2: 2, 3: 1})


def test_pages_of_the_first_edition_have_no_mark() -> None:
    assert page_editions(None, {1, 2}, 1, 2) == {1: 1, 2: 1}


def test_a_page_has_the_number_of_the_edition_that_it_last_changed_in() -> None:
    assert page_editions(FIRST, {3}, 2, 3) == {1: 1, 2: 1, 3: 2}
    assert page_editions(SECOND, {3}, 3, 3) == {1: 1, 2: 2, 3: 3}
    assert page_editions(SECOND, {2}, 3, 3) == {1: 1, 2: 3, 3: 1}


def test_a_page_that_was_not_there_has_changed_and_one_that_went_has_no_mark() -> None:
    assert page_editions(SECOND, (), 3, 4) == {1: 1, 2: 2, 3: 1, 4: 3}
    assert page_editions(SECOND, (), 3, 2) == {1: 1, 2: 2}


@given(st.lists(st.tuples(st.sets(st.integers(1, 6)), st.integers(1, 6)), min_size=1, max_size=8))
def test_marks_over_many_editions(made: list[tuple[set[int], int]]) -> None:
    """Whatever changes: a mark is the last number at which the page changed or came in."""
    current = of_edition(manifest(bytes_of="a" * 6), 1, dict.fromkeys(range(1, 7), 1))
    last = dict.fromkeys(range(1, 7), 1)
    for number, (changed, pages) in enumerate(made, start=2):
        marks = page_editions(current, changed, number, pages)
        last = {
            page: number if page in changed or page not in last else last[page]
            for page in range(1, pages + 1)
        }
        assert marks == last
        current = of_edition(manifest(bytes_of="a" * pages), number, marks)


@pytest.mark.parametrize(
    ("succession", "changed", "pages", "number"),
    [
        (Succession(), (), 3, 1),
        (Succession(newest=1, number=2, previous=FIRST), {1}, 3, 2),
        (Succession(newest=1, number=2, previous=FIRST), (), 3, 1),
        (Succession(newest=1, number=2, previous=FIRST), (), 2, 2),  # a page less
        (Succession(newest=1, number=3, previous=FIRST), {2}, 3, 3),  # the second was withdrawn
        (Succession(newest=2, number=2, previous=FIRST, replaces=SECOND), {1, 2}, 3, 2),
        (Succession(newest=1, number=1, replaces=FIRST), (), 3, 1),
    ],
)
def test_the_number_of_an_edition(
    succession: Succession, changed: set[int], pages: int, number: int
) -> None:
    assert succession.number_of(changed, pages) == number


def made_of(succession: Succession, changed: set[int], bytes_of: str = "abc") -> Manifest:
    made = manifest(bytes_of=bytes_of)
    number = succession.number_of(changed, len(made.pages))
    marks = page_editions(succession.previous, changed, number, len(made.pages))
    return numbered(made, succession, marks, changed, TIME)


def test_the_next_edition_tells_its_number_its_time_and_its_pages() -> None:
    made = made_of(Succession(newest=1, number=2, previous=FIRST), {2}, "axc")
    assert (made.edition.number, made.edition.time) == (2, TIME)
    assert made.edition.changed is not None
    assert made.edition.changed.pages == (2,)
    assert [page.edition for page in made.pages] == [1, 2, 1]


def test_an_edition_without_a_changed_page_is_the_one_that_stands_there() -> None:
    made = made_of(Succession(newest=2, number=3, previous=SECOND), set())
    assert made.edition == SECOND.edition
    assert [page.edition for page in made.pages] == [1, 2, 1]


def test_an_edition_in_the_place_of_another_has_its_number_and_a_time_of_its_own() -> None:
    succession = Succession(newest=2, number=2, previous=FIRST, replaces=SECOND)
    made = made_of(succession, {1}, "xbc")
    assert (made.edition.number, made.edition.time) == (2, TIME)
    assert [page.edition for page in made.pages] == [2, 1, 1]
    same = made_of(succession, {2}, "abc")
    assert same.edition == SECOND.edition


def test_an_edition_in_the_place_of_one_whose_first_is_gone_keeps_its_marks() -> None:
    succession = Succession(newest=2, number=2, previous=SECOND, replaces=SECOND)
    made = made_of(succession, {3}, "abx")
    assert (made.edition.number, made.edition.time) == (2, TIME)
    assert [page.edition for page in made.pages] == [1, 2, 2]


def test_what_has_changed_in_the_stories() -> None:
    heat, treaty, ferry, dog, wick = PIECES
    new = Piece(slug="late-news", pages=(2,))
    later = [
        replace(treaty, pages=(2,)),
        replace(heat, headline="Harbour to heat Old Town", pages=(1, 2)),
        replace(wick, comments=not wick.comments),
        ferry,
        new,
    ]
    changed = what_changed(FIRST, manifest(later, bytes_of="ax"), {2})
    assert changed is not None
    assert changed.pages == (2,)
    assert changed.new == ("late-news",)
    assert changed.changed == ("harbour-heat",)
    assert changed.gone == (dog.slug,)
    assert changed.moved == ("treaty-lapses", "harbour-heat")
    assert what_changed(None, FIRST, ()) is None


def test_another_picture_is_a_change_of_its_story() -> None:
    def other(made: Manifest) -> Manifest:
        lead = made.stories[0]
        photo = lead.records[0].photos[0]
        images = tuple(replace(image, sha256="1" * 64) for image in photo.images)
        record = replace(lead.records[0], photos=(replace(photo, images=images),))
        return replace(made, stories=(replace(lead, records=(record,)), *made.stories[1:]))

    changed = what_changed(FIRST, other(manifest()), {1})
    assert changed is not None
    assert changed.changed == ("harbour-heat",)

"""The mark of a later edition: its words in every language, its place, and what is drawn."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pydantic import TypeAdapter

from epaper.exceptions import PressError
from epaper.language.catalogue import languages
from epaper.language.phrases import Phrases
from epaper.model import Dummy, FrameKind, FurnitureFrame
from epaper.model.manifest import Manifest
from epaper.press import Printed
from epaper.press.editions import Succession
from epaper.press.mark import EditionMarker

from . import pages
from .conftest import print_sample
from .sample import faces, layout


def marker(name: str = "berliner", language: str = "en") -> EditionMarker:
    return EditionMarker(layout(name), language, faces())


def facts(dummy: Dummy, kind: FrameKind) -> dict[str, str]:
    (frame,) = (f for f in dummy.frames if isinstance(f, FurnitureFrame) and f.kind is kind)
    return dict(frame.text)


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd")],
)
def test_english_says_it_with_an_ordinal_number(number: int, said: str) -> None:
    assert Phrases("en-GB").edition(number) == f"{said} edition"
    assert Phrases("tlh").edition(number) == f"{said} edition"  # no catalogue: English


@pytest.mark.parametrize("language", languages())
def test_every_language_tells_editions_apart(language: str) -> None:
    said = [Phrases(language).edition(number) for number in (1, 2, 3, 12)]
    assert len(set(said)) == 4
    assert all("{" not in words and "edition" not in words.split() for words in said)


def test_the_first_edition_has_no_mark() -> None:
    dummy = pages.plan().dummies[1]
    assert marker().marked(dummy, 1) is dummy


def test_a_folio_has_it_beside_the_number() -> None:
    text = facts(marker().marked(pages.plan().dummies[1], 2), FrameKind.FOLIO)
    assert (text["edition"], text["edition_place"]) == ("2nd edition", "")


def test_a_wide_flag_has_it_under_the_number() -> None:
    dummy = pages.plan().dummies[1]
    wide = tuple(
        replace(frame, text={**frame.text, "section": "Science, Technology & Medicine " * 3})
        if isinstance(frame, FurnitureFrame)
        else frame
        for frame in dummy.frames
    )
    text = facts(marker().marked(replace(dummy, frames=wide), 2), FrameKind.FOLIO)
    assert text["edition_place"] == "under"


def test_page_one_has_it_after_the_issues_number() -> None:
    dummy = pages.plan().dummies[0]
    number = facts(dummy, FrameKind.MASTHEAD)["number"]
    text = facts(marker().marked(dummy, 3), FrameKind.MASTHEAD)
    assert text["number"] == (f"{number} · 3rd edition" if number else "3rd edition")


def test_page_one_has_it_in_the_strip_where_the_date_line_is_full() -> None:
    dummy = pages.plan().dummies[0]
    full = tuple(
        replace(frame, text={**frame.text, "place": "Llanfairpwllgwyngyll " * 12})
        if isinstance(frame, FurnitureFrame)
        else frame
        for frame in dummy.frames
    )
    text = facts(marker().marked(replace(dummy, frames=full), 2), FrameKind.MASTHEAD)
    assert text["strip_right"].endswith(" · 2nd edition")
    assert "edition" not in text["number"]


def test_pages_that_changed_are_drawn_with_it_and_no_others(tmp_path: Path) -> None:
    first, _ = print_sample(tmp_path)
    assert isinstance(first, Printed)
    before = TypeAdapter(Manifest).validate_json(first.manifest.read_bytes())
    succession = Succession(newest=1, number=2, previous=before)
    second, problems = print_sample(
        tmp_path, succession=succession, changed=frozenset({2}), time="now"
    )
    assert isinstance(second, Printed)
    assert problems == ()
    assert (second.edition.number, second.edition.time) == (2, "now")
    with closing(pdfium.PdfDocument(second.pdf)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert ["2nd edition" in text for text in texts] == [False, True]
    after = TypeAdapter(Manifest).validate_json(second.manifest.read_bytes())
    assert [page.edition for page in after.pages] == [1, 2]
    assert before.pages[0].pdf.sha256 == after.pages[0].pdf.sha256


def test_the_press_finds_by_itself_which_pages_have_changed(tmp_path: Path) -> None:
    first, _ = print_sample(tmp_path)
    assert isinstance(first, Printed)
    before = TypeAdapter(Manifest).validate_json(first.manifest.read_bytes())
    other = replace(before.pages[1], pdf=replace(before.pages[1].pdf, sha256="0" * 64))
    previous = replace(before, pages=(before.pages[0], other))
    second, _ = print_sample(
        tmp_path, succession=Succession(newest=1, number=2, previous=previous), time="now"
    )
    assert isinstance(second, Printed)
    assert second.drawn == 1
    assert second.edition.changed is not None
    assert second.edition.changed.pages == (2,)
    third, _ = print_sample(
        tmp_path,
        succession=Succession(newest=2, number=3, previous=previous),
        changed=frozenset({1}),
    )
    assert isinstance(third, Printed)
    assert third.edition.changed is not None
    assert third.edition.changed.pages == (1, 2)  # one was known, the other found
    again, _ = print_sample(tmp_path, succession=Succession(newest=3, number=4, previous=before))
    assert isinstance(again, Printed)
    assert (again.edition.number, again.drawn) == (1, 0)


def test_an_edition_that_another_build_has_just_published_is_not_lost(tmp_path: Path) -> None:
    first, _ = print_sample(tmp_path)
    assert isinstance(first, Printed)
    kept = first.manifest.read_bytes()
    print_sample(tmp_path, succession=Succession())  # the same pages: nothing is lost
    assert first.manifest.read_bytes() == kept
    dummies = pages.plan().dummies
    other = replace(pages.plan(), dummies=(marker().marked(dummies[0], 7), *dummies[1:]))
    with pytest.raises(PressError, match="just published the 1st edition"):
        print_sample(tmp_path, plan=other)
    assert first.manifest.read_bytes() == kept

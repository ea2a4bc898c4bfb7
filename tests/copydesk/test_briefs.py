"""Short items stand among the briefs, unless somebody said otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.copydesk import edit_copy
from epaper.copydesk.briefs import BRIEF_WORDS, LEAST_BRIEFS, LEAST_STORIES
from epaper.model import CopyRule, DayOrders, Form, Photo, Record
from tests.copydesk.copy import NO_ORDERS, paper, record

LONG = " ".join(["word"] * BRIEF_WORDS)
STORIES = tuple(record(LONG, slug=f"story-{n}") for n in range(LEAST_STORIES))
SHORT = tuple(record(slug=f"short-{n}") for n in range(LEAST_BRIEFS))


def forms(records: tuple[Record, ...], orders: DayOrders = NO_ORDERS) -> list[Form]:
    return [r.form for r in edit_copy(records, paper(), orders)[0] if r.slug.startswith("short")]


def test_short_items_become_briefs_and_are_told() -> None:
    records, told = edit_copy((*STORIES, *SHORT), paper(), NO_ORDERS)
    assert [r.form for r in records] == [Form.STORY] * LEAST_STORIES + [Form.BRIEF] * LEAST_BRIEFS
    assert [p.code for p in told] == ["D-205"] * LEAST_BRIEFS
    off = edit_copy((*STORIES, *SHORT), paper(CopyRule.BRIEFS), NO_ORDERS)
    assert off == ((*STORIES, *SHORT), ())


def test_a_thin_day_keeps_its_stories_and_two_are_no_group() -> None:
    assert set(forms((*STORIES[1:], *SHORT))) == {Form.STORY}
    assert set(forms((*STORIES, *SHORT[1:]))) == {Form.STORY}
    filed = record(slug="filed", form=Form.BRIEF, own_form=True)
    assert set(forms((*STORIES, filed, *SHORT[1:]))) == {Form.BRIEF}


@pytest.mark.parametrize(
    "said",
    [{"own_form": True}, {"rank": 3}, {"photos": (Photo(file="a.jpg"),)}, {"form": Form.COLUMN}],
)
def test_what_a_record_says_of_itself_wins(said: dict[str, object]) -> None:
    kept = replace(SHORT[0], slug="short-kept", **said)  # type: ignore[arg-type]
    assert forms((*STORIES, *SHORT, kept))[-1] == kept.form


def test_what_the_desk_says_wins() -> None:
    assert forms((*STORIES, *SHORT), DayOrders(lead="short-0"))[0] is Form.STORY
    assert forms((*STORIES, *SHORT, record(slug="short-x")), DayOrders(pins={"short-1": 2}))[1] is (
        Form.STORY
    )

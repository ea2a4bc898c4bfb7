"""Lots of briefs: parted between two briefs, level on every page, none lost and none twice."""

import random
from dataclasses import replace
from itertools import chain

import pytest

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.flatplan.candidates import Draft, Options
from epaper.makeup.page.areas import Areas
from epaper.makeup.page.roles import may_jump
from epaper.makeup.story.briefs import is_large, may_part, part_counts, part_rows, parted
from epaper.makeup.story.item import item_of
from epaper.model import Block, BlockKind, Form, Galley, Layout, Record, Span, Story
from epaper.resources import load_layout
from tests.makeup.made_up import (
    DAY,
    PAPER,
    crosshead,
    galley,
    notice,
    paragraph,
    sizes_of,
    story,
    whole,
)


def lot(layout: Layout, number: int, count: int, seed: int = 1) -> tuple[Story, Galley]:
    """`count` briefs of 5 to 14 lines under one head."""
    rng = random.Random(seed + number)
    slugs = [f"brief-{number}-{n}" for n in range(count)]
    body = (Block(kind=BlockKind.TEXT, spans=(Span(text="word " * 60),)),)
    members = tuple(
        Record(
            slug=slug,
            file=f"{slug}.md",
            headline="A brief",
            form=Form.BRIEF,
            section="news",
            body=body,
        )
        for slug in slugs
    )
    made = replace(
        story(number, "news", 10, form=Form.BRIEF), slug=f"briefs-{slugs[0]}", members=members
    )
    copy = [(crosshead(slug), paragraph(rng.randint(5, 14), rng, slug, slug)) for slug in slugs]
    setting = replace(
        galley(made.slug, 10, layout.grid, sizes_of(layout), rng),
        paragraphs=tuple(chain.from_iterable(copy)),
        standfirsts={},
    )
    return made, setting


def test_the_parts_of_a_lot_have_all_its_briefs_in_order() -> None:
    made, setting = lot(load_layout("a4"), 0, 9)
    whole_lot = item_of(made, setting)
    for count in part_counts(whole_lot):
        first, second = parted(whole_lot, count)
        assert first.story is not None
        assert second.story is not None
        assert first.story.members + second.story.members == made.members
        assert first.paragraphs + second.paragraphs == whole_lot.paragraphs
        assert first.story.slug != second.story.slug
        assert first.key not in (whole_lot.key, parted(whole_lot, count + 1)[0].key)


def test_rows_of_the_first_briefs_add_up() -> None:
    made, setting = lot(load_layout("a4"), 0, 6)
    item = item_of(made, setting)
    rows = part_rows(item)
    assert rows == sorted(rows)
    assert rows[-1] - rows[0] == item.rows + 1  # the white over the first is not lost here


def test_small_lots_and_those_with_a_page_of_their_own_stay_whole() -> None:
    layout = load_layout("a4")
    assert not may_part(item_of(*lot(layout, 0, 3)))
    assert not is_large(item_of(*lot(layout, 0, 7)), 0.3)
    assert is_large(item_of(*lot(layout, 0, 8)), 0.3)
    assert is_large(item_of(*lot(layout, 0, 5)), 0.5)
    made, setting = lot(layout, 0, 20)
    assert not may_part(item_of(replace(made, pin=3), setting))


def test_lots_that_can_be_parted_do_not_jump() -> None:
    assert not may_jump(item_of(*lot(load_layout("a4"), 0, 20)), alone=True)


@pytest.mark.parametrize("name", ["a4", "berliner", "tablet"])
def test_a_day_of_briefs_comes_out_level_with_every_brief_once(name: str) -> None:
    layout = load_layout(name)
    lots = [lot(layout, number, 25) for number in range(3)]
    plan = make_up(
        Job(
            copy=Copy(
                stories=[made for made, _ in lots],
                galleys={made.slug: setting for made, setting in lots},
                notices=[notice(layout.grid) for _ in range(4)],
            ),
            day=DAY,
            paper=PAPER,
            layout=layout,
            name_em=8.0,
        ),
        whole,
    )
    assert not {p.code for p in plan.problems} & {"M-101", "M-104"}
    assert not plan.jumps
    told = [record.slug for made in plan.stories for record in made.members]
    assert sorted(told) == sorted(record.slug for made, _ in lots for record in made.members)
    placed = [area.story for dummy in plan.dummies for area in dummy.areas]
    assert sorted(placed) == sorted(made.slug for made in plan.stories)


def test_a_lot_that_comes_first_may_be_parted_at_several_places() -> None:
    layout = load_layout("tablet")
    item = item_of(*lot(layout, 0, 60))
    areas = Areas(layout)
    drafts = Options(areas).first_parted(Draft(left=(item,)))
    firsts = [draft.left[0] for draft in drafts]
    assert len({first.key for first in firsts}) == len(firsts) > 3
    assert all(first.rows <= areas.room for first in firsts)
    for draft in drafts:
        members = [m for part in draft.left if part.story for m in part.story.members]
        assert item.story is not None
        assert members == list(item.story.members)

"""The last resort: no story is left out because a page of it could not be filled."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.figures import PICTURES
from epaper.makeup.story.pictures import Hanging, hang
from epaper.model import Photo, Picture, Plan
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, day_copy, galley, sizes_of, story, whole

TALL = Picture(
    path="made-up.jpg",
    width_px=560,
    height_px=1400,
    focus=(0.5, 0.4),
    focus_filed=False,
    sha256="0" * 64,
)
STRIP = replace(TALL, width_px=3000, height_px=300)
SQUARE = replace(TALL, width_px=600, height_px=600)


def day(name: str, rows: list[int], pictures: list[tuple[Picture, ...]]) -> Copy:
    """A day of stories with so many rows and these pictures."""
    layout, rng = load_layout(name), random.Random(11)
    stories, galleys = [], {}
    for order, (count, shown) in enumerate(zip(rows, pictures, strict=True)):
        made = story(order, "news", count, shown)
        photos = tuple(Photo(file="made-up.jpg") for _ in shown)
        stories.append(replace(made, members=(replace(made.record, photos=photos),)))
        galleys[made.slug] = galley(
            made.slug, count, layout.grid, sizes_of(layout), rng, len(shown)
        )
    return Copy(stories=stories, galleys=galleys, notices=day_copy(layout, [30], 1).notices)


def planned(name: str, copy: Copy) -> Plan:
    layout = load_layout(name)
    return make_up(Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0), whole)


def shown(plan: Plan) -> set[tuple[str, int]]:
    frames = (frame for dummy in plan.dummies for frame in dummy.frames)
    return {(frame.story, frame.index) for frame in frames if frame.kind == "photo"}


def test_a_picture_that_fills_its_row_has_the_pixels_for_it() -> None:
    grid = load_layout("broadsheet").grid
    made = day("broadsheet", [9], [(SQUARE,)]).galleys["story-0"]
    (hung,) = hang([(0, SQUARE)], made, grid, Hanging(width=grid.columns, fill=True))
    assert SQUARE.width_px / grid.span_mm(hung.span) * 25.4 >= PICTURES.least_dpi


@pytest.mark.parametrize("name", ["tablet", "a4"])
def test_three_phone_pictures_of_a_stub_are_all_printed(name: str) -> None:
    plan = planned(name, day(name, [9, 24], [(TALL, TALL, TALL), ()]))
    assert "M-101" not in {problem.code for problem in plan.problems}
    assert shown(plan) == {("story-0", n) for n in range(3)}


@pytest.mark.parametrize("name", ["tablet", "a4", "berliner"])
@settings(max_examples=5)
@given(
    stories=st.lists(
        st.tuples(st.integers(1, 60), st.lists(st.sampled_from([TALL, STRIP, SQUARE]), max_size=4)),
        min_size=1,
        max_size=5,
    )
)
def test_no_story_of_any_day_is_left_out(
    name: str, stories: list[tuple[int, list[Picture]]]
) -> None:
    copy = day(name, [rows for rows, _ in stories], [tuple(shown) for _, shown in stories])
    plan = planned(name, copy)
    assert "M-101" not in {problem.code for problem in plan.problems}
    assert shown(plan) == {(s.slug, n) for s in copy.stories for n, _ in s.pictures}


def test_a_pinned_story_stands_on_its_page_once() -> None:
    """Where no page came out by the usual ways, it was taken both as pinned and as left."""
    copy = day("a4", [17, 5, 36], [(TALL,), (STRIP, TALL), (SQUARE,)])
    first, second, third = copy.stories
    plan = planned("a4", replace(copy, stories=(first, second, replace(third, pin=2))))
    for dummy in plan.dummies:
        stories = [area.story for area in dummy.areas]
        assert len(stories) == len(set(stories))

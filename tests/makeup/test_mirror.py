"""Papers from the right: the same plan, every place on the other side."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.frames.mirror import as_read, mirrored
from epaper.model import Dummy, LabelFrame, Plan, Rect, Story, TextFrame
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, day_copy, whole

GOLDEN = Path(__file__).parent.parent / "golden" / "plans" / "berliner-from-the-right.txt"
SEED = 7


def planned(language: str, copy: Copy) -> Plan:
    return make_up(
        Job(
            copy=copy,
            day=DAY,
            paper=replace(PAPER, language=language),
            layout=load_layout("berliner"),
            name_em=8.0,
        ),
        whole,
    )


@pytest.fixture(scope="module")
def copy() -> Copy:
    rng = random.Random(SEED)
    lengths = [rng.randint(20, 160) for _ in range(10)]
    return day_copy(load_layout("berliner"), lengths, SEED)


@pytest.fixture(scope="module")
def plans(copy: Copy) -> tuple[Plan, Plan]:
    return planned("en-GB", copy), planned("ur", copy)


def places(dummy: Dummy) -> list[tuple[str, float, float, float, float]]:
    return [
        (f.kind, round(r.x_mm, 2), round(r.y_mm, 2), round(r.w_mm, 2), round(r.h_mm, 2))
        for f in dummy.frames
        for r in [f.rect]
    ]


def test_a_paper_from_the_right_has_the_same_pages_on_the_other_side(
    plans: tuple[Plan, Plan],
) -> None:
    left, right = plans
    assert len(left.dummies) == len(right.dummies)
    for page, turned in zip(left.dummies, right.dummies, strict=True):
        wanted = [
            (kind, pytest.approx(page.width_mm - x - w, abs=0.02), y, w, h)
            for kind, x, y, w, h in places(page)
        ]
        assert places(turned) == wanted
        assert turned.live == page.live  # margins are the same on both sides


def test_turned_twice_is_as_it_was(plans: tuple[Plan, Plan]) -> None:
    for page in plans[0].dummies:
        assert places(mirrored(mirrored(page))) == places(page)


def test_columns_follow_each_other_to_the_left_and_jumps_stand_at_the_last(
    plans: tuple[Plan, Plan],
) -> None:
    for page in plans[1].dummies:
        for area in page.areas:
            legs = [
                frame
                for frame in page.frames
                if isinstance(frame, TextFrame)
                and frame.kind == "leg"
                and frame.story == area.story
            ]
            xs = [frame.rect.x_mm for frame in legs]
            assert xs == sorted(xs, reverse=True), area.story
            jumps = [
                frame
                for frame in page.frames
                if isinstance(frame, LabelFrame)
                and frame.kind == "jump-line"
                and frame.story == area.story
            ]
            for jump in jumps:
                assert jump.rect.x_mm == pytest.approx(min(xs))


def test_plan_golden_from_the_right(
    plans: tuple[Plan, Plan], request: pytest.FixtureRequest
) -> None:
    """What stands where on page one, from the right edge on."""
    page = plans[1].dummies[0]
    rows = [f"page 1 of {len(plans[1].dummies)}, {page.width_mm:g} x {page.height_mm:g} mm"]
    shown = (f for f in page.frames if f.kind not in ("column-rule", "story-rule"))
    for frame in shown:
        rect = frame.rect
        from_right = page.width_mm - rect.right_mm
        story = getattr(frame, "story", "")
        rows.append(
            f"{frame.kind:13} {story:12} {from_right:6.1f} from the right, {rect.y_mm:6.1f} down, "
            f"{rect.w_mm:6.1f} x {rect.h_mm:.1f}"
        )
    text = "\n".join(rows) + "\n"
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_a_guest_from_the_left_is_turned_back_in_its_own_rectangle(
    plans: tuple[Plan, Plan], copy: Copy
) -> None:
    page = plans[0].dummies[0]
    area = page.areas[0]
    stories = {story.slug: story for story in copy.stories}
    guest = stories[area.story]
    record = replace(guest.record, language="ar")
    stories[area.story] = replace(guest, members=(record, *guest.members[1:]))
    turned = as_read(page, "en-GB", stories)
    assert turned.areas == page.areas
    before = legs_in(page, area.rect, guest)
    after = legs_in(turned, area.rect, guest)
    assert len(before) > 1
    assert [area.rect.x_mm + area.rect.right_mm - rect.right_mm for rect in before] == [
        pytest.approx(rect.x_mm) for rect in after
    ]
    others = [f for f in page.frames if getattr(f, "story", "") not in (guest.slug, "")]
    assert all(frame in turned.frames for frame in others)


def legs_in(page: Dummy, area: Rect, story: Story) -> list[Rect]:
    return [
        frame.rect
        for frame in page.frames
        if isinstance(frame, TextFrame)
        and frame.kind == "leg"
        and frame.story == story.slug
        and area.y_mm <= frame.rect.y_mm <= area.bottom_mm
    ]

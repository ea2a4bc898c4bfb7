"""Whole days of made-up copy: pages are full, nothing is lost, the rules hold on the plan."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.faults import _level_remedy
from epaper.makeup.figures import JUMPS
from epaper.makeup.story.item import item_of
from epaper.model import (
    Dummy,
    FurnitureFrame,
    LabelFrame,
    Layout,
    PhotoFrame,
    Plan,
    Section,
    Severity,
    TextFrame,
)
from epaper.resources import layout_names, load_layout
from tests.makeup.made_up import DAY, PAPER, day_copy, whole

GOLDEN = Path(__file__).parent.parent / "golden" / "plans"
FORMATS = layout_names()


def planned(copy: Copy, layout: Layout) -> Plan:
    return make_up(Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0), whole)


def frames(plan: Plan, kind: str) -> list[tuple[int, TextFrame]]:
    return [
        (dummy.number, frame)
        for dummy in plan.dummies
        for frame in dummy.frames
        if isinstance(frame, TextFrame) and frame.kind == kind
    ]


def assert_nothing_lost(plan: Plan, copy: Copy) -> None:
    """Every body line of one setting of every paragraph is in exactly one leg."""
    printed: dict[str, list[str]] = {}
    for _, frame in frames(plan, "leg"):
        printed.setdefault(frame.story, []).extend(x.text for x in frame.lines if x.runs)
    for slug, galley in copy.galleys.items():
        texts = printed[slug]
        assert len(set(texts) - {"crosshead"}) == len([t for t in texts if t != "crosshead"])
        starts = {t.rstrip("'+-0123456789.") for t in texts}
        assert starts
        for p in galley.paragraphs:
            options = [[x.text for x in s.lines] for s in p.settings]
            assert any(set(o) <= set(texts) for o in options)


def assert_headlines_fall_with_rank(dummy: Dummy, copy: Copy) -> None:
    order = {s.slug: s.order for s in copy.stories}
    heads = sorted(
        (order[f.story], f.size_pt)
        for f in dummy.frames
        if isinstance(f, TextFrame) and f.kind == "headline"
    )
    sizes = [size for _, size in heads]
    assert sizes == sorted(sizes, reverse=True)
    if len(sizes) > 1 and dummy.width_mm > 250:
        assert sizes[0] - sizes[1] >= 12


def assert_frames_inside_and_apart(dummy: Dummy) -> None:
    texts = [f for f in dummy.frames if isinstance(f, TextFrame) and f.kind in ("leg", "headline")]
    for f in texts:
        assert f.rect.x_mm >= dummy.live.x_mm - 0.01
        assert f.rect.right_mm <= dummy.live.right_mm + 0.01
        assert f.rect.bottom_mm <= dummy.live.bottom_mm + 0.01
    boxes = [f.rect for f in texts] + [f.rect for f in dummy.frames if isinstance(f, PhotoFrame)]
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            apart = (
                a.right_mm <= b.x_mm + 0.01
                or b.right_mm <= a.x_mm + 0.01
                or a.bottom_mm <= b.y_mm + 0.01
                or b.bottom_mm <= a.y_mm + 0.01
            )
            assert apart


def assert_jumps_are_sound(plan: Plan) -> None:
    labels = [
        (dummy.number, f)
        for dummy in plan.dummies
        for f in dummy.frames
        if isinstance(f, LabelFrame) and f.kind in ("jump-line", "from-line")
    ]
    ends = {(f.story, page, f.target.page, f.kind) for page, f in labels if f.target is not None}
    for jump in plan.jumps:
        assert (jump.story, jump.from_page, jump.to_page, "jump-line") in ends
        assert (jump.story, jump.to_page, jump.from_page, "from-line") in ends
        assert jump.from_page < jump.to_page
        before = sum(
            len(f.lines)
            for page, f in frames(plan, "leg")
            if f.story == jump.story and page == jump.from_page
        )
        after = sum(
            len(f.lines)
            for page, f in frames(plan, "leg")
            if f.story == jump.story and page == jump.to_page
        )
        assert before >= JUMPS.least_rows - 5  # legs may be a line short each
        assert after >= JUMPS.least_rest_rows - 1
    assert len(labels) == 2 * len(plan.jumps)


def assert_sound(plan: Plan, copy: Copy) -> None:
    assert not [p for p in plan.problems if p.severity is Severity.STOP]
    assert_nothing_lost(plan, copy)
    assert_jumps_are_sound(plan)
    imprints = ["imprint" in {frame.kind for frame in dummy.frames} for dummy in plan.dummies]
    assert imprints == [False] * (len(imprints) - 1) + [True]
    for dummy in plan.dummies:
        assert_headlines_fall_with_rank(dummy, copy)
        assert_frames_inside_and_apart(dummy)


day_rows = st.lists(st.integers(15, 220), min_size=4, max_size=26)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=4)
@given(rows=day_rows, seed=st.integers(0, 999), share=st.sampled_from([0.0, 0.5, 1.0]))
def test_any_day_comes_out_full_and_sound(
    name: str, rows: list[int], seed: int, share: float
) -> None:
    layout = load_layout(name)
    copy = day_copy(layout, rows, seed, share)
    assert_sound(planned(copy, layout), copy)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100)
@given(rows=day_rows, seed=st.integers(0, 999), share=st.sampled_from([0.0, 0.3, 0.6, 1.0]))
def test_two_hundred_days_come_out(name: str, rows: list[int], seed: int, share: float) -> None:
    layout = load_layout(name)
    copy = day_copy(layout, rows, seed, share)
    assert_sound(planned(copy, layout), copy)


def test_the_same_copy_gives_the_same_plan() -> None:
    layout = load_layout("berliner")
    rows = [random.Random(7).randint(20, 160) for _ in range(12)]
    first, second = (planned(day_copy(layout, rows, 3), layout) for _ in range(2))
    assert first == second


def test_pages_are_named_by_two_sections_at_most_that_begin_there() -> None:
    keys = ("news", "world", "arts", "sport")
    paper = replace(PAPER, sections=tuple(Section(key=key, name=key.title()) for key in keys))
    layout = load_layout("berliner")
    copy = day_copy(layout, [40 + 3 * n for n in range(24)], seed=5)
    stories = tuple(replace(s, section=keys[s.order // 6]) for s in copy.stories)
    copy = replace(copy, stories=stories)
    plan = make_up(Job(copy=copy, day=DAY, paper=paper, layout=layout, name_em=8.0), whole)
    named: dict[str, int] = {}
    for page in plan.dummies[1:]:
        (folio,) = [f for f in page.frames if isinstance(f, FurnitureFrame) and f.kind == "folio"]
        names = folio.text["section"].split(" & ")
        headed = {f.story for f in page.frames if isinstance(f, TextFrame) and f.kind == "headline"}
        assert len(names) <= 2
        assert set(names) <= {s.section.title() for s in stories if s.slug in headed}
        for name in names:
            named.setdefault(name, page.number)
    front = plan.dummies[0].frames
    index = [f for f in front if isinstance(f, LabelFrame) and f.kind == "index-entry"]
    pages = {entry.text: entry.target.page for entry in index if entry.target}
    assert {name: pages[name] for name in named} == named


@pytest.mark.parametrize("name", ["a4", "tablet"])
@pytest.mark.parametrize("bare", [0, 3])
def test_a_front_whose_stories_have_no_picture_shows_one_from_inside(name: str, bare: int) -> None:
    layout = load_layout(name)
    copy = day_copy(layout, [90 + 7 * n % 40 for n in range(14)], seed=6, picture_share=1.0)
    stories = tuple(
        replace(s, pictures=s.pictures if s.order >= bare else ()) for s in copy.stories
    )
    plan = planned(replace(copy, stories=stories), layout)
    assert_sound(plan, replace(copy, stories=stories))
    front = plan.dummies[0]
    wide_mm = layout.grid.span_mm(layout.grid.columns - 1)
    photos = [f for f in front.frames if isinstance(f, PhotoFrame)]
    large = [f for f in photos if f.kind == "teaser-photo" and f.rect.w_mm >= wide_mm - 0.01]
    assert photos
    # Or a story that has one comes to page one.
    own = [f for f in photos if f.kind == "photo" and 2 * f.rect.w_mm >= wide_mm]
    assert len(large) == (1 if bare and not own else 0)
    assert own or bare
    for photo in large:
        assert photo.target is not None
        inside = plan.dummies[photo.target.page - 1]
        assert photo.story in {area.story for area in inside.areas}


def test_every_story_has_one_rectangle_a_page_and_at_most_two() -> None:
    layout = load_layout("berliner")
    rng = random.Random(11)
    plan = planned(day_copy(layout, [rng.randint(20, 180) for _ in range(16)], 5), layout)
    places = Counter((dummy.number, a.story) for dummy in plan.dummies for a in dummy.areas)
    assert set(places.values()) == {1}
    assert max(Counter(story for _, story in places).values()) <= 2


def test_page_one_has_the_lead_on_top_and_announces_what_is_inside() -> None:
    layout = load_layout("berliner")
    rng = random.Random(2)
    copy = day_copy(layout, [rng.randint(40, 160) for _ in range(20)], 2)
    front = planned(copy, layout).dummies[0]
    lead = next(a for a in front.areas if a.story == "story-0")
    assert lead.rect.y_mm == min(a.rect.y_mm for a in front.areas)
    kinds = Counter(f.kind for f in front.frames)
    assert kinds["masthead"] == 1
    assert kinds["teaser"] >= 2
    assert kinds["index-entry"] >= 2
    for frame in front.frames:
        if isinstance(frame, TextFrame) and frame.kind == "teaser":
            assert frame.target is not None
            assert frame.target.page > 1


def plan_text(plan: Plan) -> str:
    """Pages, areas and what they hold, as text: the golden of a plan."""
    rows = []
    for dummy in plan.dummies:
        rows.append(f"page {dummy.number} {dummy.kind} {' + '.join(dummy.sections)}")
        for area in dummy.areas:
            r = area.rect
            mine = [f for f in dummy.frames if getattr(f, "story", "") == area.story]
            legs = [len(f.lines) for f in mine if isinstance(f, TextFrame) and f.kind == "leg"]
            head = [f.size_pt for f in mine if isinstance(f, TextFrame) and f.kind == "headline"]
            art = [f for f in mine if isinstance(f, PhotoFrame) and f.kind == "photo"]
            rows.append(
                f"  {area.story:9} {area.part:5} {r.x_mm:5.1f} {r.y_mm:5.1f} "
                f"{r.w_mm:5.1f} x {r.h_mm:5.1f} head {head[0] if head else 0:g} "
                f"legs {'+'.join(map(str, legs))}"
                + "".join(f" photo {a.rect.w_mm:.0f} x {a.rect.h_mm:.0f}" for a in art)
            )
    rows += [f"jump {j.story} {j.from_page} -> {j.to_page}" for j in plan.jumps]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("name", FORMATS)
def test_plan_golden(name: str, request: pytest.FixtureRequest) -> None:
    layout = load_layout(name)
    rng = random.Random(42)
    plan = planned(day_copy(layout, [rng.randint(20, 160) for _ in range(10)], 42), layout)
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan_text(plan), encoding="utf-8")
    assert plan_text(plan) == path.read_text(encoding="utf-8")


def test_copy_that_is_not_level_under_a_very_long_headline_is_told_of_that() -> None:
    copy = day_copy(load_layout("a4"), [60], 1)
    (story,) = copy.stories
    drawn = copy.galleys[story.slug]
    assert "headline" not in _level_remedy([item_of(story, drawn)])
    assert "headline" in _level_remedy([item_of(replace(story, headline="word " * 40), drawn)])

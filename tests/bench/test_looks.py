"""Each measure of looks on plans made by hand, and the table that is made of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench import looks, strangers
from bench.look_measures import comes_back, samples_of
from bench.look_pages import looked_at_plan
from bench.look_table import MEASURES, Measure, Target, table, total
from epaper.model import (
    Block,
    BlockKind,
    Crop,
    Dummy,
    Form,
    Frame,
    FrameKind,
    FurnitureFrame,
    Line,
    Paper,
    Photo,
    PhotoFrame,
    Picture,
    Plan,
    Record,
    Rect,
    RuleFrame,
    Run,
    Section,
    Span,
    Story,
    StoryArea,
    TextFrame,
)
from epaper.resources import load_layout
from tests.small_paper import put_paper, put_story

assert strangers  # it puts bench on the path
LAYOUT = load_layout("berliner")
GRID = LAYOUT.grid
KEYS = "news", "world", "opinion", "sport"
PAPER = Paper(name="The Test", sections=tuple(Section(key=key, name=key.title()) for key in KEYS))
PAGE_MM2 = GRID.width_mm * GRID.height_mm


def story(slug: str, order: int, section: str = "news", *, pixels: int = 0, **more) -> Story:
    body = (Block(kind=BlockKind.TEXT, spans=(Span(text="word"),)),)
    photos = (Photo(file="p.jpg"),) if pixels else ()
    record = Record(slug=slug, file=f"{slug}.md", headline="Head", body=body, photos=photos)
    made = Story(
        slug=slug,
        section=section,
        form=Form.STORY,
        order=order,
        members=(record,),
        headline="Head",
        pictures=((0, picture(pixels)),) if pixels else (),
    )
    return replace(made, **more)


def picture(width_px: int) -> Picture:
    return Picture(
        path="p.jpg",
        width_px=width_px,
        height_px=width_px,
        focus=(0.5, 0.5),
        focus_filed=False,
        sha256="0",
    )


def words(
    kind: FrameKind, text: str, rect: Rect, size_pt: float, slug: str = "", width_pt: float = 90.0
) -> TextFrame:
    line = Line(runs=(Run(text=text),), style=kind.value, width_pt=width_pt)
    return TextFrame(
        kind=kind,
        rect=rect,
        style=kind.value,
        size_pt=size_pt,
        leading_pt=1.2 * size_pt,
        lines=(line,),
        story=slug,
    )


def standing(
    slug: str,
    column: int,
    span: int,
    row: int,
    rows: int,
    head_pt: float = 0.0,
    part: str = "whole",
) -> tuple[StoryArea, tuple[Frame, ...]]:
    """A story's rectangle and its headline: a jump head over a rest, none of no size."""
    kind = FrameKind.JUMP_HEAD if part == "rest" else FrameKind.HEADLINE
    rect = GRID.rect(column, span, row, rows)
    head = (words(kind, "Head", replace(rect, h_mm=10.0), head_pt, slug),) if head_pt else ()
    return StoryArea(story=slug, rect=rect, part=part), head


def photo(slug: str, column: int, span: int, h_mm: float, kind=FrameKind.PHOTO) -> PhotoFrame:
    rect = replace(GRID.rect(column, span, 10, 1), h_mm=h_mm)
    return PhotoFrame(rect=rect, picture=picture(2000), crop=Crop(), story=slug, index=0, kind=kind)


def notice(text: str, row: int, size_pt: float, rows: int = 10) -> tuple[Frame, ...]:
    panel = GRID.rect(0, 5, row, rows)
    inner = replace(panel, x_mm=panel.x_mm + 5, w_mm=100.0, y_mm=panel.y_mm + 2, h_mm=6.0)
    return (
        RuleFrame(kind=FrameKind.NOTICE_PANEL, rect=panel),
        words(FrameKind.NOTICE_TITLE, "Write to us", inner, 2 * size_pt),
        words(FrameKind.NOTICE, text, replace(inner, y_mm=inner.y_mm + 8), size_pt),
    )


def page(
    number: int, *stories: tuple[StoryArea, tuple[Frame, ...]], more=(), flag: str = "News"
) -> Dummy:
    head = GRID.rect(0, GRID.columns, 0, 4)
    first = number == 1
    folio = FurnitureFrame(
        kind=FrameKind.MASTHEAD if first else FrameKind.FOLIO,
        rect=head,
        text={"name": "The Test"} if first else {"section": flag},
    )
    return Dummy(
        number=number,
        kind="front" if first else "inside",
        sections=(),
        width_mm=GRID.width_mm,
        height_mm=GRID.height_mm,
        live=GRID.rect(0, GRID.columns, 0, GRID.rows),
        areas=tuple(area for area, _ in stories),
        frames=(folio, *(frame for _, frames in stories for frame in frames), *more),
    )


def measured(stories, *pages: Dummy) -> dict[str, list[float | str]]:
    plan = Plan(day=date(2026, 2, 4), layout="berliner", dummies=pages, stories=tuple(stories))
    return samples_of(looked_at_plan(plan, PAPER, LAYOUT))


def bands(number: int, *slugs: str) -> Dummy:
    return page(number, *(standing(slug, 0, 5, 10 + 40 * n, 39) for n, slug in enumerate(slugs)))


FRONT = page(1, standing("lead", 0, 5, 20, 60, 60.0))
LEAD = story("lead", 0)


# Shapes and headlines


def test_a_page_of_bands_and_its_run() -> None:
    stories = [story(name, n) for n, name in enumerate("abcdefg")]
    modular = page(4, standing("e", 0, 3, 10, 80), standing("f", 3, 2, 10, 80))
    found = measured(stories, FRONT, bands(2, "a", "b"), bands(3, "c", "d"), modular)
    assert found["band"] == [1, 1, 0]
    assert found["band run"] == [2]


def test_a_page_of_one_story_is_no_band_page_and_ends_the_run() -> None:
    stories = [story(name, n) for n, name in enumerate("abcde")]
    found = measured(stories, FRONT, bands(2, "a", "b"), bands(3, "c"), bands(4, "d", "e"))
    assert found["band"] == [1, 1]
    assert found["band run"] == [1]


def test_page_one_is_no_inside_page() -> None:
    stories = [story(name, n) for n, name in enumerate("ab")]
    found = measured(stories, bands(1, "a", "b"))
    assert "band" not in found
    assert found["band run"] == [0]


def test_notices_beside_each_other_leave_it_a_page_of_bands() -> None:
    ads = page(2, standing("a", 0, 5, 10, 39), standing("b", 0, 5, 50, 39), more=notice("x", 90, 9))
    assert measured([story("a", 0), story("b", 1)], FRONT, ads)["band"] == [1]


def test_sequences_of_headline_sizes() -> None:
    stories = [story(name, n) for n, name in enumerate("abcdefgh")]
    lot = story("lot", 9, form=Form.BRIEF)
    found = measured(
        [*stories, lot],
        FRONT,
        page(2, standing("a", 0, 3, 10, 80, 42), standing("b", 3, 2, 10, 80, 30)),
        page(3, standing("c", 0, 3, 10, 80, 42), standing("d", 3, 2, 10, 80, 30)),
        # A rest has no headline of its own, a lot a standing head.
        page(
            4,
            standing("a", 0, 3, 10, 80, 18, "rest"),
            standing("lot", 3, 2, 10, 30, 24),
            standing("e", 3, 2, 50, 30, 36),
        ),
        page(5, standing("f", 0, 5, 10, 40, 48), standing("g", 0, 5, 60, 40, 24)),
    )
    assert found["heads"] == ["42/30", "42/30", "48/24"]
    assert found["heads again"] == [1]  # pages 4 and 5 are no pair
    assert found["lead pt"] == ["42", "42", "36", "48"]


@pytest.mark.parametrize(("head_pt", "part", "largest"), [(42, "whole", 42), (18, "rest", 0)])
def test_page_two_has_a_headline_of_its_own_or_not(
    head_pt: float, part: str, largest: float
) -> None:
    two = page(2, standing("lead", 0, 5, 10, 80, head_pt, part))
    found = measured([LEAD], FRONT, two)
    assert found["page two pt"] == [largest]
    assert found["page two"] == [largest >= 36]


# Pictures


def test_the_largest_picture_of_a_page() -> None:
    stories = [story("a", 0, pixels=2000), story("b", 1), story("c", 2)]
    two = page(
        2,
        standing("a", 0, 5, 10, 30, 42),
        standing("b", 0, 3, 50, 60, 30),
        standing("c", 3, 2, 50, 60, 24),
        more=(photo("b", 0, 3, 100.0), photo("a", 0, 2, 50.0), photo("c", 3, 2, 80.0)),
    )
    found = measured(stories, FRONT, two)
    assert found["picture"] == [pytest.approx(GRID.span_mm(3) * 100 / PAGE_MM2)]
    assert found["picture half"] == [1]
    assert found["picture half could"] == [1]
    assert found["picture lead"] == [0]
    assert found["picture second"] == [1]


def test_a_narrow_picture_of_the_third_story() -> None:
    stories = [story("a", 0), story("b", 1), story("c", 2, pixels=300)]
    two = page(
        2,
        standing("a", 0, 5, 10, 30, 42),
        standing("b", 0, 3, 50, 60, 30),
        standing("c", 3, 2, 50, 60, 24),
        more=(photo("c", 3, 2, 80.0),),
    )
    found = measured(stories, FRONT, two)
    assert (found["picture half"], found["picture second"]) == ([0], [0])
    assert "picture half could" not in found  # 300 px do not reach that far


def test_a_rest_alone_leads_its_page() -> None:
    two = page(2, standing("lead", 0, 5, 10, 80, 18, "rest"), more=(photo("lead", 0, 5, 150.0),))
    assert measured([LEAD], FRONT, two)["picture lead"] == [1]


def test_pages_without_a_picture_and_of_an_advertisement_are_not_pictured() -> None:
    own = photo("", 0, 5, 400.0, FrameKind.AD_PHOTO)
    found = measured([LEAD], FRONT, page(2, more=(own,)), page(3, standing("b", 0, 5, 10, 80)))
    assert "picture" not in found
    assert "front" not in found  # the day has none


@pytest.mark.parametrize(
    ("kind", "h_mm", "large"),
    [(FrameKind.PHOTO, 150.0, 1), (FrameKind.TEASER_PHOTO, 150.0, 1), (FrameKind.PHOTO, 40.0, 0)],
)
def test_page_one_of_a_day_with_pictures(kind: FrameKind, h_mm: float, large: int) -> None:
    front = page(1, standing("lead", 0, 5, 20, 60, 60.0), more=(photo("lead", 0, 3, h_mm, kind),))
    found = measured([story("lead", 0, pixels=2000)], front)
    assert found["front"] == [pytest.approx(GRID.span_mm(3) * h_mm / PAGE_MM2)]
    assert (found["front large"], found["front large could"]) == ([large], [large])


def test_page_one_with_none_on_a_day_of_small_pictures() -> None:
    found = measured([LEAD, story("b", 1, pixels=600)], FRONT)
    assert (found["front"], found["front large"]) == ([0], [0])
    assert "front large could" not in found


# Jumps, notices, quotes


def test_jumps_from_page_one_inside_and_twice() -> None:
    stories = [LEAD, story("b", 1), story("c", 2), story("lot", 3, form=Form.BRIEF)]
    found = measured(
        stories,
        page(1, standing("lead", 0, 5, 20, 40, 60.0, "start"), standing("b", 0, 5, 70, 30, 30)),
        page(2, standing("lead", 0, 5, 10, 80, 18, "rest")),
        page(3, standing("lead", 0, 2, 10, 80, 18, "rest"), standing("c", 2, 3, 10, 80, 42)),
        page(4, standing("lot", 0, 5, 10, 80, 24)),
    )
    assert found["front jump"] == [1, 0]
    assert found["inside jump"] == [0]
    assert found["twice"] == [1, 0, 0]


def test_notices_by_size_area_and_repetition() -> None:
    found = measured(
        [LEAD],
        FRONT,
        page(2, more=notice("Letters are welcome.", 10, 10.0)),
        page(3, more=(*notice("Letters are welcome.", 10, 15.5), *notice("Another.", 60, 8.4))),
    )
    assert found["notice pt"] == [10.0, 15.5, 8.4]
    assert found["notice largest pt"] == [20.0, 31.0, 16.8]
    assert found["notices"] == [0, 1, 2]
    assert found["notice again"] == found["notice again small"] == [1]
    area = 3 * GRID.live_width_mm * 10 * GRID.row_mm
    assert found["notice share"] == [pytest.approx(area / (3 * PAGE_MM2))]
    assert "notice share large" not in found


def test_two_notices_with_one_title_are_two() -> None:
    found = measured([LEAD], FRONT, page(2, more=(*notice("One.", 10, 9), *notice("Two.", 60, 9))))
    assert found["notice again"] == [0]


def test_the_large_paper_counts_articles_of_lots() -> None:
    lot = story("lot", 1, form=Form.BRIEF)
    lot = replace(lot, members=lot.members * 19)
    assert measured([LEAD, lot], FRONT)["notice share large"] == [0]


def test_quotes_with_a_name_and_without() -> None:
    panels = [GRID.rect(column, 1, 40, 12) for column in (1, 3)]
    by = words(FrameKind.QUOTE_BY, "Ada Penn", replace(panels[1], h_mm=4.0), 8.0)
    frames = [RuleFrame(kind=FrameKind.QUOTE_PANEL, rect=rect) for rect in panels]
    assert measured([LEAD], FRONT, page(2, more=(*frames, by)))["quote named"] == [0, 1]


# Sections, white


@pytest.mark.parametrize(
    ("pages", "back"),
    [
        (("n", "n", "w"), ()),
        (("n", "w", "n"), (4,)),
        (("nw", "w", "s"), ()),
        (("nw", "n", "s"), ()),
        (("n", "nw", "n"), (4,)),
        (("nw", "nw", "s"), (3,)),
        (("n", "", "n"), ()),
    ],
)
def test_a_section_comes_back(pages: tuple[str, ...], back: tuple[int, ...]) -> None:
    begun = {number: set(keys) for number, keys in enumerate(pages, start=2)}
    found = tuple(n for n in begun if any(comes_back(key, n, begun) for key in begun[n]))
    assert found == back


def test_pinned_stories_and_rests_bring_no_section_back() -> None:
    stories = [
        LEAD,
        story("a", 1),
        story("b", 2, "sport"),
        story("c", 3, pin=4),
        story("d", 4, "world"),
    ]
    pages = (
        page(2, standing("a", 0, 5, 10, 80, 42, "start")),
        page(3, standing("b", 0, 5, 10, 80, 42), flag="Sport"),
        page(4, standing("a", 0, 2, 10, 80, 18, "rest"), standing("c", 2, 3, 10, 80, 42)),
        page(5, standing("d", 0, 5, 10, 80, 42), flag="Sport"),
    )
    found = measured(stories, FRONT, *pages)
    assert found["section back"] == [0, 0, 0, 0]
    free = [replace(each, pin=0) for each in stories]
    assert measured(free, FRONT, *pages)["section back"] == [0, 0, 1, 0]


def test_what_shares_a_page_and_what_its_flag_names() -> None:
    stories = [story(key, n, key) for n, key in enumerate(KEYS)]
    three = [standing(key, n, 1, 10, 80) for n, key in enumerate(("news", "opinion", "sport"))]
    found = measured(
        stories,
        FRONT,
        page(2, *three, flag="News & Opinion"),
        page(3, standing("news", 0, 5, 10, 80), flag="World"),
        page(4, *three[:2], flag="News & Opinion"),
    )
    assert found["mixed"] == [1, 0, 1]
    assert found["third unnamed"] == [1, 0, 0]
    assert found["unnamed"] == [1, 1, 0]
    assert found["opinion beside"] == [1, 0, 0]


def test_white_is_what_no_line_covers() -> None:
    full = TextFrame(
        kind=FrameKind.LEG,
        rect=GRID.rect(0, 5, 4, 116),
        style="body",
        size_pt=0.0,
        leading_pt=GRID.baseline_pt,
        lines=tuple(
            Line(runs=(Run(text="w"),), style="body", width_pt=90.0, justify=True)
            for _ in range(116)
        ),
        story="lead",
    )
    half = replace(full, lines=full.lines[:58])
    first = measured([LEAD], page(2, more=(full,)))["white"]
    second = measured([LEAD], page(2, more=(half,)))["white"]
    assert first == [pytest.approx(0.0, abs=0.01)]
    assert second == [pytest.approx(0.5, abs=0.03)]


# The table


def test_every_sample_has_a_line() -> None:
    lone = measured([LEAD], FRONT, bands(2, "a"))
    told = {measure.sample for measure in MEASURES}
    assert set(lone) <= told
    assert len({measure.words for measure in MEASURES}) == len(MEASURES)


def test_what_falls_short_is_marked_and_formats_have_targets_of_their_own() -> None:
    rows = list(table({"berliner": {"band": [1, 0, 0, 0]}, "a4": {"band": [1, 0, 0, 0]}}))
    line = next(row for row in rows if "all bands" in row)
    assert [cell.strip() for cell in line.split("|")[2:5]] == ["25 % !", "25 %", "25 %"]
    assert [cell.strip() for cell in rows[-1].split("|")[2:4]] == ["none", "none"]


def test_a_kept_run_stands_before_this_one() -> None:
    rows = list(table({"a4": {"twice": [0, 0]}}, {"a4": {"twice": [1, 1]}}))
    assert next(row for row in rows if "jump twice" in row).split("|")[2].strip() == "2 -> 0"


def test_only_editions_of_both_runs_are_compared() -> None:
    def run(name: str, twice: float) -> looks.Sampled:
        return looks.Sampled(name=name, format="a4", samples={"twice": [twice], "pages": [4]})

    rows = list(looks.told([run("x", 0), run("new", 1)], [run("x", 3), run("old", 9)]))
    assert rows[0].startswith("1 editions in both")
    assert next(row for row in rows if "jump twice" in row).split("|")[2].strip() == "3 -> 0"


def test_a_target_holds_at_its_very_figure() -> None:
    target = Target(most=0.15, others={"a4": 0.35})
    assert target.met("berliner", 0.15)
    assert not target.met("berliner", 0.16)
    assert target.met("a4", 0.35)
    assert Measure(words="x", sample="x", figure=total, unit="pt").said(12.0) == "12 pt"


def test_an_edition_that_is_not_made_says_why(tmp_path: Path) -> None:
    lost = looks.look_at(looks.Task(name="x", format="a4", folder=tmp_path))
    assert "EditionError" in lost.error
    assert "not made: x" in list(looks.told([lost]))[-2]


def test_a_plan_is_measured_as_its_finished_edition_is(tmp_path: Path) -> None:
    day = date(2026, 2, 4)
    paper = put_paper(tmp_path / "paper")
    for number in range(7):
        put_story(paper, day, f"story-{number}", f"A plan for harbour {number} at noon", 8 + number)
    table = 'table:\n  columns: [Boat, Seats]\n  rows: [["Ada", "12"], ["Brig", "40"]]\n'
    quote = "quotes:\n- text: The council met at noon\n"
    for number, more in ((1, table), (2, quote)):
        file = paper / f"{day}" / "articles" / f"story-{number}.md"
        file.write_text(file.read_text().replace("headline", f"{more}headline", 1))
    planned = looks.look_at(looks.Task(name="x", format="a4", folder=paper, day=day))
    whole = looks.look_at(looks.Task(name="x", format="a4", folder=paper, day=day, whole=True))
    assert planned.error == whole.error == ""
    folder = looks.Task(name="x", format="a4", folder=paper / f"{day}" / "out" / "a4")
    assert looks.look_at(folder).samples == whole.samples
    exact = set(planned.samples) - {"white", "white good"}
    assert {name: planned.samples[name] for name in exact} == {
        name: pytest.approx(values, abs=1e-4) if isinstance(values[0], float) else values
        for name, values in whole.samples.items()
        if name in exact
    }
    assert planned.samples["white"] == pytest.approx(whole.samples["white"], abs=0.01)
    assert "band" in exact

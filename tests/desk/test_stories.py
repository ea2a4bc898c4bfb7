"""The desk ranks, gathers and labels."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from epaper.desk import choose_stories, in_sections, without_killed
from epaper.model import (
    Block,
    BlockKind,
    DayOrders,
    Form,
    Paper,
    Photo,
    Picture,
    Record,
    Section,
    Severity,
    Span,
    Story,
    read_minutes,
)

PAPER = Paper(
    name="The Test",
    sections=tuple(Section(key=k, name=k.title()) for k in ("news", "world", "sport")),
)
PICTURE = Picture(
    path="a.jpg", width_px=1500, height_px=1000, focus=(0.5, 0.5), focus_filed=True, sha256="0"
)


def record(slug: str, words: int = 100, **fields: object) -> Record:
    body = (Block(kind=BlockKind.TEXT, spans=(Span(text="word " * words),)),)
    known = {"slug": slug, "file": f"{slug}.md", "headline": slug, "body": body, "section": "news"}
    return Record(**{**known, **fields})  # type: ignore[arg-type]


def choose(records: Sequence[Record]) -> tuple[Story, ...]:
    stories, problems = choose_stories(records, {"a.jpg": PICTURE}, PAPER)
    assert problems == ()
    return stories


def slugs(*records: Record) -> list[str]:
    return [story.slug for story in choose(records)]


def at(hour: int) -> datetime:
    return datetime(2026, 2, 4, hour, tzinfo=UTC)


def test_rank_comes_before_section_and_section_before_time() -> None:
    assert slugs(
        record("late-world", section="world", published=at(9)),
        record("early-news", section="news", published=at(1)),
        record("late-news", section="news", published=at(8)),
        record("ranked", section="sport", rank=1),
    ) == ["ranked", "late-news", "early-news", "late-world"]


def test_an_update_counts_as_the_time() -> None:
    assert slugs(
        record("new", published=at(5)), record("updated", published=at(1), updated=at(6))
    ) == ["updated", "new"]


def test_length_then_picture_then_slug_settle_the_rest() -> None:
    photo = (Photo(file="a.jpg"),)
    assert slugs(
        record("b"), record("a"), record("pictured", photos=photo), record("long", words=300)
    ) == ["long", "pictured", "a", "b"]


def test_a_record_without_a_section_runs_in_the_first() -> None:
    filed = (record("a", section=""), record("b", section="world"))
    assert [r.section for r in in_sections(filed, PAPER)] == ["news", "world"]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (400, 2), (1500, 8)])
def test_read_time_is_200_words_a_minute_rounded_up(words: int, minutes: int) -> None:
    assert read_minutes(words) == minutes


def test_sections_with_few_briefs_share_a_column() -> None:
    briefs = [record(f"n{n}", form=Form.BRIEF, section="news") for n in range(4)]
    briefs += [record("w", form=Form.BRIEF, section="world")]
    briefs += [record("s", form=Form.BRIEF, section="sport")]
    stories = choose(briefs)
    assert [sorted(m.slug for m in story.members) for story in stories] == [
        ["s", "w"],
        ["n0", "n1", "n2", "n3"],
    ]
    assert {story.headline for story in stories} == {"In brief"}


def test_the_briefs_of_a_section_are_one_lot_however_many() -> None:
    briefs = [record(f"n{n:03}", words=60, form=Form.BRIEF) for n in range(200)]
    stories = choose(briefs)  # make-up parts them by the room there is
    assert [len(story.members) for story in stories] == [200]


def test_letters_and_corrections_are_gathered_apart() -> None:
    stories = choose(
        [record("l1", form=Form.LETTER), record("c", form=Form.CORRECTION), record("x")],
    )
    assert [story.headline for story in stories] == ["x", "Letters", "Corrections"]


def test_the_byline_says_who_where_when_and_how_long() -> None:
    (story,) = choose(
        [
            record(
                "a",
                words=250,
                byline=("Ada Penn", "Bo Lee", "Cy Orr"),
                agency="Northern Wire",
                dateline="Kell",
                updated=at(7),
            )
        ],
    )
    assert story.byline == (
        "By Ada Penn, Bo Lee and Cy Orr",
        "Northern Wire",
        "Kell",
        "Updated 07:00",
        "2 min read",
    )


def test_only_printable_photos_come_along_with_their_place_in_the_record() -> None:
    photos = (Photo(file="lost.jpg"), Photo(file="a.jpg"))
    (story,) = choose([record("a", photos=photos)])
    assert story.pictures == ((1, PICTURE),)


def test_editorial_and_column_have_a_kicker_of_their_own_unless_filed() -> None:
    stories = choose(
        [
            record("a", form=Form.EDITORIAL),
            record("b", form=Form.COLUMN),
            record("c", form=Form.COLUMN, kicker="Small change"),
        ],
    )
    assert [story.kicker for story in stories] == ["Editorial", "Comment", "Small change"]


def decide(
    records: Sequence[Record], orders: DayOrders
) -> tuple[dict[str, Story], list[tuple[str, str]]]:
    """Stories by slug in order, and codes of problems with the record they name."""
    stories, problems = choose_stories(records, {}, PAPER, orders)
    assert [story.order for story in stories] == list(range(len(stories)))
    return {story.slug: story for story in stories}, [(p.code, p.where.story) for p in problems]


def test_a_killed_record_is_left_out_and_named() -> None:
    briefs = [record(f"n{n}", form=Form.BRIEF) for n in range(3)]
    orders = DayOrders(kill=frozenset({"a", "n1"}))
    running, problems = without_killed([record("a"), record("b"), *briefs], orders)
    assert [r.slug for r in running] == ["b", "n0", "n2"]
    assert [(p.code, p.where.story) for p in problems] == [("D-101", "a"), ("D-101", "n1")]
    assert without_killed(running, orders) == (running, ())


def test_a_paper_with_everything_killed_stops() -> None:
    running, problems = without_killed([record("a")], DayOrders(kill=frozenset({"a"})))
    assert running == ()
    assert [(p.code, p.severity) for p in problems] == [
        ("D-101", Severity.NOTE),
        ("D-104", Severity.STOP),
    ]


def test_the_named_lead_comes_before_every_rank() -> None:
    records = [record("a", rank=1), record("b", rank=2), record("c")]
    stories, problems = decide(records, DayOrders(lead="c"))
    assert list(stories) == ["c", "a", "b"]
    assert problems == []


def test_without_ranks_the_first_story_long_enough_leads() -> None:
    day = [
        record("short", published=at(9)),
        record("opinion", words=800, published=at(8), form=Form.EDITORIAL),
        record("long", words=250, published=at(2)),
        record("longest", words=900, section="world"),
    ]
    assert slugs(*day) == ["long", "short", "opinion", "longest"]
    assert slugs(day[0], day[1]) == ["short", "opinion"]
    stories, _ = decide(day, DayOrders(off_front=frozenset({"long"})))
    assert next(iter(stories)) == "longest"
    assert slugs(*day, record("ranked", rank=2)) == [
        "ranked",
        "short",
        "opinion",
        "long",
        "longest",
    ]


def test_a_brief_cannot_lead() -> None:
    stories, problems = decide([record("a"), record("b", form=Form.BRIEF)], DayOrders(lead="b"))
    assert list(stories) == ["a", "briefs-b"]
    assert problems == [("D-102", "b")]


def test_pins_jumps_and_the_front_are_told_to_make_up() -> None:
    orders = DayOrders(pins={"a": 3}, off_front=frozenset({"b"}), no_jump=frozenset({"a", "c"}))
    stories, problems = decide([record("a"), record("b"), record("c")], orders)
    assert {s.slug: (s.pin, s.front, s.jump) for s in stories.values()} == {
        "a": (3, True, False),
        "b": (0, False, True),
        "c": (0, True, False),
    }
    assert problems == []


def test_orders_for_a_gathered_record_hold_for_the_whole_group() -> None:
    briefs = [record(f"n{n}", form=Form.BRIEF) for n in range(3)]
    orders = DayOrders(pins={"n1": 4, "n2": 2}, off_front=frozenset({"n2"}))
    stories, problems = decide(briefs, orders)
    (story,) = stories.values()
    assert (story.pin, story.front, story.jump) == (4, False, True)
    assert problems == [("D-103", "n0")]


def pictured(slug: str, form: Form, **fields: object) -> Record:
    return record(slug, form=form, photos=(Photo(file="a.jpg", caption="A boat"),), **fields)


def choose_told(*records: Record, paper: Paper = PAPER) -> tuple[tuple[Story, ...], list[str]]:
    stories, problems = choose_stories(records, {"a.jpg": PICTURE}, paper)
    return stories, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("form", "kicker"),
    [(Form.BRIEF, ""), (Form.LETTER, "Letters"), (Form.CORRECTION, "Corrections")],
)
def test_small_copy_with_a_picture_is_a_story(form: Form, kicker: str) -> None:
    own, other = pictured("own", form, byline=("Ada Penn",)), record("other", form=form)
    stories, codes = choose_told(own, other, record("lead"))
    assert [story.slug for story in stories][:2] == ["lead", "own"]
    assert stories[1].kicker == kicker
    assert stories[1].byline[0] == "By Ada Penn"
    assert [index for index, _ in stories[1].pictures] == [0]
    assert not stories[1].gathered
    assert [r.slug for r in stories[2].members] == ["other"]
    assert codes == ["D-105"]


def test_one_whose_picture_cannot_be_printed_is_gathered() -> None:
    letter = record("own", form=Form.LETTER, photos=(Photo(file="lost.jpg"),))
    stories, codes = choose_told(letter, record("lead"))
    assert [story.slug for story in stories] == ["lead", "letters-own"]
    assert codes == []


def test_a_ranked_one_keeps_its_rank() -> None:
    stories, _ = choose_told(record("plain"), pictured("own", Form.BRIEF, rank=1))
    assert [story.slug for story in stories] == ["own", "plain"]


def test_a_gathered_story_shares_no_name_with_a_record() -> None:
    letters = [record(slug, form=Form.LETTER) for slug in ("a", "2-a")]
    named = [record("letters-a"), record("letters-2-2-a")]
    stories, _ = choose_told(*letters, *named)
    *_, gathered = stories
    names = {gathered.with_members((member,)).slug for member in gathered.members}
    assert not names & {r.slug for r in (*letters, *named)}
    assert len(names) == 2


def test_two_gathered_stories_share_no_name() -> None:
    letters = [
        record("2-a", form=Form.LETTER, section="world"),
        record("a", form=Form.LETTER, section="news"),
    ]
    stories, _ = choose_told(*letters, record("letters-a"))
    assert len({story.slug for story in stories}) == 3


def test_updated_times_are_by_the_papers_clock() -> None:
    late = record("late", updated=datetime(2026, 2, 3, 22, 15, tzinfo=UTC))
    paper = replace(PAPER, timezone="Asia/Dhaka")
    (story,), _ = choose_told(late, paper=paper)
    assert "Updated 04:15" in story.byline

"""The desk ranks, gathers and labels."""

from datetime import UTC, datetime

import pytest

from epaper.desk import choose_stories, read_minutes
from epaper.model import Block, BlockKind, Form, Paper, Photo, Picture, Record, Section, Span

PAPER = Paper(
    name="The Test",
    sections=tuple(Section(key=k, name=k.title()) for k in ("news", "world", "sport")),
)
PICTURE = Picture(
    path="a.jpg", width_px=1500, height_px=1000, focus=(0.5, 0.5), focus_filed=True, sha256="0"
)


def record(slug: str, words: int = 100, **fields: object) -> Record:
    body = (Block(kind=BlockKind.TEXT, spans=(Span(text="word " * words),)),)
    known: dict[str, object] = {"slug": slug, "file": f"{slug}.md", "headline": slug, "body": body}
    return Record(**{**known, **fields})  # type: ignore[arg-type]


def slugs(*records: Record) -> list[str]:
    return [story.slug for story in choose_stories(records, {}, PAPER)]


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
    (story,) = choose_stories([record("a")], {}, PAPER)
    assert story.section == "news"


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (400, 2), (1500, 8)])
def test_read_time_is_200_words_a_minute_rounded_up(words: int, minutes: int) -> None:
    assert read_minutes(words) == minutes


def test_sections_with_few_briefs_share_a_column() -> None:
    briefs = [record(f"n{n}", form=Form.BRIEF, section="news") for n in range(4)]
    briefs += [record("w", form=Form.BRIEF, section="world")]
    briefs += [record("s", form=Form.BRIEF, section="sport")]
    stories = choose_stories(briefs, {}, PAPER)
    assert [sorted(m.slug for m in story.members) for story in stories] == [
        ["s", "w"],
        ["n0", "n1", "n2", "n3"],
    ]
    assert {story.headline for story in stories} == {"In brief"}


def test_many_briefs_become_columns_of_a_readable_length() -> None:
    briefs = [record(f"n{n:03}", words=60, form=Form.BRIEF) for n in range(200)]
    stories = choose_stories(briefs, {}, PAPER)
    sizes = [len(story.members) for story in stories]
    assert sum(sizes) == 200
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 7


def test_letters_and_corrections_are_gathered_apart() -> None:
    stories = choose_stories(
        [record("l1", form=Form.LETTER), record("c", form=Form.CORRECTION), record("x")],
        {},
        PAPER,
    )
    assert [story.headline for story in stories] == ["x", "Letters", "Corrections"]


def test_the_byline_says_who_where_when_and_how_long() -> None:
    (story,) = choose_stories(
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
        {},
        PAPER,
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
    (story,) = choose_stories([record("a", photos=photos)], {"a.jpg": PICTURE}, PAPER)
    assert story.pictures == ((1, PICTURE),)


def test_editorial_and_column_have_a_kicker_of_their_own_unless_filed() -> None:
    stories = choose_stories(
        [
            record("a", form=Form.EDITORIAL),
            record("b", form=Form.COLUMN),
            record("c", form=Form.COLUMN, kicker="Small change"),
        ],
        {},
        PAPER,
    )
    assert [story.kicker for story in stories] == ["Editorial", "Comment", "Small change"]

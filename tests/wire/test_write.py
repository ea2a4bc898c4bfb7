from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from epaper.model import (
    LINE_BREAK,
    Block,
    BlockKind,
    Box,
    Form,
    Paper,
    Photo,
    Quote,
    Record,
    Section,
    Span,
    Table,
)
from epaper.text import forbidden, tidy
from epaper.wire.body import read_body
from epaper.wire.faults import Faults
from epaper.wire.markdown import render_body
from epaper.wire.records import read_records
from epaper.wire.spans import merge_spans
from epaper.wire.write import render_record, write_bytes, write_record

SIGNS = "ab1 .,:;!?-–—#>*_`~|+=()[]{}<>&\\/\"'@%$^é\u00a0€“😀\u4e2d"
words = st.text(st.sampled_from(SIGNS), max_size=12)
# A line feed in a body is a line break of its own.
broken = st.text(st.sampled_from(f"{SIGNS}{LINE_BREAK}{LINE_BREAK}"), max_size=12)
line = st.one_of(
    words,
    st.text(max_size=12),
    st.sampled_from(
        [
            "null",
            "~",
            "No",
            "2026",
            "1.",
            "1) x",
            "- x",
            "# x #",
            "---",
            "```",
            "&amp;",
            "[a]: b",
            "](",
            "<b>",
            "http://a.b",
            "2026-02-04T00:00:00Z",
            "a: b",
            "a #b",
            "***",
            "+ x",
            "= =",
            "| a |",
            "~~a~~",
            "[^a]",
            "[^a]: b",
            "[ ] a",
            "[x] a",
        ]
    ),
).map(tidy)
clean = line.filter(lambda value: not forbidden(value))
filled = clean.filter(bool)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    hrefs = ("", "", "", "https://example.org/a_(b)?c=*d&amp;e", "mailto:a@b.c", "http://x.y/\\<>")
    pieces = draw(
        st.lists(
            st.builds(
                Span,
                text=words | filled | broken,
                italic=st.booleans(),
                bold=st.booleans(),
                href=st.sampled_from(hrefs),
            ),
            min_size=1,
            max_size=5,
        )
    )
    # White space at the edge of a style is printed in no style: not part of the promise.
    plain = [
        Span(text=p.text.strip() or "x", italic=p.italic, bold=p.bold, href=p.href)
        if p.italic or p.bold
        else p
        for p in pieces
    ]
    return merge_spans(plain) or (Span(text="x"),)


# Notes are never filed: they are made of links when copy is printed.
FILED = [kind for kind in BlockKind if kind is not BlockKind.NOTE]
KINDS = [kind for kind in FILED if kind is not BlockKind.CROSSHEAD]
heads = spans().filter(lambda head: not any(LINE_BREAK in span.text for span in head))
blocks = st.builds(Block, kind=st.sampled_from(KINDS), spans=spans()) | st.builds(
    Block, kind=st.just(BlockKind.CROSSHEAD), spans=heads
)
bodies = st.lists(blocks, max_size=5).map(
    lambda many: (*many, Block(kind=BlockKind.TEXT, spans=(Span(text="The end."),)))
)
fraction = st.integers(0, 1000).map(lambda part: part / 1000)
times = st.none() | st.datetimes(
    min_value=datetime(1950, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)


@given(bodies)
@settings(deadline=None, max_examples=200)
@example(
    (Block(kind=BlockKind.TEXT, spans=(Span(text="2026. It was"), Span(text="x", bold=True))),)
)
def test_body_reads_back(body):
    faults = Faults("x")
    assert read_body(render_body(body), 1, faults) == tuple(body)
    assert faults.found == []


@st.composite
def tables(draw: st.DrawFn) -> Table:
    wide = draw(st.integers(1, 3))
    cells = st.lists(clean, min_size=wide, max_size=wide).map(tuple)
    rows = draw(st.lists(cells, min_size=1, max_size=3))
    return Table(title=draw(clean), columns=draw(cells), rows=tuple(rows), note=draw(clean))


records = st.builds(
    Record,
    slug=st.sampled_from(["ferry", "another-slug"]),
    file=st.just("2026-02-04/articles/ferry.md"),
    headline=filled,
    body=bodies,
    standfirst=clean,
    kicker=clean,
    byline=st.lists(filled.filter(lambda name: not name[:2].lower() == "by"), max_size=3).map(
        tuple
    ),
    agency=clean,
    dateline=clean,
    published=times,
    section=st.just("world"),
    rank=st.none() | st.integers(1, 99),
    form=st.sampled_from(Form),
    own_form=st.booleans(),
    language=st.just("en-GB"),
    photos=st.lists(
        st.builds(
            Photo,
            file=st.just("ferry.jpg"),
            caption=clean,
            credit=clean,
            alt=clean,
            focus=st.none() | st.tuples(fraction, fraction),
        ),
        max_size=2,
    ).map(tuple),
    quotes=st.lists(st.builds(Quote, text=filled, by=clean), max_size=2).map(tuple),
    box=st.none() | st.builds(Box, title=filled, text=filled, items=st.lists(filled).map(tuple)),
    table=st.none() | tables(),
    url=st.sampled_from(["", "https://example.org/?a=b&c=#d"]),
    comments=st.booleans(),
)


@given(record=records)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_record_reads_back(record, day_folder, tmp_path):
    paper = Paper(name="x", sections=(Section(key="world", name="World"),))
    write_record(record, day_folder / "articles" / "ferry.md")
    (read,), problems = read_records(tmp_path, date(2026, 2, 4), paper)
    # Any other form is said, or it would not be known.
    said = record.own_form or record.form is not Form.STORY
    assert read == replace(record, own_form=said)
    assert {problem.code for problem in problems} <= {"W-216", "W-217"}


def test_written_as_people_write_it():
    record = Record(
        slug="ferry",
        file="ferry.md",
        headline="Ferry returns: at last",
        byline=("Maren Oduya", "Jon Ek"),
        published=datetime(2026, 2, 4, 5, 40, tzinfo=UTC),
        rank=1,
        photos=(Photo(file="ferry.jpg", caption="At her berth, “free”", focus=(0.4, 0.55)),),
        table=Table(columns=("Day", "Rate, %"), rows=(("Mon", "3.5"), ("Tue", ""))),
        body=(
            Block(kind=BlockKind.TEXT, spans=(Span(text="The "), Span(text="Anna", italic=True))),
            Block(kind=BlockKind.CROSSHEAD, spans=(Span(text="Two boats"),)),
            Block(kind=BlockKind.ITEM, spans=(Span(text="one"),)),
            Block(kind=BlockKind.ITEM, spans=(Span(text="two"),)),
        ),
    )
    assert render_record(record, "ferry") == (
        "---\n"
        'headline: "Ferry returns: at last"\n'
        "byline:\n  - Maren Oduya\n  - Jon Ek\n"
        "published: 2026-02-04T05:40:00+00:00\n"
        "rank: 1\n"
        "photos:\n  - file: ferry.jpg\n    caption: At her berth, “free”\n    focus: [0.4, 0.55]\n"
        'table:\n  columns: [Day, "Rate, %"]\n  rows:\n    - [Mon, "3.5"]\n    - [Tue, ""]\n'
        "---\n"
        "The _Anna_\n\n## Two boats\n\n- one\n- two\n"
    )


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch):
    path = tmp_path / "ferry.md"
    path.write_bytes(b"old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["ferry.md"]

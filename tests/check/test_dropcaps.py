"""What the check makes of a drop cap: lines beside it begin no paragraphs."""

from __future__ import annotations

from pathlib import Path

from epaper.check.facts import (
    AreaFact,
    Facts,
    FileFact,
    FrameFact,
    GridFact,
    PageFact,
    RecordFact,
    StoryFact,
    TrimFact,
)
from epaper.check.legs import ReadLegLine, all_lines, read_legs
from epaper.check.pages import read_pages
from epaper.model import MM_PER_PT, Dummy, FrameKind
from tests.press.test_dropcaps import page
from tests.press.test_tongues import draw

ROW_PT = 10.5


def facts_of(dummy: Dummy, file: str) -> Facts:
    """A story a frame."""
    rects = [frame.rect for frame in dummy.frames]
    names = [f"story-{number}" for number in range(len(rects))]
    places = [{"x_mm": r.x_mm, "y_mm": r.y_mm, "w_mm": r.w_mm, "h_mm": r.h_mm} for r in rects]
    frames = (
        FrameFact(kind=FrameKind.LEG, story=name, **place)
        for name, place in zip(names, places, strict=True)
    )
    stories = (
        StoryFact(
            slug=name,
            form="column",
            order=0,
            areas=(AreaFact(page=1, part="whole", **place),),
            pictures=(),
            records=(RecordFact(slug=name),),
        )
        for name, place in zip(names, places, strict=True)
    )
    return Facts(
        date="2026-02-04",
        format="berliner",
        trim=TrimFact(width_mm=dummy.width_mm, height_mm=dummy.height_mm),
        grid=GridFact(left_mm=10, top_mm=10, columns=4, gutter_mm=10, baseline_pt=ROW_PT, rows=20),
        pdf=FileFact(file=file),
        pages=(PageFact(number=1, kind="inside", frames=tuple(frames)),),
        stories=tuple(stories),
    )


def read(folder: Path, *letters: str) -> list[list[ReadLegLine]]:
    """The lines of a leg for each letter, each leg beginning with it as a drop cap."""
    dummy = page(*letters)
    pdf = draw(dummy, folder, "en-GB")
    facts = facts_of(dummy, pdf.name)
    parts = read_legs(read_pages(facts, folder), facts)
    return [list(all_lines(parts[story.slug])) for story in facts.stories]


def test_a_paragraph_with_a_cap_is_one_paragraph(tmp_path: Path) -> None:
    for lines in read(tmp_path, "T", "A", "I ", "É"):
        assert [line.beside for line in lines] == [True] * 3 + [False] * (len(lines) - 3)
        assert [line.starts for line in lines] == [True] + [False] * (len(lines) - 1)
        assert [line.ends for line in lines] == [False] * (len(lines) - 1) + [True]
        assert [line.row for line in lines] == list(range(len(lines)))


def test_letters_and_spaces_beside_a_cap_are_measured_as_elsewhere(tmp_path: Path) -> None:
    for lines in read(tmp_path, "T", "O", "Q"):
        assert all(abs(line.spacing.letter) <= 0.024 for line in lines)
        assert all(0.65 <= line.spacing.word <= 2.02 for line in lines[:-1])


def test_sizes_are_those_of_the_body(tmp_path: Path) -> None:
    for lines in read(tmp_path, "T", "A"):
        assert {round(line.drawn.size_pt, 1) for line in lines} == {8.8}
        assert all(line.drawn.left_pt * MM_PER_PT > 9.9 for line in lines)

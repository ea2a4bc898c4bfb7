"""Made-up stories and galleys: no fonts, no files, the same for the same seed."""

from __future__ import annotations

import math
import random
from datetime import date

from epaper.makeup import Copy
from epaper.model import (
    Block,
    BlockKind,
    Crop,
    Form,
    Galley,
    Grid,
    Layout,
    Line,
    Notice,
    NoticeForm,
    NoticeSetting,
    Paper,
    Paragraph,
    Photo,
    Picture,
    Record,
    Run,
    Section,
    SetBlock,
    Setting,
    Span,
    Story,
)

DAY = date(2026, 2, 4)
PAPER = Paper(
    name="The Test",
    sections=(Section(key="news", name="News"), Section(key="sport", name="Sport")),
    notices=tuple(Notice(title=f"Notice {n}", text="word " * 30) for n in range(4)),
)


def line(text: str = "words", *, may_end: bool = True, hyphen: bool = False) -> Line:
    """A body line."""
    return Line(
        runs=(Run(text=text),),
        style="body",
        width_pt=100.0,
        justify=True,
        may_end=may_end,
        hyphen=hyphen,
    )


def lines(count: int, rng: random.Random, name: str) -> tuple[Line, ...]:
    """`count` lines that keep the rules for widows, orphans and split words."""
    made = []
    for n in range(count):
        hyphen = n < count - 1 and rng.random() < 0.25
        inner = count == 1 or (n != 0 and n != count - 2)
        made.append(line(f"{name}.{n}", may_end=inner and not hyphen, hyphen=hyphen))
    return tuple(made)


def paragraph(count: int, rng: random.Random, name: str, slug: str = "s") -> Paragraph:
    """A paragraph of `count` lines; longer ones have other settings too."""
    settings = [Setting(lines=lines(count, rng, name))]
    if count > 3:
        settings.append(Setting(lines=lines(count, rng, name + "'"), cost=0.2))
    if count > 5:
        settings.append(Setting(lines=lines(count + 1, rng, name + "+"), cost=0.5))
        settings.append(Setting(lines=lines(count - 1, rng, name + "-"), cost=0.5))
    return Paragraph(slug=slug, settings=tuple(settings))


def crosshead(slug: str = "s") -> Paragraph:
    """A crosshead of one line."""
    head = line("crosshead", may_end=False)
    return Paragraph(
        slug=slug, settings=(Setting(lines=(head,)),), white_rows=1, keep_rows=2, role="crosshead"
    )


def copy_of(rows: int, rng: random.Random, slug: str = "s") -> tuple[Paragraph, ...]:
    """Paragraphs of about `rows` rows in all, with a crosshead now and then."""
    made: list[Paragraph] = []
    left = rows
    while left > 0:
        count = min(left, rng.randint(2, 9))
        made.append(paragraph(count, rng, f"{slug}{len(made)}", slug))
        left -= count
        if left > 20 and len(made) % 6 == 0:
            made.append(crosshead(slug))
            left -= 2
    return tuple(made)


def block(chars: int, size_pt: float, measure_pt: float, style: str, leading: float) -> SetBlock:
    """Display text of so many characters, evenly filled lines."""
    full = chars * size_pt * 0.45 / measure_pt
    count = max(1, math.ceil(full))
    width = min(1.0, full / count) * measure_pt
    one = Line(runs=(Run(text="x" * 5),), style=style, width_pt=width)
    return SetBlock(
        style=style,
        size_pt=size_pt,
        leading_pt=leading,
        measure_pt=measure_pt,
        lines=(one,) * count,
    )


def galley(
    slug: str, rows: int, grid: Grid, sizes: tuple[float, ...], rng: random.Random, photos: int = 0
) -> Galley:
    """A galley of `rows` body rows with a headline of 40 to 70 characters."""
    spans = range(1, grid.columns + 1)
    chars = rng.randint(40, 70)
    wide = {n: grid.span_pt(n) for n in spans}
    return Galley(
        slug=slug,
        measure_pt=grid.span_pt(1),
        paragraphs=copy_of(rows, rng, slug),
        headlines={
            (n, size): block(chars, size, wide[n], "headline", size * 1.04)
            for n in spans
            for size in sizes
        },
        standfirsts={n: block(90, 12.5, wide[n], "standfirst", 14.5) for n in spans}
        if rng.random() < 0.6
        else {},
        bylines={n: block(30, 7.6, wide[n], "byline", 10.5) for n in spans},
        cutlines={
            (i, n): block(90, 7.6, wide[n], "cutline", 9.2) for i in range(photos) for n in spans
        },
        jump_heads={n: block(25, 18, wide[n], "jump-head", 19) for n in spans},
        teaser=block(45, 11.5, wide[1], "teaser", 12.5),
    )


def picture(rng: random.Random) -> Picture:
    """A picture of a shape photographers file."""
    aspect = rng.choice([1.5, 1.5, 1.33, 1.78, 0.67, 0.8, 2.6])
    width = 2000 if aspect > 1 else 1400
    return Picture(
        path="made-up.jpg",
        width_px=width,
        height_px=round(width / aspect),
        focus=(0.5, 0.4),
        focus_filed=False,
        sha256="0" * 64,
    )


def story(
    order: int, section: str, rows: int, pictures: tuple[Picture, ...] = (), form: Form = Form.STORY
) -> Story:
    """A story of one record."""
    slug = f"story-{order}"
    record = Record(
        slug=slug,
        file=f"{slug}.md",
        headline="A headline",
        section=section,
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text="word " * rows * 6),)),),
        photos=tuple(Photo(file="made-up.jpg") for _ in pictures),
    )
    return Story(
        slug=slug,
        section=section,
        form=form,
        order=order,
        members=(record,),
        headline="A headline",
        pictures=tuple(enumerate(pictures)),
    )


def notice(grid: Grid) -> NoticeSetting:
    """A notice with forms for every span, in several sizes and numbers of columns."""
    forms = {}
    for span in range(1, grid.columns + 1):
        made = []
        for size in (8.4, 9.6, 11.0, 13.0, 15.5, 18.5):
            for columns in range(1, span + 1):
                measure = (grid.span_pt(span) - 20 - 14 * (columns - 1)) / columns
                text = block(220, size, measure, "notice", 1.25 * size)
                title = block(12, 2 * size, grid.span_pt(span) - 20, "notice-title", 2.2 * size)
                for head in (title, None):
                    form = NoticeForm(
                        text=text, title=head, columns=columns, pad_pt=10, gutter_pt=14
                    )
                    made.append(form)
        forms[span] = tuple(made)
    return NoticeSetting(forms=forms)


def sizes_of(layout: Layout) -> tuple[float, ...]:
    """Every headline size that some kind of page may ask for."""
    return tuple(
        sorted({s for kind in layout.kinds.values() for band in kind.bands_pt for s in band})
    )


def day_copy(layout: Layout, row_counts: list[int], seed: int, picture_share: float = 0.5) -> Copy:
    """A whole day's copy: one story for each number of rows, alternating sections."""
    rng = random.Random(seed)
    sections = [s.key for s in PAPER.sections]
    stories, galleys = [], {}
    for order, rows in enumerate(row_counts):
        pictures = (picture(rng),) if rng.random() < picture_share else ()
        made = story(order, sections[order * len(sections) // len(row_counts)], rows, pictures)
        stories.append(made)
        galleys[made.slug] = galley(
            made.slug, rows, layout.grid, sizes_of(layout), rng, len(pictures)
        )
    return Copy(stories=stories, galleys=galleys, notices=[notice(layout.grid) for _ in range(4)])


def whole(picture: Picture, aspect: float) -> Crop:
    """A crop that keeps all of the picture."""
    return Crop()

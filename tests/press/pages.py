"""Two made-up pages laid out by hand: a front with a jump, an inside page with all furniture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from epaper.model import (
    MM_PER_PT,
    Block,
    BlockKind,
    Box,
    Crop,
    Dummy,
    Form,
    Frame,
    FrameKind,
    FurnitureFrame,
    Imprint,
    Jump,
    LabelFrame,
    Line,
    Paper,
    Photo,
    PhotoFrame,
    Picture,
    Plan,
    Quote,
    Record,
    Rect,
    RuleFrame,
    Run,
    Section,
    SetBlock,
    Span,
    Story,
    StoryArea,
    Table,
    TableCell,
    TableFrame,
    TableSetting,
    Target,
    TextFrame,
)

from .sample import PROSE, block_rect, jpeg, layout, set_text

DAY = date(2026, 2, 4)
PAPER = Paper(
    name="The Ellery Courier",
    motto="Said plainly, set in full",
    place="Port Ellery",
    founded=date(1898, 3, 1),
    price="2.40 crowns",
    sections=(Section(key="national", name="National"), Section(key="sport", name="Sport")),
    imprint=Imprint(editor="Ada Penn", publisher="Courier Press", address="3 Quay Street"),
)
PICTURE = Picture(
    path="/nowhere/boat.jpg",
    width_px=3000,
    height_px=2000,
    focus=(0.5, 0.5),
    focus_filed=True,
    sha256=hashlib.sha256(b"boat").hexdigest(),
)


def develop(picture: Picture, crop: Crop, *, width_mm: float, height_mm: float) -> bytes:
    """A drawing of the frame's shape."""
    return jpeg(round(width_mm * 4), round(height_mm * 4))


def record(slug: str, headline: str, paragraphs: int, **more: object) -> Record:
    blocks = tuple(
        Block(kind=BlockKind.TEXT, spans=(Span(text=PROSE.strip()),)) for _ in range(paragraphs)
    )
    return Record(slug=slug, file=f"{slug}.md", headline=headline, body=blocks, **more)  # type: ignore[arg-type]


FERRY = record(
    "ferry",
    "Ferry line to reopen after eleven years",
    9,
    standfirst="Two boats, one of them second-hand, will cross the strait four times a day",
    kicker="Transport",
    byline=("Maren Oduya",),
    dateline="Port Ellery",
    photos=(
        Photo(
            file="boat.jpg",
            caption="The Anna Lisbet at her new berth on Tuesday, where a band met her.",
            credit="Tomas Reyl",
            alt="A ferry",
        ),
    ),
    quotes=(
        Quote(text="We were told to expect fog and what we got was a brass band", by="A pilot"),
    ),
    section="national",
)
BUDGET = record("budget", "Budget vote moved to Thursday as talks go on", 4, section="national")
LEAGUE = record(
    "league",
    "Rovers go top with two goals in a minute",
    6,
    section="sport",
    box=Box(title="The run-in", items=("Kell Miners, 7 February", "Wick Bay, 14 February")),
    table=Table(
        title="First Division",
        columns=("Club", "P", "Pts"),
        rows=(("Ellery Rovers", "18", "39"), ("Stanmere City", "18", "38"), ("Lisbet", "17", "31")),
        note="Before last night’s games",
    ),
)
BRIEFS = (
    record("seal", "Seal returned to the harbour", 1, form=Form.BRIEF, section="national"),
    record("stair", "Stair bridge shut", 1, form=Form.BRIEF, section="national"),
)


def story(record: Record, order: int, **more: object) -> Story:
    names = tuple(f"By {name}" for name in record.byline)
    return Story(
        slug=record.slug,
        section=record.section,
        form=record.form,
        order=order,
        members=(record,),
        headline=record.headline,
        kicker=record.kicker,
        standfirst=record.standfirst,
        byline=(*names, *filter(None, [record.dateline]), "2 min read"),
        pictures=tuple((index, PICTURE) for index, _ in enumerate(record.photos)),
        **more,  # type: ignore[arg-type]
    )


STORIES = (
    story(FERRY, 0),
    story(BUDGET, 1),
    story(LEAGUE, 2),
    Story(
        slug="briefs-seal",
        section="national",
        form=Form.BRIEF,
        order=3,
        members=BRIEFS,
        headline="In brief",
    ),
)
RECORDS = (FERRY, BUDGET, LEAGUE, *BRIEFS)


@dataclass
class Board:
    """A page being pasted up; rows and columns count from the live area's corner."""

    layout_name: str = "berliner"
    frames: list[Frame] = field(default_factory=list)
    areas: list[StoryArea] = field(default_factory=list)

    def rect(self, column: int, row: float, columns: int, rows: float) -> Rect:
        return block_rect(layout(self.layout_name).grid, column, row, columns, rows)

    def text(
        self,
        kind: str,
        text: str,
        column: int,
        row: float,
        columns: int = 1,
        *,
        style: str = "",
        size_pt: float = 0.0,
        story: str = "",
        inset_pt: float = 0.0,
        target: Target | None = None,
        lines: tuple[Line, ...] = (),
    ) -> float:
        """Paste text; the row after it."""
        name = style or kind
        face = layout(self.layout_name).styles[name]
        grid = layout(self.layout_name).grid
        measure = grid.span_pt(columns) - 2 * inset_pt
        lines = lines or set_text(text, measure, style=name, size_pt=size_pt)
        leading = face.leading_at_pt(size_pt)
        rect = Rect(
            x_mm=grid.x_mm(column) + inset_pt * MM_PER_PT,
            y_mm=grid.y_mm(row),
            w_mm=measure * MM_PER_PT,
            h_mm=len(lines) * leading * MM_PER_PT,
        )
        self.frames.append(
            TextFrame(
                kind=FrameKind(kind),
                rect=rect,
                style=name,
                size_pt=size_pt,
                leading_pt=leading,
                lines=lines,
                story=story,
                target=target,
            )
        )
        return row + len(lines) * leading / grid.baseline_pt

    def legs(
        self, lines: list[Line], places: list[tuple[int, float, int]], story: str
    ) -> list[Line]:
        """Paste lines into legs (column, row, rows); what is left over."""
        for column, row, rows in places:
            part, lines = lines[:rows], lines[rows:]
            self.text("leg", "", column, row, style="body", story=story, lines=tuple(part))
        return lines

    def label(
        self, kind: str, text: str, rect: Rect, story: str = "", target: Target | None = None
    ) -> None:
        self.frames.append(
            LabelFrame(kind=FrameKind(kind), rect=rect, text=text, story=story, target=target)
        )

    def rule(self, kind: str, rect: Rect) -> None:
        self.frames.append(RuleFrame(kind=FrameKind(kind), rect=rect))

    def dummy(self, number: int, kind: str, sections: tuple[str, ...]) -> Dummy:
        grid = layout(self.layout_name).grid
        live = self.rect(0, 0, grid.columns, grid.rows)
        return Dummy(
            number=number,
            kind=kind,
            sections=sections,
            width_mm=grid.width_mm,
            height_mm=grid.height_mm,
            live=live,
            areas=tuple(self.areas),
            frames=tuple(self.frames),
        )


def body_lines(record: Record) -> list[Line]:
    """The record's body in lines of one column."""
    measure = layout().grid.span_pt(1)
    lines: list[Line] = []
    for number, block in enumerate(record.body):
        lines += set_text(block.text, measure, indent=number > 0)
    return lines


def masthead(name_size_pt: float) -> dict[str, str]:
    return {
        "strip_left": "TODAY’S PAPER",
        "strip_date": "February 04, 2026",
        "strip_right": "EPAPER",
        "name": PAPER.name,
        "name_size_pt": f"{name_size_pt:g}",
        "motto": PAPER.motto,
        "place": PAPER.place,
        "date": "Wednesday, 4 February 2026",
        "number": "No. 40,112",
        "pages": "2 pages",
        "price": PAPER.price,
    }


def front_page() -> tuple[Dummy, list[Line]]:
    board = Board()
    board.frames.append(
        FurnitureFrame(kind=FrameKind.MASTHEAD, rect=board.rect(0, 0, 5, 21), text=masthead(112))
    )
    board.text("kicker", "Transport", 0, 22, story="ferry")
    row = board.text(
        "headline", FERRY.headline, 0, 23, 5, style="headline", size_pt=60, story="ferry"
    )
    row = board.text("standfirst", FERRY.standfirst, 0, row + 0.5, 3, story="ferry")
    row = -(-row // 1) + 0.5
    photo = board.rect(0, row, 3, 30)
    board.frames.append(
        PhotoFrame(rect=photo, picture=PICTURE, crop=Crop(), story="ferry", index=0, alt="A ferry")
    )
    cutline = FERRY.photos[0]
    lines = set_text(cutline.caption, layout().grid.span_pt(3), style="cutline")
    last = lines[-1]
    credit = Run(text=f" {cutline.credit}", style="credit")
    lines = (*lines[:-1], Line(runs=(*last.runs, credit), style="cutline", width_pt=last.width_pt))
    row = board.text("cutline", "", 0, row + 30.2, 3, style="cutline", story="ferry", lines=lines)
    top = -(-row // 1) + 1
    board.text(
        "byline", "By Maren Oduya · Port Ellery · 2 min read", 0, top, style="byline", story="ferry"
    )
    rest = board.legs(body_lines(FERRY), [(0, top + 1, 21), (1, top, 22), (2, top, 21)], "ferry")
    board.label(
        "jump-line",
        "Continued on page 2",
        board.rect(2, top + 21, 1, 1),
        "ferry",
        Target(page=2, story="ferry"),
    )
    board.areas.append(StoryArea(story="ferry", rect=board.rect(0, 22, 5, 72), part="start"))
    head = 32.0
    board.text(
        "headline", BUDGET.headline, 3, head, 2, style="headline", size_pt=30, story="budget"
    )
    board.text("byline", "2 min read", 3, head + 6, style="byline", story="budget")
    left = board.legs(body_lines(BUDGET), [(3, head + 7, 30), (4, head + 6, 60)], "budget")
    assert not left
    board.areas.append(StoryArea(story="budget", rect=board.rect(3, 30, 2, 60)))
    grid = layout().grid
    middle = grid.x_mm(3) - grid.gutter_mm / 2
    board.rule(
        "column-rule",
        Rect(x_mm=middle, y_mm=grid.y_mm(30), w_mm=0.1, h_mm=60 * grid.row_mm),
    )
    _foot(board, 107)
    return board.dummy(1, "front", ("National",)), rest


def _foot(board: Board, row: float) -> None:
    board.rule("teaser-rule", board.rect(0, row, 5, 0))
    target = Target(page=2, story="league")
    board.frames.append(
        PhotoFrame(
            kind=FrameKind.TEASER_PHOTO,
            rect=board.rect(0, row + 0.8, 1, 5),
            picture=PICTURE,
            crop=Crop(top=0.3),
            story="ferry",
            index=0,
            target=target,
        )
    )
    after = board.text(
        "teaser", LEAGUE.headline, 0, row + 6.2, style="teaser", story="league", target=target
    )
    board.label("teaser-page", "Page 2", board.rect(0, after + 0.2, 1, 1), "league", target)
    board.label("index-title", "Inside", board.rect(4, row + 0.8, 1, 1.4))
    for place, name in enumerate(("National", "Sport", "Letters", "Business & money")):
        rect = board.rect(4, row + 2.4 + place * 1.3, 1, 1.3)
        board.label("index-entry", name, rect, target=Target(page=2))
        board.label("index-page", "2", rect, target=Target(page=2))


def inside_page(rest: list[Line]) -> Dummy:
    board = Board()
    board.frames.append(
        FurnitureFrame(
            kind=FrameKind.FOLIO,
            rect=board.rect(0, 0, 5, 4),
            text={
                "page": "2",
                "section": "National & Sport",
                "paper": PAPER.name,
                "date": "Wednesday, 4 February 2026",
            },
        )
    )
    row = board.text(
        "headline", LEAGUE.headline, 0, 5, 3, style="headline", size_pt=42, story="league"
    )
    row = -(-row // 1)
    board.text("byline", "2 min read", 0, row, style="byline", story="league")
    lines = body_lines(LEAGUE)
    left = board.legs(lines, [(0, row + 1, 32), (1, row, 33), (2, row, 53)], "league")
    assert not left
    _table(board, 1, row + 35)
    _box(board, 0, row + 35)
    board.areas.append(StoryArea(story="league", rect=board.rect(0, 5, 3, 60)))
    _jump_rest(board, rest)
    _briefs(board)
    _notice(board)
    board.frames.append(
        FurnitureFrame(
            kind=FrameKind.IMPRINT,
            rect=board.rect(0, 117, 5, 3),
            text={"text": "The Ellery Courier · Courier Press · Ada Penn · 3 Quay Street"},
        )
    )
    return board.dummy(2, "last", ("National", "Sport"))


def _jump_rest(board: Board, rest: list[Line]) -> None:
    board.label(
        "from-line", "From page 1", board.rect(0, 68, 3, 1), "ferry", Target(page=1, story="ferry")
    )
    board.text("jump-head", "Ferry line", 0, 69, 3, style="jump-head", size_pt=18, story="ferry")
    third = -(-len(rest) // 3)
    board.legs(rest, [(0, 71, third), (1, 71, third), (2, 71, third)], "ferry")
    board.rule("quote-panel", board.rect(0, 71 + third + 1, 1, 8))
    quote = FERRY.quotes[0]
    after = board.text(
        "quote", f"“{quote.text}”", 0, 71 + third + 1.7, style="quote", size_pt=17, story="ferry"
    )
    board.text("quote-by", quote.by, 0, after, style="quote-by", story="ferry")
    board.areas.append(StoryArea(story="ferry", rect=board.rect(0, 68, 3, 30), part="rest"))
    board.rule("story-rule", board.rect(0, 66.5, 3, 0))


def _briefs(board: Board) -> None:
    row = board.text(
        "headline", "In brief", 3, 5, 2, style="standing-head", size_pt=18, story="seal"
    )
    row = -(-row // 1) + 1
    for brief in BRIEFS:
        head = set_text(brief.headline, layout().grid.span_pt(1), style="brief-head")
        lines = tuple(body_lines(brief))
        board.text("leg", "", 3, row, style="body", story=brief.slug, lines=(*head, *lines))
        row += len(head) + len(lines) + 1
    board.areas.append(StoryArea(story="briefs-seal", rect=board.rect(3, 5, 2, row - 5)))


def _box(board: Board, column: int, row: float) -> None:
    assert LEAGUE.box
    board.rule("box-panel", board.rect(column, row, 1, 5))
    after = board.text(
        "box-title",
        LEAGUE.box.title,
        column,
        row + 1,
        style="box-title",
        story="league",
        inset_pt=6,
    )
    for item in LEAGUE.box.items:
        after = board.text("box", item, column, after, style="box", story="league", inset_pt=6)


def _table(board: Board, column: int, row: float) -> None:
    table = LEAGUE.table
    assert table
    width = layout().grid.span_pt(1)
    edges = ((0.0, 90.0, "left"), (90.0, 25.0, "right"), (115.0, width - 115, "right"))

    def block(text: str, style: str, measure: float) -> SetBlock:
        size = layout().styles[style].size_pt
        return SetBlock(
            style=style,
            size_pt=size,
            leading_pt=10.5,
            measure_pt=measure,
            lines=set_text(text, measure, style=style),
        )

    def cells(texts: tuple[str, ...], style: str) -> tuple[TableCell, ...]:
        return tuple(
            TableCell(x_pt=x, width_pt=wide, align=align, block=block(text, style, wide))
            for text, (x, wide, align) in zip(texts, edges, strict=True)
        )

    setting = TableSetting(
        span=1,
        title=block(table.title, "table-title", width),
        head=cells(table.columns, "table-head"),
        rows=tuple(cells(texts, "table-cell") for texts in table.rows),
        row_heights=(1,) * len(table.rows),
        head_rows=1,
        note=block(table.note, "table-note", width),
        total_rows=6,
    )
    board.frames.append(
        TableFrame(rect=board.rect(column, row, 1, 6), table=setting, story="league")
    )


def _notice(board: Board) -> None:
    board.rule("notice-panel", board.rect(3, 60, 2, 10))
    after = board.text(
        "notice-title", "Write to us", 3, 62, 2, style="notice-title", size_pt=18, inset_pt=8
    )
    board.text(
        "notice",
        "Letters of up to 200 words reach the editor at 3 Quay Street.",
        3,
        after + 0.5,
        2,
        style="notice",
        size_pt=8.4,
        inset_pt=8,
    )


def plan() -> Plan:
    front, rest = front_page()
    return Plan(
        day=DAY,
        layout="berliner",
        dummies=(front, inside_page(rest)),
        stories=STORIES,
        jumps=(Jump(story="ferry", from_page=1, to_page=2),),
    )

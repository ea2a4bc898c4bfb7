"""Frames as the templates get them: boxes at their places, with lines, runs and rules in them.

In: a frame of a dummy, the layout, the language it is set in. Out: a BoxView.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby

from epaper.bidi import FROM_RIGHT, with_marks
from epaper.exceptions import LayoutError
from epaper.model import (
    JOINED,
    MM_PER_PT,
    CodeFrame,
    Frame,
    FrameKind,
    FurnitureFrame,
    LabelFrame,
    Layout,
    Line,
    PhotoFrame,
    Rect,
    RuleFrame,
    SetBlock,
    TableCell,
    TableFrame,
    TableSetting,
    TextFrame,
    TypeStyle,
    is_rtl,
    script_class,
)
from epaper.model.script import is_narrow
from epaper.press.codes import code_path
from epaper.press.dropcaps import cap_run
from epaper.press.linends import marked
from epaper.press.styles import APART, FIRST, LAST, TIGHT, line_classes, run_classes
from epaper.press.views import BoxView, LineView, RunView

PICTURE_ADDRESS = "epaper:pictures/"

# Furniture by kind: what has a template of its own in furniture.html.
FURNITURE = frozenset({FrameKind.MASTHEAD, FrameKind.FOLIO, FrameKind.IMPRINT})

# Frames whose lines stand in the middle (frames.css).
CENTRED = frozenset({FrameKind.QUOTE, FrameKind.QUOTE_BY, FrameKind.AD, FrameKind.AD_TITLE})
LARGE_PT = 24.0  # type in which half a letter's width may reach the next line
TABLE_RULE_PT = 3.5  # a table's rule stands in the white above it, clear of the capitals


def frame_view(
    frame: Frame, pictures: Mapping[PhotoFrame, str], layout: Layout, language: str
) -> BoxView:
    """A frame as its template gets it; `pictures` has the developed file of each photo frame.

    Raises LayoutError for furniture without a template.
    """
    place = _place(frame.rect)
    match frame:
        case TextFrame():
            return _text_view(frame, layout, language)
        case PhotoFrame():
            source = PICTURE_ADDRESS + pictures[frame]
            return BoxView(
                macro="photo", kind=frame.kind, place=place, source=source, alt=frame.alt
            )
        case TableFrame():
            parts = _table_parts(frame, layout, language)
            return BoxView(macro="table", kind=frame.kind, place=place, boxes=parts)
        case CodeFrame():
            parts = _code_parts(frame, layout, language)
            return BoxView(macro="code", kind=frame.kind, place=place, boxes=parts)
        case LabelFrame():
            place += f";line-height:{frame.rect.h_mm:.4f}mm"
            return BoxView(macro="label", kind=frame.kind, place=place, text=frame.text)
        case RuleFrame():
            return BoxView(macro="rule", kind=frame.kind, place=_rule_place(frame))
        case FurnitureFrame():
            return _furniture_view(frame, layout, language)


def _text_view(frame: TextFrame, layout: Layout, language: str) -> BoxView:
    style = layout.style(frame.style, language)
    return BoxView(
        macro="text",
        kind=frame.kind,
        place=_place(frame.rect) + _type_size(style, frame.size_pt, frame.leading_pt),
        style=f"s-{frame.style}",
        lines=_closed_lines(frame, style, rtl=layout.script(language).rtl),
    )


def _closed_lines(frame: TextFrame, style: TypeStyle, *, rtl: bool) -> tuple[LineView, ...]:
    """The frame's lines; of a large type that is not centred the last has a space at its end.

    pdfium, and so Chrome, takes text for one line with the text before it if it stands lower by
    less than half the width of the letter before it (CPDF_TextPage::ProcessTextObject), and reads
    both from left to right: a byline got into a headline that ended in a wide letter.
    """
    views = _line_views(frame.lines, frame.style, rtl=rtl)
    if (frame.size_pt or style.size_pt) < LARGE_PT or frame.kind in CENTRED:
        return views
    if not views or not views[-1].runs or frame.lines[-1].joined:
        return views
    if any(script_class(sign) in JOINED for sign in frame.lines[-1].text):
        return views
    *before, line = views
    *runs, last = line.runs
    return (*before, replace(line, runs=(*runs, replace(last, text=last.text + " "))))


def _line_views(lines: tuple[Line, ...], style: str, *, rtl: bool) -> tuple[LineView, ...]:
    views: list[LineView] = []
    for before, line in zip((None, *lines), lines, strict=False):
        runs = run_views(line)
        # In copy from the right figures and Latin would stand otherwise, parted from their words.
        turns = rtl and not FROM_RIGHT.search(line.text.rpartition(" ")[2])
        if before is not None and runs and before.runs == line.runs and not turns:
            runs = _in_two(runs)
        runs = tuple(replace(run, text=with_marks(run.text, rtl=rtl)) for run in runs)
        views.append(LineView(classes=line_classes(line, style), runs=runs))
    return tuple(views)


def _in_two(runs: tuple[RunView, ...]) -> tuple[RunView, ...]:
    """The runs, the last word a run of its own.

    Of two like pieces of text that touch, pdfium, and so Chrome, takes one for a shadow of the
    other and passes over it (IsSameTextObject); a headline may have two lines of the same words.
    """
    *first, last = runs
    words, space, word = last.text.rpartition(" ")
    if not words:
        return runs
    part = RunView(text=word, classes=f"{last.classes} {APART}".strip())
    return (*first, RunView(text=words + space, classes=last.classes), part)


def run_views(line: Line) -> tuple[RunView, ...]:
    """A line's runs with its marks: the hyphen at its end, its drop cap, Latin words set tight."""
    views = [RunView(text=run.text, classes=run_classes(run, line.style)) for run in line.runs]
    if views:
        last = views[-1]
        text = marked(last.text, hyphen=line.hyphen, joined=line.joined)
        views[-1] = RunView(text=text, classes=last.classes)
    if line.letter_em:
        views = _tight_words(views)
    return (*cap_run(line), *views)


def _tight_words(views: list[RunView]) -> list[RunView]:
    """Runs in parts: letter space drives square letters apart, not those of a Latin word."""
    parts = [
        (view, narrow, "".join(signs))
        for view in views
        for narrow, signs in groupby(view.text, key=is_narrow)
    ]
    found = []
    for number, (view, narrow, text) in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        names = (view.classes, TIGHT * narrow, FIRST * (narrow and first), LAST * (narrow and last))
        found.append(RunView(text=text, classes=" ".join(filter(None, names))))
    return found


def _table_parts(frame: TableFrame, layout: Layout, language: str) -> tuple[BoxView, ...]:
    """Title, head, rows and note one under another, in pt from the table's top left corner."""
    table, row_pt = frame.table, layout.grid.baseline_pt
    width_pt = frame.rect.w_mm / MM_PER_PT
    cell = partial(_cell, width_pt=width_pt, layout=layout, language=language)
    block = partial(_block, width_pt=width_pt, layout=layout, language=language)
    parts = [_rule("table-top", -TABLE_RULE_PT, width_pt)]
    top_pt = 0.0
    if table.title:
        parts.append(block(table.title, "table-title", 0, top_pt))
        top_pt += table.title.height_pt
    parts += [cell(entry, top_pt) for entry in table.head]
    top_pt += table.head_rows * row_pt
    parts.append(_rule("table-head-rule", top_pt, width_pt))
    for cells, rows in zip(table.rows, table.row_heights, strict=True):
        parts += [cell(entry, top_pt) for entry in cells]
        top_pt += rows * row_pt
        parts.append(_rule("table-row-rule", top_pt, width_pt))
    if table.note:
        parts.append(block(table.note, "table-note", 0, top_pt))
    return tuple(parts)


def table_lines(table: TableSetting) -> list[Line]:
    """All lines of a table in the order of drawing."""
    cells = (*table.head, *(cell for row in table.rows for cell in row))
    blocks = [table.title, *(cell.block for cell in cells), table.note]
    return [line for block in blocks if block for line in block.lines]


def _cell(
    cell: TableCell, top_pt: float, width_pt: float, layout: Layout, language: str
) -> BoxView:
    """A cell; the first column is where the language begins to read."""
    left_pt = cell.x_pt
    if layout.script(language).rtl:
        left_pt = width_pt - cell.x_pt - cell.width_pt
    kind = f"cell {cell.align}"
    top_pt += cell.drop_rows * layout.grid.baseline_pt
    return _block(cell.block, kind, left_pt, top_pt, cell.width_pt, layout, language)


def _block(
    block: SetBlock,
    kind: str,
    left_pt: float,
    top_pt: float,
    width_pt: float,
    layout: Layout,
    language: str,
) -> BoxView:
    style = layout.style(block.style, language)
    place = (
        f"left:{left_pt:.3f}pt;top:{top_pt:.3f}pt;"
        f"width:{width_pt:.3f}pt;height:{block.height_pt:.3f}pt"
    )
    return BoxView(
        macro="text",
        kind=kind,
        place=place + _type_size(style, block.size_pt, block.leading_pt),
        style=f"s-{block.style}",
        lines=_line_views(block.lines, block.style, rtl=layout.script(language).rtl),
    )


def _code_parts(frame: CodeFrame, layout: Layout, language: str) -> tuple[BoxView, BoxView]:
    """The code where the language begins to read, and the words beside it."""
    code, width_pt = frame.code, frame.rect.w_mm / MM_PER_PT
    left_pt, words_pt = code.x_pt, code.words_x_pt
    if layout.script(language).rtl:
        left_pt = width_pt - code.x_pt - code.side_pt
        words_pt = width_pt - code.words_x_pt - code.words.measure_pt
    side = f"width:{code.side_pt:.3f}pt;height:{code.side_pt:.3f}pt"
    modules = BoxView(
        macro="modules",
        kind="modules",
        place=f"left:{left_pt:.3f}pt;top:{code.y_pt:.3f}pt;{side}",
        source=code_path(code.modules),
        text=str(len(code.modules)),
    )
    place = (words_pt, code.words_y_pt, code.words.measure_pt)
    return modules, _block(code.words, "code-words", *place, layout, language)


def _rule(kind: str, top_pt: float, width_pt: float) -> BoxView:
    place = f"left:0;top:{top_pt:.3f}pt;width:{width_pt:.3f}pt"
    return BoxView(macro="rule", kind=kind, place=place)


def _furniture_view(frame: FurnitureFrame, layout: Layout, language: str) -> BoxView:
    if frame.kind not in FURNITURE:
        raise LayoutError(f"no template for the furniture {frame.kind!r}")
    style = ""
    if frame.kind is FrameKind.FOLIO:
        # Page one lies on the right, but on the left in a paper that is bound on the right.
        odd = int(frame.text["page"]) % 2 == 1
        style = "right-page" if odd is not is_rtl(language) else "left-page"
    return BoxView(
        macro=frame.kind,
        kind=frame.kind,
        place=_place(frame.rect),
        style=style,
        facts=frame.text,
    )


def _type_size(own: TypeStyle, size_pt: float, leading_pt: float) -> str:
    """Size, leading and letter space of a frame; a size of 0 leaves it to the type style."""
    parts = [""]
    if size_pt and size_pt != own.size_pt:
        parts.append(f"font-size:{size_pt:g}pt")
    if (tracking_em := own.tracking_at_em(size_pt)) != own.tracking_em:
        parts.append(f"letter-spacing:{tracking_em:g}em")
    return ";".join([*parts, f"line-height:{leading_pt:g}pt"])


def _place(rect: Rect) -> str:
    return (
        f"left:{rect.x_mm:.4f}mm;top:{rect.y_mm:.4f}mm;"
        f"width:{rect.w_mm:.4f}mm;height:{rect.h_mm:.4f}mm"
    )


def _rule_place(frame: RuleFrame) -> str:
    """A rule runs along the middle of its rectangle; a panel fills it."""
    rect = frame.rect
    if frame.kind.panel:
        return _place(rect)
    if frame.kind is FrameKind.COLUMN_RULE:
        middle = rect.x_mm + rect.w_mm / 2
        return f"left:{middle:.4f}mm;top:{rect.y_mm:.4f}mm;height:{rect.h_mm:.4f}mm"
    middle = rect.y_mm + rect.h_mm / 2
    return f"left:{rect.x_mm:.4f}mm;top:{middle:.4f}mm;width:{rect.w_mm:.4f}mm"

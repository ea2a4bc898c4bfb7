"""A dummy becomes a page of HTML: absolutely positioned boxes with set lines in them.

In: a Dummy, the layout, the names of its developed pictures. Out: one HTML text per page with
its whole style sheet in it. Make-up has decided where everything stands, the style sheets in
layouts/ how it looks; here the one is written down for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path

import jinja2

from epaper.exceptions import LayoutError
from epaper.model import (
    LATIN,
    MM_PER_PT,
    CodeFrame,
    Dummy,
    Frame,
    FurnitureFrame,
    LabelFrame,
    Layout,
    Line,
    PhotoFrame,
    Rect,
    RuleFrame,
    Script,
    SetBlock,
    TableCell,
    TableFrame,
    TextFrame,
    TypeStyle,
    is_rtl,
    scripts_in,
)
from epaper.model.script import is_narrow
from epaper.press.codes import code_path
from epaper.press.dropcaps import cap_boxes, cap_run
from epaper.press.fonts import Face, font_face_css, ink_em, pick_face
from epaper.press.linends import marked
from epaper.press.styles import (
    FIRST,
    LAST,
    TIGHT,
    family_list,
    hang_css,
    indent_css,
    letter_css,
    line_classes,
    run_classes,
    script_css,
    type_css,
)
from epaper.press.views import BoxView, LineView, RunView

FONT_ADDRESS = "epaper:fonts/"
PICTURE_ADDRESS = "epaper:pictures/"
STYLE_SHEETS = ("tokens.css", "type.css", "furniture.css", "frames.css")

# Furniture by kind: what has a template of its own in furniture.html.
FURNITURE = frozenset({"masthead", "folio", "imprint"})

# Rows of the masthead's strip and date line, and of its motto.
STRIP_ROWS = 1.5
MOTTO_ROWS = 1.5
MOTTO_AIR_ROWS = 0.4  # of these, the white under its letters
# The nameplate's ink in its line box, in em: from the capitals' top to the foot of the y.
NAME_INK = (0.17, 0.97)
NAME_FAMILY, NAME_WEIGHT = "EP Plate", 700
TABLE_RULE_PT = 3.5  # a table's rule stands in the white above it, clear of the capitals


@dataclass(frozen=True, slots=True)
class PageWriter:
    """Writes the pages of one layout: `template` is page.html, `css` the sheet of all pages.

    `tongues` has the language of each story whose language is not the paper's: letters may be
    drawn otherwise in it, and so be of other widths (Polish accents in EP Head). Of the `faces`,
    those of a script are given to pages with letters of it only.
    """

    template: jinja2.Template
    css: str
    layout: Layout
    language: str
    title: str = ""
    tongues: Mapping[str, str] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()

    def write(self, dummy: Dummy, pictures: Mapping[PhotoFrame, str]) -> str:
        """The page's HTML. `pictures` has the name of each photo frame's developed file."""
        frames = sorted(dummy.frames, key=_layer)
        views = [self._in_its_language(frame, pictures) for frame in frames]
        title = f"{self.title}, {dummy.number}" if self.title else str(dummy.number)
        facts = {"language": self.language, "boxes": views, "title": title}
        try:
            return self.template.render(facts, css=self._style_sheet(dummy))
        except jinja2.TemplateError as error:
            raise _wrong_template(error) from error

    def _style_sheet(self, dummy: Dummy) -> str:
        """The sheet of all pages, and what this one needs besides."""
        own, texts = self.layout.script(self.language), list(_texts(dummy))
        used = scripts_in(texts) | {own.name}
        parts = [
            font_face_css((f for f in self.faces if f.script and f.script in used), FONT_ADDRESS)
        ]
        parts += [self.css, indent_css(_indents(dummy), "right" if own.rtl else "left")]
        tongues = {self._language_of(frame) for frame in dummy.frames}
        others = {self.layout.script(language).name: language for language in sorted(tongues)}
        for name, language in sorted(others.items()):
            if name != own.name:
                parts.append(self._scope(dummy, language))
        parts += [letter_css(_letter_spaces(dummy)), hang_css(_hangs(dummy))]
        return "".join([*parts, _page_css(dummy)])

    def _scope(self, dummy: Dummy, language: str) -> str:
        """Rules for frames in another script than the page's, in a class of its name."""
        script = self.layout.script(language)
        scope, side = _scope_name(script), "right" if script.rtl else "left"
        styles = (self.layout.style(name, language) for name in self.layout.styles)
        return (
            script_css(script, scope)
            + type_css(styles, self.faces, scope)
            + indent_css(_indents(dummy), side, scope)
        )

    def _head_place(self, frame: Frame, facts: Mapping[str, str]) -> str:
        """The ink of nameplate and motto stands midway between the strip and the date line."""
        script, ink = self.layout.script(self.language), NAME_INK
        dress = script.dress(NAME_FAMILY)
        if script.name != LATIN:
            ink = ink_em(pick_face(self.faces, dress.family, NAME_WEIGHT, False), facts["name"])
        row_pt = self.layout.grid.baseline_pt
        size_pt = float(facts["name_size_pt"]) * dress.size
        room_pt = frame.rect.h_mm / MM_PER_PT - 2 * STRIP_ROWS * row_pt
        ink_top, ink_foot = ink
        motto_pt = size_pt * max(1.0, ink_foot) + (MOTTO_ROWS - MOTTO_AIR_ROWS) * row_pt
        foot_pt = motto_pt if facts["motto"] else ink_foot * size_pt
        top_pt = STRIP_ROWS * row_pt + (room_pt - foot_pt - ink_top * size_pt) / 2
        return f"top:{top_pt:.3f}pt;font-size:{size_pt:g}pt"

    def _caps(self, frame: TextFrame, language: str) -> tuple[BoxView, ...]:
        style = self.layout.style(frame.style, language)
        face = pick_face(self.faces, style.family, style.weight, style.italic)
        size_pt = frame.size_pt or style.size_pt
        return tuple(cap_boxes(frame.lines, face, size_pt, frame.leading_pt))

    def _language_of(self, frame: Frame) -> str:
        story = frame.story if isinstance(frame, TextFrame | TableFrame | CodeFrame) else ""
        return self.tongues.get(story, self.language)

    def _in_its_language(self, frame: Frame, pictures: Mapping[PhotoFrame, str]) -> BoxView:
        """The frame's view; its language if that is not the page's, its script likewise."""
        language = self._language_of(frame)
        view = _view(frame, pictures, self.layout, language)
        if isinstance(frame, TextFrame):
            view = replace(view, boxes=self._caps(frame, language))
        if view.macro == "masthead" and view.facts is not None:
            view = replace(view, style=self._head_place(frame, view.facts))
        if language == self.language:
            return view
        script = self.layout.script(language)
        if script.name != self.layout.script(self.language).name:
            view = replace(view, kind=f"{view.kind} {_scope_name(script)}")
        return replace(view, language=language)


def open_templates(
    layouts_dir: Path,
    layout: Layout,
    faces: tuple[Face, ...],
    language: str,
    title: str = "",
    tongues: Mapping[str, str] | None = None,
) -> PageWriter:
    """The writer for `layout`, whose pages are called `title` and their number.

    `tongues` are the languages of records that are in another than the paper's.
    Raises LayoutError when a template or style sheet is missing or wrong.
    """
    base = layouts_dir / "base"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([base, base / "css", layouts_dir / layout.name]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        css = _style_sheet(environment, layouts_dir, layout, faces, language)
        template = environment.get_template("page.html")
        return PageWriter(
            template, css, layout, language, title, faces=faces, tongues=tongues or {}
        )
    except jinja2.TemplateError as error:
        raise _wrong_template(error) from error


def _wrong_template(error: jinja2.TemplateError) -> LayoutError:
    return LayoutError(
        f"a template or style sheet of the layout is wrong: {error}", "look into layouts/base"
    )


def _style_sheet(
    environment: jinja2.Environment,
    layouts_dir: Path,
    layout: Layout,
    faces: tuple[Face, ...],
    language: str,
) -> str:
    names = list(STYLE_SHEETS)
    if (layouts_dir / layout.name / f"{layout.name}.css").is_file():
        names.append(f"{layout.name}.css")
    # Style sheets are not HTML: their quotes must stay as they are.
    sheets = environment.overlay(autoescape=False)
    script = layout.script(language)
    face: Callable[..., str] = partial(_family_of, faces, script)
    styles = (layout.style(name, language) for name in layout.styles)
    parts = [font_face_css((f for f in faces if not f.script), FONT_ADDRESS)]
    parts += [type_css(styles, faces)]
    parts += [script_css(script)] if script.name != LATIN else []
    facts = {
        "grid": layout.grid,
        "strip_rows": STRIP_ROWS,
        "motto_rows": MOTTO_ROWS,
        "start": "right" if script.rtl else "left",
        "end": "left" if script.rtl else "right",
        "joined": script.joined,
    }
    parts += [sheets.get_template(name).render(face=face, **facts) for name in names]
    return "\n".join(parts)


def _family_of(
    faces: tuple[Face, ...],
    script: Script,
    family: str,
    weight: int = 400,
    italic: bool = False,
) -> str:
    return family_list(pick_face(faces, script.dress(family).family, weight, italic), faces)


def _scope_name(script: Script) -> str:
    return script.name.lower()


def _page_css(dummy: Dummy) -> str:
    size = f"{dummy.width_mm:g}mm {dummy.height_mm:g}mm"
    return f"@page{{size:{size}}}body{{width:{dummy.width_mm:g}mm;height:{dummy.height_mm:g}mm}}"


def _layer(frame: Frame) -> int:
    """Grounds and rules lie under everything that is printed on them."""
    return 0 if isinstance(frame, RuleFrame) else 1


def _indents(dummy: Dummy) -> frozenset[float]:
    lines = (line for frame in dummy.frames for line in _all_lines(frame))
    return frozenset(line.indent_pt for line in lines if line.indent_pt)


def _letter_spaces(dummy: Dummy) -> frozenset[float]:
    lines = (line for frame in dummy.frames for line in _all_lines(frame))
    return frozenset(line.letter_em for line in lines if line.letter_em)


def _hangs(dummy: Dummy) -> frozenset[float]:
    lines = (line for frame in dummy.frames for line in _all_lines(frame))
    return frozenset(line.hang_pt for line in lines if line.hang_pt)


def _all_lines(frame: Frame) -> tuple[Line, ...]:
    if isinstance(frame, TextFrame):
        return frame.lines
    if isinstance(frame, TableFrame):
        table = frame.table
        cells = (*table.head, *(cell for row in table.rows for cell in row))
        blocks = [cell.block for cell in cells]
        blocks += [block for block in (table.title, table.note) if block]
        return tuple(line for block in blocks for line in block.lines)
    return frame.code.words.lines if isinstance(frame, CodeFrame) else ()


def _texts(dummy: Dummy) -> Iterator[str]:
    """All that is printed on the page."""
    for frame in dummy.frames:
        if isinstance(frame, LabelFrame):
            yield frame.text
        elif isinstance(frame, FurnitureFrame):
            yield from frame.text.values()
        yield from (line.text for line in _all_lines(frame))


def _view(
    frame: Frame, pictures: Mapping[PhotoFrame, str], layout: Layout, language: str
) -> BoxView:
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
        lines=_line_views(frame.lines, frame.style),
    )


def _line_views(lines: tuple[Line, ...], style: str) -> tuple[LineView, ...]:
    return tuple(
        LineView(classes=line_classes(line, style), runs=_run_views(line)) for line in lines
    )


def _run_views(line: Line) -> tuple[RunView, ...]:
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


def _cell(
    cell: TableCell, top_pt: float, width_pt: float, layout: Layout, language: str
) -> BoxView:
    """A cell; the first column is where the language begins to read."""
    left_pt = cell.x_pt
    if layout.script(language).rtl:
        left_pt = width_pt - cell.x_pt - cell.width_pt
    kind = f"cell {cell.align}"
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
        lines=_line_views(block.lines, block.style),
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
    if frame.kind == "folio":
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
    if frame.kind.endswith("panel"):
        return _place(rect)
    if frame.kind == "column-rule":
        middle = rect.x_mm + rect.w_mm / 2
        return f"left:{middle:.4f}mm;top:{rect.y_mm:.4f}mm;height:{rect.h_mm:.4f}mm"
    middle = rect.y_mm + rect.h_mm / 2
    return f"left:{rect.x_mm:.4f}mm;top:{middle:.4f}mm;width:{rect.w_mm:.4f}mm"

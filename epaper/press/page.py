"""A dummy becomes a page of HTML: absolutely positioned boxes with set lines in them.

In: a Dummy, the layout, the names of its developed pictures. Out: one HTML text per page with
its whole style sheet in it. Make-up has decided where everything stands, the style sheets in
layouts/ how it looks; here the one is written down for the other (each frame in `frames.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import jinja2

from epaper.exceptions import LayoutError
from epaper.model import (
    LATIN,
    MM_PER_PT,
    CodeFrame,
    Dummy,
    Frame,
    FrameKind,
    FurnitureFrame,
    LabelFrame,
    Layout,
    Line,
    PhotoFrame,
    RuleFrame,
    Script,
    TableFrame,
    TextFrame,
)
from epaper.model.layout import BROAD_PLATE, PLATE
from epaper.press.dropcaps import cap_boxes
from epaper.press.fonts import Face, faces_for, font_face_css, ink_em, pick_face
from epaper.press.frames import frame_view
from epaper.press.livery import Livery
from epaper.press.styles import (
    family_list,
    hang_css,
    indent_css,
    letter_css,
    script_css,
    type_css,
    with_stand_ins,
)
from epaper.press.views import BoxView

FONT_ADDRESS = "epaper:fonts/"
STYLE_SHEETS = ("tokens.css", "type.css", "furniture.css", "frames.css")

# Rows of the masthead's strip and date line, and of its motto.
STRIP_ROWS = 1.5
MOTTO_ROWS = 1.5
MOTTO_AIR_ROWS = 0.4  # of these, the white under its letters
# The nameplate's ink in its line box, in em: from the capitals' top to the foot of the y.
NAME_INK = (0.17, 0.97)
NAME_WEIGHT = 700
BROAD_SCRIPT = "Cyrl"  # whose face it is, in fonts.toml: pages without such a name do without it


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
    livery: Livery = field(default_factory=Livery)

    def write(self, dummy: Dummy, pictures: Mapping[PhotoFrame, str]) -> str:
        """The page's HTML. `pictures` has the name of each photo frame's developed file."""
        frames = sorted(dummy.frames, key=_layer)
        views = [self._in_its_language(frame, pictures) for frame in frames]
        title = f"{self.title}, {dummy.number}" if self.title else str(dummy.number)
        facts = {"language": self.language, "boxes": views, "title": title}
        try:
            return self.template.render(facts, sheets=self._style_sheets(dummy))
        except jinja2.TemplateError as error:
            raise _wrong_template(error) from error

    def _style_sheets(self, dummy: Dummy) -> list[str]:
        """The sheet of all pages, what this one needs besides, the layout's own.

        They stand apart, so that a worker reads what pages have in common once (engine.py).
        """
        own = self.layout.script(self.language)
        tongues = {self._language_of(frame) for frame in dummy.frames}
        scripts = {own.name, *(self.layout.script(language).name for language in tongues)}
        scripts |= {BROAD_SCRIPT for frame in dummy.frames if self._is_broad(frame)}
        faces = faces_for(self.faces, _texts(dummy), scripts)
        common = font_face_css((face for face in faces if face.script), FONT_ADDRESS) + self.css
        parts = [indent_css(_indents(dummy), "right" if own.rtl else "left")]
        others = {self.layout.script(language).scope: language for language in sorted(tongues)}
        for scope, language in sorted(others.items()):
            if scope != own.scope:
                parts.append(self._scope(dummy, language))
        parts += [letter_css(_letter_spaces(dummy)), hang_css(_hangs(dummy)), _page_css(dummy)]
        # The layout's own comes last, so that it beats the others and a brace that it leaves open
        # swallows none. It is no template: what a paper's folder holds is run by nobody.
        sheets = (common, "".join(parts), self.layout.sheet)
        return [with_stand_ins(sheet, faces, self.faces) for sheet in sheets if sheet]

    def _scope(self, dummy: Dummy, language: str) -> str:
        """Rules for frames in another script than the page's, in a class of its name."""
        script = self.layout.script(language)
        scope, side = script.scope, "right" if script.rtl else "left"
        styles = (self.layout.style(name, language) for name in self.layout.styles)
        return (
            script_css(script, scope)
            + type_css(styles, self.faces, scope)
            + indent_css(_indents(dummy), side, scope)
        )

    def _is_broad(self, frame: Frame) -> bool:
        """True for a masthead whose name is set in EP Broad Plate."""
        if not isinstance(frame, FurnitureFrame) or frame.kind != FrameKind.MASTHEAD:
            return False
        return self.layout.script(self.language).plate(frame.text["name"]).family == BROAD_PLATE

    def _head_place(self, frame: Frame, facts: Mapping[str, str]) -> str:
        """The ink of nameplate and motto stands midway between the strip and the date line."""
        if self.livery.logo:
            return self._logo_place(frame, facts)
        script, ink = self.layout.script(self.language), NAME_INK
        dress = script.plate(facts["name"])
        if dress.family != PLATE:
            ink = ink_em(pick_face(self.faces, dress.family, NAME_WEIGHT, False), facts["name"])
        row_pt = self.layout.grid.baseline_pt
        size_pt = float(facts["name_size_pt"]) * dress.size
        room_pt = frame.rect.h_mm / MM_PER_PT - 2 * STRIP_ROWS * row_pt
        ink_top, ink_foot = ink
        motto_pt = size_pt * max(1.0, ink_foot) + (MOTTO_ROWS - MOTTO_AIR_ROWS) * row_pt
        foot_pt = motto_pt if facts["motto"] else ink_foot * size_pt
        top_pt = STRIP_ROWS * row_pt + (room_pt - foot_pt - ink_top * size_pt) / 2
        return f"top:{top_pt:.3f}pt;font-size:{size_pt:g}pt"

    def _logo_place(self, frame: Frame, facts: Mapping[str, str]) -> str:
        """The paper's own nameplate and the motto under it, midway likewise.

        The name is set all the same, in a size that the picture covers, and not seen.
        """
        row_pt = self.layout.grid.baseline_pt
        room_pt = frame.rect.h_mm / MM_PER_PT - 2 * STRIP_ROWS * row_pt
        height_pt = float(facts["logo_height_pt"])
        foot_pt = (MOTTO_ROWS + MOTTO_AIR_ROWS) * row_pt if facts["motto"] else 0.0
        top_pt = STRIP_ROWS * row_pt + (room_pt - height_pt - foot_pt) / 2
        size_pt = min(float(facts["name_size_pt"]), height_pt)
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
        view = frame_view(frame, pictures, self.layout, language)
        if isinstance(frame, TextFrame):
            view = replace(view, boxes=self._caps(frame, language))
        if view.macro == "masthead" and view.facts is not None:
            facts = {**view.facts, "plate": "broad" if self._is_broad(frame) else ""}
            view = replace(view, style=self._head_place(frame, facts), facts=facts)
        view = self.livery.worn(view, getattr(frame, "story", ""))
        if language == self.language:
            return view
        script = self.layout.script(language)
        if script.scope != self.layout.script(self.language).scope:
            view = replace(view, kind=f"{view.kind} {script.scope}")
        return replace(view, language=language)


def open_templates(
    layouts_dir: Path,
    layout: Layout,
    faces: tuple[Face, ...],
    language: str,
    title: str = "",
    tongues: Mapping[str, str] | None = None,
    livery: Livery | None = None,
) -> PageWriter:
    """The writer for `layout`, whose pages are called `title` and their number.

    `tongues` are the languages of records that are in another than the paper's; `livery` is what
    the paper wears of its own.
    Raises LayoutError when a template or style sheet is missing or wrong.
    """
    base = layouts_dir / "base"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([base, base / "css"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    livery = livery or Livery()
    environment.globals["accent"] = livery.accent
    try:
        css = _style_sheet(environment, layout, faces, language)
        template = environment.get_template("page.html")
        return PageWriter(
            template,
            css,
            layout,
            language,
            title,
            faces=faces,
            tongues=tongues or {},
            livery=livery,
        )
    except jinja2.TemplateError as error:
        raise _wrong_template(error) from error


def _wrong_template(error: jinja2.TemplateError) -> LayoutError:
    return LayoutError(
        f"a template or style sheet of the layout is wrong: {error}", "look into layouts/base"
    )


def _style_sheet(
    environment: jinja2.Environment,
    layout: Layout,
    faces: tuple[Face, ...],
    language: str,
) -> str:
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
        "motto_air_rows": MOTTO_AIR_ROWS,
        "start": "right" if script.rtl else "left",
        "end": "left" if script.rtl else "right",
        "joined": script.joined,
    }
    parts += [sheets.get_template(name).render(face=face, **facts) for name in STYLE_SHEETS]
    return "\n".join(parts)


def _family_of(
    faces: tuple[Face, ...],
    script: Script,
    family: str,
    weight: int = 400,
    italic: bool = False,
) -> str:
    return family_list(pick_face(faces, script.dress(family).family, weight, italic))


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

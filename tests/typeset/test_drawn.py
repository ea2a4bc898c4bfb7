"""Set lines drawn by the real engine: what was measured is what is drawn."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import pytest

from epaper.model import Block, BlockKind, Line, Photo, Run, Span, TypeStyle
from epaper.typeset import FontFace, set_copy
from epaper.typeset.display import DisplayPart
from epaper.typeset.stick import Stick
from tests.typeset.copy import PROSE, fonts, layout, record, story

with warnings.catch_warnings():
    # Debian's Pango has no HarfBuzz-Subset; WeasyPrint warns of it when imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    import weasyprint
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.fonts import FontConfiguration

PX_PER_PT = 96 / 72
NEAR_PT = 0.05
EDGE_PT = 0.09  # at a space between two faces Pango gives half a letter space too much
KERNED = "Tax Yes V To W AVA. Worth of Vienna Tarn: office, fjord ﬁne affine “Tell 12, T 4 Yw”"
SLANTED = (
    Span(text=PROSE[:60]),
    Span(text="Cormorant and Tern", italic=True),
    Span(text="’s office in "),
    Span(text="bold Vienna", bold=True),
    Span(text=PROSE[60:]),
)


def drawn_pt(
    lines: Sequence[Line], *, size_pt: float = 0.0, measure_pt: float = 2000.0
) -> list[float]:
    """Width of each line as WeasyPrint draws it: from the first box's left to the last's right."""
    html = "".join(_paragraph(line, size_pt, measure_pt) for line in lines)
    css = "@page { size: 2100pt 9000pt; margin: 0 } p { margin: 0; white-space: nowrap }" + _faces()
    config = FontConfiguration()
    document = weasyprint.HTML(string=f"<html lang='en-GB'><body>{html}").render(
        stylesheets=[weasyprint.CSS(string=css, font_config=config)], font_config=config
    )
    return [_extent(line) for page in document.pages for line in _line_boxes(page._page_box)]


def near(line: Line) -> float:
    """How far the drawn width may be from the measured one."""
    return NEAR_PT + EDGE_PT * (len(line.runs) - 1)


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: {_name(face)}; src: url({face.path.as_uri()}) }}"
        for faces in fonts().families.values()
        for face in faces
    )


def _name(face: FontFace) -> str:
    return "f" + "".join(filter(str.isalnum, face.path.stem))


def _paragraph(line: Line, size_pt: float, measure_pt: float) -> str:
    style = layout().styles[line.style]
    face = fonts().face_of(style)
    space = -0.33 * face.extent(" ").width_em
    justify = f"text-align-last: justify; word-spacing: {space:.5f}em" if line.justify else ""
    size = style.size_pt or size_pt
    tracking = style.tracking_at_em(size) + 0.005 * line.letter_step
    inner = "".join(_run(run, style) for run in line.runs) + ("-" if line.hyphen else "")
    room = measure_pt - line.indent_pt
    return (
        f"<p style='width: {room}pt; {justify}; font: {size}pt {_name(face)};"
        f"letter-spacing: {tracking}em'>{inner}</p>"
    )


def _run(run: Run, own: TypeStyle) -> str:
    style = layout().styles[run.style] if run.style else own
    face = fonts().face_of(style, italic=run.italic, bold=run.bold)
    more = ""
    if run.style:
        more = f"; font-size: {style.size_pt}pt; letter-spacing: {style.tracking_em}em"
    return (
        f"<b style='font-weight: normal; font-family: {_name(face)}{more}'>{escape(run.text)}</b>"
    )


def _line_boxes(box: object) -> Iterator[object]:
    if isinstance(box, boxes.LineBox):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _line_boxes(child)


def _text_boxes(box: object) -> Iterator[boxes.TextBox]:
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _text_boxes(child)


def _extent(line: object) -> float:
    texts = list(_text_boxes(line))
    right = max(text.position_x + text.width for text in texts)
    return float(right - min(text.position_x for text in texts)) / PX_PER_PT


@pytest.mark.parametrize("size_pt", [14.0, 36.0, 72.0])
@pytest.mark.parametrize(
    "form", ["headline", "headline-feature", "headline-opinion", "standing-head"]
)
def test_headlines_are_drawn_as_measured(size_pt: float, form: str) -> None:
    stick = Stick(layout(), fonts(), "en-GB")
    lines = stick.block(
        [DisplayPart(f"{KERNED} {PROSE}", stick.style(form))], 800, "", size_pt=size_pt
    ).lines
    for line, width in zip(lines, drawn_pt(lines, size_pt=size_pt), strict=True):
        assert width == pytest.approx(line.width_pt, abs=NEAR_PT)


def test_labels_are_drawn_as_measured() -> None:
    made = record(
        standfirst=KERNED,
        kicker="Vienna To-day",
        photos=(Photo(file="a.jpg", caption=KERNED, credit="Tomas Reyl AV"),),
    )
    galley = set_copy([story(made)], layout(), fonts())[0][made.slug]
    blocks = [galley.standfirsts[2], galley.kickers[1], galley.bylines[2], galley.cutlines[0, 2]]
    lines = [line for part in blocks for line in part.lines]
    for line, width in zip(lines, drawn_pt(lines), strict=True):
        assert width == pytest.approx(line.width_pt, abs=near(line)), line.text


@pytest.mark.parametrize(
    "spans", [(Span(text=f"{KERNED} {PROSE}"),), SLANTED], ids=["plain", "mixed"]
)
@pytest.mark.parametrize("kind", [BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTATION])
def test_body_lines_fill_their_column_when_drawn(spans: tuple[Span, ...], kind: BlockKind) -> None:
    made = record(body=(Block(kind=kind, spans=spans),))
    galley = set_copy([story(made)], layout(), fonts())[0][made.slug]
    lines = [line for setting in galley.paragraphs[0].settings for line in setting.lines]
    assert any(line.letter_step for line in lines)
    for line, width in zip(lines, drawn_pt(lines, measure_pt=galley.measure_pt), strict=True):
        if line.justify:
            assert width == pytest.approx(galley.measure_pt - line.indent_pt, abs=NEAR_PT), (
                line.text
            )
        else:
            # Without word space Pango kerns with the space: "to Vienna" comes out 0.3 pt narrower.
            assert line.width_pt - 0.7 <= width <= line.width_pt + NEAR_PT


@pytest.mark.parametrize(
    "spans", [(Span(text=f"{KERNED} {PROSE}"),), SLANTED], ids=["plain", "mixed"]
)
def test_natural_widths_of_body_lines_are_as_measured(spans: tuple[Span, ...]) -> None:
    """Justified lines drawn with a little word space but without justification."""
    made = record(body=(Block(kind=BlockKind.TEXT, spans=spans),))
    galley = set_copy([story(made)], layout(), fonts())[0][made.slug]
    lines = [line for line in galley.paragraphs[0].best.lines if line.justify]
    squeezed = [replace(line, justify=True) for line in lines]
    widths = drawn_pt(squeezed, measure_pt=1.0)  # nothing to fill: drawn at the base word space
    space = 0.33 * 8.8 * fonts().face("EP Text").extent(" ").width_em
    for line, width in zip(lines, widths, strict=True):
        spaces = line.text.count(" ")
        drawn = width + spaces * space
        assert drawn == pytest.approx(line.width_pt, abs=near(line)), line.text

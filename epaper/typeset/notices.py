"""The paper's own notices, set: a small form for every span, and larger ones to fill more room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.model import MM_PER_PT, Layout, Notice, NoticeForm, NoticeSetting, SetBlock
from epaper.typeset.display import Part, display_words, set_block
from epaper.typeset.fonts import DEFAULT_LANGUAGE, FontBook
from epaper.typeset.stick import Stick

# Styles of title and text by form, the widest measure in mm (some 65 letters a line), and the
# white in pt at either side of a narrow notice: text stays clear of the frame.
SMALL = ("notice-title", "notice", 92.0, 7.5)
LARGER = (
    ("notice-title-large", "notice-large", 118.0, 15.0),
    ("poster-title", "poster", 165.0, 24.0),
)


def set_notices(
    notices: Sequence[Notice], layout: Layout, fonts: FontBook
) -> tuple[NoticeSetting, ...]:
    """The paper's own notices, at every span.

    A larger form is left out at spans too narrow for it.
    """
    stick = Stick(layout, fonts, DEFAULT_LANGUAGE)
    return tuple(_set_notice(notice, stick) for notice in notices)


def _set_notice(notice: Notice, stick: Stick) -> NoticeSetting:
    title_style, text_style, *room = SMALL
    titles, texts = {}, {}
    for span in stick.spans:
        measure = _measure_pt(stick, span, *room)
        titles[span] = stick.text(notice.title, title_style, measure, "notices")
        texts[span] = stick.text(notice.text, text_style, measure, "notices")
    return NoticeSetting(titles=titles, texts=texts, larger=tuple(_larger(notice, stick)))


def _larger(notice: Notice, stick: Stick) -> Iterator[NoticeForm]:
    """The larger forms that the layout has styles for, rising."""
    for title_style, text_style, *room in LARGER:
        if title_style not in stick.layout.styles:
            continue
        titles, texts = {}, {}
        for span in stick.spans:
            measure = _measure_pt(stick, span, *room)
            title = _unbroken(notice.title, title_style, measure, stick)
            text = _unbroken(notice.text, text_style, measure, stick)
            if title is not None and text is not None:
                titles[span], texts[span] = title, text
        yield NoticeForm(titles=titles, texts=texts)


def _measure_pt(stick: Stick, span: int, widest_mm: float, pad_pt: float) -> float:
    return min(widest_mm / MM_PER_PT, stick.layout.grid.span_pt(span) - 2 * pad_pt)


def _unbroken(text: str, name: str, measure_pt: float, stick: Stick) -> SetBlock | None:
    """`text` set, None if a word of it is wider than the measure."""
    style = stick.style(name)
    words = display_words((Part(text, style),), style.size_pt, stick.fonts, stick.language)
    return set_block(words, style, style.size_pt, measure_pt) if words else None

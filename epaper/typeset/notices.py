"""The paper's own notices, set in many forms, so that one of them fills whatever room is left.

In: title and text. Out: for every span the forms that can be read in it: the title over the
text, beside it or at its head; the text in one column or more; in sizes from that of a label to
a poster's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from epaper.model import Layout, Notice, NoticeForm, NoticeSetting, SetBlock
from epaper.typeset.display import DisplayPart, DisplayWord, display_words, set_block
from epaper.typeset.fonts import DEFAULT_LANGUAGE, FontBook
from epaper.typeset.kept_galleys import NoticeStore
from epaper.typeset.stick import Stick

# Sizes of the text; from LARGE_PT on it is in the serif.
SIZES_PT = (8.4, 9.6, 11.0, 12.0, 13.0, 14.2, 15.5, 17.0, 18.5, 20.2, 22.0, 26.5, 32.0, 39.0, 47.0)
TITLE_FACTOR = 1.9  # of the text's size
LARGE_PT = 11.0
PAD_PT = 10.0  # white at either side of the words: they stay clear of the frame
GUTTER_PT = 14.0  # between columns of text
LETTER_EM = 0.46  # mean width of a letter of running text
LETTERS = 17, 72  # of a line that can be read
MOST_COLUMNS = 5
MOST_TITLE_LINES = 3
BESIDE_FROM = 3  # columns of the page: narrower notices have no room for a title beside the text


def set_notices(
    notices: Sequence[Notice],
    layout: Layout,
    fonts: FontBook,
    language: str = DEFAULT_LANGUAGE,
    store: NoticeStore | None = None,
) -> tuple[NoticeSetting, ...]:
    """The paper's own notices, at every span in every form that can be read there.

    What was set before is in the `store`, and what is set now is put there.
    """
    stick = Stick(layout, fonts, language)
    known = {notice: store.get(notice) if store is not None else None for notice in notices}
    fresh = {
        notice: NoticeSetting(
            forms={n: tuple(_Setter(notice, stick).forms(n)) for n in stick.spans}
        )
        for notice, kept in known.items()
        if kept is None
    }
    if store is not None:
        store.put(fresh.items())
    return tuple(known[notice] or fresh[notice] for notice in notices)


@dataclass(frozen=True)
class _Setter:
    """Sets one notice."""

    notice: Notice
    stick: Stick

    def forms(self, span: int) -> Iterator[NoticeForm]:
        """Every form of the notice at `span`; at least the smallest, words split if need be."""
        inner_pt = self.stick.layout.grid.span_pt(span) - 2 * PAD_PT
        found = False
        for size_pt in SIZES_PT:
            made = (
                tuple(self._in_columns(span, inner_pt, columns, size_pt))
                for columns in range(1, MOST_COLUMNS + 1)
            )
            # The widest columns that can be read, and the next narrower.
            for forms in islice(filter(None, made), 2):
                found = True
                yield from forms
        if not found:
            yield _form(
                self._torn(self.notice.text, "notice", SIZES_PT[0], inner_pt),
                self._torn(self.notice.title, "notice-title", _title_pt(SIZES_PT[0]), inner_pt),
            )

    def _in_columns(
        self, span: int, inner_pt: float, columns: int, size_pt: float
    ) -> Iterator[NoticeForm]:
        """The forms with the text in so many columns, each if it can be read."""
        over_pt = _column_pt(inner_pt, columns)
        if _readable(over_pt, size_pt):
            text, title = self._text(size_pt, over_pt), self._title(size_pt, inner_pt)
            if text is not None and title is not None:
                yield _form(text, title, columns)
            whole = self._run_in(size_pt, over_pt) if span > 1 else None
            if whole is not None:
                yield _form(whole, None, columns)
        if span < BESIDE_FROM:
            return
        aside_pt = _column_pt(inner_pt, span)
        beside_pt = _column_pt(inner_pt - aside_pt - GUTTER_PT, columns)
        if _readable(beside_pt, size_pt):
            text, title = self._text(size_pt, beside_pt), self._title(size_pt, aside_pt)
            if text is not None and title is not None:
                yield replace(_form(text, title, columns), beside=True)

    def _text(self, size_pt: float, measure_pt: float) -> SetBlock | None:
        name = _text_style(size_pt)
        words = self._words[name]
        return set_block(words, self.stick.style(name), size_pt, measure_pt) if words else None

    def _run_in(self, size_pt: float, measure_pt: float) -> SetBlock | None:
        """The text with the title at its head, in bold."""
        name = _text_style(size_pt)
        words = self._words["notice-lead"] + self._words[name]
        return set_block(words, self.stick.style(name), size_pt, measure_pt)

    def _title(self, size_pt: float, measure_pt: float) -> SetBlock | None:
        style, words = self.stick.style("notice-title"), self._words["notice-title"]
        block = set_block(words, style, _title_pt(size_pt), measure_pt) if words else None
        return block if block is not None and len(block.lines) <= MOST_TITLE_LINES else None

    @cached_property
    def _words(self) -> dict[str, list[DisplayWord]]:
        """The notice's words by style: their widths in em are those of every size."""
        title, text, stick = self.notice.title, self.notice.text, self.stick
        texts = {
            "notice-title": title,
            "notice-lead": title.rstrip(".") + ".",
            "notice": text,
            "notice-large": text,
        }
        return {
            name: display_words(
                (DisplayPart(said, stick.style(name)),),
                SIZES_PT[0],
                stick.fonts,
                stick.language,
                own=stick.style("notice" if name == "notice-lead" else name),
            )
            for name, said in texts.items()
        }

    def _torn(self, text: str, style: str, size_pt: float, measure_pt: float) -> SetBlock:
        parts = [DisplayPart(text, self.stick.style(style))]
        return self.stick.block(parts, measure_pt, "notices", size_pt=size_pt)


def _form(text: SetBlock, title: SetBlock | None, columns: int = 1) -> NoticeForm:
    return NoticeForm(text=text, title=title, columns=columns, pad_pt=PAD_PT, gutter_pt=GUTTER_PT)


def _text_style(size_pt: float) -> str:
    return "notice" if size_pt < LARGE_PT else "notice-large"


def _title_pt(size_pt: float) -> float:
    return round(TITLE_FACTOR * size_pt, 1)


def _column_pt(inner_pt: float, columns: int) -> float:
    return (inner_pt - (columns - 1) * GUTTER_PT) / columns


def _readable(measure_pt: float, size_pt: float) -> bool:
    least, most = LETTERS
    return least <= measure_pt / (LETTER_EM * size_pt) <= most

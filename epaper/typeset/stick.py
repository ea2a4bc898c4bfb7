"""The composing stick: what every setter of one story needs at hand, and what it noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from epaper.model import Layout, Line, SetBlock, Span, TypeStyle
from epaper.typeset.display import DisplayPart, display_words, set_block, tear
from epaper.typeset.fonts import FontBook
from epaper.typeset.paragraphs import FLUSH, Indents, Lead, SetParagraph, TypeSpec, set_paragraph
from epaper.typeset.verse import Broken, set_broken


@dataclass(frozen=True, slots=True)
class Stick:
    """Layout, fonts, language; `torn` collects (field, word) of words wider than their measure."""

    layout: Layout
    fonts: FontBook
    language: str
    torn: list[tuple[str, str]] = field(default_factory=list)

    def speaking(self, language: str) -> Stick:
        """The same stick for copy in `language`; for "" as it is."""
        return replace(self, language=language) if language else self

    @property
    def column_pt(self) -> float:
        """Width of one column."""
        return self.layout.grid.span_pt(1)

    @property
    def spans(self) -> range:
        """All widths in columns."""
        return range(1, self.layout.grid.columns + 1)

    def style(self, name: str) -> TypeStyle:
        """A type style of the layout, as the language's script has it."""
        return self.layout.style(name, self.language)

    def spec(
        self,
        name: str,
        indents: Indents = FLUSH,
        *,
        measure_pt: float = 0.0,
        lead: Lead | None = None,
    ) -> TypeSpec:
        """How a paragraph of a style is set: as wide as a column, or as `measure_pt`."""
        return TypeSpec(
            style=self.style(name),
            measure_pt=measure_pt or self.column_pt,
            fonts=self.fonts,
            language=self.language,
            indents=indents,
            lead=lead,
        )

    def note_torn(self, place: str, words: Iterable[str]) -> None:
        """Remember words of a field that had to be split to fit; no field, nothing to remember."""
        if place:
            self.torn.extend((place, word) for word in words)

    def block(
        self,
        parts: Sequence[DisplayPart],
        measure_pt: float,
        place: str,
        *,
        style: TypeStyle | None = None,
        size_pt: float = 0.0,
        balance: bool = True,
        labels: bool = False,
    ) -> SetBlock:
        """Display text, whatever it holds: words too wide are split.

        The block's own style is `style`, or the first part's.
        """
        style = style or parts[0].style
        size_pt = style.size_pt or size_pt
        words = display_words(tuple(parts), size_pt, self.fonts, self.language, own=style)
        language = self.language
        block = set_block(
            words, style, size_pt, measure_pt, balance=balance, labels=labels, language=language
        )
        if block is None:
            styles = {part.style.name: part.style for part in parts} | {"": style}
            words, torn = tear(words, styles, size_pt, measure_pt, self.fonts, language)
            self.note_torn(place, torn)
            block = set_block(words, style, size_pt, measure_pt, balance=balance, language=language)
        if block is None:  # every part of a torn word fits, unless a letter does not
            raise ValueError(f"{measure_pt:.1f} pt are too narrow for the letters of {place}")
        return block

    def text(self, text: str, name: str, measure_pt: float, place: str) -> SetBlock:
        """Plain display text in one style, balanced."""
        return self.block([DisplayPart(text, self.style(name))], measure_pt, place)

    def ragged(self, text: str, name: str, measure_pt: float, place: str) -> tuple[Line, ...]:
        """Lines of one style, filled from the top."""
        return self.block(
            [DisplayPart(text, self.style(name))], measure_pt, place, balance=False
        ).lines

    def broken(self, spans: tuple[Span, ...], name: str, indents: Indents, place: str) -> Broken:
        """A block of one column with line breaks of its own."""
        broken = set_broken(spans, self.spec(name, indents))
        self.note_torn(place, broken.made.torn)
        return broken

    def paragraph(
        self, spans: tuple[Span, ...], name: str, indents: Indents, place: str
    ) -> SetParagraph:
        """A justified paragraph of one column."""
        made = set_paragraph(spans, self.spec(name, indents))
        self.note_torn(place, made.torn)
        return made

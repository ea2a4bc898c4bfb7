"""One text's paragraphs broken into lines by each of the ways that are compared.

In: paragraphs, their language, a width. Out: what each line holds and how far its word space is
driven, and the seconds it took. Typst's lines are read out of the PDF it makes.
"""

from __future__ import annotations

import io
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import mean

import pikepdf
import typst

from epaper.model import MM_PER_PT, Line, Rect, Span, TypeStyle
from epaper.pdf.glyphs import GlyphReader
from epaper.pdf.text import DrawnLine, PageText
from epaper.places import fonts_dir
from epaper.resources import load_layout
from epaper.typeset import FontBook
from epaper.typeset.breaking import LIMITS, Breaker, Driving
from epaper.typeset.greedy import break_greedily
from epaper.typeset.paragraphs import TypeSpec, set_paragraph
from epaper.typeset.totalfit import break_totally
from epaper.typeset.words import NBSP, measure_for

EDGE_MM = 20.0  # a line too long is read as well
TYPST_FAMILY = "Source Serif 4 SmText"  # the name inside the file of our body face
NO_LETTER_SPACE = Driving(letter_steps=0)
TIMES = 3  # measured; the best counts, as other work on the machine only slows it

# One page a paragraph, so that its lines are the page's. `hyphenate` is on with `justify`; it is
# said all the same.
TYPST = """
#set page(width: {width}mm, height: auto, margin: 0pt)
#set text(font: "{family}", size: {size}pt, lang: "{language}"{region}, hyphenate: true)
#set par(justify: true, leading: 2pt, linebreaks: "optimized"{limits})
#let paragraphs = ({paragraphs})
#paragraphs.map(text => par(text)).join(pagebreak())
"""
# Our own limits, as Typst says them: word space, and letter space in parts of the size.
TYPST_LIMITS = (
    f", justification-limits: (spacing: (min: {LIMITS.tightest:.1%}, max: {LIMITS.loosest:.0%}), "
    "tracking: (min: -0.02em, max: 0.02em))"
)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as broken: its text, whether a hyphen was added, word space relative to normal."""

    text: str
    hyphen: bool
    word_space: float

    @property
    def spaces(self) -> int:
        """Spaces in the line that can be stretched."""
        return self.text.count(" ") + self.text.count(NBSP)


@dataclass(frozen=True, slots=True)
class Setting:
    """Paragraphs as lines, and the seconds they took once warm."""

    paragraphs: Sequence[Sequence[SetLine]]
    seconds: float


class NotFollowedError(Exception):
    """The lines read from Typst's PDF are not those of the paragraph."""


def set_by(way: str, paragraphs: Sequence[str], language: str, width_mm: float) -> Setting:
    """The paragraphs set in one of `WAYS`."""
    return WAYS[way](paragraphs, language, width_mm)


def by_us(
    paragraphs: Sequence[str],
    language: str,
    width_mm: float,
    *,
    breaker: Breaker = break_totally,
    limits: Driving = LIMITS,
) -> Setting:
    """Set by one of our breakers; timed from the second run on: words are measured in the first."""
    spec = TypeSpec(
        style=body_style(),
        measure_pt=width_mm / MM_PER_PT,
        fonts=fonts(),
        language=language,
        breaker=breaker,
        limits=limits,
    )
    seconds = []
    for _ in range(TIMES + 1):
        began = time.process_time()
        # Past the cache: it would give back the paragraphs of the first run.
        settings = [
            set_paragraph.__wrapped__((Span(text=text),), spec).settings[0] for text in paragraphs
        ]
        seconds.append(time.process_time() - began)
    made = [[_of(line) for line in setting.lines] for setting in settings]
    return Setting(made, min(seconds[1:]))


def by_typst(
    paragraphs: Sequence[str], language: str, width_mm: float, *, limits: str = ""
) -> Setting:
    """Set by Typst; timed with its fonts loaded and its PDF written."""
    short, _, region = language.partition("-")
    source = TYPST.format(
        width=width_mm,
        family=TYPST_FAMILY,
        size=body_style().size_pt,
        language=short,
        region=f', region: "{region}"' if region else "",
        limits=limits,
        # Typst's strings escape like JSON's as long as no letter is escaped.
        paragraphs="".join(json.dumps(text, ensure_ascii=False) + "," for text in paragraphs),
    )
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.typ"
        for number in range(TIMES + 1):
            # Typst keeps what it laid out: each run is another document, with words of its own.
            path.write_text(f"{source}\n#pagebreak()\nRun {number}", encoding="utf-8")
            compiler = typst.Compiler(path, font_paths=typst_fonts())
            began = time.process_time()
            pdf = compiler.compile(format="pdf")
            seconds.append(time.process_time() - began)
    assert isinstance(pdf, bytes)
    reader = _Reader(language, width_mm, tracked=bool(limits))
    return Setting(list(reader.paragraphs(pdf, paragraphs)), min(seconds))


OURS, TYPST_WAY = "total fit", "Typst"
WAYS: Mapping[str, Callable[[Sequence[str], str, float], Setting]] = {
    "greedy": partial(by_us, breaker=break_greedily, limits=NO_LETTER_SPACE),
    "total fit, word space only": partial(by_us, limits=NO_LETTER_SPACE),
    OURS: by_us,
    TYPST_WAY: by_typst,
    "Typst, our limits": partial(by_typst, limits=TYPST_LIMITS),
}


@cache
def fonts() -> FontBook:
    """The house's fonts."""
    return FontBook.load(fonts_dir())


@cache
def typst_fonts() -> typst.Fonts:
    """The house's fonts as Typst reads them; the system's are left out."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_dir()]
    )


@cache
def body_style() -> TypeStyle:
    """The body's style: 8.8 pt."""
    return load_layout("berliner").styles["body"]


def _of(line: Line) -> SetLine:
    return SetLine(line.text, line.hyphen, line.word_space)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads Typst's lines of one width; `tracked` where it may have used letter space."""

    language: str
    width_mm: float
    tracked: bool

    def paragraphs(self, pdf: bytes, texts: Sequence[str]) -> Iterator[list[SetLine]]:
        """The lines of each paragraph: each stands on a page of its own."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            glyphs = GlyphReader(document)
            for number, text in enumerate(texts, start=1):
                reader = PageText(glyphs.page(number))
                high_mm = float(document.pages[number - 1].mediabox[3]) * MM_PER_PT
                everything = Rect(x_mm=0, y_mm=0, w_mm=self.width_mm + EDGE_MM, h_mm=high_mm)
                yield list(self._followed(text, reader.lines({0: everything})[0], reader))

    def _followed(
        self, paragraph: str, drawn: Sequence[DrawnLine], reader: PageText
    ) -> Iterator[SetLine]:
        """The drawn lines as stretches of the paragraph, which tells added hyphens from its own.

        Letters are followed, not spaces: the PDF does not tell all of these.
        """
        place = 0
        for line in drawn:
            letters = "".join(line.text.split())
            end = _after(letters, paragraph, place)
            hyphen = end is None and letters.endswith("-")
            end = _after(letters[:-1], paragraph, place) if hyphen else end
            if end is None:
                raise NotFollowedError(f"{letters!r} does not stand at {paragraph[place:][:80]!r}")
            text = paragraph[place:end].strip(" ")
            place = end
            yield SetLine(text, hyphen, self._word_space(text, hyphen, line, reader))
        if paragraph[place:].strip():
            raise NotFollowedError(f"{paragraph[place:]!r} is not in the PDF")

    def _word_space(self, text: str, hyphen: bool, line: DrawnLine, reader: PageText) -> float:
        """How far the line's word space is driven, 1 being normal, by our own ruler.

        With letter space t the word space w follows from the mean drawn gap g = w + t and the
        measure m = plain + spaces * (w - normal) + clusters * t.
        """
        face = fonts().face_of(body_style())
        measure = measure_for(face, body_style().size_pt, self.language, True)
        extent = measure.extent((text + "-" if hyphen else text).replace(" ", NBSP))
        if not extent.spaces:
            return 1.0
        width_pt, normal_pt = self.width_mm / MM_PER_PT, measure.space_pt
        if not self.tracked:
            return 1 + (width_pt - extent.width) / (extent.spaces * normal_pt)
        gap_pt = mean(_gaps(line, reader))
        rest_pt = width_pt - extent.plain + extent.spaces * (normal_pt - gap_pt)
        letter_pt = rest_pt / (extent.clusters - extent.spaces)
        return (gap_pt - letter_pt) / normal_pt


def _after(letters: str, paragraph: str, place: int) -> int | None:
    """The end of the stretch of `paragraph` from `place` that has just these letters."""
    for letter in letters:
        while paragraph[place : place + 1].isspace():
            place += 1
        if paragraph[place : place + 1] != letter:
            return None
        place += 1
    return place


def _gaps(line: DrawnLine, reader: PageText) -> Iterator[float]:
    """The advance of each space as drawn, in pt."""
    texts, x_pt = reader.letters.texts, reader.letters.x_pt
    last = line.first + len(line.text.rstrip()) - 1
    for index in range(line.first + 1, last):
        if texts[index].isspace():
            yield float(x_pt[index + 1] - x_pt[index])

"""A day's advertisements, set: words as large as their place takes them, pictures passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.model import (
    MM_PER_PT,
    AdSetting,
    Advertisement,
    At,
    Layout,
    Picture,
    Problem,
    SetBlock,
    Severity,
)
from epaper.typeset.display import DisplayPart
from epaper.typeset.faults import told
from epaper.typeset.fonts import DEFAULT_LANGUAGE, FontBook
from epaper.typeset.stick import Stick

PAD_PT = 9.0  # white inside the frame, at the sides
AIR_PT = 14.0  # and at head and foot, where lines of large type look near to it
TEXT_PT = (24, 20, 17, 14.5, 12.5, 11, 9.5, 8.5)  # falling; smaller is not read
TITLE_FACTOR = 2.0  # of the text's size
WIDEST_EM = 34  # some 65 letters a line
GAP_EM = 0.6  # between title and text
LABEL_ROWS = 2  # for the word above, with its white
CANNOT_BE_SET = "take it out of the order, and send it to the makers when the paper is out"


def set_advertisements(
    advertisements: Sequence[Advertisement],
    pictures: Mapping[str, Picture],
    layout: Layout,
    fonts: FontBook,
    file: str,
    language: str = DEFAULT_LANGUAGE,
) -> tuple[tuple[AdSetting, ...], tuple[Problem, ...]]:
    """Every advertisement in the order filed, and what was odd.

    One whose picture is not among `pictures` is left out; the darkroom has said why. `file` is
    the edition.toml that problems name. Reports T-103 words split because they are wider than
    their place, T-105 places larger than a page, T-106 places too low for their words, T-110 what
    cannot be set and is left out.
    """
    settings: list[AdSetting] = []
    problems: list[Problem] = []
    for number, wanted in enumerate(advertisements, start=1):
        if not wanted.picture or wanted.picture in pictures:
            where = At(file=file, field=f"advertisement[{number}]")
            setter = _AdSetter(wanted, Stick(layout, fonts, language), where)
            with told(problems, where, wanted.name, CANNOT_BE_SET):
                settings.append(setter.setting(pictures.get(wanted.picture)))
            problems += setter.problems
    return tuple(settings), tuple(problems)


@dataclass(frozen=True, slots=True)
class _AdWords:
    """Title and text in one size, and the words that had to be split."""

    title: SetBlock | None
    text: SetBlock | None
    gap_pt: float
    torn: tuple[str, ...]

    @property
    def height_pt(self) -> float:
        blocks = (self.title, self.text)
        return sum(block.height_pt for block in blocks if block is not None) + self.gap_pt


@dataclass(frozen=True, slots=True)
class _AdSetter:
    """Sets one advertisement and notes what was odd about it."""

    wanted: Advertisement
    stick: Stick
    where: At
    problems: list[Problem] = field(default_factory=list)

    def setting(self, picture: Picture | None) -> AdSetting:
        """The advertisement at a size that a page has, its words no larger than their place."""
        wanted, name = self.wanted, self.wanted.name
        columns = min(wanted.columns, self.stick.layout.grid.columns)
        height_mm = min(wanted.height_mm, _most_mm(self.stick.layout))
        if (columns, height_mm) != (wanted.columns, wanted.height_mm):
            said = f"{name} is larger than a page: made {columns} columns x {height_mm:.0f} mm"
            self._note("T-105", said, "order a smaller size, or another for this format")
        if picture is not None:
            return AdSetting(
                advertisement=wanted, columns=columns, height_mm=height_mm, picture=picture
            )
        words = self._largest(columns, height_mm)
        needed_mm = (words.height_pt + 2 * AIR_PT) * MM_PER_PT
        if needed_mm > height_mm:
            said = f"the words of {name} do not fit: it is made {needed_mm:.0f} mm high"
            self._note("T-106", said, "write fewer, or order a larger size")
        return AdSetting(
            advertisement=wanted,
            columns=columns,
            height_mm=max(height_mm, needed_mm),
            title=words.title,
            text=words.text,
            gap_pt=words.gap_pt,
        )

    def _largest(self, columns: int, height_mm: float) -> _AdWords:
        """The words in the largest type that fits with every word whole, or in the smallest."""
        room_pt = height_mm / MM_PER_PT - 2 * AIR_PT
        for size_pt in TEXT_PT:
            words = self._words(columns, size_pt)
            if words.height_pt <= room_pt and not words.torn:
                return words
        for word in words.torn:
            said = f"the word “{word}” of {self.wanted.name} is wider than its place and was split"
            self._note("T-103", said, "write it in other words, or order a larger size")
        return words

    def _words(self, columns: int, size_pt: float) -> _AdWords:
        stick = replace(self.stick, torn=[])
        room_pt = stick.layout.grid.span_pt(columns) - 2 * PAD_PT
        measure_pt = min(room_pt, WIDEST_EM * size_pt)

        def block(text: str, style: str, size_pt: float, measure_pt: float) -> SetBlock | None:
            part = DisplayPart(text, stick.style(style))
            return stick.block([part], measure_pt, style, size_pt=size_pt) if text else None

        title = block(self.wanted.title, "ad-title", TITLE_FACTOR * size_pt, room_pt)
        text = block(self.wanted.text, "ad", size_pt, measure_pt)
        gap_pt = GAP_EM * size_pt if title and text else 0.0
        return _AdWords(title, text, gap_pt, tuple(word for _, word in stick.torn))

    def _note(self, code: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(code=code, severity=Severity.WARN, where=self.where, message=message, hint=hint)
        )


def _most_mm(layout: Layout) -> float:
    """The most height that a page gives to anything below its label."""
    rows = layout.grid.rows - min(kind.head_rows + kind.foot_rows for kind in layout.kinds.values())
    return (rows - LABEL_ROWS) * layout.grid.row_mm

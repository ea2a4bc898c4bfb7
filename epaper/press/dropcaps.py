"""Drop caps as drawn: an outline on its baseline, and in its line the letter that says it.

In: a line with a cap. Out: a box for the outline, a run for the letter. The large letter is
drawn as a path, for a letter two lines under its word is a line of its own to every reader of
PDF ("T he council", or further off). The word's letters stand whole in its line instead: the
first one, clear as glass, right before the others. pdfium, poppler and what else reads glyphs
by their places then copy and find "The council".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.model import Line
from epaper.press.fonts import Face, baseline_em
from epaper.press.views import BoxView, RunView

SAID = "cap-said"


def cap_boxes(
    lines: Sequence[Line], face: Face, size_pt: float, leading_pt: float
) -> Iterator[BoxView]:
    """The outlines of the caps of a frame's lines, from the frame's top left corner.

    The lines are set in `face` at `size_pt`.
    """
    baseline_pt = leading_pt / 2 + baseline_em(face) * size_pt
    for number, line in enumerate(lines):
        if line.cap is not None:
            left, top, width, height = line.cap.box_pt
            row_pt = (number + line.cap.drop_rows) * leading_pt
            place = (
                f"left:{left:.3f}pt;top:{row_pt + baseline_pt + top:.3f}pt;"
                f"width:{width:.3f}pt;height:{height:.3f}pt"
            )
            facts = {"view": f"{left} {top} {width} {height}", "outline": line.cap.outline}
            yield BoxView(macro="cap", kind="drop-cap", place=place, facts=facts)


def cap_run(line: Line) -> tuple[RunView, ...]:
    """The cap's letter in the line's own type, ending where the line's words begin."""
    if line.cap is None:
        return ()
    said_pt = line.cap.said_pt
    place = f"margin-left:{-said_pt:.3f}pt;width:{said_pt:.3f}pt"
    return (RunView(text=line.cap.text, classes=SAID, place=place),)

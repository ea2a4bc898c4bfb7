"""Where lines begin and end, by the arithmetic of PDF itself (PDF 32000-1, 9.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

PT_PER_PX = 0.75  # the scale of WeasyPrint's pages


def line_ends(pdf: Path) -> list[tuple[float, float]]:
    """Left and right of every line in pt, in the order of drawing: a line a text matrix."""
    with pikepdf.open(pdf) as document:
        page = document.pages[0]
        fonts = {str(name): _widths(font) for name, font in page.Resources.Font.items()}
        return list(_lines(pikepdf.parse_content_stream(page), fonts))


def _lines(
    operations: list[pikepdf.ContentStreamInstruction], fonts: dict[str, dict[int, float]]
) -> Iterator[tuple[float, float]]:
    start = end = x = size = 0.0
    widths: dict[int, float] = {}
    open_line = False
    for operands, operator in operations:
        match str(operator):
            case "Tm":
                if open_line:
                    yield start, end
                start = end = x = float(operands[4]) * PT_PER_PX
                open_line = True
            case "Tf":
                widths, size = fonts[str(operands[0])], float(operands[1]) * PT_PER_PX
            case "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        data = bytes(part)
                        codes = (data[n] << 8 | data[n + 1] for n in range(0, len(data), 2))
                        x += sum(widths[code] for code in codes) * size / 1000
                        end = max(end, x)  # a mark may be drawn after its word
                    else:
                        x -= float(part) * size / 1000
    if open_line:
        yield start, end


def _widths(font: pikepdf.Object) -> dict[int, float]:
    runs = list(font.DescendantFonts[0].W)
    return {
        int(first) + offset: float(width)
        for first, widths in zip(runs[::2], runs[1::2], strict=True)
        for offset, width in enumerate(widths)
    }

"""Hanging punctuation: how far the last sign of a justified line may stand out of its column.

An option of a type style (`hang` in layout.toml). Signs with little ink make the right edge look
notched when they end at it; a part of their width stands out instead. Parts after Hàn Thế Thành,
Micro-typographic extensions to the TeX typesetting system (2000), table of protrusions.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.typeset.words import Measure

# Of the sign's own width.
PARTS: Mapping[str, float] = {
    **dict.fromkeys("-\u2010\u2011", 0.6),
    **dict.fromkeys(".,", 0.7),
    **dict.fromkeys("’‘”“\"'", 0.5),
    **dict.fromkeys(";:", 0.4),
    **dict.fromkeys("–—", 0.25),
    **dict.fromkeys("»›", 0.2),
    **dict.fromkeys("!?", 0.15),
}
# Of the size: the press and the check take what stands out further than 0.2 for a line too long.
MOST_EM = 0.18


def hang_pt(sign: str, measure: Measure) -> float:
    """How far `sign`, the last of a line, stands out to the right; 0 for most."""
    part = PARTS.get(sign)
    if part is None:
        return 0.0
    width_em = measure.face.extent(sign, measure.language).width_em
    return min(part * width_em, MOST_EM) * measure.size_pt

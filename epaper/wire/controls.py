"""Control characters and stray invisible signs of pasted copy: taken out, and told.

Text from a file in; the same without them, and a note (W-102) for each kind of them, out.
"""

from __future__ import annotations

from collections import Counter

from epaper.text import STRAY, named, without_controls
from epaper.wire.faults import Faults


def cleared(text: str, faults: Faults, line: int, of: str = "") -> str:
    """`text`, which begins at `line`, without controls; a note says of each kind how many."""
    found = [sign[0] for sign in STRAY.finditer(text)]
    if not found:
        return text
    for sign, count in Counter(found).items():
        became = without_controls(sign)
        what = "is left out" if not became else "became " + _shown(became)
        times = f", {count} times" if count > 1 else ""
        first = line + text.count("\n", 0, text.index(sign))
        hint = "pasted copy brings them: look how it reads"
        faults.add("W-102", f"{named(sign)} {what}{times}", line=first, of=of, hint=hint)
    return without_controls(text)


def _shown(sign: str) -> str:
    return {" ": "a space", "\u00ad": "a soft hyphen"}.get(sign, f"‘{sign}’")

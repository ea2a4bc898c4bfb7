"""Forecasts: how long a build still takes, by the last one of the paper and by its own pace.

In: what a build tells while it runs, and what is kept of the last build of that paper and format.
Out: seconds left, or None where nothing is known. It is a guess: whoever shows it says "about".
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from epaper.whole import write_whole

DRAWN, END = "drawn", "end"  # marks beside those of stages: the last page drawn, the build's end
PRESS = "press"  # the stage in which pages are drawn
OWN_PACE = 2  # pages after which the build's own pace counts more than the last build's
# What binding, proof and check take beside the drawing, where no build is known: the sample has it.
TAIL_SHARE = 0.4


@dataclass(kw_only=True)
class Forecast:
    """Follows one build. `past` has the seconds from a build's start to each mark, as `marks` has.

    A stage that is done once more, without a story that was held out, counts from its last start.
    """

    past: Mapping[str, float] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    marks: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._at = ""
        self._pages = (0, 0)

    @property
    def elapsed_s(self) -> float:
        """Seconds since the build began."""
        return self.clock() - self._began

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._at = name
        self._pages = (0, 0)
        self.marks[name] = self.elapsed_s

    def page(self, done: int, pages: int) -> None:
        """So many pages are drawn."""
        self._pages = (done, pages)
        if done == pages:
            self.marks[DRAWN] = self.elapsed_s

    def left_s(self) -> float | None:
        """Seconds to the end; None where nothing is known, or more has passed than was thought."""
        drawing = self._at == PRESS and self._pages[0] > 0
        left = self._left_drawing() if drawing else self._left_after(self._at)
        return left if left is not None and left > 0 else None

    def _left_after(self, mark: str) -> float | None:
        if mark not in self.past or END not in self.past or mark not in self.marks:
            return None
        return self.past[END] - self.past[mark] - (self.elapsed_s - self.marks[mark])

    def _left_drawing(self) -> float | None:
        done, pages = self._pages
        if done == pages and DRAWN in self.past:
            return self._left_after(DRAWN)
        known = {PRESS, DRAWN, END} <= self.past.keys()
        spent = self.elapsed_s - self.marks[PRESS]
        whole = spent / done * pages
        if known and done < OWN_PACE:
            whole = self.past[DRAWN] - self.past[PRESS]
        tail = self.past[END] - self.past[DRAWN] if known else whole * TAIL_SHARE
        return whole * (pages - done) / pages + tail

    def end(self) -> dict[str, float]:
        """The marks of the whole build, for the next one."""
        return {name: round(at, 3) for name, at in self.marks.items()} | {
            END: round(self.elapsed_s, 3)
        }


def last_times(cache_dir: Path, form: str) -> dict[str, float]:
    """The marks of the last build that drew pages of this format; empty where none is known."""
    with suppress(OSError, ValueError):
        kept = json.loads(_file(cache_dir, form).read_bytes())
        if isinstance(kept, dict):
            return {
                str(name): float(at) for name, at in kept.items() if isinstance(at, int | float)
            }
    return {}


def keep_times(cache_dir: Path, form: str, marks: Mapping[str, float]) -> None:
    """Keep a build's marks for the next one; where they cannot be, the next knows nothing."""
    with suppress(OSError):
        write_whole(_file(cache_dir, form), json.dumps(marks, indent=1).encode(), cache_dir)


def spoken(left_s: float) -> str:
    """Seconds as one says them of what is not certain: about 40 s, about 3 min."""
    if left_s > 90:
        return f"about {round(left_s / 60)} min"
    step = 5 if left_s > 10 else 1
    return f"about {max(1, round(left_s / step)) * step} s"


def _file(cache_dir: Path, form: str) -> Path:
    return cache_dir / f"times-{form or 'own'}.json"

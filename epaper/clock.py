"""The clock of a build: what each stage takes, and who is told that one begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str], None]


class StageClock:
    """Times stages into a dictionary and tells when one begins; rounds of a stage add up."""

    def __init__(self, seconds: dict[str, float], progress: Progress) -> None:
        self.seconds = seconds
        self.progress = progress
        self._began = time.perf_counter()

    def mark(self, event: str) -> None:
        """Note how long after the beginning it came."""
        self.seconds[event] = time.perf_counter() - self._began

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time what is done within, as part of that stage."""
        self.progress(stage)
        began = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - began
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent

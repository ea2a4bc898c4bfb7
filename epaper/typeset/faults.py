"""Faults of the program while one piece of copy is set, as problems that name the piece."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from epaper.exceptions import EpaperError
from epaper.model import At, Problem, Severity

DEBUG = "EPAPER_DEBUG"  # set, it lets a fault of the program show its stack trace
LONGEST = 120  # letters of what an exception says: some say the whole copy


@contextmanager
def told(problems: list[Problem], where: At, what: str, hint: str) -> Iterator[None]:
    """Whatever is raised inside as a T-110 problem, so that the other copy can be set.

    `what` names the piece ("the story"). What concerns all copy, a layout or a font, is raised;
    so is everything where EPAPER_DEBUG is set.
    """
    try:
        yield
    except EpaperError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        said = " ".join(f"{type(error).__name__} {error}".split())
        said = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
        message = f"{what} cannot be set: {said}"
        problems.append(
            Problem(code="T-110", severity=Severity.STOP, where=where, message=message, hint=hint)
        )

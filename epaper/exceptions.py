"""What epaper raises when there is no value to return; faults in copy are `Problem`s instead."""

from __future__ import annotations


class EpaperError(Exception):
    """Base of all errors of this package; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class PaperError(EpaperError):
    """No paper found, or its paper.toml cannot be read."""


class LayoutError(EpaperError):
    """No such layout, or its layout.toml cannot be read."""


class DayError(EpaperError):
    """No folder for that day, or nothing in it."""


class PressError(EpaperError):
    """The renderer failed on a page."""

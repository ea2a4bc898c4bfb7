"""What epaper raises when there is no value to return; faults in copy are `Problem`s instead."""

from __future__ import annotations

DEBUG = "EPAPER_DEBUG"  # in the environment it lets a fault of the program show its stack trace


class EpaperError(Exception):
    """Base of all errors of this package; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled by its parts, as workers of the press send errors back."""
        return (_rebuilt, (type(self), self.args, self.__dict__))


class PaperError(EpaperError):
    """No paper found, or its paper.toml cannot be read."""


class LayoutError(EpaperError):
    """No such layout, or its layout.toml cannot be read."""


class DayError(EpaperError):
    """No folder for that day, or nothing in it."""


class EditionError(EpaperError):
    """No finished edition there, or its edition.json cannot be read."""


class ArchiveError(EpaperError):
    """The index of the archive cannot be read or written."""


class PublishError(EpaperError):
    """No site can be written there, or to that address."""


class CommentsError(EpaperError):
    """The file of comments, or the secret they need, cannot be used."""


class PressError(EpaperError):
    """The renderer failed."""


class PageError(PressError):
    """The renderer failed on what stands on one `page`."""

    def __init__(self, message: str, page: int) -> None:
        super().__init__(message)
        self.page = page


class StoryError(EpaperError):
    """A stage failed on one story, the others aside: `slug` names its record.

    An edition can be built without it.
    """

    def __init__(self, slug: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.slug = slug


def _rebuilt(
    kind: type[EpaperError], args: tuple[object, ...], attributes: dict[str, object]
) -> EpaperError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error

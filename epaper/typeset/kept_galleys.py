"""Set copy that is kept: a story or notice of which nothing has changed is not set again.

In: a story, or a notice, and a mark of layout, faces and language. Out: how it was set before, and
what was odd about its copy. A story of which a line of its file is told is set each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from epaper.model import Galley, Notice, NoticeSetting, Problem, SetBlock, Story
from epaper.model.keeping import Keeping


@dataclass(frozen=True, kw_only=True)
class KeptGalley:
    """A galley without what JSON has no keys for: headlines by span and size, cutlines by photo."""

    galley: Galley
    headlines: tuple[tuple[int, float, SetBlock], ...]
    cutlines: tuple[tuple[int, int, SetBlock], ...]
    problems: tuple[Problem, ...]

    def whole(self) -> Galley:
        """The galley with all of it."""
        return replace(
            self.galley,
            headlines={(span, size): block for span, size, block in self.headlines},
            cutlines={(photo, span): block for photo, span, block in self.cutlines},
        )


def kept_galley(galley: Galley, problems: Iterable[Problem]) -> KeptGalley:
    """The galley to be kept, with what was odd about its copy."""
    return KeptGalley(
        galley=replace(galley, headlines={}, cutlines={}),
        headlines=tuple((*key, block) for key, block in galley.headlines.items()),
        cutlines=tuple((*key, block) for key, block in galley.cutlines.items()),
        problems=tuple(problems),
    )


@dataclass(frozen=True)
class GalleyStore:
    """Galleys by all that went into them; `mark` tells layout, faces and language apart."""

    kept: Keeping[KeptGalley]
    mark: str

    def get(self, story: Story) -> KeptGalley | None:
        """The story as it was set before; None if it was not."""
        return self.kept.get(self._what(story))

    def put(self, made: Iterable[tuple[Story, KeptGalley]]) -> None:
        """Keep what was set."""
        told = ((story, one) for story, one in made if not any(p.where.line for p in one.problems))
        self.kept.put((self._what(story), one) for story, one in told)

    def _what(self, story: Story) -> object:
        """All of a story that its galley is made of: not where it stands in the paper."""
        pictures = tuple((index, replace(picture, path="")) for index, picture in story.pictures)
        plain = replace(story, pictures=pictures, order=0, front=True, jump=True, pin=0)
        return (self.mark, plain)


@dataclass(frozen=True)
class NoticeStore:
    """Set notices by all that went into them; `mark` tells layout, faces and language apart."""

    kept: Keeping[NoticeSetting]
    mark: str

    def get(self, notice: Notice) -> NoticeSetting | None:
        """The notice as it was set before; None if it was not."""
        return self.kept.get((self.mark, notice))

    def put(self, made: Iterable[tuple[Notice, NoticeSetting]]) -> None:
        """Keep what was set."""
        self.kept.put(((self.mark, notice), setting) for notice, setting in made)

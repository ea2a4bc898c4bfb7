"""What the edition on the shelf was made of: makeup.json beside edition.json, written and read.

In: the hash of all that went into a plan, the edition that it followed, the plan. Out: a file from
which the next build of the day knows whether anything has changed, and if so what, and where
everything stands. Readers and tools are not served it; edition.json is the truth for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from epaper.kept import canonical
from epaper.model import (
    MAKE_UP,
    Dummy,
    Layout,
    Paper,
    PhotoFrame,
    Picture,
    Plan,
    Record,
    Standing,
    Story,
)

VERSION = 1
MARK_LETTERS = 20  # of a hash that only tells what has changed


@dataclass(frozen=True, kw_only=True)
class MadeOf:
    """What an edition was made of: `inputs` is the hash of all of it, `followed` of what stood.

    Marks tell what has changed: of the layout, of paper.toml, of each record by slug with its
    pictures, of each page's dummy.
    """

    version: int
    inputs: str
    followed: str
    layout: str
    paper: str
    records: Mapping[str, str]
    dummies: tuple[str, ...]
    standing: Standing

    @property
    def mark(self) -> str:
        """The hash of all of it."""
        return sha256(_adapter().dump_json(self)).hexdigest()

    def as_json(self) -> str:
        """The file."""
        return _adapter().dump_json(self, indent=1).decode() + "\n"


@cache
def _adapter() -> TypeAdapter[MadeOf]:
    return TypeAdapter(MadeOf)


def read_made_of(folder: Path) -> MadeOf | None:
    """What the edition in `folder` was made of; None for one of another version, or damaged."""
    try:
        made = _adapter().validate_json((folder / MAKE_UP).read_bytes(), extra="forbid")
    except (OSError, ValidationError):
        return None
    return made if made.version == VERSION else None


def made_of(
    plan: Plan,
    *,
    inputs: str,
    followed: str,
    layout: Layout,
    paper: Paper,
    stories: Sequence[Story],
) -> MadeOf:
    """What tells the next build what this one was made of; `stories` as they were chosen."""
    return MadeOf(
        version=VERSION,
        inputs=inputs,
        followed=followed,
        layout=layout_mark(layout),
        paper=_mark(paper),
        records=dict(_record_marks(stories)),
        dummies=tuple(map(dummy_mark, plan.dummies)),
        standing=plan.standing,
    )


def changed_dummies(before: Path | None, after: MadeOf | None) -> frozenset[int]:
    """The pages whose dummies are not those of the edition in the folder `before`.

    None is known where that does not tell what it was made of.
    """
    was = read_made_of(before) if before is not None else None
    if was is None or after is None:
        return frozenset()
    pairs = zip(was.dummies, after.dummies, strict=False)
    return frozenset(page for page, (old, new) in enumerate(pairs, start=1) if old != new)


def layout_mark(layout: Layout) -> str:
    """Of all that a layout says."""
    return _mark(layout)


def dummy_mark(dummy: Dummy) -> str:
    """Of all that stands on a page, wherever the paper's folder is."""
    frames = (
        replace(frame, picture=without_place(frame.picture))
        if isinstance(frame, PhotoFrame)
        else frame
        for frame in dummy.frames
    )
    return _mark(replace(dummy, frames=tuple(frames)))


def without_place(picture: Picture) -> Picture:
    """The picture by its bytes alone, wherever it lies."""
    return replace(picture, path="")


def story_without_place(story: Story) -> Story:
    """The story with its pictures by their bytes alone."""
    pictures = ((index, without_place(picture)) for index, picture in story.pictures)
    return replace(story, pictures=tuple(pictures))


def _record_marks(stories: Iterable[Story]) -> Iterable[tuple[str, str]]:
    for story in stories:
        pictures = [(index, without_place(picture)) for index, picture in story.pictures]
        for record in story.members:
            mine = pictures if record is story.record else []
            yield record.slug, _record_mark(record, mine)


def _record_mark(record: Record, pictures: object) -> str:
    # Its place in the paper is told by where it stands.
    return _mark((replace(record, rank=None), pictures))


def _mark(value: object) -> str:
    return sha256(canonical(value).encode()).hexdigest()[:MARK_LETTERS]

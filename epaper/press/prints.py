"""Prints: pictures developed for their frames and for screens, now or in a build before.

In: the plan and the darkroom's `develop`. Out: files in the cache, each named by its own hash and
found again by what it was made of.
"""

from __future__ import annotations

import inspect
import json
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from epaper.exceptions import EpaperError, PressError
from epaper.model import At, Crop, PhotoFrame, Picture, Plan, Problem, Severity
from epaper.press.sources import sources_mark
from epaper.press.versions import imaging_mark
from epaper.press.whole import write_whole
from epaper.press.workers import WorkerDied, nothing_left

PNG = b"\x89PNG"
SCREEN_DPI = 220  # what the darkroom gives a print an inch; a screen's width is reckoned with it
MM_PER_INCH = 25.4
# A list shows 104 px at two dots a pixel; a phone 360 at two or three, a screen 680 at two.
SCREEN_WIDTHS_PX = (240, 720, 1360)
WHOLE = Crop()


class Develop(Protocol):
    """The darkroom's print of a part of a picture: the file's bytes."""

    def __call__(self, picture: Picture, crop: Crop, *, width_mm: float, height_mm: float) -> bytes:
        """JPEG, or PNG for line art, of the frame's aspect."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A developed picture in the cache: its file and what it is called on the page."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """A day's prints: those of frames, and those for screens by record and place in it."""

    frames: dict[PhotoFrame, Print]
    screens: dict[tuple[str, int], tuple[Print, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """A print that is wanted, and where it is named when it cannot be had."""

    picture: Picture
    crop: Crop
    width_mm: float
    height_mm: float
    story: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Darkroom:
    """What prints are made with, and where: in `aside` first, then under their names in `cache`."""

    develop: Develop
    cache: Path
    aside: Path


def develop_all(
    plan: Plan, room: Darkroom, workers: Executor
) -> tuple[Prints, tuple[Problem, ...]]:
    """Every print of the plan; F-105 for each that cannot be made.

    Raises PressError when a worker dies over one.
    """
    version = _source_mark(room.develop)
    asked: dict[_Wish, Future[Print | str]] = {}

    def ask(wish: _Wish) -> _Wish:
        if wish not in asked:
            asked[wish] = workers.submit(_develop_one, wish, room, version)
        return wish

    frames = {
        frame: ask(_frame_wish(frame, dummy.number))
        for dummy in plan.dummies
        for frame in dummy.frames
        if isinstance(frame, PhotoFrame)
    }
    screens = {
        (story.slug, index): [ask(wish) for wish in _screen_wishes(picture, story.slug)]
        for story in plan.stories
        for index, picture in story.pictures
    }
    with nothing_left(asked.values()):
        made = {wish: _made(wish, future) for wish, future in asked.items()}
    good = {wish: found for wish, found in made.items() if isinstance(found, Print)}
    bad = [_undeveloped(wish, found) for wish, found in made.items() if isinstance(found, str)]
    prints = Prints(
        frames={frame: good[wish] for frame, wish in frames.items() if wish in good},
        screens={
            key: tuple(good[wish] for wish in wishes if wish in good)
            for key, wishes in screens.items()
        },
    )
    return prints, tuple(bad)


def _made(wish: _Wish, future: Future[Print | str]) -> Print | str:
    try:
        return future.result()
    except (WorkerDied, MemoryError) as error:
        name = Path(wish.picture.path).name
        raise PressError(
            f"the darkroom died on the picture {name} of {wish.story}",
            "is the machine out of memory? is the picture very large?",
        ) from error


def _frame_wish(frame: PhotoFrame, page: int) -> _Wish:
    return _Wish(
        picture=frame.picture,
        crop=frame.crop,
        width_mm=round(frame.rect.w_mm, 3),
        height_mm=round(frame.rect.h_mm, 3),
        story=frame.story,
        page=page,
    )


def _screen_wishes(picture: Picture, story: str) -> list[_Wish]:
    """The whole picture at each width that its file can fill, the last as wide as it is."""
    widths_px = sorted({min(width_px, picture.width_px) for width_px in SCREEN_WIDTHS_PX})
    return [
        _Wish(
            picture=picture,
            crop=WHOLE,
            width_mm=round(width_px / SCREEN_DPI * MM_PER_INCH, 3),
            height_mm=round(width_px / picture.aspect / SCREEN_DPI * MM_PER_INCH, 3),
            story=story,
        )
        for width_px in widths_px
    ]


def _develop_one(wish: _Wish, room: Darkroom, version: str) -> Print | str:
    """The print, named by its own hash, or why there is none.

    The cache knows it by what it is made of.
    """
    crop, picture = wish.crop, wish.picture
    size_mm = (wish.width_mm, wish.height_mm)
    edges = (crop.left, crop.top, crop.right, crop.bottom)
    facts = json.dumps([version, picture.sha256, edges, size_mm])
    note = room.cache / f"print-{sha256(facts.encode()).hexdigest()}.txt"
    found = _found_print(note)
    if found is not None:
        return found
    try:
        data = room.develop(picture, crop, width_mm=wish.width_mm, height_mm=wish.height_mm)
    except (EpaperError, OSError, ValueError) as error:
        return str(error)
    ending = "png" if data.startswith(PNG) else "jpg"
    name = f"{_print_mark(data)}.{ending}"
    write_whole(room.cache / name, data, room.aside)
    write_whole(note, name.encode(), room.aside)
    return Print(path=room.cache / name, name=name)


def _found_print(note: Path) -> Print | None:
    """The print that a note in the cache names; None if there is none, or a damaged one."""
    try:
        name = note.read_text(encoding="ascii")
        path = note.with_name(name)
        sound = path.stem == _print_mark(path.read_bytes())
    except (OSError, ValueError):
        return None
    return Print(path=path, name=name) if sound else None


def _print_mark(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _source_mark(develop: Develop) -> str:
    """Changes when the darkroom's own code or Pillow does, so that no stale print is used."""
    try:
        path = inspect.getsourcefile(inspect.unwrap(develop))
        folder = Path(path).parent if path else None
    except TypeError:
        folder = None
    return f"{imaging_mark()} {sources_mark(folder) if folder else ''}"


def _undeveloped(wish: _Wish, error: str) -> Problem:
    return Problem(
        code="F-105",
        severity=Severity.STOP,
        where=At(file=Path(wish.picture.path).name, story=wish.story, page=wish.page),
        message=f"the picture could not be developed: {error}",
        hint="the file has gone or changed since the build began; build again",
    )

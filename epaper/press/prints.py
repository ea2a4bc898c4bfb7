"""Prints: pictures developed for their frames and for screens, now or in a build before.

In: the plan and the darkroom's `develop`. Out: files in the cache, each named by its own hash and
found again by what it was made of.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeAlias

from epaper.exceptions import EpaperError, PressError
from epaper.model import At, Crop, PhotoFrame, Picture, Plan, Problem, Severity, Story
from epaper.press.sources import sources_mark
from epaper.versions import imaging_mark
from epaper.whole import write_whole
from epaper.workers import WorkerDied, ahead, nothing_left

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


_Prints: TypeAlias = "Future[list[Print | str]]"
# The prints for screens by record and the photo's place in it, narrow to wide.
Screens: TypeAlias = "Mapping[tuple[str, int], tuple[Print, ...]]"


class PrintOrders:
    """What the darkroom of a build has been asked for, each print once.

    Prints for frames are made at once, those for screens when there is nothing else to do.
    """

    def __init__(self, room: Darkroom, press: Executor) -> None:
        self._room, self._press = room, press
        self._version = _source_mark(room.develop)
        self._frames: dict[_Wish, _Prints] = {}
        self._screens: dict[Picture, _Prints] = {}

    def ask_for_screens(self, stories: Iterable[Story]) -> None:
        """Begin with the pictures of these stories for screens: the whole of each, in each width.

        They are made one after another from a picture that is decoded once.
        """
        for story in stories:
            for _, picture in story.pictures:
                self._screens_of(picture, story.slug)

    def frames(self, plan: Plan) -> tuple[dict[PhotoFrame, Print], tuple[Problem, ...]]:
        """The print of every photo frame; F-105 for each that cannot be made.

        Raises PressError when a worker dies over one.
        """
        wishes = {
            frame: _frame_wish(frame, dummy.number)
            for dummy in plan.dummies
            for frame in dummy.frames
            if isinstance(frame, PhotoFrame)
        }
        for wish in wishes.values():
            if _lost(self._frames.get(wish)):
                self._frames[wish] = self._ask([wish], self._press)
        with nothing_left([self._frames[wish] for wish in wishes.values()]):
            made = {wish: _made([wish], self._frames[wish])[0] for wish in wishes.values()}
        prints = {frame: good for frame, wish in wishes.items() if (good := _good(made[wish]))}
        return prints, _bad(made.items())

    def screens(
        self, stories: Iterable[Story]
    ) -> tuple[dict[tuple[str, int], tuple[Print, ...]], tuple[Problem, ...]]:
        """The prints for screens, narrow to wide, by record and place in it; faults as above."""
        self.ask_for_screens(stories)
        found: dict[tuple[str, int], tuple[Print, ...]] = {}
        bad: list[Problem] = []
        for story in stories:
            for index, picture in story.pictures:
                wishes = _screen_wishes(picture, story.slug)
                made = _made(wishes, self._screens_of(picture, story.slug))
                found[story.slug, index] = tuple(good for p in made if (good := _good(p)))
                bad += _bad(zip(wishes, made, strict=True))
        return found, tuple(dict.fromkeys(bad))

    def close(self) -> None:
        """See to it that nothing is being made any more."""
        with nothing_left([*self._frames.values(), *self._screens.values()]):
            pass

    def _screens_of(self, picture: Picture, story: str) -> _Prints:
        if _lost(self._screens.get(picture)):
            wishes = _screen_wishes(picture, story)
            self._screens[picture] = self._ask(wishes, ahead(self._press))
        return self._screens[picture]

    def _ask(self, wishes: Sequence[_Wish], press: Executor) -> _Prints:
        """The prints: as they are in the cache if all of them are, else made."""
        found = [_found_print(_note_of(wish, self._room, self._version)) for wish in wishes]
        if None in found:
            return press.submit(_develop_in_turn, wishes, self._room, self._version)
        ready: _Prints = Future()
        ready.set_result([made for made in found if made])
        return ready


def _lost(prints: _Prints | None) -> bool:
    """True for what was never asked for, or was given up when another print failed."""
    return prints is None or prints.cancelled()


def _good(made: Print | str) -> Print | None:
    return made if isinstance(made, Print) else None


def _bad(made: Iterable[tuple[_Wish, Print | str]]) -> tuple[Problem, ...]:
    return tuple(_undeveloped(wish, why) for wish, why in made if isinstance(why, str))


def _made(wishes: Sequence[_Wish], future: Future[list[Print | str]]) -> list[Print | str]:
    try:
        return future.result()
    except (WorkerDied, MemoryError) as error:
        name = Path(wishes[0].picture.path).name
        raise PressError(
            f"the darkroom died on the picture {name} of {wishes[0].story}",
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


def _develop_in_turn(wishes: Sequence[_Wish], room: Darkroom, version: str) -> list[Print | str]:
    """The prints, largest first; named like this it is found in a worker."""
    made = {wish: _develop_one(wish, room, version) for wish in reversed(wishes)}
    return [made[wish] for wish in wishes]


def _develop_one(wish: _Wish, room: Darkroom, version: str) -> Print | str:
    """The print, named by its own hash, or why there is none.

    The cache knows it by what it is made of.
    """
    note = _note_of(wish, room, version)
    found = _found_print(note)
    if found is not None:
        return found
    size_mm = {"width_mm": wish.width_mm, "height_mm": wish.height_mm}
    try:
        data = room.develop(wish.picture, wish.crop, **size_mm)
    except (EpaperError, OSError, ValueError) as error:
        return str(error)
    ending = "png" if data.startswith(PNG) else "jpg"
    name = f"{_print_mark(data)}.{ending}"
    write_whole(room.cache / name, data, room.aside)
    write_whole(note, name.encode(), room.aside)
    return Print(path=room.cache / name, name=name)


def _note_of(wish: _Wish, room: Darkroom, version: str) -> Path:
    """The file that names the print, named by what that is made of."""
    crop, size_mm = wish.crop, (wish.width_mm, wish.height_mm)
    edges = (crop.left, crop.top, crop.right, crop.bottom)
    facts = json.dumps([version, wish.picture.sha256, edges, size_mm])
    return room.cache / f"print-{sha256(facts.encode()).hexdigest()}.txt"


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

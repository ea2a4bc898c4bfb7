"""The editions of a day on the shelf: what a new one follows, and the ways back.

A build over a published edition is its next one, the earlier ones stay (press/beside.py). Here the
desk takes an edition from readers and brings it back: each is one step, in which all editions of
the day and format are there, and the index follows.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from epaper.archive import DayEditions, Shelf, own_format, shelve
from epaper.exceptions import EditionError
from epaper.model import Problem
from epaper.model.manifest import Manifest
from epaper.places import CACHE, out_folder
from epaper.press.beside import Beside, editions_in, link_edition
from epaper.press.editions import Succession
from epaper.press.putout import put_out_again
from epaper.press.swap import put_in_place
from epaper.press.workroom import open_workroom, remove
from epaper.text import ordinal


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An edition taken from readers or brought back to them.

    `number` is its own, 0 for a draft; `shown` that of the edition that readers see now, 0 where
    they see none of that day in the format.
    """

    form: str
    number: int
    shown: int
    problems: tuple[Problem, ...]


def succession_of(shelf: Shelf, day: date, form: str, *, same: bool = False) -> Succession:
    """What an edition of `day` in a format follows when it is printed now.

    With `same` it takes the place of the newest published one. Numbers of withdrawn editions are
    not given again: readers may have them.
    """
    there = shelf.editions(day, form)
    beside = editions_in(out_folder(shelf.folder, day, form))
    replaces, number = None, there.highest + 1
    last = max(there.published or there.withdrawn, default=0)
    if same and there.published:
        *below, number = there.published
        replaces = _manifest(shelf, day, form, number, there)
        # Where the one before is gone, marks go on from what it replaces.
        last = below[-1] if below else number if number > 1 else 0
    return Succession(
        newest=there.newest,
        number=number,
        previous=_manifest(shelf, day, form, last, there) if last else None,
        replaces=replaces,
        folder={**beside.withdrawn, **beside.earlier}.get(last),
    )


def unpublish(
    folder: Path, day: date, form: str = "", number: int = 0, *, delete: bool = False
) -> Moved:
    """Take the newest edition of `day`, or that of the `number`, from readers.

    It is kept, unless it is to be deleted; the one before it is the newest again. Without a `form`
    it is the paper's own. Raises EditionError where there is no such edition.
    """
    form = form or own_format(folder)
    place, there = out_folder(folder, day, form), Shelf(folder).editions(day, form)
    beside = editions_in(place)
    if there.draft and not number:
        if not delete:
            raise EditionError(
                f"what stands there for {day} in {form} is a draft: readers are not shown it",
                "--delete throws it away; a build without --draft publishes it",
            )
        return _arranged(folder, day, form, 0, beside)
    number = number or there.newest or max(there.published, default=0)
    known = (*there.published, *there.withdrawn) if delete else there.published
    if number not in known:
        raise _not_there(day, form, number, there)
    left = beside.without(number)
    if not delete:
        withdrawn = {**left.withdrawn, number: beside.earlier[number]}
        left = Beside(left.earlier, withdrawn)
    return _arranged(folder, day, form, number, left, draft=there.draft)


def republish(folder: Path, day: date, form: str = "", number: int = 0) -> Moved:
    """Bring back the withdrawn edition of `day` with the highest number, or that of the `number`.

    Raises EditionError where none such was withdrawn.
    """
    form = form or own_format(folder)
    place, there = out_folder(folder, day, form), Shelf(folder).editions(day, form)
    number = number or max(there.withdrawn, default=0)
    if number not in there.withdrawn:
        raise _not_withdrawn(day, form, number, there)
    beside = editions_in(place)
    left = beside.without(number)
    back = Beside({**left.earlier, number: beside.withdrawn[number]}, left.withdrawn)
    return _arranged(folder, day, form, number, back, draft=there.draft)


def _arranged(
    folder: Path, day: date, form: str, number: int, beside: Beside, *, draft: bool = False
) -> Moved:
    """The published edition with the highest number, or the draft, on top; the others beside it."""
    place = out_folder(folder, day, form)
    shown = 0 if draft else max(beside.earlier, default=0)
    top = place if draft else beside.earlier.get(shown)
    cache_dir = folder / CACHE
    cache_dir.mkdir(parents=True, exist_ok=True)
    with open_workroom(cache_dir) as room:
        aside = room.folder(place.parent, place.name)
        if top is not None:
            link_edition(top, aside)
        rest = beside.without(shown)
        rest.link_into(aside)
        put_in_place(aside, place)
        put_out_again(place, room.scratch)
        if top is None and not rest.earlier and not rest.withdrawn:
            remove(place)
    return Moved(form=form, number=number, shown=shown, problems=shelve(folder, day, form))


def _manifest(
    shelf: Shelf, day: date, form: str, number: int, there: DayEditions
) -> Manifest | None:
    """The manifest of one of the editions; None where it cannot be read."""
    with suppress(EditionError):
        if number == there.newest:
            return shelf.manifest(day, form)
        return shelf.manifest(day, form, number, withdrawn=number in there.withdrawn)
    return None


def _not_there(day: date, form: str, number: int, there: DayEditions) -> EditionError:
    """There is nothing that could be taken from readers, and what there is instead."""
    if there.published:
        told = _listed(there.published)
        return EditionError(
            f"{day} in {form} has no {_named(number)} that readers see", f"they see the {told}"
        )
    if there.withdrawn:
        told = _listed(there.withdrawn)
        return EditionError(
            f"readers see no edition of {day} in {form}; withdrawn is the {told}",
            f"bring it back: epaper republish {day} --format {form}",
        )
    return EditionError(
        f"there is no edition of {day} in {form}", "epaper list shows what there is"
    )


def _not_withdrawn(day: date, form: str, number: int, there: DayEditions) -> EditionError:
    """There is nothing that could be brought back, and what there is instead."""
    if there.withdrawn:
        return EditionError(
            f"no {_named(number)} of {day} in {form} is withdrawn",
            f"withdrawn is the {_listed(there.withdrawn)}",
        )
    told = f"readers see the {_listed(there.published)}" if there.published else ""
    return EditionError(
        f"no edition of {day} in {form} is withdrawn", told or "epaper list shows what there is"
    )


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(_named, numbers))


def _named(number: int) -> str:
    return f"{ordinal(number)} edition"

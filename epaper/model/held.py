"""What an edition goes without, and why: a record that is held out, or a photo or field of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from epaper.model.problem import Problem
from epaper.model.record import Record

WHOLE = 0  # the photo's number where the whole record is held out


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """A record that could not be printed, or with a `photo`'s number, from 1, that photo of it.

    With the name of a `field` it is that field, which could not be read: the record stands without
    it. `file` is relative to the paper's folder; `slug` and `headline` are empty where the file
    could not be read. `lead` is true for the story that would have led the paper.
    """

    file: str
    reasons: tuple[Problem, ...]
    slug: str = ""
    headline: str = ""
    photo: int = WHOLE
    field: str = ""
    lead: bool = False

    @property
    def of(self) -> tuple[str, int]:
        """What is held out: the file, and the photo's number or `WHOLE`."""
        return self.file, self.photo

    @property
    def is_story(self) -> bool:
        """True where the whole record is held out."""
        return self.photo == WHOLE and not self.field


def without_held(records: Iterable[Record], held: Sequence[HeldOut]) -> tuple[Record, ...]:
    """`records` without those held out, and without the photos that are."""
    of = {entry.of for entry in held if not entry.field}  # a field is not there to be taken out
    return tuple(
        _without_photos(record, {photo for file, photo in of if file == record.file})
        for record in records
        if (record.file, WHOLE) not in of
    )


def _without_photos(record: Record, numbers: set[int]) -> Record:
    if not numbers:
        return record
    kept = (p for number, p in enumerate(record.photos, start=1) if number not in numbers)
    return replace(record, photos=tuple(kept))

"""Stories: records chosen, ordered and labelled for this edition."""

from __future__ import annotations

from dataclasses import dataclass, replace

from epaper.model.picture import Picture
from epaper.model.record import Form, Quote, Record, read_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A piece of today's paper: one record, or several gathered under a standing head.

    `order` is its place in the whole day's ranking, 0 the lead; `section` a key of the paper.
    `headline`, `kicker` and `byline` are ready to print, in the paper's language ("By Ada Penn",
    "2 min read"); gathered ones have their standing head ("In brief") for a headline. `pictures`
    are the printable photos of the record, each with its index in `record.photos`; `quotes` the
    pull quotes filed, or those that the desk picked from the body. The desk may keep a story off
    the `front`, forbid its `jump`, or `pin` it to a page (0: anywhere).
    """

    slug: str
    section: str
    form: Form
    order: int
    members: tuple[Record, ...]
    headline: str
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    read_minutes: int = 1
    pictures: tuple[tuple[int, Picture], ...] = ()
    quotes: tuple[Quote, ...] = ()
    front: bool = True
    jump: bool = True
    pin: int = 0

    @property
    def record(self) -> Record:
        """The record, or the first of the gathered ones."""
        return self.members[0]

    @property
    def gathered(self) -> bool:
        """True for briefs, letters and corrections under one standing head."""
        return self.form in GATHERED

    def with_members(self, members: tuple[Record, ...]) -> Story:
        """A gathered story of these members alone, named by the first of them."""
        return replace(
            self,
            slug=self.slug.removesuffix(self.record.slug) + members[0].slug,
            members=members,
            read_minutes=read_minutes(sum(record.word_count for record in members)),
        )


GATHERED = frozenset({Form.BRIEF, Form.LETTER, Form.CORRECTION})

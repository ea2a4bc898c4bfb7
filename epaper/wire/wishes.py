"""The desk's orders about stories and pages, as filed, in; those that can be followed, out.

Of two orders that cannot both be followed the stricter is: `kill` before `lead`, this before
`off_front`, this before `pins`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from epaper.model import DayOrders
from epaper.wire.faults import Faults, nearest
from epaper.wire.frontmatter import Keys, field_name
from epaper.wire.order_fields import FiledOrders
from epaper.wire.toml_lines import TomlLines

FRONT = 1


@dataclass(frozen=True)
class Wishes:
    """The orders of one file; `slugs` are those of the day's records.

    `paper_multiple` is what the page count is a multiple of where the file says nothing.
    """

    filed: FiledOrders
    lines: TomlLines
    faults: Faults
    slugs: frozenset[str]
    paper_multiple: int = 1

    @property
    def multiple(self) -> int:
        """What the page count has to be a multiple of: the day's own word beats the paper's."""
        return self.filed.pages_multiple or self.paper_multiple

    def orders(self) -> DayOrders:
        """What can be followed, without advertisements and notices.

        Reports W-606 for slugs that no record has, W-607 for orders that go against others.
        """
        kill = frozenset(slug for _, slug in self._known("kill", self.filed.kill))
        lead = self._lead(kill)
        off_front = frozenset(self._off_front(kill, lead))
        pages = self._pages()
        return DayOrders(
            pages=pages,
            pages_multiple=self.multiple,
            lead=lead,
            pins=dict(self._pins(kill, lead, off_front, pages)),
            off_front=off_front,
            no_jump=frozenset(slug for _, slug in self._alive("no_jump", self.filed.no_jump, kill)),
            kill=kill,
            hold=frozenset(self._hold(pages)),
        )

    def _hold(self, pages: int) -> Iterator[int]:
        """The pages that are to stay as they stand."""
        for index, page in enumerate(self.filed.hold):
            if pages and page > pages:
                self._against(("hold", index), f"there are {pages} pages", "it is not held")
            else:
                yield page

    def _pages(self) -> int:
        """The page count, made a multiple of what the press folds."""
        pages, multiple = self.filed.pages, self.multiple
        if pages % multiple:
            whole = pages + -pages % multiple
            said = f"{pages} pages are no multiple of {multiple}"
            self._against(("pages",), said, f"{whole} are planned")
            return whole
        return pages

    def _lead(self, kill: frozenset[str]) -> str:
        filed = [self.filed.lead] if self.filed.lead else []
        return next((slug for _, slug in self._alive("lead", filed, kill)), "")

    def _off_front(self, kill: frozenset[str], lead: str) -> Iterator[str]:
        for keys, slug in self._alive("off_front", self.filed.off_front, kill):
            if slug == lead:
                self._against(keys, f"{slug} is the lead", "it leads page 1")
            else:
                yield slug

    def _pins(
        self, kill: frozenset[str], lead: str, off_front: frozenset[str], pages: int
    ) -> Iterator[tuple[str, int]]:
        pins = self.filed.pins
        for keys, slug in self._alive("pins", pins, kill):
            page = pins[slug]
            if slug == lead and page != FRONT:
                self._against(keys, f"{slug} is the lead", "it leads page 1")
            elif slug in off_front and page == FRONT:
                self._against(keys, f"{slug} is kept off the front", "it goes to another page")
            elif pages and page > pages:
                self._against(keys, f"there are {pages} pages", "it goes to another page")
            else:
                yield slug, page

    def _alive(
        self, name: str, filed: Iterable[str], kill: frozenset[str]
    ) -> Iterator[tuple[Keys, str]]:
        """The known slugs of a key that are not killed, each with its keys."""
        for keys, slug in self._known(name, filed):
            if slug in kill:
                self._against(keys, f"{slug} is killed", "it is left out")
            else:
                yield keys, slug

    def _known(self, name: str, filed: Iterable[str]) -> Iterator[tuple[Keys, str]]:
        """The slugs of a key that a record has, each with its keys."""
        for index, slug in enumerate(filed):
            entry: dict[str, Keys] = {"lead": (name,), "pins": (name, slug)}
            keys = entry.get(name, (name, index))
            if slug in self.slugs:
                yield keys, slug
                continue
            close = nearest(slug, sorted(self.slugs))
            usual = "a slug is the name of the record's file without .md, or its field slug"
            self._add(
                "W-606",
                keys,
                f"no record of the day is {slug}",
                f"did you mean {close}?" if close else usual,
            )

    def _against(self, keys: Keys, why: str, done: str) -> None:
        self._add("W-607", keys, f"this cannot be followed: {why}", done)

    def _add(self, code: str, keys: Keys, message: str, hint: str) -> None:
        line = self.lines.line(keys)
        self.faults.add(code, message, line=line, of=field_name(keys), hint=hint)

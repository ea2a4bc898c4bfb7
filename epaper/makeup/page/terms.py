"""Terms: what the flatplan asks of one page."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.makeup.figures import NOTICES


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """On what terms a page is searched; by them and its items it is remembered.

    There are `most_notices` at most, the one with the number `first_notice` first if it will do.
    With `jump` stories may leave the page even where its kind has none do so, with `must_jump` one
    does, but none leaves so many rows as are `refused`. With `spare` notices may be many and large,
    as on a last page with too little copy, and on a `crowded` page there may be one item more than
    else; the legs of copy may be `strained` rows short.
    """

    first_notice: int = 0
    most_notices: int = NOTICES.most
    jump: bool = False
    must_jump: bool = False
    refused: frozenset[int] = frozenset()
    spare: bool = False
    crowded: bool = False
    strained: int = 0

    @property
    def may_jump(self) -> bool:
        """True if stories may leave the page."""
        return self.jump or self.must_jump


PLAIN_TERMS = Terms()

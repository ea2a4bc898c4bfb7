"""How much is taken, of whom and how fast. Each figure has its reason; none of it needs setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLimits:
    """The limits on comments; lengths in characters, as Python counts them."""

    # A reader in an exchange writes a few comments in a while; a script writes hundreds.
    per_address: int = 3
    per_address_span: timedelta = timedelta(minutes=10)
    # Households, offices and mobile networks share an address: 20 leaves several people room.
    per_address_day: int = 20
    # As many as a moderator reads in an hour, at 18 s each. Beyond it the paper is being flooded,
    # and what comes is refused rather than buried.
    overall: int = 200
    overall_span: timedelta = timedelta(hours=1)
    # "No" is an answer; a single letter is a slip. 3,000 is a column of the paper, some 500 words.
    text_least: int = 2
    text_most: int = 3_000
    # The longest names of people are about that; longer ones are slogans.
    name_most: int = 60
    # A source or two; advertisements have more.
    links_most: int = 2
    # A text that was sent in this time is not taken again. Short ones ("Well said!") come from
    # different people by chance; from this length on they do not.
    same_text_span: timedelta = timedelta(days=7)
    same_text_letters: int = 60
    # Several marks on a letter are writing (Vietnamese, Hebrew with points); more run over
    # neighbouring lines and are a prank.
    marks_most: int = 5
    # Even a pasted "No" takes a person that long; scripts answer at once.
    form_least: timedelta = timedelta(seconds=3)
    # A story that was left open over a working day can still be answered.
    form_most: timedelta = timedelta(hours=8)
    # What tells addresses apart is forgotten then: bans and limits need it no longer.
    address_span: timedelta = timedelta(days=90)

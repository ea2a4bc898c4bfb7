"""Made-up comments for tests."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from epaper.comments import Comment, Comments, SentComment

DAY = date(2026, 2, 4)
NOW = datetime(2026, 2, 4, 9, 30, tzinfo=UTC)
_number = count(1)


def draft(
    text: str = "",
    *,
    name: str = "Ada Marlow",
    slug: str = "ferry-line",
    parent: int | None = None,
    address: str = "",
) -> SentComment:
    """A draft; without an address, each from one of its own."""
    number = next(_number)
    return SentComment(
        day=DAY,
        slug=slug,
        parent=parent,
        name=name,
        text=text or f"A text of its own, number {number}.",
        address_mark=address or f"address-{number}",
    )


def kept(store: Comments, made: SentComment, *, after_s: float = 0) -> Comment:
    """The comment of a draft that is taken."""
    comment = store.add(made, NOW + timedelta(seconds=after_s))
    assert isinstance(comment, Comment), comment
    return comment

"""How a reader is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the application is told at its start.

    `folder` is the paper's. `today` is asked at every request; later editions are shown only
    with `preview`, as are drafts. `address` is the public one (https://paper.example.org), for
    links that leave the page: feeds, canonical links; empty, it is taken from the request.
    `published` makes the pages of a static export: nothing that needs a server is offered;
    `site_search` tells whether it comes with a search that runs in the browser.
    `comments` lets readers comment on stories that allow it; `moderator_token` opens the
    moderators' page, which is shut without one. `now` is the clock of both.
    """

    folder: Path
    today: Callable[[], date] = date.today
    preview: bool = False
    address: str = ""
    published: bool = False
    site_search: bool = False
    comments: bool = True
    moderator_token: str = ""
    now: Callable[[], datetime] = utc_now

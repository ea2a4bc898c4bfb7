"""How a reader is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from epaper.model.paper import day_in


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the application is told at its start.

    `folder` is the paper's, `zone` its time: what is today in it is asked at every request, of the
    clock `now`, or of `today` where it is given. Later editions are shown only with `preview`, as
    are drafts. `address` is the public one (https://paper.example.org), for
    links that leave the page: feeds, canonical links; empty, it is taken from the request.
    `published` makes the pages of a static export: nothing that needs a server is offered;
    `site_search` tells whether it comes with a search that runs in the browser.
    `comments` lets readers comment on stories that allow it; `moderator_token` opens the
    moderators' page, which is shut without one.
    """

    folder: Path
    zone: tzinfo = UTC
    today: Callable[[], date] | None = None
    preview: bool = False
    address: str = ""
    published: bool = False
    site_search: bool = False
    comments: bool = True
    moderator_token: str = ""
    now: Callable[[], datetime] = utc_now

    @property
    def this_day(self) -> date:
        """Today, where the paper is."""
        return self.today() if self.today is not None else day_in(self.zone, self.now())

"""The catalogue's pages, whatever form they are written in: menus and lists of editions.

In: the archive. Out: `Menu`s, which lead to others, and `Listing`s of editions with their PDFs.
Every address ends in its form, .atom or .json, so that a static export can have the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, url_for

from epaper.archive import Edition, Hit, MonthCount, SearchOrder, StoryHit, search
from epaper.reader.atom import day_begins, edition_updated
from epaper.reader.language import gettext as _
from epaper.reader.language import ngettext, say_in, tongue
from epaper.reader.library import library

PER_PAGE = 30  # editions on a page of the list of all
FOUND_STORIES = 200  # newest findings that the editions of a search are gathered from


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A menu's link to a page; `lists` tells that it is a list of editions, `newest` the newest."""

    name: str
    title: str
    told: str
    address: str
    updated: datetime
    lists: bool
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A page that leads to others; `name` makes its id, `up` is empty for the root."""

    name: str
    title: str
    here: str
    up: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """An edition in a list: what it holds, the newest time in it, and a line about it."""

    edition: Edition
    hits: tuple[StoryHit, ...]
    updated: datetime
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list of editions; of its neighbours only those that there are."""

    name: str
    title: str
    here: str
    up: str
    items: tuple[CatalogueItem, ...]
    total: int
    number: int = 1
    first: str = ""
    before: str = ""
    after: str = ""
    last: str = ""


def paper() -> Edition:
    """The latest edition, whose name and language the catalogue has; 404 on an empty shelf."""
    latest = library().latest()
    if latest is None:
        abort(404)
    say_in(latest.language)
    return latest


def root_menu(form: str) -> Menu:
    """The root: the newest editions, and every year."""
    latest = paper()
    newest = Way(
        name="latest",
        title=_("Latest editions"),
        told=_("Every edition, the newest first."),
        address=url_for("catalogue.latest", form=form),
        updated=day_begins(latest.day),
        lists=True,
        newest=True,
    )
    months = _months()
    years = [
        _way(f"{year}", f"{year}", [m for m in months if m.year == year], form)
        for year in dict.fromkeys(month.year for month in months)
    ]
    here = url_for("catalogue.root", form=form)
    return Menu(name="root", title=latest.name, here=here, up="", ways=(newest, *years))


def year_menu(year: int, form: str) -> Menu:
    """A year: its months, the newest first. 404 for one without editions."""
    latest = paper()
    months = [month for month in _months() if month.year == year]
    if not months:
        abort(404)
    return Menu(
        name=f"{year}",
        title=f"{latest.name}, {year}",
        here=url_for("catalogue.year", year=year, form=form),
        up=url_for("catalogue.root", form=form),
        ways=tuple(
            _way(f"{m.year}-{m.month:02}", tongue().month(m.year, m.month), [m], form)
            for m in months
        ),
    )


def all_editions(number: int, form: str) -> Listing:
    """Page `number` of all editions, the newest first. 404 beyond the last."""
    latest = paper()
    total = sum(month.count for month in _months())
    pages = -(-total // PER_PAGE)
    if not 1 <= number <= pages:
        abort(404)
    shown = library().archive.editions(
        library().until, PER_PAGE, (number - 1) * PER_PAGE, drafts=library().drafts
    )

    def page(other: int) -> str:
        known = 1 <= other <= pages
        return url_for("catalogue.latest", number=other, form=form) if known else ""

    return Listing(
        name="latest" if number == 1 else f"latest-{number}",
        title=_("%(paper)s: latest editions", paper=latest.name),
        here=page(number),
        up=url_for("catalogue.root", form=form),
        items=tuple(_item(edition) for edition in shown),
        total=total,
        number=number,
        first=page(1),
        before=page(number - 1),
        after=page(number + 1),
        last=page(pages),
    )


def month_editions(year: int, month: int, form: str) -> Listing:
    """The editions of a month, the newest first. 404 for one without."""
    latest = paper()
    if not 1 <= month <= 12 or year < 1:
        abort(404)
    shown = library().archive.month(year, month, library().until, library().drafts)
    if not shown:
        abort(404)
    return Listing(
        name=f"{year}-{month:02}",
        title=f"{latest.name}, {tongue().month(year, month)}",
        here=url_for("catalogue.month", year=year, month=month, form=form),
        up=url_for("catalogue.year", year=year, form=form),
        items=tuple(_item(edition) for edition in reversed(shown)),
        total=len(shown),
    )


def found_editions(words: str, form: str) -> Listing:
    """The editions that the newest findings of a search stand in, each with its headlines."""
    latest = paper()
    order = SearchOrder(
        words=words, until=library().until, limit=FOUND_STORIES, drafts=library().drafts
    )
    found: dict[date, list[Hit]] = {}
    for hit in search(library().archive, order).hits:
        found.setdefault(hit.day, []).append(hit)
    items = []
    for day, hits in found.items():
        edition = library().archive.edition(day, library().until, library().drafts)
        if edition is not None:
            items.append(_item(edition, " · ".join(_plain(hit) for hit in hits)))
    return Listing(
        name=f"search/{words}",
        title=_("%(paper)s: search for %(words)s", paper=latest.name, words=words),
        here=url_for("catalogue.found", form=form, q=words),
        up=url_for("catalogue.root", form=form),
        items=tuple(items),
        total=len(items),
    )


def _months() -> tuple[MonthCount, ...]:
    return library().archive.months(library().until, library().drafts)


def _way(name: str, title: str, months: Sequence[MonthCount], form: str) -> Way:
    """The way to a year, or to a month if `name` is one; `months` are newest first."""
    newest = months[0]
    shown = library().archive.month(newest.year, newest.month, library().until, library().drafts)
    lists = "-" in name
    return Way(
        name=name,
        title=title,
        told=ngettext("%(num)s edition", "%(num)s editions", sum(month.count for month in months)),
        address=url_for("catalogue.month", year=newest.year, month=newest.month, form=form)
        if lists
        else url_for("catalogue.year", year=newest.year, form=form),
        updated=day_begins(shown[-1].day),
        lists=lists,
    )


def _item(edition: Edition, told: str = "") -> CatalogueItem:
    hits = library().archive.stories(edition.day, library().until, library().drafts)
    return CatalogueItem(
        edition=edition,
        hits=hits,
        updated=edition_updated(edition, hits),
        told=told or edition.headline,
    )


def _plain(hit: Hit) -> str:
    return "".join(part.text for part in hit.headline)

"""Search: words, dates and a section in, highlighted findings out, a page at a time."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from epaper.archive import SearchOrder, search
from epaper.reader.library import library

routes = Blueprint("find", __name__)

FOUND_PAGE = 20
MOST_PAGES = 500  # beyond them nobody reads on, and every page more costs the index a longer walk


@routes.get("/search")
def find() -> ResponseReturnValue:
    """The form, and below it what was found."""
    if library().settings.published:
        return _published_search()
    words = request.args.get("q", "").strip()
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    latest = library().latest()
    order = SearchOrder(
        words=words,
        since=_day("from") or date.min,
        until=min(_day("to") or date.max, library().until),
        section=request.args.get("section", ""),
        sort="best" if request.args.get("sort") == "best" else "newest",
        limit=FOUND_PAGE,
        offset=(page - 1) * FOUND_PAGE,
        drafts=library().drafts,
    )
    results = search(library().archive, order) if words else None
    shown = order.offset + len(results.hits) if results else 0
    return render_template(
        "search.html",
        order=order,
        asked={name: value for name, value in request.args.items() if name != "page" and value},
        results=results,
        more=results is not None and (shown < results.total or results.total_is_least),
        sections=latest.sections if latest else (),
        page=page,
        first=order.offset + 1,
    )


def _published_search() -> str:
    """The search of a static export, which runs in the browser; the months where it cannot."""
    latest = library().latest()
    months = library().archive.months(library().until)
    return render_template(
        "search_published.html",
        sections=latest.sections if latest else (),
        years=tuple(dict.fromkeys(month.year for month in months)),
        months=months,
        per_page=FOUND_PAGE,
    )


def _day(name: str) -> date | None:
    """The day a filter gives; what is no date filters nothing."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None

"""The application: its routes, its templates' words, what every answer carries.

A module a kind of page; each has a blueprint. They find the shelf through `library()`.
"""

from __future__ import annotations

from flask import Flask, Response, g, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from epaper.archive import Archive
from epaper.reader import (
    article,
    calendar,
    catalogue,
    comments,
    earlier,
    feeds,
    find,
    front,
    install,
    livery,
    moderation,
    pages,
    preview,
    shelf_files,
    sitemap,
)
from epaper.reader.addresses import (
    MARK,
    DayConverter,
    SlugConverter,
    asset,
    download_name,
    earlier_address,
    earlier_name,
    file_address,
    format_name,
    image_address,
    pdf_name,
)
from epaper.reader.article import corrected_address, quote_after
from epaper.reader.compress import send_small
from epaper.reader.guard import guard, page_policy
from epaper.reader.language import speak
from epaper.reader.letterbox import Letterbox, letterbox
from epaper.reader.library import Library, library
from epaper.reader.outside import outside
from epaper.reader.settings import Settings
from epaper.reader.talk import comment_paragraphs

BLUEPRINTS = (
    front.routes,
    earlier.routes,
    pages.routes,
    article.routes,
    calendar.routes,
    find.routes,
    feeds.routes,
    catalogue.routes,
    sitemap.routes,
    comments.routes,
    moderation.routes,
    install.routes,
    livery.routes,
)
LAST = (shelf_files.routes,)
MADE = frozenset(
    {
        "text/html",
        "text/plain",
        "application/xml",
        "application/atom+xml",
        "application/opds+json",
        "application/opensearchdescription+xml",
        "application/json",
        "application/manifest+json",
        "text/javascript",
        "text/css",
        "image/jpeg",
        "image/png",
    }
)


def create_app(settings: Settings, part: Archive | None = None) -> Flask:
    """The reader of one paper, or of a part of its archive.

    Raises PaperError when its folder holds none.
    """
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters |= {"day": DayConverter, "slug": SlugConverter}
    app.extensions["library"] = Library(settings, part)
    app.extensions["letterbox"] = Letterbox(settings)
    moderation.keep_sessions(app, app.extensions["letterbox"])
    speak(app)
    app.jinja_env.globals.update(
        asset=asset,
        colour_sheet=livery.colour_sheet,
        download_name=download_name,
        earlier_address=earlier_address,
        earlier_name=earlier_name,
        comment_paragraphs=comment_paragraphs,
        corrected_address=corrected_address,
        file_address=file_address,
        format_name=format_name,
        image_address=image_address,
        outside=outside,
        page_policy=page_policy,
        pdf_name=pdf_name,
        quote_after=quote_after,
    )
    desk = (preview.routes,) if settings.preview else ()
    for blueprint in (*desk, *BLUEPRINTS, *LAST):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _refusal)
    send_small(app)  # first, since what is registered last sees an answer first
    app.after_request(_finish)
    app.context_processor(_shared)
    return app


def _shared() -> dict[str, object]:
    """What every template may name."""
    latest = library().latest()
    settings = library().settings
    return {
        "paper_name": latest.name if latest else "",
        "comments_open": letterbox().open,
        "preview_mark": g.get("preview_mark", ""),
        "preview_day": g.get("preview_day") or "",
        "published": settings.published,
        "site_search": settings.site_search,
    }


def _refusal(error: HTTPException) -> tuple[str, int]:
    """A page that says what is wrong in the paper's own dress."""
    return render_template("refusal.html", error=error), error.code or 500


def _finish(response: Response) -> Response:
    """Safety headers, and an ETag for all that is made here: what has not changed is not sent."""
    guard(response)
    if request.endpoint == "static" and MARK in request.args:
        _keep_for_good(response)
    if response.mimetype in MADE and not response.direct_passthrough:
        response.cache_control.no_cache = True
        if request.method in ("GET", "HEAD") and response.status_code == 200:
            response.add_etag()
            response.make_conditional(request)
    return response


def _keep_for_good(response: Response) -> None:
    """The reader's own files have a mark of their content: a browser need not ask again."""
    response.cache_control.no_cache = None
    response.cache_control.max_age = shelf_files.YEAR_S
    response.cache_control.immutable = True
    response.cache_control.public = True

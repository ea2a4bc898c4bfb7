"""Files of an edition: PDF, pages, pictures. Only what its manifest lists is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file, url_for
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.exceptions import EditionError
from epaper.reader.addresses import download_name, earlier_name, pdf_name
from epaper.reader.earlier import earlier_manifest
from epaper.reader.library import library
from epaper.reader.outside import outside

routes = Blueprint("files", __name__)

YEAR_S = 365 * 24 * 3600


@routes.get("/<day:day>/<path:name>")
def file(day: date, name: str) -> ResponseReturnValue:
    """A file of the edition's shown format; ranges and conditions as the browser asks."""
    edition = library().edition(day)
    return _sent(edition, edition.format, name)


@routes.get("/<day:day>/format/<layout>/<path:name>")
def other_format(day: date, layout: str, name: str) -> ResponseReturnValue:
    """A file of another format of that day: the same paper to print at home, or for a tablet."""
    edition = library().edition(day)
    if layout not in edition.formats:
        abort(404)
    return _sent(edition, layout, name)


@routes.get("/<day:day>/edition/<int:number>/<path:name>")
def earlier(day: date, number: int, name: str) -> ResponseReturnValue:
    """A file of an earlier edition of that day; search engines are told to leave it."""
    edition = library().edition(day)
    pdf = earlier_manifest(edition, number).pdf.file
    try:
        path = library().shelf.file(day, edition.format, name, number)
    except EditionError:
        abort(404)
    answer = _answer(path, earlier_name(pdf, name, number))
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Link"] = f'<{outside(url_for("front.day", day=day))}>; rel="canonical"'
    return answer


def _sent(edition: Edition, layout: str, name: str) -> ResponseReturnValue:
    try:
        path = library().shelf.file(edition.day, layout, name)
        told = _saved_as(edition, layout, name)
    except EditionError:
        abort(404)
    return _answer(path, told)


def _answer(path: Path, told: str) -> Response:
    """The file; a PDF is saved as it is `told`."""
    # With its mark in the address a file never changes; the PDF's plain address is for good.
    marked = "v" in request.args
    answer = send_file(
        path, conditional=True, etag=True, max_age=YEAR_S if marked else 0, download_name=path.name
    )
    if marked:
        answer.cache_control.immutable = True
        answer.cache_control.public = True
    else:
        answer.cache_control.no_cache = True
    if path.suffix == ".pdf":
        answer.headers["Content-Disposition"] = f'inline; filename="{told}"'
    return answer


def _saved_as(edition: Edition, layout: str, name: str) -> str:
    """What a PDF of an edition is called where it is saved; raises EditionError."""
    if layout == edition.format:
        return download_name(edition.pdf, name)
    pdf = library().shelf.manifest(edition.day, layout).pdf.file
    whole = pdf_name(edition.pdf, pdf, layout)
    return whole if name == pdf else download_name(whole, name)

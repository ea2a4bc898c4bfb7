"""The paper as an application on the device: its install manifest, icons and service worker.

What the service worker keeps is listed here: the reader's own files for good, and per edition all
that is needed to read it without network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from epaper.model.manifest import Manifest
from epaper.reader.addresses import MARK_LETTERS, asset, documents, file_address
from epaper.reader.icons import INK, draw_icon
from epaper.reader.language import say_in, tongue
from epaper.reader.library import library
from epaper.reader.livery import accent, colour_addresses

routes = Blueprint("install", __name__)

ICONS = (32, 180, 192, 512)
WORKER = "sw.js"
FONT = re.compile(r'url\("(fonts/[^"]+)"\)')
# What every paper has letters of; a browser asks for the others where it needs them.
FIRST_FONTS = "-latin.woff2"


@routes.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """What a device is told when the paper is installed."""
    name = _paper_name()
    told = {
        "name": name,
        "short_name": name,
        "lang": tongue().tag,
        "dir": tongue().direction,
        "id": url_for("front.today"),
        "start_url": url_for("front.today"),
        "scope": url_for("front.today"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [_icon(192), _icon(512), _icon(512, maskable=True)],
    }
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/manifest+json")


@routes.get("/icon-<int:size>.png")
def icon(size: int) -> ResponseReturnValue:
    """The paper's icon."""
    return _drawn(size, maskable=False)


@routes.get("/icon-<int:size>-maskable.png")
def maskable_icon(size: int) -> ResponseReturnValue:
    """The icon for devices that cut it to a shape of their own."""
    return _drawn(size, maskable=True)


@routes.get(f"/{WORKER}")
def worker() -> ResponseReturnValue:
    """The service worker, told what to keep: when that changes, browsers take the new one."""
    code = Path(current_app.static_folder or "", WORKER).read_text(encoding="utf-8")
    files = list(_own_files())
    version = sha256("\n".join([*files, code]).encode()).hexdigest()[:MARK_LETTERS]
    shell = {
        "version": version,
        "home": url_for("front.today"),
        "offline": url_for("install.offline"),
        "files": files,
    }
    return Response(f"self.SHELL = {json.dumps(shell)};\n{code}", mimetype="text/javascript")


@routes.get("/offline")
def offline() -> ResponseReturnValue:
    """What is shown without network in place of a page that was never opened."""
    return render_template("offline.html")


@routes.get("/<day:day>/offline.json")
def edition_files(day: date) -> ResponseReturnValue:
    """What has to be kept to read an edition without network: `pages` first, then `files`."""
    edition = library().edition(day)
    manifest = library().manifest(edition)
    say_in(edition.language)
    kept = {
        "day": day.isoformat(),
        "name": tongue().long_date(day),
        "front": url_for("front.day", day=day),
        "pages": list(documents(manifest)),
        "files": [*colour_addresses(manifest), *_files(manifest, day)],
    }
    kept["stamp"] = sha256(json.dumps(kept).encode()).hexdigest()[:MARK_LETTERS]
    return Response(json.dumps(kept, ensure_ascii=False), mimetype="application/json")


def _files(manifest: Manifest, day: date) -> Iterator[str]:
    """Every picture of an edition but the tiles: what a reader sees first comes first."""
    if logo := manifest.paper.logo:
        yield file_address(day, logo)
    for page in manifest.pages:
        yield from (file_address(day, page.small), file_address(day, page.thumbnail))
    photos = [p for s in manifest.stories for record in s.records for p in record.photos]
    yield from (file_address(day, image) for photo in photos for image in photo.images)
    yield from (file_address(day, page.image) for page in manifest.pages)


def _own_files() -> Iterator[str]:
    """The reader's own style sheets, scripts and first fonts, and the icons."""
    folder = Path(current_app.static_folder or "")
    for path in sorted([*folder.rglob("*.css"), *folder.rglob("*.js")]):
        if path.name != WORKER:
            yield asset(path.relative_to(folder).as_posix())
    faces = (folder / "faces.css").read_text(encoding="utf-8")
    for font in FONT.findall(faces):
        if FIRST_FONTS in font:
            yield url_for("static", filename="") + font
    yield from (url_for("install.icon", size=size) for size in ICONS)


def _icon(size: int, *, maskable: bool = False) -> dict[str, str]:
    endpoint = "install.maskable_icon" if maskable else "install.icon"
    return {
        "src": url_for(endpoint, size=size),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": "maskable" if maskable else "any",
    }


def _drawn(size: int, *, maskable: bool) -> Response:
    if size not in ICONS:
        abort(404)
    return Response(
        draw_icon(_paper_name(), size, maskable=maskable, ink=accent() or INK), mimetype="image/png"
    )


def _paper_name() -> str:
    latest = library().latest()
    return latest.name if latest else ""

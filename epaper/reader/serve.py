"""Serving: the application behind waitress, its index kept fresh beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

import waitress
from flask import Flask

from epaper.exceptions import EpaperError
from epaper.reader.app import create_app
from epaper.reader.library import Library
from epaper.reader.settings import Settings

# Looking 10,000 editions over takes some 60 ms; a new edition is in the index at once in any case,
# as its build puts it there.
REFRESH_S = 30.0
FORWARDED = frozenset({"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"})


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Where the server listens; port 0 takes a free one. A `proxy`'s own headers are believed."""

    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    proxy: str = ""


def serve_paper(
    settings: Settings, listening: Listening, ready: Callable[[str], None] = lambda at: None
) -> None:
    """Serve until interrupted; `ready` is told the address as soon as it answers.

    Raises PaperError when the folder holds no paper, OSError when the port is taken.
    """
    app = create_app(settings)
    server = waitress.create_server(app, **_arguments(listening))
    stop = threading.Event()
    threading.Thread(target=_keep_fresh, args=(app, stop), daemon=True).start()
    ready(f"http://{server.effective_host}:{server.effective_port}/")
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def _arguments(listening: Listening) -> dict[str, object]:
    """What waitress calls these."""
    arguments: dict[str, object] = {
        "host": listening.host,
        "port": listening.port,
        "threads": listening.threads,
        "ident": None,
        "clear_untrusted_proxy_headers": True,
        "max_request_body_size": 256 * 1024,  # a comment is the largest thing that is sent here
    }
    if listening.proxy:
        arguments |= {"trusted_proxy": listening.proxy, "trusted_proxy_headers": set(FORWARDED)}
    return arguments


def _keep_fresh(app: Flask, stop: threading.Event) -> None:
    """Mend the index now and then: after a crash, or folders that were copied by hand."""
    shown: Library = app.extensions["library"]
    while not stop.wait(REFRESH_S):
        try:
            shown.archive.refresh()
        except (EpaperError, OSError, sqlite3.Error) as error:
            app.logger.warning("the index could not be refreshed: %s", error)

"""Text is sent small to browsers that take it so: gzip, and an ETag of its own for it.

Only answers to GET: a form that failed may show what was sent beside a secret, and the length of
the two together, compressed, tells of the secret (BREACH, CVE-2013-3587).
Source: RFC 9110, 8.4 (Content-Encoding), 8.8.3.3 (ETags of encoded answers), 12.5.3.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, g, request

TEXTS = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "text/plain",
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "application/xml",
        "application/atom+xml",
        "application/opds+json",
        "application/opensearchdescription+xml",
    }
)
LEAST_BYTES = 600  # what fits into one packet gains nothing
LEVEL = 6
KEPT = 256  # answers, some 30 kB each
MARK = "-gzip"


def send_small(app: Flask) -> None:
    """Have `app` compress its texts; to be called before other hooks that see the answer."""
    app.before_request(_read_mark)
    app.after_request(_compress)


def _read_mark() -> None:
    """Compare what the browser has with the plain text's ETag, which the pages know."""
    had = request.headers.get("If-None-Match", "")
    g.had_small = f'{MARK}"' in had
    if g.had_small:
        request.environ["HTTP_IF_NONE_MATCH"] = had.replace(f'{MARK}"', '"')


def _compress(response: Response) -> Response:
    if response.mimetype in TEXTS:
        response.vary.add("Accept-Encoding")
    if response.status_code == 304 and g.get("had_small"):
        _mark(response)
    elif _fits(response):
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) >= LEAST_BYTES:
            response.set_data(_small(body))
            response.headers["Content-Encoding"] = "gzip"
            response.headers.pop("Accept-Ranges", None)
            _mark(response)
    return response


def _fits(response: Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype in TEXTS
        and "Content-Encoding" not in response.headers
        and request.accept_encodings["gzip"] > 0
    )


def _mark(response: Response) -> None:
    """Tell the compressed answer's ETag from the plain one's."""
    tag, weak = response.get_etag()
    if tag and not tag.endswith(MARK):
        response.set_etag(tag + MARK, weak=bool(weak))


@lru_cache(maxsize=KEPT)
def _small(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)

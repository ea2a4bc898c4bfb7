"""Marks of the program and of engines: what an older version made is not taken from the cache.

Pango and HarfBuzz come with the system, and change with its updates while the program stays. None
of these loads the renderer where the two are found by the names that Linux has for them.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import PIL
import pypdfium2
from PIL import features

_PANGO = "libpango-1.0.so.0"
_HARFBUZZ = "libharfbuzz.so.0"
# The names under which WeasyPrint, too, looks for HarfBuzz.
_HARFBUZZ_NAMES = ("libharfbuzz-0", "harfbuzz", _HARFBUZZ, "libharfbuzz.0.dylib")
# What copy is read, set and planned with.
_LIBRARIES = (
    *("babel", "fonttools", "numpy", "pikepdf", "pillow"),
    *("pypdfium2", "pyphen", "segno", "uharfbuzz"),
)
_PACKAGE = Path(__file__).resolve().parent
_OURS = frozenset({".py", ".po", ".toml", ".json"})
_CODECS = ("jpg", "libjpeg_turbo", "webp", "zlib")


@lru_cache(maxsize=1)
def program_mark() -> str:
    """The program's own files, and the versions of what it sets and plans with."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _OURS)
    own = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return " ".join((own, sys.version, *(f"{name} {_version(name)}" for name in _LIBRARIES)))


@lru_cache(maxsize=1)
def drawing_mark() -> str:
    """The versions of all that draws a page; unknown for what is not there."""
    parts = (
        *(f"{name} {_version(name)}" for name in ("weasyprint", "pydyf")),
        f"pango {_pango_version()}",
        f"harfbuzz {_harfbuzz_version()}",
        rasterising_mark(),
    )
    return ", ".join(parts)


@lru_cache(maxsize=1)
def rasterising_mark() -> str:
    """The versions of all that makes pictures of a page."""
    return f"pdfium {pypdfium2.version.PDFIUM_INFO}, {imaging_mark()}"


@lru_cache(maxsize=1)
def imaging_mark() -> str:
    """The versions of Pillow and of the codecs that it was built with."""
    codecs = (f"{name} {features.version(name) or 'none'}" for name in _CODECS)
    return ", ".join((f"pillow {PIL.__version__}", *codecs))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _pango_version() -> str:
    try:
        return str(ctypes.CDLL(_PANGO).pango_version())
    except (OSError, AttributeError):
        return _from_renderer(_pango_of_renderer)


def _harfbuzz_version() -> str:
    try:
        said = ctypes.CDLL(_HARFBUZZ).hb_version_string
        said.restype = ctypes.c_char_p
        return bytes(said()).decode()
    except (OSError, AttributeError):
        return _from_renderer(_harfbuzz_of_renderer)


def _from_renderer(told: Callable[[], str]) -> str:
    """What the renderer's own libraries say; unknown where it cannot be loaded."""
    try:
        return told()
    except (OSError, AttributeError, ImportError):
        return "unknown"


def _pango_of_renderer() -> str:
    from weasyprint.text.ffi import pango

    return str(pango.pango_version())


def _harfbuzz_of_renderer() -> str:
    from weasyprint.text import ffi

    own = ffi.cffi.FFI()
    own.cdef("const char * hb_version_string(void);")
    found: bytes = own.string(ffi._dlopen(own, *_HARFBUZZ_NAMES).hb_version_string())
    return found.decode()

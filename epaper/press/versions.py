"""Marks of engines: what an older version of them made is not taken from the cache.

Pango and HarfBuzz come with the system, and change with its updates while the program stays.
"""

from __future__ import annotations

from functools import lru_cache

import PIL
from PIL import features

# The names under which WeasyPrint, too, looks for HarfBuzz.
_HARFBUZZ = ("libharfbuzz-0", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib")
_CODECS = ("jpg", "libjpeg_turbo", "webp", "zlib")


@lru_cache(maxsize=1)
def drawing_mark() -> str:
    """The versions of all that draws a page and its pictures; loads the renderer."""
    # Imported here: the process that plans the pages has no need of the renderer.
    import pydyf
    import pypdfium2
    import weasyprint
    from weasyprint.text.ffi import pango

    parts = (
        f"weasyprint {weasyprint.__version__}",
        f"pydyf {pydyf.__version__}",
        f"pango {pango.pango_version()}",
        f"harfbuzz {_harfbuzz_version()}",
        f"pdfium {pypdfium2.version.PDFIUM_INFO}",
        imaging_mark(),
    )
    return ", ".join(parts)


@lru_cache(maxsize=1)
def imaging_mark() -> str:
    """The versions of Pillow and of the codecs that it was built with."""
    codecs = (f"{name} {features.version(name) or 'none'}" for name in _CODECS)
    return ", ".join((f"pillow {PIL.__version__}", *codecs))


def _harfbuzz_version() -> str:
    """That of the HarfBuzz which WeasyPrint loads; unknown where it is under another name."""
    from weasyprint.text import ffi

    own = ffi.cffi.FFI()
    own.cdef("const char * hb_version_string(void);")
    try:
        version: bytes = own.string(ffi._dlopen(own, *_HARFBUZZ).hb_version_string())
    except OSError:
        return "unknown"
    return version.decode()

"""Made-up records and pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import numpy as np
from PIL import Image

from epaper.model import Block, BlockKind, Photo, Picture, Problem, Record, Span

Inspect = Callable[..., tuple[Picture | None, tuple[Problem, ...]]]

RED, GREEN, BLUE, DARK = (220, 30, 30), (30, 200, 30), (30, 30, 220), (20, 20, 20)


def record(*photos: Photo, slug: str = "ferry") -> Record:
    return Record(
        slug=slug,
        file=f"2026-02-04/articles/{slug}.md",
        headline="Ferry line to reopen",
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text="At six."),)),),
        photos=photos,
    )


def quarters(width: int = 640, height: int = 400) -> Image.Image:
    """Quarters of red, green, blue and dark, from the top left by rows."""
    image = Image.new("RGB", (width, height), DARK)
    across, down = width // 2, height // 2
    image.paste(RED, (0, 0, across, down))
    image.paste(GREEN, (across, 0, width, down))
    image.paste(BLUE, (0, down, across, height))
    return image


def noise(width: int = 640, height: int = 400, channels: int = 3) -> Image.Image:
    """A picture that is different at every pixel."""
    shape = (height, width, channels) if channels > 1 else (height, width)
    levels = np.random.default_rng(4).integers(0, 256, shape, dtype=np.uint8)
    return Image.fromarray(levels)


def png_header(width: int, height: int) -> bytes:
    """A PNG of that size by its header, with hardly any pixels behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )

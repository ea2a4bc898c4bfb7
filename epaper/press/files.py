"""Files: what was drawn and developed, copied into an edition's folder, with its manifest entries.

In: drawn pages and prints in the cache. Out: pages/ and photos/ of the folder, and what the
manifest says of each file.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from PIL import Image

from epaper.model import Logo
from epaper.model.manifest import FileEntry, ImageEntry, TilesEntry
from epaper.press.images import TILE_PX, WIDTHS_PX, PageImage
from epaper.press.job import DrawnPage
from epaper.press.manifest import PageFiles
from epaper.press.prints import Print

PAGES = "pages"
PHOTOS = "photos"
TILE = "tile-"
NO_IMAGE = ImageEntry(file="", sha256="", bytes=0, width_px=0, height_px=0)
NO_TILES = TilesEntry(width_px=0, height_px=0, tile_px=TILE_PX, columns=0, rows=0, files=())
LOGO_PX = 400  # height of a drawn nameplate


def copy_page(folder: Path, page: DrawnPage) -> PageFiles:
    """The page's PDF in `folder`/pages; there are no pictures of it as yet."""
    (folder / PAGES).mkdir(exist_ok=True)
    data = page.pdf.read_bytes()
    pdf = file_entry(f"{_stem(page.number)}.pdf", data)
    (folder / pdf.file).write_bytes(data)
    return PageFiles(pdf=pdf, image=NO_IMAGE, small=NO_IMAGE, thumbnail=NO_IMAGE, tiles=NO_TILES)


def copy_pictures(
    folder: Path, number: int, page: PageFiles, pictures: Sequence[PageImage]
) -> PageFiles:
    """The page's files with its pictures, which are copied into `folder`/pages."""
    stem = _stem(number)
    images = {
        image.size: _copy_image(folder, stem, image)
        for image in pictures
        if image.size in WIDTHS_PX
    }
    return replace(
        page,
        image=images["wide"],
        small=images["small"],
        thumbnail=images["thumbnail"],
        tiles=_tiles(folder, stem, pictures),
    )


def _stem(number: int) -> str:
    return f"{PAGES}/page-{number:02d}"


def copy_screens(
    folder: Path, screens: Mapping[tuple[str, int], tuple[Print, ...]]
) -> dict[tuple[str, int], tuple[ImageEntry, ...]]:
    """The photos made for screens in `folder`/photos, each named by its record."""
    if screens:
        (folder / PHOTOS).mkdir()
    return {
        (record, index): tuple(_copy_print(folder, f"{record}-{index + 1}", p) for p in prints)
        for (record, index), prints in screens.items()
    }


def file_entry(name: str, data: bytes) -> FileEntry:
    """What the manifest says of the file `name`."""
    return FileEntry(file=name, sha256=sha256(data).hexdigest(), bytes=len(data))


def write_logo(folder: Path, logo: Logo) -> ImageEntry:
    """The paper's own nameplate in `folder`; a drawing's size in pixels only tells its aspect."""
    name = f"logo.{logo.ending}"
    (folder / name).write_bytes(logo.data)
    width_px = logo.width_px or max(1, round(LOGO_PX * logo.aspect))
    return ImageEntry(
        file=name,
        sha256=sha256(logo.data).hexdigest(),
        bytes=len(logo.data),
        width_px=width_px,
        height_px=max(1, round(width_px / logo.aspect)),
    )


def _copy_image(folder: Path, stem: str, image: PageImage) -> ImageEntry:
    name = f"{stem}{'' if image.size == 'wide' else '-' + image.size}.webp"
    shutil.copyfile(image.path, folder / name)
    return ImageEntry(
        file=name,
        sha256=image.sha256,
        bytes=image.bytes,
        width_px=image.width_px,
        height_px=image.height_px,
    )


def _tiles(folder: Path, stem: str, pictures: Sequence[PageImage]) -> TilesEntry:
    """The page's tiles in the folder, row by row."""
    drawn = {
        (int(row), int(column)): image
        for image in pictures
        if image.size.startswith(TILE)
        for row, column in [image.size.removeprefix(TILE).split("-")]
    }
    files = [_copy_image(folder, stem, drawn[place]) for place in sorted(drawn)]
    rows, columns = max(drawn)
    return TilesEntry(
        width_px=sum(drawn[1, column].width_px for column in range(1, columns + 1)),
        height_px=sum(drawn[row, 1].height_px for row in range(1, rows + 1)),
        tile_px=TILE_PX,
        columns=columns,
        rows=rows,
        files=tuple(FileEntry(file=f.file, sha256=f.sha256, bytes=f.bytes) for f in files),
    )


def _copy_print(folder: Path, stem: str, made: Print) -> ImageEntry:
    data = made.path.read_bytes()
    with Image.open(made.path) as picture:
        width_px, height_px = picture.size
    name = f"{PHOTOS}/{stem}-{width_px}{made.path.suffix}"
    (folder / name).write_bytes(data)
    return ImageEntry(
        file=name,
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        width_px=width_px,
        height_px=height_px,
    )

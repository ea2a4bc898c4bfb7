"""Pictures of a page for the screen, as WebP: thumbnail, small, wide, and tiles to look closer.

In: a page's PDF. Out: files beside each other. The page is rasterised once, as large as its
smallest type needs; the others are made from that.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from epaper.versions import rasterising_mark
from epaper.whole import write_whole

# Sizes made from the large one, each from the one before. A phone of 360 to 400 px shows `small` at
# two dots a pixel; body type of a berliner page can be read in `wide`; a thumbnail is only
# recognised.
WIDTHS_PX = {"wide": 1600, "small": 800, "thumbnail": 320}
# Tiles: 8.8 pt type is sharp at 250 dots an inch on a phone held close. Wider than 3200 px the
# file of a page grows and no column of it gets clearer on any screen.
DETAIL_DPI = 250.0
DETAIL_PX = (1600, 2400, 3200)
TILE_PX = 1600  # a phone that looks closer loads one or two of them, 250 KB each
# WebP method 0 takes two thirds of the time of method 2. On tiles of the sample, method 0 at 50 is
# as near to the page as method 2 at 60 (PSNR 38.2 and 38.4 dB) in files larger by 22 %; on `wide`,
# method 0 at 75 as method 2 at 80 in files larger by 7 %. JPEG takes a tenth, but at the same size
# of file its letters have a grey around them (32 dB).
WEBP_METHOD = 0
# Tiles are shown near their own size.
QUALITIES = {"wide": 75, "small": 70, "thumbnail": 70, "tile": 50}
PT_PER_INCH = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A picture of a page, or of a part: mode RGB, width x height in px.

    `size` is wide, small, thumbnail, or tile-row-column, both from 1.
    """

    size: str
    path: Path
    width_px: int
    height_px: int
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureJob:
    """A page to be pictured: its PDF and SHA-256 of that; pictures go to `cache_dir`.

    They are made in `aside_dir` first.
    """

    number: int
    pdf: Path
    sha256: str
    cache_dir: Path
    aside_dir: Path


def picture_page(job: PictureJob) -> tuple[PageImage, ...]:
    """The page in every size: as it was pictured before, or drawn now."""
    found = recall_pictures(job)
    if found is not None:
        return found
    done = _note_of(job)
    images = draw_page_images(job.pdf.read_bytes(), done.with_suffix(""), job.aside_dir)
    facts = [{**asdict(image), "path": image.path.name} for image in images]
    write_whole(done, json.dumps(facts).encode(), job.aside_dir)
    return images


def recall_pictures(job: PictureJob) -> tuple[PageImage, ...] | None:
    """The pictures made before; None if there are none, or if a file of them is damaged."""
    done = _note_of(job)
    try:
        images = tuple(
            PageImage(**{**facts, "path": done.parent / facts["path"]})
            for facts in json.loads(done.read_bytes())
        )
        if any(sha256(i.path.read_bytes()).hexdigest() != i.sha256 for i in images):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return images


def _note_of(job: PictureJob) -> Path:
    """The file that tells of the pictures, named by what they are made of and with."""
    code = sha256(Path(__file__).read_bytes()).hexdigest()
    facts = f"{code} {rasterising_mark()} {job.sha256}"
    return job.cache_dir / f"pictures-{sha256(facts.encode()).hexdigest()}.json"


def draw_page_images(pdf: bytes, stem: Path, aside: Path) -> tuple[PageImage, ...]:
    """Draw the PDF's first page to `<stem>-<size>.webp`, in every size, each made in `aside`."""
    large = picture = _rasterise(pdf)
    made = [_save(tile, size, stem, aside) for size, tile in _tiles(large)]
    for size, width_px in WIDTHS_PX.items():
        picture = _narrowed(picture, width_px)
        made.append(_save(picture, size, stem, aside))
    return tuple(made)


def _rasterise(pdf: bytes) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        wanted_px = page.get_width() / PT_PER_INCH * DETAIL_DPI
        width_px = min(DETAIL_PX, key=lambda px: abs(px - wanted_px))
        drawn: Image.Image = page.render(scale=width_px / page.get_width()).to_pil()
        return drawn.convert("RGB")
    finally:
        document.close()


def _narrowed(large: Image.Image, width_px: int) -> Image.Image:
    height_px = round(large.height * width_px / large.width)
    return large.resize((width_px, height_px), Image.Resampling.HAMMING, reducing_gap=2.0)


def _tiles(large: Image.Image) -> list[tuple[str, Image.Image]]:
    """The large picture in parts, row by row."""
    return [
        (
            f"tile-{top // TILE_PX + 1}-{left // TILE_PX + 1}",
            large.crop(
                (left, top, min(left + TILE_PX, large.width), min(top + TILE_PX, large.height))
            ),
        )
        for top in range(0, large.height, TILE_PX)
        for left in range(0, large.width, TILE_PX)
    ]


def _save(picture: Image.Image, size: str, stem: Path, aside: Path) -> PageImage:
    buffer = io.BytesIO()
    quality = QUALITIES[size.partition("-")[0]]
    picture.save(buffer, "WEBP", quality=quality, method=WEBP_METHOD)
    data = buffer.getvalue()
    path = stem.with_name(f"{stem.name}-{size}.webp")
    write_whole(path, data, aside)
    return PageImage(
        size=size,
        path=path,
        width_px=picture.width,
        height_px=picture.height,
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
    )

"""Photographs as they come in: of every shape, kind and colour, and some that are broken.

In: the project's own photographs and a random generator. Out: files in a day's photos/.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

HERE = Path(__file__).resolve().parent
SOURCES = sorted((HERE.parent / "editions").glob("2*/photos/*"))
SIDE_PX = 1400  # of the longer side, where nothing else is drawn
HUGE_PX = 6000, 4200
EXIF_ORIENTATION = 0x0112
QUALITY = 82

# Width over height of what desks are sent; most are 3:2, 4:3 or upright.
SHAPES = {
    "wide": 3 / 2,
    "common": 4 / 3,
    "upright": 3 / 4,
    "square": 1.0,
    "panorama": 3.2,
    "strip": 6.5,
    "tall": 0.42,
    "tower": 0.22,
}
SHAPE_WEIGHTS = (8, 6, 5, 2, 2, 0.5, 1, 0.4)


def take_photo(rng: random.Random, folder: Path, stem: str) -> str:
    """Write one photograph that can be printed; the name of its file."""
    shape = rng.choices(list(SHAPES), SHAPE_WEIGHTS)[0]
    image = _picture(rng, SHAPES[shape])
    develop = rng.choices(list(KINDS.values()), [10, 2, 1, 1, 1, 1, 1, 1, 1, 0.3, 0.5])[0]
    return develop(rng, image, folder, stem)


def spoil_photo(rng: random.Random, folder: Path, stem: str) -> str:
    """Write a file that cannot be printed as a photograph, or none at all; its name."""
    return rng.choice(list(SPOILED.values()))(rng, folder, stem)


def _picture(rng: random.Random, ratio: float) -> Image.Image:
    """A photograph of the project's own, or a drawn one, cut to `ratio`."""
    height = SIDE_PX if ratio < 1 else max(360, round(SIDE_PX / ratio))
    width = max(560, round(height * ratio))
    if SOURCES and rng.random() < 0.8:
        with Image.open(rng.choice(SOURCES)) as source:
            source.draft("RGB", (width, height))
            return ImageOps.fit(source.convert("RGB"), (width, height))
    return _drawn(rng, (width, height))


def _drawn(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    """A field of one colour with circles, bars and lines on it."""
    image = Image.new("RGB", size, _colour(rng))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.randint(3, 30)):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        w, h = rng.randint(5, size[0] // 2), rng.randint(5, size[1] // 2)
        draw = rng.choice((pen.ellipse, pen.rectangle))
        draw((x, y, x + w, y + h), fill=_colour(rng))
    return image


def _colour(rng: random.Random) -> tuple[int, int, int]:
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _jpeg(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    name = f"{stem}.{rng.choice(('jpg', 'jpg', 'jpeg', 'JPG'))}"
    image.save(folder / name, "JPEG", quality=QUALITY, progressive=rng.random() < 0.2)
    return name


def _png(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    image.save(folder / f"{stem}.png")
    return f"{stem}.png"


def _alpha(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, *image.size), fill=255)
    image.putalpha(mask)
    return _png(rng, image, folder, stem)


def _webp(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    image.save(folder / f"{stem}.webp", quality=QUALITY)
    return f"{stem}.webp"


def _tiff(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    image.save(folder / f"{stem}.tif", compression=rng.choice(("tiff_lzw", "raw", "tiff_deflate")))
    return f"{stem}.tif"


def _gif(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    frames = [image.convert("P"), ImageOps.mirror(image).convert("P")]
    image.convert("P").save(
        folder / f"{stem}.gif", save_all=rng.random() < 0.5, append_images=frames
    )
    return f"{stem}.gif"


def _grey(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    return _jpeg(rng, image.convert("L"), folder, stem)


def _cmyk(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    return _jpeg(rng, image.convert("CMYK"), folder, stem)


def _turned(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = rng.randint(2, 8)
    image.save(folder / f"{stem}.jpg", quality=QUALITY, exif=exif)
    return f"{stem}.jpg"


def _huge(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    scale = HUGE_PX[0] / max(image.size)
    size = round(image.width * scale), round(image.height * scale)
    return _jpeg(rng, image.resize(size), folder, stem)


def _plain(rng: random.Random, image: Image.Image, folder: Path, stem: str) -> str:
    """White all over, or two colours: a logo, a chart that was lost."""
    mode = rng.choice(("1", "L", "I;16"))
    Image.new(mode, image.size, 1 if mode == "1" else 250).save(folder / f"{stem}.png")
    return f"{stem}.png"


KINDS: Mapping[str, Callable[[random.Random, Image.Image, Path, str], str]] = {
    "jpeg": _jpeg,
    "png": _png,
    "alpha": _alpha,
    "webp": _webp,
    "tiff": _tiff,
    "gif": _gif,
    "grey": _grey,
    "cmyk": _cmyk,
    "turned": _turned,
    "huge": _huge,
    "plain": _plain,
}


def _cut_off(rng: random.Random, folder: Path, stem: str) -> str:
    name = _jpeg(rng, _picture(rng, 1.5), folder, stem)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // rng.randint(2, 40)])
    return name


def _web_page(rng: random.Random, folder: Path, stem: str) -> str:
    (folder / f"{stem}.jpg").write_text("<!doctype html><title>403 Forbidden</title>\n")
    return f"{stem}.jpg"


def _empty(rng: random.Random, folder: Path, stem: str) -> str:
    (folder / f"{stem}.png").write_bytes(b"")
    return f"{stem}.png"


def _stamp(rng: random.Random, folder: Path, stem: str) -> str:
    """A thumbnail, far under what one column wants."""
    return _jpeg(rng, _picture(rng, 1.3).resize((120, 90)), folder, stem)


def _missing(rng: random.Random, folder: Path, stem: str) -> str:
    return f"{stem}-final-2.jpg"


SPOILED: Mapping[str, Callable[[random.Random, Path, str], str]] = {
    "cut off": _cut_off,
    "web page": _web_page,
    "empty": _empty,
    "stamp": _stamp,
    "missing": _missing,
}

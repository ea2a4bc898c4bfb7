from __future__ import annotations

import io
import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw

from epaper.darkroom import crop_to, develop
from epaper.darkroom.negative import PhotoError
from epaper.model import Crop, Picture
from tests.darkroom.made import BLUE, DARK, GREEN, RED, Inspect, noise, quarters

WHOLE = Crop()

# How a camera stores an upright picture under each EXIF orientation.
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def known(inspect: Inspect, file: str) -> Picture:
    picture, _ = inspect(file)
    assert picture is not None
    return picture


def printed(
    picture: Picture, crop: Crop = WHOLE, width_mm: float = 50, **more: float
) -> Image.Image:
    height_mm = width_mm / (picture.aspect * (crop.right - crop.left) / (crop.bottom - crop.top))
    made = develop(picture, crop, width_mm=width_mm, height_mm=height_mm, **more)
    image = Image.open(io.BytesIO(made))
    image.load()
    return image


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """Colours in the middle of each quarter, by rows."""
    rgb = image.convert("RGB")
    spots = [(1, 1), (3, 1), (1, 3), (3, 3)]
    found = [rgb.getpixel((rgb.width * x // 4, rgb.height * y // 4)) for x, y in spots]
    return [spot for spot in found if isinstance(spot, tuple)]


def assert_quarters(image: Image.Image, within: int = 8) -> None:
    for found, wanted in zip(corners(image), (RED, GREEN, BLUE, DARK), strict=True):
        assert np.abs(np.subtract(found, wanted)).max() <= within, corners(image)


def test_a_print_is_a_plain_jpeg_of_the_frame_at_220_dpi(photos: Path, inspect: Inspect) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    quarters(1600, 1000).save(photos / "a.jpg", exif=exif, comment=b"another", dpi=(72, 72))
    image = printed(known(inspect, "a.jpg"), width_mm=50.8)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (440, 275))
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert_quarters(image)


def test_nothing_is_enlarged(photos: Path, inspect: Inspect) -> None:
    quarters(640, 400).save(photos / "a.jpg")
    picture = known(inspect, "a.jpg")
    assert printed(picture, width_mm=300).size == (640, 400)
    right_half = Crop(left=0.5)
    assert printed(picture, right_half, width_mm=300).size == (320, 400)


def test_a_crop_shows_its_part(photos: Path, inspect: Inspect) -> None:
    quarters(640, 400).save(photos / "a.jpg", quality=95, subsampling=0)
    image = printed(known(inspect, "a.jpg"), Crop(left=0.55, top=0.05, right=0.95, bottom=0.45))
    for found in corners(image):
        assert np.abs(np.subtract(found, GREEN)).max() <= 8


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_every_orientation_comes_out_upright(
    photos: Path, inspect: Inspect, name: str, orientation: int
) -> None:
    undo = UNDO[orientation]
    upright = quarters(1200, 800)
    exif = Image.Exif()
    exif[0x0112] = orientation
    (upright if undo is None else upright.transpose(undo)).save(photos / name, exif=exif)
    picture = known(inspect, name)
    assert (picture.width_px, picture.height_px) == (1200, 800)
    assert_quarters(printed(picture))
    # Shrunk about the crossing of the quarters by different amounts at each side.
    crop = Crop(left=0.2, top=0.3, right=0.9, bottom=0.75)
    image = printed(picture, crop)
    crossing = ((0.5 - 0.2) / 0.7, (0.5 - 0.3) / 0.45)
    seen = image.convert("RGB")
    for dx, dy, wanted in ((-1, -1, RED), (1, -1, GREEN), (-1, 1, BLUE), (1, 1, DARK)):
        spot = (int(seen.width * crossing[0] + 6 * dx), int(seen.height * crossing[1] + 6 * dy))
        assert np.abs(np.subtract(seen.getpixel(spot), wanted)).max() <= 40


def test_the_aspect_is_the_frames(photos: Path, inspect: Inspect) -> None:
    noise(1000, 700).save(photos / "a.jpg")
    picture = known(inspect, "a.jpg")
    for width_mm, height_mm in ((54.6, 80.0), (113.7, 63.2), (291, 41.3)):
        crop = crop_to(picture, width_mm / height_mm)
        made = develop(picture, crop, width_mm=width_mm, height_mm=height_mm)
        width, height = Image.open(io.BytesIO(made)).size
        assert abs(width - height * width_mm / height_mm) <= 1 + width_mm / height_mm


def test_same_input_same_bytes(photos: Path, inspect: Inspect) -> None:
    noise().save(photos / "a.jpg")
    noise(channels=1).save(photos / "b.png")
    for name in ("a.jpg", "b.png"):
        picture = known(inspect, name)
        one, two = (develop(picture, WHOLE, width_mm=40, height_mm=25) for _ in range(2))
        assert one == two


def deep(levels: np.ndarray) -> Image.Image:
    return Image.fromarray(levels)


RAMP = np.tile(np.linspace(0, 1, 512), (320, 1))


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("a.png", (RAMP * 65535).astype(np.uint16)),
        ("a.tif", (RAMP * 65535).astype(np.uint16)),
        ("a.tif", (RAMP * 65535).astype(np.int32)),
        ("a.tif", RAMP.astype(np.float32)),
        ("a.tif", (RAMP * 255).astype(np.float32)),
        ("a.png", (RAMP * 255).astype(np.uint8)),
    ],
)
def test_greys_of_any_depth_stay_grey(
    photos: Path, inspect: Inspect, name: str, levels: np.ndarray
) -> None:
    deep(levels).save(photos / name)
    image = printed(known(inspect, name))
    assert image.mode == "L"
    row = np.asarray(image).mean(axis=0)
    wanted = np.linspace(0, 255, len(row))
    assert np.abs(row - wanted).max() < 6


def test_a_grey_picture_filed_as_colour_becomes_grey(photos: Path, inspect: Inspect) -> None:
    noise(channels=1).convert("RGB").save(photos / "a.jpg")
    assert printed(known(inspect, "a.jpg")).mode == "L"


@pytest.mark.parametrize("mode", ["CMYK", "YCbCr", "P", "RGBA", "HSV", "LAB"])
def test_other_colour_modes_keep_their_colours(photos: Path, inspect: Inspect, mode: str) -> None:
    image = quarters()
    image = image.quantize(16) if mode == "P" else converted(image, mode)
    image.save(photos / ("a.png" if mode in {"P", "RGBA"} else "a.tif"))
    # CMYK by arithmetic comes close only.
    assert_quarters(
        printed(known(inspect, "a.png" if mode in {"P", "RGBA"} else "a.tif")), within=12
    )


def converted(image: Image.Image, mode: str) -> Image.Image:
    if mode == "HSV":
        # No format stores it; TIFF stores what it is read back as.
        return image.convert("HSV").convert("RGB")
    if mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        made = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB")
        assert made is not None
        return made
    return image.convert(mode)


def test_a_cmyk_jpeg_is_printed_in_its_colours(photos: Path, inspect: Inspect) -> None:
    quarters().convert("CMYK").save(photos / "a.jpg", quality=95)
    assert_quarters(printed(known(inspect, "a.jpg")), within=12)


def test_clear_parts_come_out_white(photos: Path, inspect: Inspect) -> None:
    image = quarters().convert("RGBA")
    image.paste((255, 0, 0, 0), (0, 0, 320, 200))
    image.save(photos / "a.png")
    assert corners(printed(known(inspect, "a.png")))[0] == (255, 255, 255)
    image.quantize(8).save(photos / "b.gif")
    grey = Image.new("LA", (640, 400), (0, 0))
    grey.save(photos / "c.png")
    assert corners(printed(known(inspect, "c.png")))[0] == (255, 255, 255)


def test_a_profile_is_applied(photos: Path, inspect: Inspect) -> None:
    # A profile whose red and blue are exchanged shows at once whether it is used.
    swapped = swapped_profile()
    quarters().save(photos / "a.jpg", icc_profile=swapped, quality=95)
    red, green, blue, _ = corners(printed(known(inspect, "a.jpg")))
    assert red[2] > 180 > 90 > red[0]
    assert blue[0] > 180 > 90 > blue[2]
    assert green[1] > 150


def swapped_profile() -> bytes:
    """The sRGB profile with the tags of red and blue exchanged, and another name."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for one, other in ((b"rXYZ", b"bXYZ"),):
        first, second = profile.index(one), profile.index(other)
        profile[first : first + 4], profile[second : second + 4] = other, one
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


def chart(ground: str = "white") -> Image.Image:
    image = Image.new("RGB", (1200, 800), ground)
    draw = ImageDraw.Draw(image)
    for x in range(100, 1100, 120):
        draw.rectangle((x, 800 - x // 2, x + 60, 760), fill=(160, 20, 30))
    return image


def test_line_art_stays_lossless(photos: Path, inspect: Inspect) -> None:
    chart().save(photos / "a.png")
    chart().save(photos / "a.jpg")
    picture = known(inspect, "a.png")
    assert printed(picture, width_mm=50.8).size == (660, 440)
    assert printed(picture).format == "PNG"
    assert printed(known(inspect, "a.jpg")).format == "JPEG"


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(("width_mm", "height_mm"), [(60, 60), (90, 40)])
def test_a_drawing_is_not_cropped_but_its_ground_goes_on(
    photos: Path, inspect: Inspect, orientation: int, width_mm: float, height_mm: float
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    undo = UNDO[orientation]
    (chart("#cde") if undo is None else chart("#cde").transpose(undo)).save(
        photos / "a.png", exif=exif
    )
    picture = known(inspect, "a.png")
    assert picture.whole
    crop = crop_to(picture, width_mm / height_mm)
    made = Image.open(io.BytesIO(develop(picture, crop, width_mm=width_mm, height_mm=height_mm)))
    assert made.width / made.height == pytest.approx(width_mm / height_mm, rel=0.01)
    levels = np.asarray(made.convert("RGB"))
    edges = np.concatenate([levels[0], levels[-1], levels[:, 0], levels[:, -1]])
    assert (edges == (0xCC, 0xDD, 0xEE)).all()
    # The first bar's left edge and the last one's right edge are both there, as far apart as drawn.
    red = np.nonzero((levels[:, :, 1] < 100).any(axis=0))[0]
    drawn_px = min(made.width, made.height * 1.5) / 1200
    assert red[-1] - red[0] == pytest.approx((1120 - 100) * drawn_px, abs=3)


def test_a_framed_drawing_stands_on_white(photos: Path, inspect: Inspect) -> None:
    framed = chart("#cde")
    ImageDraw.Draw(framed).rectangle((0, 0, 1199, 799), outline="#444", width=6)
    framed.save(photos / "a.png")
    picture = known(inspect, "a.png")
    assert picture.whole
    crop = crop_to(picture, 1.0)
    made = Image.open(io.BytesIO(develop(picture, crop, width_mm=60, height_mm=60)))
    levels = np.asarray(made.convert("RGB"))
    assert (levels[0] == 255).all()
    assert (levels[-1] == 255).all()


def test_a_drawing_that_fills_its_edges_may_be_cropped(photos: Path, inspect: Inspect) -> None:
    quarters().save(photos / "a.png")
    assert not known(inspect, "a.png").whole


def test_a_photograph_in_a_png_becomes_a_jpeg(photos: Path, inspect: Inspect) -> None:
    noise().save(photos / "a.png")
    assert printed(known(inspect, "a.png")).format == "JPEG"


def test_a_file_that_has_gone_since(photos: Path, inspect: Inspect) -> None:
    quarters().save(photos / "a.jpg")
    picture = known(inspect, "a.jpg")
    (photos / "a.jpg").unlink()
    with pytest.raises(PhotoError):
        develop(picture, WHOLE, width_mm=50, height_mm=30)


def test_an_error_comes_back_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(PhotoError("P-104", "cut off", "file it anew")))
    assert (error.code, str(error), error.hint) == ("P-104", "cut off", "file it anew")

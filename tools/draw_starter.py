"""Draw the three pictures of the paper that `epaper init` starts, into epaper/_starter.

Kept so that they can be drawn again; nothing runs it. Everything is drawn four times as large
and scaled down, which smooths the edges; few colours, so that the files stay small.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = ROOT / "epaper" / "_starter" / "2026-01-05" / "photos"
SANS = ROOT / "assets" / "fonts" / "sans"
OVER = 4
COLOURS = 48

INK, PAPER, SKY, SUN = "#1d1d1b", "#fbfaf5", "#dfe5e4", "#b8442f"
STONE, SHADE, WATER = "#c9c2b2", "#8d8574", "#aebdbd"

Point = tuple[float, float]


class Sheet:
    """A sheet drawn on in final pixels, kept `OVER` times as large."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * OVER, height * OVER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * OVER, y * OVER) for x, y in points], fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        """A filled rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def disc(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """A filled ellipse."""
        box = [(x - rx) * OVER, (y - ry) * OVER, (x + rx) * OVER, (y + ry) * OVER]
        self.pen.ellipse(box, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: str = INK) -> None:
        """A line with round joints."""
        scaled = [(x * OVER, y * OVER) for x, y in points]
        self.pen.line(scaled, fill=fill, width=round(width * OVER), joint="curve")

    def words(self, x: float, y: float, text: str, *, size: float, anchor: str = "lm") -> None:
        """A line of text."""
        font = ImageFont.truetype(SANS / "IBMPlexSansCondensed-Regular.ttf", size * OVER)
        self.pen.text((x * OVER, y * OVER), text, fill=INK, font=font, anchor=anchor)

    def save(self, name: str) -> None:
        """Scale down and write."""
        small = self.image.resize(self.size, Image.Resampling.LANCZOS)
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(PHOTOS / name, optimize=True)


def draw_hall() -> None:
    """The market hall: three arches, slates, a clock tower, people at the doors."""
    sheet = Sheet(1500, 960, SKY)
    for x, y, width in ((250, 150, 190), (420, 190, 130), (1180, 110, 230), (1330, 155, 120)):
        sheet.disc(x, y, width, 26, PAPER)
    sheet.box(0, 820, 1500, 960, SHADE)
    for x, top, width in ((-20, 560, 170), (150, 610, 110), (1270, 540, 150), (1420, 600, 110)):
        sheet.box(x, top, x + width, 820, STONE)
        sheet.shape([(x - 12, top), (x + width / 2, top - 70), (x + width + 12, top)], SHADE)
        for row in range(3):
            for column in range(2):
                left = x + 24 + column * width / 2.2
                sheet.box(left, top + 30 + row * 70, left + 26, top + 70 + row * 70, INK)
    _roof(sheet)
    sheet.box(280, 470, 1220, 820, STONE)
    sheet.box(280, 470, 1220, 488, INK)
    for middle in (430, 750, 1070):
        _arch(sheet, middle)
    _tower(sheet)
    for x, scale in ((330, 0.9), (400, 1.1), (560, 1.0), (700, 0.8), (905, 1.1), (960, 1.0)):
        _person(sheet, x, 870 + 40 * scale, scale)
    for x, scale in ((1130, 1.2), (1225, 0.9), (180, 1.2), (1360, 1.1)):
        _person(sheet, x, 880 + 30 * scale, scale)
    sheet.save("market-hall.png")


def _roof(sheet: Sheet) -> None:
    sheet.shape([(250, 470), (400, 300), (1100, 300), (1250, 470)], INK)
    for row in range(1, 9):
        y = 300 + row * 19
        inset = (470 - y) * 150 / 170
        sheet.line([(262 + inset, y), (1238 - inset, y)], 2, SHADE)
        for slate in range(48):
            x = 270 + inset + slate * 21 + (row % 2) * 10
            if x < 1232 - inset:
                sheet.line([(x, y - 17), (x, y)], 1.6, SHADE)


def _arch(sheet: Sheet, middle: float) -> None:
    for inset, colour in ((0, INK), (10, PAPER), (20, INK)):
        reach = 110 - inset
        sheet.disc(middle, 630, reach, reach, colour)
        sheet.box(middle - reach, 630, middle + reach, 820, colour)
    sheet.box(middle - 90, 716, middle + 90, 730, SUN)
    for stripe in range(-3, 4):
        left = middle + stripe * 26 - 9
        sheet.box(left, 730, left + 16, 752, PAPER if stripe % 2 else SUN)
    for fruit in range(-3, 4):
        sheet.disc(middle + fruit * 22, 788, 10, 9, SUN if fruit % 2 else STONE)
    sheet.box(middle - 90, 796, middle + 90, 820, SHADE)


def _tower(sheet: Sheet) -> None:
    sheet.box(672, 190, 828, 470, STONE)
    sheet.box(790, 190, 828, 470, SHADE)
    sheet.box(658, 180, 842, 196, INK)
    sheet.shape([(664, 180), (750, 62), (836, 180)], INK)
    sheet.line([(750, 66), (750, 14)], 4)
    sheet.shape([(752, 16), (806, 28), (752, 42)], SUN)
    sheet.disc(750, 280, 60, 60, INK)
    sheet.disc(750, 280, 52, 52, PAPER)
    for hour in range(12):
        x, y = math.sin(hour * math.pi / 6), -math.cos(hour * math.pi / 6)
        sheet.line([(750 + 42 * x, 280 + 42 * y), (750 + 49 * x, 280 + 49 * y)], 4)
    # Four minutes past seven.
    for angle, length, width in ((7 / 12 + 4 / 720, 27, 6), (4 / 60, 40, 4)):
        turn = angle * 2 * math.pi
        sheet.line(
            [(750, 280), (750 + length * math.sin(turn), 280 - length * math.cos(turn))], width
        )
    for x in (712, 752):
        sheet.box(x, 372, x + 26, 440, INK)
        sheet.disc(x + 13, 372, 13, 13, INK)


def _person(sheet: Sheet, x: float, foot: float, scale: float) -> None:
    sheet.disc(x, foot - 78 * scale, 9 * scale, 11 * scale, INK)
    body = [(-15, -62), (15, -62), (20, -22), (12, -20), (11, 0), (2, 0), (0, -20), (-2, 0)]
    body += [(-11, 0), (-12, -20), (-20, -22)]
    sheet.shape([(x + dx * scale, foot + dy * scale) for dx, dy in body], INK)
    sheet.box(x + 19 * scale, foot - 34 * scale, x + 34 * scale, foot - 14 * scale, SUN)


def draw_heron() -> None:
    """A heron on one leg among reeds, with the sun behind it."""
    sheet = Sheet(1000, 1240, SKY)
    sheet.disc(640, 380, 230, 230, SUN)
    sheet.shape(
        [(0, 700), (260, 640), (520, 690), (800, 630), (1000, 680), (1000, 800), (0, 800)], SHADE
    )
    sheet.box(0, 770, 1000, 1240, WATER)
    for row in range(18):
        y = 800 + row * row * 1.5
        for part in range(5):
            x = (row * 137 + part * 263) % 1100 - 60
            sheet.line([(x, y), (x + 60 + row * 6, y)], 2 + row / 4, PAPER if part % 2 else SHADE)
    _bird(sheet)
    for index in range(34):
        x = (index * 61) % 330 - 20 if index % 2 else 1010 - (index * 47) % 300
        _reed(sheet, x, 1240 + index % 5 * 8, 330 + (index * 71) % 330, (index * 29) % 90 - 45)
    sheet.save("heron.png")


def _bird(sheet: Sheet) -> None:
    # Leg, body and tail, neck, head, bill; then the wing and the plume over them.
    sheet.line([(500, 800), (506, 930), (498, 1080)], 11)
    sheet.line([(498, 1080), (540, 1086)], 8)
    sheet.line([(540, 800), (575, 880), (520, 900)], 10)
    body = [(430, 640), (470, 600), (540, 620), (600, 700), (640, 800), (690, 900), (600, 860)]
    body += [(530, 838), (470, 800), (430, 730)]
    sheet.shape(_rounded(body), PAPER)
    sheet.line(
        _rounded(
            [(470, 690), (410, 600), (440, 500), (500, 430), (470, 350), (420, 330)], closed=False
        ),
        46,
        PAPER,
    )
    sheet.line(
        _rounded([(452, 690), (396, 600), (424, 500), (482, 430), (456, 356)], closed=False), 7, INK
    )
    sheet.disc(425, 328, 52, 34, PAPER)
    sheet.shape([(396, 314), (392, 346), (215, 366)], SUN)
    sheet.line([(392, 338), (226, 364)], 3)
    sheet.disc(408, 322, 8, 8, INK)
    sheet.shape(_rounded([(400, 306), (450, 292), (500, 312), (590, 372), (480, 336)]), INK)
    wing = [(480, 630), (545, 640), (610, 730), (650, 830), (700, 930), (590, 840), (510, 760)]
    sheet.shape(_rounded(wing), INK)
    for feather in range(5):
        x, y = 520 + feather * 22, 690 + feather * 34
        sheet.line([(x, y), (x + 60, y + 62)], 4, STONE)


def _reed(sheet: Sheet, x: float, foot: float, height: float, lean: float) -> None:
    top: Point = (x + lean, foot - height)
    sheet.line(_rounded([(x, foot), (x + lean / 4, foot - height / 2), top], closed=False), 7)
    if int(height) % 3 == 0:
        sheet.line([(top[0] - lean / 12, top[1] + 90), top], 22)
    else:
        sheet.shape(
            [
                (x, foot - height / 3),
                (x + lean * 2, foot - height * 0.8),
                (x + 7, foot - height / 3 - 12),
            ],
            INK,
        )


def _rounded(points: Sequence[Point], closed: bool = True, rounds: int = 4) -> list[Point]:
    """The points with their corners cut again and again (Chaikin 1974)."""
    shape = list(points)
    for _ in range(rounds):
        pairs = list(zip(shape, shape[1:] + shape[:1] if closed else shape[1:], strict=False))
        cut: list[Point] = [] if closed else [shape[0]]
        for (ax, ay), (bx, by) in pairs:
            cut.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
            cut.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
        shape = cut if closed else [*cut, shape[-1]]
    return shape


def draw_chart() -> None:
    """Riders of the night bus by month, a bar each."""
    riders = (900, 1040, 1180, 1220, 1400, 1350, 1290, 1460, 1730, 1980, 2140, 2300)
    sheet = Sheet(1500, 900, "white")
    foot, left, step = 800, 130, 112
    for value in range(0, 2501, 500):
        y = foot - value * 0.29
        sheet.line([(left - 10, y), (1480, y)], 2, INK if value == 0 else STONE)
        sheet.words(left - 24, y, f"{value:,}", size=38, anchor="rm")
    for index, value in enumerate(riders):
        x = left + 12 + index * step
        last = index == len(riders) - 1
        sheet.box(x, foot - value * 0.29, x + 80, foot - 1, SUN if last else SHADE)
        sheet.words(x + 40, foot + 38, "JFMAMJJASOND"[index], size=40, anchor="mm")
    sheet.words(left + 12 + 11 * step + 40, foot - 2300 * 0.29 - 30, "2,300", size=40, anchor="mm")
    sheet.words(left - 10, 30, "Riders a month, 2025", size=44)
    sheet.save("night-bus-riders.png")


if __name__ == "__main__":
    pictures: tuple[Callable[[], None], ...] = (draw_hall, draw_heron, draw_chart)
    for draw in pictures:
        draw()

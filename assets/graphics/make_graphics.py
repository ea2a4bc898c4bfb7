"""Draw the sample paper's own pictures: a locator map, a rate chart and an engraving.

Run from the checkout: ``python assets/graphics/make_graphics.py OUT``. Three PNG files are
written to the folder OUT: ``carrow-map.png``, ``key-rate-chart.png``, ``lighthouse-engraving.png``.
The map and the chart are SVG set by WeasyPrint in the paper's narrow sans; the engraving is
worked out pixel by pixel in ``lighthouse.py``. Island, bank and figures are invented.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from lighthouse import engrave_lighthouse
from PIL import Image
from weasyprint import HTML

Point = tuple[float, float]

FONTS = Path(__file__).resolve().parents[1] / "fonts" / "sans"
FACES = {
    ("normal", 400): "IBMPlexSansCondensed-Regular.ttf",
    ("italic", 400): "IBMPlexSansCondensed-Italic.ttf",
    ("normal", 600): "IBMPlexSansCondensed-SemiBold.ttf",
    ("normal", 700): "IBMPlexSansCondensed-Bold.ttf",
}
OVERSAMPLE = 2  # pages are drawn at twice the size and halved: smoother hairlines

INK = "#1a1a1a"
GREY = "#6b6b6b"
HAIRLINE = "#cfcfcf"
ACCENT = "#9c1f1a"
SEA = "#e6eef2"
SHALLOWS = "#f3f8fa"
LAND = "#faf7ef"
COAST = "#7f939d"
WATER_INK = "#4d7284"
ROAD = "#c4bba6"


def main() -> None:
    """Write the three pictures to the folder named on the command line."""
    out = Path(sys.argv[1])
    raster(island_map(), 1600, 1200).save(out / "carrow-map.png", optimize=True)
    raster(rate_chart(), 1600, 1000).save(out / "key-rate-chart.png", optimize=True)
    engrave_lighthouse(1600, 2000).save(out / "lighthouse-engraving.png", optimize=True)


# The map: 1600 x 1200 units, north at the top, 8 units to the kilometre.

UNITS_PER_KM = 8
MAIN_ISLAND: list[Point] = [
    (250, 520), (215, 420), (290, 330), (395, 300), (440, 215), (545, 180), (620, 205),
    (650, 270), (668, 330), (700, 262), (735, 190), (850, 150), (960, 195), (1010, 285),
    (1085, 350), (1070, 450), (1120, 520), (1100, 600), (1035, 640), (1062, 690),
    (1075, 780), (1010, 880), (915, 925), (880, 1010), (770, 1075), (660, 1050),
    (590, 1085), (470, 1060), (395, 970), (410, 870), (330, 790), (280, 700), (320, 610),
]  # fmt: skip
EAST_ISLAND: list[Point] = [
    (1345, 470), (1420, 420), (1490, 470), (1505, 560), (1522, 650), (1505, 730),
    (1440, 815), (1370, 800), (1320, 720), (1350, 640), (1310, 560),
]  # fmt: skip
ISLETS: list[list[Point]] = [
    [(175, 610), (205, 595), (222, 628), (198, 662), (170, 645)],
    [(800, 92), (838, 80), (858, 98), (828, 112)],
    [(1268, 902), (1302, 886), (1318, 918), (1284, 934)],
]
TARN: list[Point] = [
    (545, 515), (610, 530), (688, 545), (722, 560), (775, 610), (850, 628), (905, 612),
    (970, 630), (1040, 642),
]  # fmt: skip
RIDGES: list[list[Point]] = [  # the road to Kell goes through the gap
    [(375, 410), (425, 465), (475, 545)],
    [(565, 690), (600, 770), (655, 840)],
]
FERRY: list[Point] = [(1046, 645), (1140, 690), (1235, 662), (1336, 650)]
TOWNS: list[tuple[str, Point, Point, str, bool]] = [
    # name, place, offset of the label, anchor, drawn bold
    ("Port Ellery", (1038, 640), (-22, 62), "end", True),
    ("Lisbet", (1346, 648), (24, 12), "start", True),
    ("Stanmere", (690, 1046), (8, -28), "start", False),
    ("Harrow Sound", (668, 334), (30, 30), "start", False),
    ("Upper Tarn", (722, 560), (10, -34), "start", False),
    ("Kell", (368, 640), (-2, 50), "middle", False),
]
ROADS: list[list[Point]] = [
    [(1038, 640), (975, 572), (870, 540), (722, 560)],
    [(722, 560), (640, 590), (550, 606), (460, 650), (368, 640)],
    [(1038, 640), (1010, 760), (960, 850), (850, 955), (690, 1046)],
    [(722, 560), (700, 470), (690, 400), (668, 334)],
]
CAPITAL = "Stanmere"


def island_map() -> str:
    """Return the locator map of Carrow as SVG, 1600 x 1200 units."""
    shapes = [MAIN_ISLAND, EAST_ISLAND, *ISLETS]
    coasts = [rough_coast(shape, seed) for seed, shape in enumerate(shapes, start=3)]
    parts = [f'<rect width="1600" height="1200" fill="{SEA}"/>']
    parts += [outline_path(coast, "none", SHALLOWS, 22) for coast in coasts]
    parts += [outline_path(coast, LAND, COAST, 2.5) for coast in coasts]
    parts += [stroke_path(smooth(road), ROAD, 4) for road in ROADS]
    parts.append(stroke_path(smooth(TARN), WATER_INK, 4.5))
    parts += [mountain(x, y, size) for ridge in RIDGES for x, y, size in peaks(ridge)]
    parts.append(stroke_path(smooth(FERRY), ACCENT, 5, dash="15 10"))
    parts += [town(*entry) for entry in TOWNS]
    parts += map_lettering()
    parts += scale_and_north()
    frame = [(1.0, 1.0), (1599.0, 1.0), (1599.0, 1199.0), (1.0, 1199.0)]
    parts.append(outline_path(frame, "none", GREY, 2))
    return "\n".join(parts)


def rough_coast(shape: list[Point], seed: int) -> list[Point]:
    """Return shape with bays and points added: each side is halved four times, its middle moved.

    The seed keeps the coast the same on every run.
    """
    chance = random.Random(seed)
    outline = shape
    for roughness in (0.17, 0.15, 0.13, 0.1):
        halved: list[Point] = []
        for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
            push = chance.uniform(-roughness, roughness)
            middle = ((ax + bx) / 2 - (by - ay) * push, (ay + by) / 2 + (bx - ax) * push)
            halved += [(ax, ay), middle]
        outline = halved
    return outline


def peaks(ridge: list[Point]) -> list[tuple[float, float, float]]:
    """Return x, y and size of the hills left and right of ridge by turns, back rows first."""
    chance = random.Random(11)
    hills = [
        (x + (36 if turn % 2 else -32) + chance.uniform(-6, 6), y, chance.uniform(40, 56))
        for turn, (x, y) in enumerate(smooth(ridge, pieces=3))
    ]
    return sorted(hills, key=lambda hill: hill[1])


def mountain(x: float, y: float, size: float) -> str:
    """Return one hill with its foot at x, y: an outline, and hatching on the shaded side."""
    top, half = y - size, size * 0.8
    flanks = [(x - half, y), (x, top), (x + half, y)]
    hatches = []
    for part in (0.08, 0.26, 0.44, 0.62):  # how far down the slope a hatch starts
        start = (x + half * part, top + size * part)
        end = (start[0] - size * 0.16, start[1] + size * (0.92 - part) * 0.72)
        hatches.append(stroke_path([start, end], GREY, 2))
    return outline_path(flanks, LAND, "none", 0) + stroke_path(flanks, GREY, 2.6) + "".join(hatches)


def town(name: str, place: Point, offset: Point, anchor: str, bold: bool) -> str:
    """Return the mark and the name of a town; the capital is a ringed dot."""
    x, y = place
    ring = f'<circle cx="{x}" cy="{y}" r="16" fill="{LAND}" stroke="{INK}" stroke-width="3"/>'
    dot = f'<circle cx="{x}" cy="{y}" r="{10 if bold else 8}" fill="{INK}"/>'
    size, weight = (46, 700) if bold else (40, 400)
    style = Style(size, INK, weight=weight, anchor=anchor, halo=LAND)
    label = text(name, (x + offset[0], y + offset[1]), style)
    return (ring if name == CAPITAL else "") + dot + label


def map_lettering() -> list[str]:
    """Return the names of sea, strait, river, range and ferry."""
    ocean = Style(46, WATER_INK, slope="italic", spacing=8, anchor="middle")
    water = Style(38, WATER_INK, slope="italic", spacing=3, anchor="middle")
    return [
        text("North", (140, 150), ocean),
        text("Atlantic", (140, 204), ocean),
        text("Strait of", (1215, 440), water),
        text("Lisbet", (1215, 486), water),
        text("Tarn", (884, 598), Style(34, WATER_INK, slope="italic", anchor="middle", halo=LAND)),
        text("The Sawbacks", (724, 806), Style(36, GREY, slope="italic", spacing=3)),
        text("CARROW", (690, 930), Style(50, GREY, spacing=22, anchor="middle")),
        text("Ferry route", (1190, 752), Style(36, ACCENT, weight=600, anchor="middle")),
    ]


def scale_and_north() -> list[str]:
    """Return a scale bar of 50 km, low on the left, and the mark for north above it."""
    x, y, length = 90, 1130, 50 * UNITS_PER_KM
    bar: list[Point] = [(x, y - 14), (x, y), (x + length, y), (x + length, y - 14)]
    head: list[Point] = [(x - 13, y - 122), (x, y - 144), (x + 13, y - 122)]
    return [
        stroke_path(bar, INK, 3),
        stroke_path([(x, y - 76), (x, y - 144)], INK, 3),
        stroke_path(head, INK, 3),
        text("50 km", (x + length / 2, y - 16), Style(36, INK, anchor="middle")),
        text("N", (x, y - 160), Style(36, INK, weight=600, anchor="middle")),
    ]


# The chart: 1600 x 1000 units.

RATE: list[tuple[date, float]] = [
    (date(2019, 1, 1), 0.75), (date(2020, 3, 18), 0.25), (date(2022, 2, 14), 0.5),
    (date(2022, 5, 16), 1.0), (date(2022, 8, 15), 1.75), (date(2022, 11, 14), 2.75),
    (date(2023, 2, 13), 3.75), (date(2023, 5, 15), 4.5), (date(2023, 8, 14), 5.0),
    (date(2023, 9, 25), 5.25), (date(2024, 6, 17), 5.0), (date(2024, 9, 23), 4.75),
    (date(2024, 11, 18), 4.5), (date(2025, 2, 10), 4.25), (date(2025, 4, 14), 4.0),
    (date(2025, 6, 16), 3.75), (date(2025, 8, 18), 3.5),
]  # fmt: skip
CHART_END = date(2026, 2, 2)
LEFT, RIGHT, TOP, BOTTOM = 64.0, 1436.0, 120.0, 900.0
TOP_RATE = 6.0


def rate_chart() -> str:
    """Return the Bank of Carrow's key rate since 2019 as SVG, 1600 x 1000 units."""
    parts = ['<rect width="1600" height="1000" fill="#ffffff"/>']
    parts += rate_grid() + year_axis()
    parts.append(stroke_path(rate_steps(), ACCENT, 8))
    end = (day_x(CHART_END), rate_y(RATE[-1][1]))
    parts.append(f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="13" fill="{ACCENT}"/>')
    parts += rate_notes(end)
    return "\n".join(parts)


def day_x(day: date) -> float:
    """Return where day stands between the start of 2019 and the end of 2026's first weeks."""
    span = (CHART_END - RATE[0][0]).days
    return LEFT + (RIGHT - LEFT) * (day - RATE[0][0]).days / span


def rate_y(rate: float) -> float:
    """Return the height of rate, in per cent, on the chart."""
    return BOTTOM - (BOTTOM - TOP) * rate / TOP_RATE


def rate_steps() -> list[Point]:
    """Return the rate as a stair: it holds from one decision to the next, so it is not sloped."""
    corners: list[Point] = []
    for day, rate in RATE:
        if corners:
            corners.append((day_x(day), corners[-1][1]))
        corners.append((day_x(day), rate_y(rate)))
    return [*corners, (day_x(CHART_END), corners[-1][1])]


def rate_grid() -> list[str]:
    """Return a rule and a figure for each whole per cent; nought has the heavy rule."""
    parts = [text("Key rate, per cent", (2, 52), Style(40, INK, weight=600))]
    for rate in range(int(TOP_RATE) + 1):
        y = rate_y(rate)
        colour, width = (INK, 3.5) if rate == 0 else (HAIRLINE, 2.0)
        parts.append(f'<path d="M{LEFT} {y:.1f} H1600" stroke="{colour}" stroke-width="{width}"/>')
        parts.append(text(str(rate), (LEFT - 26, y + 14), Style(42, GREY, anchor="end")))
    return parts


def year_axis() -> list[str]:
    """Return a tick at each new year and the year's name in the middle of its space."""
    parts = []
    for year in range(2019, 2027):
        x = day_x(date(year, 1, 1))
        parts.append(f'<path d="M{x:.1f} {BOTTOM} v18" stroke="{INK}" stroke-width="3"/>')
        middle = day_x(date(year, 7, 2))
        parts.append(text(str(year), (middle, BOTTOM + 58), Style(42, GREY, anchor="middle")))
    return parts


def rate_notes(end: Point) -> list[str]:
    """Return the three figures a reader looks for: the low, the peak and the rate now."""
    low = (day_x(date(2021, 3, 1)), rate_y(0.25) - 26)
    peak = (day_x(date(2024, 2, 5)), rate_y(5.25) - 30)
    note = Style(40, INK, anchor="middle", halo="#ffffff")
    return [
        text('<tspan font-weight="700">0.25</tspan> for two years', low, note),
        text('Peak <tspan font-weight="700">5.25</tspan>, September 2023', peak, note),
        text("3.50", (end[0] + 26, end[1] + 20), Style(58, ACCENT, weight=700, halo="#ffffff")),
    ]


# What both drawings share.


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of lettering looks; size and spacing in units of the drawing."""

    size: float
    colour: str
    weight: int = 400
    slope: str = "normal"
    anchor: str = "start"
    spacing: float = 0
    halo: str = ""  # colour of a rim that keeps lines off the letters


def text(words: str, place: Point, style: Style) -> str:
    """Return words as SVG with their baseline at place."""
    look = (
        f'x="{place[0]:.1f}" y="{place[1]:.1f}" font-family="Graphic" font-size="{style.size}" '
        f'font-weight="{style.weight}" font-style="{style.slope}" text-anchor="{style.anchor}" '
        f'letter-spacing="{style.spacing}"'
    )
    rim = f'<text {look} fill="none" stroke="{style.halo}" stroke-width="9">{words}</text>'
    return (rim if style.halo else "") + f'<text {look} fill="{style.colour}">{words}</text>'


def stroke_path(points: list[Point], colour: str, width: float, dash: str = "none") -> str:
    """Return an open line through points as SVG."""
    course = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return (
        f'<path d="{course}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linejoin="round" stroke-dasharray="{dash}"/>'
    )


def outline_path(points: list[Point], fill: str, stroke: str, width: float) -> str:
    """Return a closed shape with its corners at points as SVG."""
    course = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"
    return (
        f'<path d="{course}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" '
        f'stroke-linejoin="round"/>'
    )


def smooth(points: list[Point], pieces: int = 10) -> list[Point]:
    """Return a curve through points (Catmull-Rom), each side cut into so many pieces."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        curve += [spline(a, b, c, d, step / pieces) for step in range(pieces)]
    return [*curve, points[-1]]


def spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """Return the point at share t of the way from b to c; a and d are the neighbours."""
    shares = (
        (-t + 2 * t**2 - t**3) / 2,
        (2 - 5 * t**2 + 3 * t**3) / 2,
        (t + 4 * t**2 - 3 * t**3) / 2,
        (t**3 - t**2) / 2,
    )
    corners = (a, b, c, d)
    x = sum(share * corner[0] for share, corner in zip(shares, corners, strict=True))
    y = sum(share * corner[1] for share, corner in zip(shares, corners, strict=True))
    return x, y


def raster(drawing: str, width: int, height: int) -> Image.Image:
    """Return the drawing, SVG of width x height units, as an RGB picture of as many pixels."""
    page = HTML(string=page_source(drawing, width, height), base_url=FONTS.as_uri() + "/")
    document = pypdfium2.PdfDocument(page.write_pdf())
    scale = OVERSAMPLE * 96 / 72  # a CSS pixel is 1/96 inch, a PDF point 1/72
    large: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    return large.resize((width, height), Image.Resampling.LANCZOS)


def page_source(drawing: str, width: int, height: int) -> str:
    """Return the HTML page that holds the drawing and nothing else."""
    faces = "".join(
        f"@font-face{{font-family:Graphic;font-style:{slope};font-weight:{weight};src:url({file})}}"
        for (slope, weight), file in FACES.items()
    )
    return (
        f"<style>{faces}@page{{size:{width}px {height}px;margin:0}}"
        f"body{{margin:0}}svg{{display:block}}</style>"
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{drawing}</svg>'
    )


if __name__ == "__main__":
    main()

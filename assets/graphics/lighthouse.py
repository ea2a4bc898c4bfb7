"""A lighthouse in a gale, as a wood engraving: black lines whose thickness carries the tone.

A scene is worked out as two fields of the picture's size: how dark each point is (0 white to 1
black), and how far along the engraver's strokes it lies. Ink is laid where the stroke is nearest,
for as large a share of its room as the tone asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field = NDArray[np.float64]
Mask = NDArray[np.bool_]

OVERSAMPLE = 2
STROKE = 0.0078  # room of one stroke, as a share of the width: 12.5 px of 1600, 0.8 mm at 100 mm
LAMP = (0.5, 0.285)  # place of the light, in widths from the top left
EDGE = 0.03  # white margin, with a ragged inner rim like a block's


@dataclass(slots=True)
class Scene:
    """The picture so far. x and y run in widths; tone and strokes are drawn back to front."""

    x: Field
    y: Field
    tone: Field
    strokes: Field  # in strokes: a whole number is the middle of a white line

    def lay(self, where: Mask, tone: Field | float, strokes: Field) -> None:
        """Draw a thing over what is there."""
        self.tone = np.where(where, tone, self.tone)
        self.strokes = np.where(where, strokes, self.strokes)


def engrave_lighthouse(width: int, height: int) -> Image.Image:
    """Return the engraving as a grey picture (mode L) of width x height pixels."""
    across, down = width * OVERSAMPLE, height * OVERSAMPLE
    y, x = np.mgrid[0:down, 0:across] / across
    scene = Scene(x, y, np.zeros_like(x), np.zeros_like(x))
    bottom = height / width
    draw_sky(scene)
    draw_sea(scene, bottom)
    draw_rock(scene)
    draw_tower(scene)
    draw_gulls(scene)
    ink = cut(scene) & inside_block(scene, bottom)
    picture = Image.fromarray(np.where(ink, 22, 255).astype(np.uint8))
    return picture.resize((width, height), Image.Resampling.BOX)


def cut(scene: Scene) -> Mask:
    """Return where ink lies: the share of each stroke's room that the tone asks."""
    blackness = np.abs(scene.strokes - np.round(scene.strokes)) * 2  # 0 and 1: middles of the lines
    return blackness > 1 - np.clip(scene.tone, 0.0, 1.0)


def inside_block(scene: Scene, bottom: float) -> Mask:
    """Return the block's face: a rectangle with slightly uneven sides."""
    wobble = 0.0012 * np.sin(scene.y * 37 + scene.x * 29) + 0.0008 * np.sin(scene.x * 83 + 1)
    return (
        (scene.x > EDGE + wobble)
        & (scene.x < 1 - EDGE + wobble)
        & (scene.y > EDGE + wobble)
        & (scene.y < bottom - EDGE + wobble)
    )


def draw_sky(scene: Scene) -> None:
    """Lay a dark sky in level strokes that bend as wind does, and two beams across it."""
    x, y = scene.x, scene.y
    wind = 0.012 * np.sin(x * 5 + y * 9) + 0.006 * np.sin(x * 13 - y * 5 + 2)
    dx, dy = x - LAMP[0], y - LAMP[1]
    away = np.hypot(dx, dy)
    cloud = 0.10 * np.sin(x * 4 + y * 17 + 3 * np.sin(y * 6)) + 0.06 * np.sin(x * 11 - y * 23)
    tone = 0.72 + cloud - 0.25 * np.clip((y - 0.45) / 0.5, 0, 1)
    glow = np.exp(-((away / 0.11) ** 2))
    spread = np.abs(dy + 0.10 * dx) / (0.018 + 0.16 * np.abs(dx))  # 1 at the rim of a beam
    beam = np.clip(1.25 - spread, 0, 1) ** 0.6 * np.clip(1.15 - away * 0.9, 0, 1)
    scene.lay(np.full(x.shape, True), tone * (1 - beam) * (1 - glow) + 0.02, (y + wind) / STROKE)


def draw_sea(scene: Scene, bottom: float) -> None:
    """Lay the sea: waves that grow towards the viewer, each dark below and white at its crest."""
    x, y = scene.x, scene.y
    horizon = 0.86
    depth = np.clip((y - horizon) / (bottom - horizon), 0, 1)
    swell = 0.9 * np.sin(x * 9 + depth * 7) + 0.5 * np.sin(x * 21 - depth * 11)
    phase = 26 * np.sqrt(depth + 0.02) + swell
    wave = phase - np.floor(phase)  # 0 at a crest, rising to 1 in front of the next
    tone = 0.42 + 0.55 * wave**0.8
    crest = wave < 0.10 + 0.05 * np.sin(x * 60 + 8 * depth)
    tone = np.where(crest, 0.05, tone)
    strokes = (y + 0.020 * (0.3 + depth) * np.sin(phase * 2 * np.pi + 0.6) * 0.5) / STROKE
    scene.lay(y > horizon + 0.002 * np.sin(x * 40), tone, strokes)


def draw_rock(scene: Scene) -> None:
    """Lay the rock under the tower, in slanting facets, with spray at its foot."""
    x, y = scene.x, scene.y
    facet = np.sin(x * 29 + 5 * np.sin(y * 17)) + 0.7 * np.sin(x * 53 - y * 31)
    jag = 0.014 * np.sin(x * 47) + 0.010 * np.sin(x * 91 + 1) + 0.006 * np.sin(x * 171)
    shore = 0.755 + 2.3 * np.clip(np.abs(x - 0.5) - 0.13, 0, 1) ** 1.35 + jag
    foot = 0.985 + 0.018 * np.sin(x * 23) + 0.010 * np.sin(x * 57 + 2)
    lit = np.clip(0.5 - (x - 0.5) * 1.2, 0, 1)  # the light comes from the left
    tone = np.clip(0.98 - 0.55 * lit + 0.16 * np.sign(facet) * (0.4 + lit), 0.12, 1)
    lean = np.where(facet > 0, 1.0, -0.75)
    body = (y > shore) & (y < foot)
    scene.lay(body, tone, (y * 0.75 + lean * x * 0.75) / STROKE)
    spray = np.hypot((x - 0.5) / 0.44, (y - foot) / 0.022)
    warp_x, warp_y = x + 0.01 * np.sin(y * 190), y + 0.006 * np.sin(x * 97 + 3 * np.sin(x * 31))
    speckle = np.sin(warp_x * 290 + 90 * warp_y) * np.sin(warp_y * 380 - 120 * warp_x)
    scene.lay((spray < 1) & (speckle > spray * 1.4 - 0.9), 0.0, scene.strokes)


def draw_tower(scene: Scene) -> None:
    """Lay the tower: banded shaft, gallery, lantern and cap."""
    x, y = scene.x, scene.y
    top, base = 0.355, 0.785
    down = np.clip((y - top) / (base - top), 0, 1)
    half = 0.054 + 0.034 * down**1.7
    side = (x - LAMP[0]) / half  # -1 at the left edge of the shaft, 1 at the right
    shaft = (np.abs(side) < 1) & (y > top) & (y < base)
    round_ = 0.30 + 0.70 * np.clip((side + 0.55) / 1.5, 0, 1) ** 1.1
    band = np.floor(down * 5) % 2 == 1
    tone = np.where(band, 0.58 + 0.42 * round_, 0.06 + 0.75 * (round_ - 0.30))
    hoops = (y + 0.016 * np.sqrt(np.clip(1 - side**2, 0, 1))) / (STROKE * 0.86)
    rim = np.abs(side) > 0.965
    scene.lay(shaft, np.where(rim, 1.0, tone), hoops)
    for row in (0.19, 0.47, 0.75):
        window = (np.abs(side + 0.12) < 0.11) & (np.abs(down - row) < 0.030)
        scene.lay(window, 1.0, hoops)
    draw_lantern(scene, top)


def draw_lantern(scene: Scene, top: float) -> None:
    """Lay the gallery on the shaft, the glass with the lamp in it, and the cap."""
    x, y = scene.x, scene.y
    off = np.abs(x - LAMP[0])
    upright = x / (STROKE * 0.8)
    shade = 0.45 + 0.5 * np.clip((x - LAMP[0]) / 0.07 + 0.4, 0, 1)
    gallery = (off < 0.078 - 0.5 * (y - 0.345)) & (y > 0.338) & (y < 0.372)
    scene.lay(gallery, shade, y / (STROKE * 0.7))
    rail = (off < 0.080) & (y > 0.306) & (y < 0.338)
    bars = (np.abs((x / 0.0135) % 1 - 0.5) > 0.36) | (y < 0.3105)
    scene.lay(rail & bars, 1.0, upright)
    glass = (off < 0.046) & (y > 0.238) & (y < 0.338)
    frame = (np.abs((x - LAMP[0]) / 0.0307 % 1 - 0.5) < 0.06) | (off > 0.0425)
    lamp = np.hypot(x - LAMP[0], (y - LAMP[1]) * 0.8) / 0.05
    scene.lay(glass, np.where(frame, 1.0, np.clip(lamp - 0.75, 0, 0.5)), upright)
    dome = (y < 0.240) & (np.hypot((x - LAMP[0]) / 0.056, (y - 0.240) / 0.044) < 1)
    rings = np.hypot(x - LAMP[0], y - 0.26) / (STROKE * 0.75)
    scene.lay(dome, 0.55 + 0.45 * np.clip((x - 0.47) / 0.07, 0, 1), rings)
    scene.lay((off < 0.062) & (np.abs(y - 0.241) < 0.0055), 1.0, upright)
    scene.lay((off < 0.0032) & (y > 0.150) & (y < 0.20), 1.0, upright)
    scene.lay(np.hypot(x - LAMP[0], y - 0.190) < 0.0095, 1.0, upright)


GULLS = (  # x, y, half the span, lean
    (0.20, 0.56, 0.088, 0.16),
    (0.79, 0.475, 0.058, -0.22),
    (0.87, 0.60, 0.036, 0.10),
)


def draw_gulls(scene: Scene) -> None:
    """Lay the gulls in white: two bent wings, dark at the tips, and a body."""
    for middle, height, span, lean in GULLS:
        dx = (scene.x - middle) / span
        dy = (scene.y - height) / span - lean * dx
        out = np.clip(np.abs(dx), 0, 1)  # 0 at the body, 1 at a wing's tip
        bend = -0.34 * np.sin(np.pi * out**0.62) - 0.16 * out
        wing = (np.abs(dx) < 1) & (np.abs(dy - bend) < 0.085 * (1 - out) ** 0.55)
        body = np.hypot((dx - 0.04) / 0.17, (dy - 0.035) / 0.075) < 1
        scene.lay(wing | body, 0.0, scene.strokes)
        scene.lay(wing & (out > 0.84), 1.0, scene.strokes)

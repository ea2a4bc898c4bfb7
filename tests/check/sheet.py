"""A sheet drawn by hand: what a made-up page is made of."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from .dress import Dress, Typewriter

PT = 72 / 25.4
ROW_PT = 10.5
ROW_MM = ROW_PT / PT
BASELINE_PT = 7.6  # from a row's top
BODY_PT = 8.8


@dataclass(frozen=True, kw_only=True)
class Format:
    """A page's measures, and the dress its type wears; rows and columns are of the live area."""

    width_mm: float
    height_mm: float
    columns: int
    rows: int
    margin_mm: float = 10.0
    gutter_mm: float = 4.0
    masthead_rows: int = 7
    nameplate_pt: float = 60.0
    nameplate_columns: int = 0  # over which it stands, if not all
    label_pt: float = 7.6  # at either end of a jump
    dress: Callable[[], Dress] = Typewriter

    @property
    def column_mm(self) -> float:
        """Width of a column."""
        gutters_mm = (self.columns - 1) * self.gutter_mm
        return (self.width_mm - 2 * self.margin_mm - gutters_mm) / self.columns

    def x_mm(self, column: float) -> float:
        """A column's left edge."""
        return self.margin_mm + column * (self.column_mm + self.gutter_mm)

    def y_mm(self, row: float) -> float:
        """A row's top."""
        return self.margin_mm + row * ROW_MM

    def span_mm(self, columns: int) -> float:
        """Width of so many columns and the gutters between them."""
        return columns * self.column_mm + (columns - 1) * self.gutter_mm


WIDE = Format(width_mm=260.0, height_mm=280.0, columns=4, rows=70)


class Sheet:
    """The content of a page being drawn, and its frames."""

    def __init__(self, height_mm: float) -> None:
        self.height_mm = height_mm
        self.under: list[str] = []  # pictures: letters stand on them, should the two meet
        self.marks: list[str] = []
        self.frames: list[dict[str, object]] = []
        self.photos: list[tuple[int, int]] = []

    def frame(self, kind: str, story: str, x: float, y: float, w: float, h: float) -> None:
        self.frames.append(
            {"kind": kind, "story": story, "x_mm": x, "y_mm": y, "w_mm": w, "h_mm": h}
        )

    def text(
        self,
        text: str,
        x_pt: float,
        y_pt: float,
        size_pt: float,
        *,
        font: str,
        word_pt: float = 0.0,
        letter_pt: float = 0.0,
    ) -> None:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.marks.append(
            f"BT /{font} {size_pt:.3f} Tf {word_pt:.4f} Tw {letter_pt:.4f} Tc "
            f"{x_pt:.4f} {self.height_mm * PT - y_pt:.4f} Td ({escaped}) Tj ET"
        )

    def box(self, x: float, y: float, w: float, h: float) -> None:
        self.marks.append(
            f"0 g {x * PT:.3f} {(self.height_mm - y - h) * PT:.3f} {w * PT:.3f} {h * PT:.3f} re f"
        )

    def photo(self, x: float, y: float, w: float, h: float, dpi: float) -> None:
        name = f"P{len(self.photos)}"
        self.photos.append((round(w / 25.4 * dpi), round(h / 25.4 * dpi)))
        self.under.append(
            f"q {w * PT:.3f} 0 0 {h * PT:.3f} {x * PT:.3f} "
            f"{(self.height_mm - y - h) * PT:.3f} cm /{name} Do Q"
        )


def add_page(pdf: pikepdf.Pdf, sheet: Sheet, width_mm: float, dress: Dress) -> None:
    """The sheet as the PDF's last page."""
    images = {f"/P{n}": _image(pdf, size, dress) for n, size in enumerate(sheet.photos)}
    content = "\n".join([*sheet.under, *sheet.marks])
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width_mm * PT, sheet.height_mm * PT],
        Resources=pikepdf.Dictionary(Font=dress.fonts(pdf), XObject=pikepdf.Dictionary(images)),
        Contents=pdf.make_stream(content.encode("cp1252")),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _image(pdf: pikepdf.Pdf, size: tuple[int, int], dress: Dress) -> pikepdf.Object:
    """A grey picture of so many pixels across and down."""
    image = pikepdf.Stream(pdf, zlib.compress(dress.picture(*size)))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    (image.Width, image.Height), image.BitsPerComponent = size, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
    return pdf.make_indirect(image)

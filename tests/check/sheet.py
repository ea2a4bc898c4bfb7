"""A sheet drawn by hand in Courier: what a made-up page is made of."""

from __future__ import annotations

import zlib

import pikepdf

PT = 72 / 25.4
WIDTH_MM, HEIGHT_MM = 260.0, 280.0
LEFT_MM, TOP_MM, GUTTER_MM = 10.0, 10.0, 4.0
COLUMNS, ROWS, ROW_PT = 4, 70, 10.5
ROW_MM = ROW_PT / PT
COLUMN_MM = (WIDTH_MM - 2 * LEFT_MM - (COLUMNS - 1) * GUTTER_MM) / COLUMNS
EM = 0.6
BASELINE_PT = 7.6  # from a row's top
BODY_PT = 8.8
FONTS = ("Courier", "Courier-Bold", "Helvetica-Bold")


def x_mm(column: float) -> float:
    return LEFT_MM + column * (COLUMN_MM + GUTTER_MM)


def y_mm(row: float) -> float:
    return TOP_MM + row * ROW_MM


def span_mm(columns: int) -> float:
    return columns * COLUMN_MM + (columns - 1) * GUTTER_MM


class Sheet:
    """The content of a page being drawn, and its frames."""

    def __init__(self) -> None:
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
        font: str = "Courier",
        word_pt: float = 0.0,
        letter_pt: float = 0.0,
    ) -> None:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.marks.append(
            f"BT /{font} {size_pt:.3f} Tf {word_pt:.4f} Tw {letter_pt:.4f} Tc "
            f"{x_pt:.4f} {HEIGHT_MM * PT - y_pt:.4f} Td ({escaped}) Tj ET"
        )

    def box(self, x: float, y: float, w: float, h: float) -> None:
        self.marks.append(
            f"0 g {x * PT:.3f} {(HEIGHT_MM - y - h) * PT:.3f} {w * PT:.3f} {h * PT:.3f} re f"
        )

    def photo(self, x: float, y: float, w: float, h: float, dpi: float) -> None:
        name = f"P{len(self.photos)}"
        self.photos.append((round(w / 25.4 * dpi), round(h / 25.4 * dpi)))
        self.marks.append(
            f"q {w * PT:.3f} 0 0 {h * PT:.3f} {x * PT:.3f} "
            f"{(HEIGHT_MM - y - h) * PT:.3f} cm /{name} Do Q"
        )


def add_page(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    fonts = {
        f"/{name}": pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(f"/{name}"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        for name in FONTS
    }
    images = {f"/P{n}": _image(pdf, *size) for n, size in enumerate(sheet.photos)}
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, WIDTH_MM * PT, HEIGHT_MM * PT],
        Resources=pikepdf.Dictionary(
            Font=pikepdf.Dictionary(fonts), XObject=pikepdf.Dictionary(images)
        ),
        Contents=pdf.make_stream("\n".join(sheet.marks).encode("cp1252")),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _image(pdf: pikepdf.Pdf, width: int, height: int) -> pikepdf.Object:
    """A grey picture."""
    image = pikepdf.Stream(pdf, zlib.compress(b"\x90" * width * height))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = width, height, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
    return pdf.make_indirect(image)

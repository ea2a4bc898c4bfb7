"""Nameplates that are pictures: what is printed, what is refused, what of an SVG goes through."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from epaper.darkroom import inspect_logo
from epaper.darkroom.vector import MOST_BYTES, safe_drawing
from epaper.darkroom.vector_values import VectorError
from epaper.model import Logo, Problem, Severity
from tests.darkroom.made import noise, quarters

ROOM_MM = (250.0, 25.0)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RECT = '<rect width="40" height="10"/>'


def drawing(inside: str, given: str = 'viewBox="0 0 40 10"') -> bytes:
    return f"{HEAD} {given}>{inside}</svg>".encode()


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Tags without their space and attributes of a drawing, the root's left out."""
    root = ElementTree.fromstring(data)
    return [(e.tag.rpartition("}")[2], dict(e.attrib)) for e in root.iter()][1:]


def looked_at(folder: Path, name: str, data: bytes) -> tuple[Logo | None, tuple[Problem, ...]]:
    (folder / name).write_bytes(data)
    return inspect_logo(folder, name, ROOM_MM)


def png(image: Image.Image, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    image.save(made, kind)
    return made.getvalue()


def test_a_drawing_goes_through_with_its_paint_as_attributes() -> None:
    made, aspect = safe_drawing(
        drawing(
            "<style>/* made by hand */ .a, #b { fill: #123456; stroke : none } path{opacity:.5}"
            "</style><title>T</title><metadata><x>1</x></metadata>"
            '<g class="a"><path d="M0 0L1 1"/></g><path id="b" d="M0 0" fill="red" '
            'style="fill:#abcdef;font-size:3px"/>'
        )
    )
    assert aspect == 4
    assert elements(made) == [
        ("g", {"fill": "#123456", "stroke": "none"}),
        ("path", {"d": "M 0 0 L 1 1", "opacity": ".5"}),
        ("path", {"id": "b", "d": "M 0 0", "fill": "#abcdef", "stroke": "none", "opacity": ".5"}),
    ]


def test_what_is_safe_stays_as_it_is_when_it_comes_again() -> None:
    once, _ = safe_drawing(
        drawing(
            '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
            '<clipPath id="c"><circle r="3"/></clipPath></defs>'
            '<use xlink:href="#s" fill="url(#g)" clip-path="url(#c)"/><g id="s">' + RECT + "</g>"
        )
    )
    assert safe_drawing(once)[0] == once


def test_what_drawing_programs_write_is_read() -> None:
    plain = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg.dtd">'
    )
    odd = drawing(
        '<sodipodi:namedview xmlns:sodipodi="urn:s"><svg:script xmlns:svg="urn:x"/>'
        "</sodipodi:namedview>" + RECT,
        'width="80mm" height="20mm" xmlns:i="urn:i" i:version="1"',
    )
    made, aspect = safe_drawing(plain + odd)
    assert (elements(made), aspect) == ([("rect", {"width": "40", "height": "10"})], 4)


def test_paths_are_read_as_programs_shorten_them() -> None:
    made, _ = safe_drawing(drawing('<path d="m1-2.5.5-1e1z a5,5 0 01-1.5.5 H3"/>'))
    assert elements(made)[0][1]["d"] == "m 1 -2.5 .5 -1e1 z a 5 5 0 0 1 -1.5 .5 H 3"


UNREADABLE = [
    '<path d="L0 0"/>',
    '<path d="M0 0 A 1 1"/>',
    '<path d="M0 0z 1 1"/>',
    '<path d="M0 0 L 1e9 0"/>',
    '<path d="M0 0 B 1 1"/>',
    '<polygon points="1 2 3"/>',
    '<rect width="calc(1px + 2px)" height="1"/>',
    '<rect width="1e400" height="1"/>',
    '<rect width="1" height="1" transform="rotate()"/>',
    '<rect width="1" height="1" transform="matrix(1 2 3)"/>',
    '<rect width="1" height="1" transform="spin(1)"/>',
    '<rect width="1" height="1" opacity="50%"/>',
    '<rect width="1" height="1" style="stroke-miterlimit:x"/>',
    '<rect width="1" height="1" stroke-dasharray="1 x"/>',
]


@pytest.mark.parametrize("inside", UNREADABLE)
def test_what_the_renderer_would_stumble_over_is_told_beforehand(inside: str) -> None:
    with pytest.raises(VectorError, match="cannot be read"):
        safe_drawing(drawing(inside))


BOMB = "".join(f'<g id="n{n}">' + f'<use xlink:href="#n{n + 1}"/>' * 10 + "</g>" for n in range(8))
REFUSED = [
    ("<script>alert(1)</script>" + RECT, "a script"),
    ('<rect width="1" height="1" onclick="x()"/>', "a script (onclick)"),
    ('<a xlink:href="http://x/">' + RECT + "</a>", "a link"),
    ('<image xlink:href="http://x/a.png"/>', "a picture"),
    ('<image href="data:image/png;base64,AAAA"/>', "a picture"),
    ("<foreignObject><p>x</p></foreignObject>", "foreignObject"),
    ("<text>The Post</text>", "more than shapes (<text>)"),
    ('<filter id="f"/>' + RECT, "more than shapes (<filter>)"),
    ('<rect width="1" height="1" filter="url(#f)"/>', "an effect (filter)"),
    ('<rect width="1" height="1" style="mask:url(#m)"/>', "an effect (mask)"),
    ('<use xlink:href="http://x/a.svg#b"/>', "outside itself"),
    ('<use href="other.svg#b"/>', "outside itself"),
    ('<rect width="1" height="1" fill="url(http://x/#a)"/>', "signs that no drawing needs"),
    ('<rect width="1" height="1" fill="url(x.svg)"/>', "outside itself"),
    ('<rect width="1" height="1" style="fill:u\\72l(x)"/>', "signs that no drawing needs"),
    ("<style>@import 'x.css';</style>" + RECT, "more than rules"),
    ("<style>@font-face{src:url(x)}</style>" + RECT, "the rule @font-face"),
    ("<style>g > rect{fill:red}</style>" + RECT, "the rule g > rect"),
    ('<g id="a"><use xlink:href="#a"/></g>', "refers to itself (#a)"),
    (
        '<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/>' + RECT,
        "refers to itself",
    ),
    (BOMB + '<g id="n8">' + RECT + "</g>", "too many parts by references"),
    ("<g>" * 100 + "</g>" * 100, "too many parts"),
    ("<g/>" * 30_000, "too many parts"),
    ("<title>Nothing</title>", "nothing is drawn"),
    ("<rect", "it is no SVG"),
]


@pytest.mark.parametrize(("inside", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_would_do_harm_or_look_otherwise_is_refused(inside: str, why: str) -> None:
    with pytest.raises(VectorError) as raised:
        safe_drawing(drawing(inside))
    assert why in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no SVG"),
        (b"<html/>", "it is no SVG"),
        (b'<svg xmlns="http://example.org/other"><rect/></svg>', "it is no SVG"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + drawing("&a;" + RECT), "entities of its own"),
        (drawing(RECT, ""), "it says no size"),
        (drawing(RECT, 'viewBox="0 0 0 10"'), "it says no size"),
        (drawing(RECT, 'viewBox="0 0 nan 10"'), "it says no size"),
        (drawing(RECT, 'width="100%" height="100%"'), "it says no size"),
        (b" " * (MOST_BYTES + 1), "MiB"),
    ],
)
def test_what_is_no_drawing(data: bytes, why: str) -> None:
    with pytest.raises(VectorError, match=why):
        safe_drawing(data)


def test_a_picture_is_put_on_white_and_is_a_png(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (1600, 200), (0, 0, 0, 0))
    logo, problems = looked_at(tmp_path, "plate.webp", png(clear, "WEBP"))
    assert logo is not None
    assert problems == ()
    assert (logo.ending, logo.aspect, logo.width_px) == ("png", 8, 1600)
    with Image.open(io.BytesIO(logo.data)) as shown:
        assert (shown.format, shown.getpixel((5, 5))) == ("PNG", (255, 255, 255))


def test_a_large_picture_is_made_as_small_as_the_widest_page_needs(tmp_path: Path) -> None:
    logo, problems = looked_at(tmp_path, "plate.png", png(quarters(6000, 600)))
    assert logo is not None
    assert problems == ()
    assert logo.width_px == 3600


def test_a_coarse_picture_is_told_with_the_width_it_needs(tmp_path: Path) -> None:
    # 200 mm wide in its room of 250 x 25 mm: 1181 pixels are 150 an inch.
    logo, problems = looked_at(tmp_path, "plate.png", png(noise(1176, 147)))
    assert logo is not None
    assert [(p.code, p.severity) for p in problems] == [("P-207", Severity.WARN)]
    assert "1176 pixels over 200 mm are 149 dpi" in problems[0].message
    assert "2362 pixels wide" in problems[0].hint
    assert looked_at(tmp_path, "plate.png", png(noise(1184, 148)))[1] == ()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("plate.svg", drawing("<script/>"), "a script"),
        ("plate.svg", drawing(RECT, 'viewBox="0 0 40 100"'), "0.4 times as wide as high"),
        ("plate.svg", drawing(RECT, 'viewBox="0 0 400 10"'), "40 times as wide as high"),
        ("plate.svg", png(quarters()), "it is no SVG"),
        ("plate.png", b"", "the file is empty"),
        ("plate.png", drawing(RECT), "an SVG drawing"),
        ("plate.png", png(quarters())[:-900], "damaged"),
        ("plate.png", png(quarters(), "JPEG"), "it is a JPEG"),
        ("plate.webp", png(quarters(), "GIF"), "it is a GIF"),
    ],
)
def test_what_is_no_nameplate_leaves_the_name_in_type(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    logo, (problem,) = looked_at(tmp_path, name, data)
    assert logo is None
    assert problem.code == "P-206"
    assert why in problem.message
    assert "set in type" in problem.message
    assert problem.hint


def test_a_file_that_is_not_there_or_lies_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "plates.svg").write_bytes(drawing(RECT))
    (problem,) = inspect_logo(folder, "plate.svg", ROOM_MM)[1]
    assert "no such file" in problem.message
    assert problem.hint == "did you mean plates.svg?"
    (tmp_path / "out.svg").write_bytes(drawing(RECT))
    (folder / "link.svg").symlink_to(tmp_path / "out.svg")
    assert "outside" in inspect_logo(folder, "link.svg", ROOM_MM)[1][0].message
    (folder / "loop.svg").symlink_to(folder / "loop.svg")
    assert inspect_logo(folder, "loop.svg", ROOM_MM)[0] is None
    (folder / "folder.svg").mkdir()
    assert "no such file" in inspect_logo(folder, "folder.svg", ROOM_MM)[1][0].message

"""Drawings in SVG made safe: shapes and their paint go through, nothing else does.

In: the bytes of a file. Out: another SVG, written anew from what is known to be harmless, and its
aspect; a `VectorError` for a file that would look otherwise without what is left out, or that
means harm. Nothing is opened or fetched; entities are not read; what refers to itself, or is drawn
thousandfold by references, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from epaper.darkroom.vector_style import PAINT, declared, read_rules
from epaper.darkroom.vector_values import VectorError, sound

MOST_BYTES = 1024 * 1024
MOST_ELEMENTS = 20_000  # a drawn nameplate has some 50, an engraved coat of arms a thousand
MOST_DEPTH = 60
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"))
KEPT = SHAPES | {"g", "defs", "linearGradient", "radialGradient", "stop", "clipPath"}
# What says nothing to the eye: it is left out with all that stands in it.
SILENT = frozenset(("title", "desc", "metadata", "style"))
HARM = frozenset(("script", "foreignObject", "image", "a", "iframe", "set", "handler", "feImage"))
GEOMETRY = frozenset(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform offset gradientUnits"
    " gradientTransform spreadMethod clipPathUnits".split()
)
EFFECTS = frozenset(("filter", "mask"))
PLAIN = "export it as plain SVG: letters as outlines, no effects, pictures or scripts"
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(?:px|pt|mm|cm|in|pc)?\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")


@dataclass(slots=True)
class _Element:
    tag: str
    given: dict[str, str]
    children: list[_Element] = field(default_factory=list)
    text: str = ""

    def all(self) -> Iterator[_Element]:
        """The element and all that stands in it."""
        yield self
        for child in self.children:
            yield from child.all()


def safe_drawing(data: bytes) -> tuple[bytes, float]:
    """The drawing as SVG of shapes alone, and its width by its height.

    Raises VectorError.
    """
    if len(data) > MOST_BYTES:
        raise VectorError(f"it has {len(data) / 2**20:.1f} MiB, at most 1 is read", PLAIN)
    root = _Parser().read(data)
    left, top, width, height = _view(root.given)
    rules = read_rules("\n".join(e.text for e in root.all() if e.tag == "style"))
    drawn = [made for child in root.children for made in _made(child, rules)]
    whole = _Element("svg", _painted(root, rules), drawn)
    _check_references(whole)
    if not any(element.tag in SHAPES for element in whole.all()):
        raise VectorError("nothing is drawn in it", PLAIN)
    box = " ".join(f"{part:.10g}" for part in (left, top, width, height))
    size = {"width": f"{width:.10g}", "height": f"{height:.10g}", "viewBox": box}
    whole.given = {"xmlns": SVG, "xmlns:xlink": XLINK, **size, **whole.given}
    return _written(whole).encode(), width / height


class _Parser:
    """Reads XML into elements of SVG; others, and all that stands in them, are passed over."""

    def __init__(self) -> None:
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.StartDoctypeDeclHandler = self._doctype
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._words
        self.open: list[_Element | None] = []
        self.root: _Element | None = None
        self.count = 0

    def read(self, data: bytes) -> _Element:
        """The root of the drawing; VectorError for what is none."""
        try:
            self.expat.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise VectorError(f"it is no SVG: {error}", PLAIN) from None
        if self.root is None or self.root.tag != "svg":
            raise VectorError("it is no SVG", PLAIN)
        return self.root

    def _doctype(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        # A bare document type is common and says nothing; one that declares entities is a trap.
        if inside:
            raise VectorError("it declares entities of its own", PLAIN)

    def _start(self, name: str, given: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > MOST_DEPTH:
            raise VectorError("it has too many parts to be a nameplate", PLAIN)
        element = _Element(tag, _own(given)) if space in (SVG, "") else None
        parent = self.open[-1] if self.open else None
        if element is not None and parent is not None:
            parent.children.append(element)
        elif element is not None and not self.open:
            self.root = element
        elif element is not None:
            element = None  # SVG within something else
        self.open.append(element)

    def _end(self, name: str) -> None:
        self.open.pop()

    def _words(self, text: str) -> None:
        if self.open and (element := self.open[-1]) is not None:
            element.text += text


def _own(given: Mapping[str, str]) -> dict[str, str]:
    """The attributes that are SVG's, `xlink:href` as `href`; VectorError for handlers."""
    found: dict[str, str] = {}
    for name, value in given.items():
        space, _, bare = name.rpartition(" ")
        if bare.lower().startswith("on"):
            raise VectorError(f"it has a script ({bare})", PLAIN)
        if not space or (space == XLINK and bare == "href"):
            found[bare] = value
    return found


def _made(element: _Element, rules: Mapping[str, Mapping[str, str]]) -> Iterator[_Element]:
    """The element with what of it is known; nothing for what nobody sees."""
    if element.tag in SILENT:
        return
    if element.tag not in KEPT:
        what = "a link, a script or a picture" if element.tag in HARM else "more than shapes"
        raise VectorError(f"it holds {what} (<{element.tag}>)", PLAIN)
    names = sorted(GEOMETRY & element.given.keys())
    given = {name: sound(name, element.given[name]) for name in names}
    if (goal := element.given.get("href", "")) and element.tag != "stop":
        if not re.fullmatch(r"#[^\s#]+", goal):
            raise VectorError(f"it refers to something outside itself ({goal[:60]})", PLAIN)
        given["xlink:href"] = goal
    given |= _painted(element, rules)
    children = [made for child in element.children for made in _made(child, rules)]
    yield _Element(element.tag, given, children)


def _painted(element: _Element, rules: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """How it is painted, as attributes: its own, those of style sheets, those of its style."""
    paint = {name: value for name, value in element.given.items() if name in PAINT}
    names = [element.tag, *(f".{name}" for name in element.given.get("class", "").split())]
    for name in (*names, f"#{element.given.get('id', '')}"):
        paint |= rules.get(name, {})
    paint |= declared(element.given.get("style", ""))
    for name in EFFECTS & paint.keys():
        if paint.pop(name).strip() != "none":
            raise VectorError(f"it has an effect ({name})", PLAIN)
    return {name: sound(name, value) for name, value in sorted(paint.items())}


def _view(given: Mapping[str, str]) -> tuple[float, float, float, float]:
    """The part of the plane that is shown: left, top, width, height."""
    parts = re.split(r"[\s,]+", given.get("viewBox", "").strip())
    try:
        left, top, width, height = (float(part) for part in parts)
    except ValueError:
        sizes = [_LENGTH.fullmatch(given.get(name, "")) for name in ("width", "height")]
        left = top = 0.0
        width, height = (float(size[1]) if size else 0.0 for size in sizes)
    if not (0 < width < 1e6 and 0 < height < 1e6 and abs(left) < 1e6 and abs(top) < 1e6):
        raise VectorError("it says no size", "give it a viewBox, or a width and a height")
    return left, top, width, height


def _check_references(root: _Element) -> None:
    """VectorError where the drawing refers to itself, or comes to too much by references."""
    named = {e.given["id"]: e for e in root.all() if "id" in e.given}
    weights: dict[str, int] = {}

    def weight(element: _Element, trail: tuple[str, ...]) -> int:
        total = 0
        for part in element.all():
            total += 1
            for goal in _goals(part):
                if goal in trail:
                    raise VectorError(f"it refers to itself (#{goal})", PLAIN)
                if goal in named:
                    if goal not in weights:
                        weights[goal] = weight(named[goal], (*trail, goal))
                    total += weights[goal]
            if total > MOST_ELEMENTS:
                raise VectorError("it draws too many parts by references", PLAIN)
        return total

    for name, element in named.items():
        weight(element, (name,))
    weight(root, ())


def _goals(element: _Element) -> Iterator[str]:
    for name, value in element.given.items():
        if name == "xlink:href":
            yield value[1:]
        yield from _REFERENCE.findall(value)


def _written(element: _Element) -> str:
    given = "".join(f' {name}="{escape(value)}"' for name, value in element.given.items())
    if not element.children:
        return f"<{element.tag}{given}/>"
    inside = "".join(_written(child) for child in element.children)
    return f"<{element.tag}{given}>{inside}</{element.tag}>"

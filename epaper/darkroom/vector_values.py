"""Values of attributes of drawings in SVG, let through only as what they have to be.

In: an attribute's name and value. Out: the value, paths written anew. What would lead outside the
file, or what the renderer would stumble over, is a `VectorError`. Source: SVG 2, chapters 8 and 9.
"""

from __future__ import annotations

import re

from epaper.exceptions import EpaperError

FLAT = "export it with its paint as attributes (presentation attributes), as plain SVG"
LARGEST = 1e6  # in a drawing's own units
SHARES = frozenset("opacity fill-opacity stroke-opacity stop-opacity stroke-miterlimit".split())
LENGTHS = frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy width height offset stroke-width stroke-dashoffset".split()
)
# How many numbers follow a command of a path, and a function of a transform.
COMMANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
ARC_FLAGS = (3, 4)  # of an arc's numbers: 0 or 1, often without anything between
TRANSFORMS = {
    "matrix": (6,),
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_UNIT = re.compile(r"(?:px|pt|mm|cm|in|pc|%)?")
_APART = re.compile(r"[\s,]*")
_FUNCTION = re.compile(r"([A-Za-z]+)\s*\(([^()]*)\)")
_PLAIN = re.compile(r"[\w\s#.,()%+'\"/-]*", re.ASCII)
_OWN = re.compile(r"url\(\s*(['\"]?)#[\w.-]+\1\s*\)", re.ASCII)
_ID = re.compile(r"[\w.:-]+")


class VectorError(EpaperError):
    """A drawing that cannot be printed as it is."""


def sound(name: str, value: str) -> str:
    """`value` as the attribute `name` may have it; VectorError for any other."""
    if name == "id":
        if not _ID.fullmatch(value):
            raise VectorError("a part of it has a name with odd signs", FLAT)
        return value
    if not _PLAIN.fullmatch(value):
        raise VectorError(f"its {name} has signs that no drawing needs", FLAT)
    if "url" in _OWN.sub("", value.lower()):
        raise VectorError(f"its {name} refers to something outside itself", FLAT)
    if name == "d":
        return _path(value)
    if not _right(name, value.strip()):
        raise VectorError(f"its {name} cannot be read ({value[:40]})", FLAT)
    return value


def _right(name: str, value: str) -> bool:
    """Whether a value has the form that its attribute wants."""
    if name in SHARES or name in LENGTHS:
        found = _NUMBER.match(value)
        unit = value[found.end() :] if found else value
        return _small(found) and bool(_UNIT.fullmatch(unit)) and not (unit and name in SHARES)
    if name == "stroke-dasharray":
        return value == "none" or _numbers(value) is not None
    if name == "points":
        points = _numbers(value)
        return points is not None and len(points) % 2 == 0
    if name in ("transform", "gradientTransform"):
        parts = _FUNCTION.findall(value)
        rest = _APART.sub("", _FUNCTION.sub("", value))
        return not rest and all(
            len(_numbers(given) or ()) in TRANSFORMS.get(function, ()) for function, given in parts
        )
    return True


def _numbers(text: str) -> list[str] | None:
    """The numbers of a list; None if it has anything else."""
    if _APART.sub("", _NUMBER.sub("", text)):
        return None
    found = list(_NUMBER.finditer(text))
    return [number[0] for number in found] if all(map(_small, found)) else None


def _small(found: re.Match[str] | None) -> bool:
    return found is not None and abs(float(found[0])) < LARGEST


def _path(text: str) -> str:
    """A path's commands and numbers, each by itself."""
    parts: list[str] = []
    place, command = _after_space(text, 0), ""
    while place < len(text):
        if text[place].upper() in COMMANDS:
            command = text[place]
            parts.append(command)
            place = _after_space(text, place + 1)
        elif not COMMANDS.get(command.upper()):  # no command yet, or a number after Z
            raise _no_path(text)
        numbers, place = _arguments(text, place, command)
        parts += numbers
    if parts and parts[0] not in "Mm":
        raise _no_path(text)
    return " ".join(parts)


def _arguments(text: str, place: int, command: str) -> tuple[list[str], int]:
    """One set of a command's numbers from `place` on, and where the next thing begins."""
    numbers: list[str] = []
    for index in range(COMMANDS[command.upper()]):
        if command in "Aa" and index in ARC_FLAGS:
            number = text[place : place + 1]
            if number not in ("0", "1"):
                raise _no_path(text)
        else:
            found = _NUMBER.match(text, place)
            if found is None or not _small(found):
                raise _no_path(text)
            number = found[0]
        numbers.append(number)
        place = _after_space(text, place + len(number))
    return numbers, place


def _after_space(text: str, place: int) -> int:
    found = _APART.match(text, place)
    return found.end() if found else place


def _no_path(text: str) -> VectorError:
    return VectorError(f"a path of it cannot be read ({text[:40]})", FLAT)

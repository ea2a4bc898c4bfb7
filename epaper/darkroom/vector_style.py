"""Paint of drawings in SVG: what style sheets and style attributes say, as far as it is harmless.

In: CSS as drawing programs write it: rules for a class, an element, an id. Out: properties by
selector. `sound` is the one place that lets a value through.
"""

from __future__ import annotations

import re

from epaper.exceptions import EpaperError

PAINT = frozenset(
    "fill fill-opacity fill-rule clip-rule clip-path stroke stroke-width stroke-opacity"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity"
    " stop-color stop-opacity color display visibility filter mask".split()
)
FLAT = "export it with its paint as attributes (presentation attributes), as plain SVG"
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_VALUE = re.compile(r"[\w\s#.,()%+'\"/-]*", re.ASCII)
_OWN = re.compile(r"url\(\s*(['\"]?)#[\w.-]+\1\s*\)", re.ASCII)


class VectorError(EpaperError):
    """A drawing that cannot be printed as it is."""


def read_rules(text: str) -> dict[str, dict[str, str]]:
    """Properties by selector; VectorError for CSS that is more than simple rules."""
    plain = _COMMENT.sub("", text)
    if _RULE.sub("", plain).strip():
        raise VectorError("its style sheet has more than rules for shapes", FLAT)
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in _RULE.findall(plain):
        for selector in (part.strip() for part in selectors.split(",")):
            if not _SELECTOR.fullmatch(selector):
                raise VectorError(f"its style sheet has the rule {selector[:40]}", FLAT)
            rules.setdefault(selector, {}).update(declared(body))
    return rules


def declared(text: str) -> dict[str, str]:
    """The paint among the declarations of a rule or a style attribute."""
    found: dict[str, str] = {}
    for part in _COMMENT.sub("", text).split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip().lower() in PAINT:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def sound(name: str, value: str) -> None:
    """VectorError for a value of the attribute `name` that might lead outside the drawing."""
    if name != "id" and not _VALUE.fullmatch(value):
        raise VectorError(f"its {name} has signs that no drawing needs", FLAT)
    if name == "id" and not re.fullmatch(r"[\w.:-]+", value):
        raise VectorError("a part of it has a name with odd signs", FLAT)
    if "url" in _OWN.sub("", value.lower()) and name != "id":
        raise VectorError(f"its {name} refers to something outside itself", FLAT)

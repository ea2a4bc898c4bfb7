"""Paint of drawings in SVG: what style sheets and style attributes say, as far as it is harmless.

In: CSS as drawing programs write it: rules for a class, an element, an id. Out: properties by
selector, their values as they are.
"""

from __future__ import annotations

import re

from epaper.darkroom.vector_values import FLAT, VectorError

PAINT = frozenset(
    "fill fill-opacity fill-rule clip-rule clip-path stroke stroke-width stroke-opacity"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity"
    " stop-color stop-opacity color display visibility filter mask".split()
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*")


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

"""Section labels of foreign copy, matched to the paper's own sections by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from epaper.exceptions import PaperError
from epaper.model import Section

# Names that mean the same page of a paper; a section of the paper belongs to the first group
# that holds its key or its name. The first parts of the IPTC subject codes stand with them.
_GROUPS = tuple(
    frozenset(group.split("|"))
    for group in (
        "national|news|home|home news|domestic|nation|local|politics|government|society|uk|us|crime"
        "|02|11|14",
        "world|international|international news|foreign|global|abroad|16",
        "business|economy|economics|finance|money|markets|companies"
        "|economy business and finance|04",
        "opinion|comment|commentary|editorial|editorials|views|voices|columns|analysis",
        "science|science and technology|technology|tech|environment|climate|06|13",
        "health|medicine|wellbeing|07",
        "culture|arts|arts culture and entertainment|arts culture entertainment and media|books"
        "|entertainment|film|music|stage|television|lifestyle|life|style|travel|human interest"
        "|01|08|10",
        "sport|sports|15",
    )
)


class Sections:
    """The paper's sections and the labels that lead to them."""

    def __init__(self, sections: Sequence[Section], section_map: Mapping[str, str]) -> None:
        """`section_map` gives a section key for a label; PaperError for an unknown key."""
        keys = {section.key for section in sections}
        if unknown := sorted(set(section_map.values()) - keys):
            hint = f"known: {', '.join(section.key for section in sections)}"
            raise PaperError(f"the paper has no section {unknown[0]}", hint)
        self._first = sections[0]
        self._own: dict[str, str] = {}
        for label, key in section_map.items():
            self._own |= dict.fromkeys(_whole_names(label), key)
        for section in sections:
            for name in (section.key, section.name):
                self._own.setdefault(_folded(name), section.key)
        self._alike: dict[str, str] = {}
        for group in _GROUPS:
            mine = next((self._own[name] for name in self._own if name in group), None)
            for name in group if mine else ():
                self._alike.setdefault(name, str(mine))

    def key_of(self, labels: Sequence[str]) -> str:
        """The key of the section that the labels lead to; "" if none does.

        The first label that the paper or its map names; without one, the first that means the
        same as a section of the paper. A code of IPTC's may be named whole or by its first level.
        """
        for known in (self._own, self._alike):
            for label in labels:
                for name in (_folded(label), _code(label), _code(label)[:2]):
                    if key := known.get(name):
                        return key
        return ""

    @property
    def first(self) -> Section:
        """The paper's first section, where copy without a known one goes."""
        return self._first


def _folded(label: str) -> str:
    """`label` for comparing: no case, accents or punctuation."""
    bare = unicodedata.normalize("NFKD", label.casefold().replace("&", " and "))
    return " ".join(re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c))))


def _whole_names(label: str) -> Iterator[str]:
    """What a label of the map stands for: itself, and a code of the first level for all below."""
    yield _folded(label)
    if code := _code(label):
        yield code
        yield from (code[:2],) if code.endswith("000000") else ()


def _code(label: str) -> str:
    """The eight figures of an IPTC code, with or without its scheme (medtop:15000000), or "".

    Codes of subjects begin with that of their first level, 15 for sport; those of the newer topics
    below the first level with 20, which is nobody's.
    """
    found = re.fullmatch(r"(?:\w+:)?(\d{8})", label.strip())
    return found[1] if found else ""

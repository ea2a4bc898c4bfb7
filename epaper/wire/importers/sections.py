"""Section labels of foreign copy, matched to the paper's own sections by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

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
        self._by_label = {_folded(label): key for label, key in section_map.items()}
        for section in sections:
            for name in (section.key, section.name):
                self._by_label.setdefault(_folded(name), section.key)
        own = dict(self._by_label)
        for group in _GROUPS:
            mine = next((own[name] for name in own if name in group), None)
            for name in group if mine else ():
                self._by_label.setdefault(name, str(mine))

    def key_of(self, labels: Sequence[str]) -> str:
        """The key of the section the first known label leads to; "" if none does."""
        for label in labels:
            if key := self._by_label.get(_folded(label)):
                return key
        return ""

    @property
    def first(self) -> Section:
        """The paper's first section, where copy without a known one goes."""
        return self._first


def _folded(label: str) -> str:
    """`label` for comparing: no case, accents or punctuation; a subject code by its first part."""
    if re.fullmatch(r"\d{8}", label):
        return label[:2]
    bare = unicodedata.normalize("NFKD", label.casefold().replace("&", " and "))
    return " ".join(re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c))))

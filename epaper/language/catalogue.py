"""The catalogue: every text of page and screen in the languages that it was translated to.

In: a BCP 47 tag. Out: gettext's two calls. Texts are English in the code; locale/<language>.po
has the others. Babel reads the .po files, so that nothing has to be compiled.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from epaper.model.script import relatives

LOCALE = Path(__file__).resolve().parents[1] / "locale"


@dataclass(frozen=True)
class Catalogue:
    """Translations of one language; a text that has none stays English.

    `plural` says which of a text's forms a count takes; English has two.
    """

    texts: Mapping[str, tuple[str, ...]]
    plural: Catalog

    def gettext(self, text: str) -> str:
        """`text` in the language."""
        return self.texts.get(text, (text,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form for `count` things."""
        forms = self.texts.get(one)
        if forms is None:
            return one if count == 1 else many
        return forms[min(_form(self.plural, count), len(forms) - 1)]


@cache
def read_catalogue(tag: str) -> Catalogue:
    """The catalogue of the language, of a relative where it has none, or plain English."""
    for name in (tag, *relatives(tag)):
        path = LOCALE / f"{name}.po"
        if path.is_file():
            with path.open("rb") as file:
                return _catalogue(read_po(file, locale=name.replace("-", "_")))
    return Catalogue({}, Catalog(locale="en"))


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue of their own, English aside."""
    return tuple(sorted(path.stem for path in LOCALE.glob("*.po")))


def _catalogue(read: Catalog) -> Catalogue:
    texts: dict[str, tuple[str, ...]] = {}
    for message in read:
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if key and all(forms) and not message.fuzzy:
            texts[str(key)] = tuple(str(form) for form in forms)
    return Catalogue(texts, read)


def _form(catalog: Catalog, count: int) -> int:
    """Which form a count takes, by the rule at the head of the .po file."""
    return _plural_rule(catalog.plural_expr)(count)


@cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = gettext.c2py(expression)
    return rule

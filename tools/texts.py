"""Bring the catalogues up to date with the code: `make texts`.

Reads every text that is marked in epaper's code and templates, and writes each
epaper/locale/<language>.po anew: translations are kept, new texts come in empty, texts that nobody
says any more go.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "epaper"
LOCALE = PACKAGE / "locale"
METHODS = [("reader/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"reader/templates/**.html": {"trimmed": "false", "silent": "false"}}


def extract() -> Catalog:
    """Every text of the code, without translations."""
    catalog = Catalog()
    for file, text, comments, context in _found():
        catalog.add(
            text,
            locations=[(file, 0)],
            user_comments=comments,
            auto_comments=[],
            context=context,
        )
    return catalog


@cache
def _found() -> tuple[tuple[str, str | tuple[str, ...], list[str], str | None], ...]:
    """What the code says, read once: file, text, comments, context."""
    found = extract_from_dir(
        PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    return tuple(
        (Path(file).as_posix(), text, comments, context)
        for file, _, text, comments, context in found
    )


def renew(path: Path) -> str:
    """The .po file at `path` with the texts of the code, as it should be."""
    language = path.stem.replace("-", "_")
    with path.open("rb") as file:
        known = read_po(file, locale=language)
    known.update(extract(), no_fuzzy_matching=True)
    known.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, known, width=100, omit_header=True, sort_output=True, no_location=True)
    return _head(known) + buffer.getvalue().decode()


def _head(known: Catalog) -> str:
    """The head of a .po file, without what changes with every run, or what nobody fills in.

    One line a field, however long: a wrapped plural rule is easily broken by hand.
    """
    fields = (
        f"Language: {known.locale_identifier}",
        f"Plural-Forms: {known.plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'msgid ""\nmsgstr ""\n{lines}\n'


def main() -> None:
    """Renew every catalogue."""
    for path in sorted(LOCALE.glob("*.po")):
        path.write_text(renew(path), encoding="utf-8")
        print(f"{path.name} renewed")


if __name__ == "__main__":
    main()

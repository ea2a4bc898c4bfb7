"""Bring the catalogues up to date with the code: `make texts`.

Reads every text that is marked in epaper's code and templates, and writes each
epaper/locale/<language>.po anew: translations are kept, new texts come in empty, texts that nobody
says any more go.
"""

from __future__ import annotations

import io
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
    found = extract_from_dir(
        PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for file, _, text, comments, context in found:
        catalog.add(
            text,
            locations=[(Path(file).as_posix(), 0)],
            user_comments=comments,
            auto_comments=[],
            context=context,
        )
    return catalog


def renew(path: Path) -> str:
    """The .po file at `path` with the texts of the code, as it should be."""
    language = path.stem.replace("-", "_")
    with path.open("rb") as file:
        known = read_po(file, locale=language)
    known.update(extract(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.header_comment = ""
    buffer = io.BytesIO()
    write_po(buffer, known, width=100, omit_header=False, sort_output=True, no_location=True)
    return _bare(buffer.getvalue().decode())


def _bare(text: str) -> str:
    """Without the lines of the head that change with every run, or that nobody fills in."""
    kept = ("Language:", "Plural-Forms", "MIME-Version", "Content-T")
    head, blank, rest = text.partition("\n\n")
    lines = [line for line in head.split("\n") if line[:1] != '"' or line[1:].startswith(kept)]
    return "\n".join(lines) + blank + rest


def main() -> None:
    """Renew every catalogue."""
    for path in sorted(LOCALE.glob("*.po")):
        path.write_text(renew(path), encoding="utf-8")
        print(f"{path.name} renewed")


if __name__ == "__main__":
    main()

"""What the house knows of a language, and where that stands: `python -m tools.language da`.

In: a BCP 47 tag. Out: a line for each part that a language may have, `yes`, or `no` and what a
paper in it then goes without (docs/extending.md).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from epaper.desk.speech import speech_of
from epaper.language.catalogue import languages, read_catalogue
from epaper.language.locale import Tongue
from epaper.language.numerals import figures
from epaper.model import LATIN
from epaper.model.script import relatives, script_of
from epaper.places import fonts_dir, layouts_dir
from epaper.press.fonts import read_faces
from epaper.typeset.hyphens import splitter
from epaper.typeset.leading_words import leading_of
from epaper.wire.signs import style_of
from tools.texts import extract

MOST_SIGNS = 12  # of those that are lacking, told by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a language: whether it is known, where it stands, what is so without it."""

    name: str
    known: bool
    stands: str
    without: str

    def __str__(self) -> str:
        told = "yes" if self.known else f"no: {self.without}"
        return f"{self.name:<14} {told}  ({self.stands})"


def parts_of(tag: str) -> Iterator[Part]:
    """Every part that the language `tag` may have, in the order of docs/extending.md."""
    yield from _words_of(tag)
    yield from _letters_of(tag)


def _words_of(tag: str) -> Iterator[Part]:
    """What is said in the language, and how its copy is read."""
    name = next((tag for tag in relatives(tag) if tag in languages()), tag.split("-")[0].lower())
    yield Part(
        name="texts",
        known=name == "en" or name in languages(),
        stands=f"epaper/locale/{name}.po",
        without="labels and screen are English",
    )
    yield Part(
        name="dates",
        known=Tongue(tag).known,
        stands="Babel's CLDR",
        without="dates are English",
    )
    yield Part(
        name="signs",
        known=style_of(tag) is not None,
        stands="epaper/wire/signs.py, STYLES",
        without="quotes, dashes and units stay as filed",
    )
    yield Part(
        name="leading words",
        known=leading_of(tag) is not None,
        stands="epaper/typeset/leading_words.py, LEADING",
        without="headlines break by length and not with the sense",
    )
    yield Part(
        name="speech",
        known=speech_of(tag) is not None,
        stands="epaper/desk/speech.py, SPEECH",
        without="no pull quotes are picked",
    )


def _letters_of(tag: str) -> Iterator[Part]:
    """How its words are split and its letters drawn."""
    script = script_of(tag)
    yield Part(
        name="hyphens",
        known=splitter(tag) is not None,
        stands="pyphen's patterns; epaper/typeset/syllables.py",
        without="no word is split but at a soft hyphen",
    )
    yield Part(
        name="script",
        known=script == LATIN or f"[{script}]" in scripts_text(),
        stands=f"{script}: epaper/model/script.py, layouts/base/scripts.toml",
        without="it is set in the families of Latin, with faces of the paper's own",
    )
    lacking = lacking_signs(tag)
    yield Part(
        name="faces",
        known=not lacking,
        stands=f"assets/fonts/fonts.toml; figures {figures('0123456789', tag)}",
        without=f"{len(lacking)} signs are in stand-ins at best: {' '.join(lacking[:MOST_SIGNS])}",
    )


def scripts_text() -> str:
    """The file that says what each script wears."""
    return (layouts_dir() / "base" / "scripts.toml").read_text(encoding="utf-8")


def lacking_signs(tag: str) -> list[str]:
    """Signs of the language's own texts, dates and figures that the house's faces lack.

    Those that only stand in for others do not count.
    """
    said = [message.id for message in extract() if isinstance(message.id, str)]
    tongue = Tongue(tag)
    text = "".join(map(read_catalogue(tag).gettext, said)) + figures("0123456789", tag)
    text += "".join(tongue.long_date(date(2026, month, month)) for month in range(1, 13))
    own = (face.covered for face in read_faces(fonts_dir()) if not face.stands_in)
    there = frozenset().union(*own)
    seen = (sign for sign in text + text.upper() if not sign.isspace())
    return sorted({sign for sign in seen if ord(sign) not in there})


def main() -> None:
    """Tell the parts of each language named."""
    for tag in sys.argv[1:] or ["en"]:
        print(tag)
        print("\n".join(f"  {part}" for part in parts_of(tag)))


if __name__ == "__main__":
    main()

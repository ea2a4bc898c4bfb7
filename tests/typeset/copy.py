"""Made-up copy, and the fonts and layouts to set it with."""

from functools import cache

from epaper.model import Block, BlockKind, Form, Layout, Record, Span, Story
from epaper.places import fonts_dir
from epaper.resources import load_layout
from epaper.typeset import FontBook
from epaper.typeset.paragraphs import Indents

FLUSH = Indents()

PROSE = (
    "The harbour master of a small port keeps two books. In one he writes what came in, how long "
    "it was and what it paid; in the other, which nobody asks for, he writes what he thought of "
    "it. The second has run to forty-one volumes since 1926, and five harbour masters have "
    "kept it without ever being told to. A grandnephew of the third found them last "
    "winter behind the boiler, wrapped in oilcloth and in remarkably good condition."
)


@cache
def fonts() -> FontBook:
    """The house's own fonts."""
    return FontBook.load(fonts_dir())


@cache
def layout(name: str = "berliner") -> Layout:
    """A layout of the house."""
    return load_layout(name)


def block(text: str, kind: BlockKind = BlockKind.TEXT) -> Block:
    return Block(kind=kind, spans=(Span(text=text),))


def record(slug: str = "port-books", **parts: object) -> Record:
    known: dict[str, object] = {
        "slug": slug,
        "file": f"2026-02-04/articles/{slug}.md",
        "headline": "Forty-one volumes found behind a boiler",
        "body": (block(PROSE), block("They will be shown in May."), block(PROSE)),
    }
    return Record(**(known | parts))  # type: ignore[arg-type]


def story(*members: Record, **parts: object) -> Story:
    first = members[0]
    known: dict[str, object] = {
        "slug": first.slug,
        "section": "national",
        "form": first.form,
        "order": 0,
        "members": members,
        "headline": "In brief" if first.form is Form.BRIEF else first.headline,
        "standfirst": first.standfirst,
        "kicker": first.kicker,
        "quotes": first.quotes,
        "byline": ("By Ada Penn", "Port Ellery", "2 min read"),
    }
    return Story(**(known | parts))  # type: ignore[arg-type]

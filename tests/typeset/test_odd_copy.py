"""Copy that nobody would file, through the whole of `set_copy`: nothing raises, no word is lost."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.model import (
    Block,
    BlockKind,
    Box,
    Form,
    Galley,
    Photo,
    Quote,
    Record,
    SetBlock,
    Span,
    Story,
)
from epaper.text import FORBIDDEN, tidy
from epaper.typeset import set_copy
from tests.typeset.copy import fonts, layout, record, story

LAYOUTS = ("berliner", "broadsheet", "tabloid", "a4", "tablet")
LANGUAGES = (
    *("", "en-GB", "en-US", "de", "fr", "es", "it", "nl", "pl", "ru", "el", "sv"),
    *("ar", "fa", "ur", "ur-Aran", "hi", "bn", "zh", "ja", "tr", "xx"),
)
SIGNS = ".,;:!?-–—/·…“”‘’«»()[]&%€£@#*+=_|~°§†"
WHITE = " \u00a0\u2002\u2009\u202f\u3000\u200a"
INVISIBLE = "\u00ad\u200c\u200d\u200e\u200f\u2066\u2069\ufe0f"
MARKS = "\u0301\u0308\u0327\u064b\u0651\u093c\u093f\u094d\u20dd"
BIDI = "עברית שלום العربية اردو ہے ۱۲۳ abc DEF 12-34 "
MIXED = "aZßÆéøłŽ αΩ жЯ अनुवाद বাংলা 漢字かなカナ、。 ไทย 한글 "


@cache
def covered() -> str:
    """Every assigned character that a face of the house has and a record may have."""
    codes: set[int] = set()
    for faces in fonts().families.values():
        codes |= faces[0]._covered
    signs = (chr(code) for code in sorted(codes))
    return "".join(
        sign
        for sign in signs
        if not FORBIDDEN.match(sign) and unicodedata.category(sign) not in ("Cn", "Cs")
    )


def texts() -> st.SearchStrategy[str]:
    """Odd texts, as the wire hands them on."""
    alphabets = (SIGNS, WHITE, INVISIBLE, MARKS, BIDI, MIXED, "0123456789.,-", "A", "fi ")
    some = [st.text(alphabet=alphabet, max_size=60) for alphabet in alphabets]
    some.append(st.text(alphabet=st.sampled_from(covered()), max_size=60))
    long = st.tuples(st.sampled_from(alphabets), st.integers(60, 300))
    some.append(long.map(lambda pair: (pair[0] * pair[1])[: pair[1]]))
    joined = st.tuples(st.sampled_from([*WHITE, "", "-"]), st.lists(st.one_of(some), max_size=4))
    return st.one_of(*some, joined.map(lambda pair: pair[0].join(pair[1]))).map(tidy)


TEXTS = texts()
FILLED = TEXTS.filter(bool)
SPANS = st.lists(
    st.builds(Span, text=FILLED, italic=st.booleans(), bold=st.booleans()), min_size=1, max_size=4
).map(tuple)
BLOCKS = st.builds(Block, kind=st.sampled_from(BlockKind), spans=SPANS)
LABELS = st.lists(FILLED, max_size=3).map(tuple)
RECORDS = st.fixed_dictionaries(
    {
        "headline": FILLED,
        "standfirst": TEXTS,
        "kicker": TEXTS,
        "byline": LABELS,
        "agency": TEXTS,
        "dateline": TEXTS,
        "language": st.sampled_from(LANGUAGES),
        "form": st.sampled_from(Form),
        "body": st.lists(BLOCKS, min_size=1, max_size=4).map(tuple),
        "photos": st.lists(
            st.builds(Photo, file=st.just("a.jpg"), caption=TEXTS, credit=TEXTS), max_size=2
        ).map(tuple),
        "quotes": st.lists(st.builds(Quote, text=FILLED, by=TEXTS), max_size=1).map(tuple),
        "box": st.none() | st.builds(Box, title=FILLED, text=TEXTS, items=LABELS),
    }
)


def made(parts: dict[str, object]) -> Story:
    filed = record("port-books", **parts)
    labels = (*filed.byline, *filter(None, (filed.agency, filed.dateline)))
    return story(filed, byline=labels)


def letters(text: str) -> str:
    """What of a text must stand in its lines."""
    return "".join(text.upper().replace("\u00ad", "").split())


def said(block: SetBlock | None) -> str:
    return "" if block is None else "".join(line.text for line in block.lines)


def shown(galley: Galley, filed: Record) -> dict[str, tuple[str, str]]:
    """Of each part: what was filed, and what its lines say."""
    body = "".join(
        line.text for paragraph in galley.paragraphs for line in paragraph.best.lines
    ).replace("•", "")
    parts = {"body": ("".join(block.text for block in filed.body).replace("•", ""), body)}
    for key, block in galley.headlines.items():
        parts[f"headline {key}"] = (filed.headline, said(block))
    for span, block in galley.standfirsts.items():
        parts[f"standfirst {span}"] = (filed.standfirst, said(block))
    for (index, span), block in galley.cutlines.items():
        photo = filed.photos[index]
        parts[f"cutline {index} {span}"] = (photo.caption + photo.credit, said(block))
    return parts


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=RECORDS, name=st.sampled_from(LAYOUTS))
def test_odd_records_are_set(parts: dict[str, object], name: str) -> None:
    item = made(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPAPER_DEBUG", "1")  # what the program fails on is raised
        galleys, problems = set_copy([item], layout(name), fonts())
    assert all(problem.where.file and problem.where.story for problem in problems)
    if item.gathered:
        return
    for part, (filed, lines) in shown(galleys[item.slug], item.record).items():
        assert letters(lines) == letters(filed), part

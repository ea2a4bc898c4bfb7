from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from epaper.model import (
    Block,
    BlockKind,
    Box,
    Imprint,
    Notice,
    Paper,
    Photo,
    Quote,
    Record,
    Section,
    Span,
    Table,
)
from epaper.wire.copyedit import edit_block, edit_paper, edit_record, edit_text
from epaper.wire.signs import STYLES

EDITED = [
    ('"Hello," she said. "\'No,\' he said."', "“Hello,” she said. “‘No,’ he said.”"),
    ("the '90s and the class of '24 met", "the ’90s and the class of ’24 met"),
    ("'20 people came,' he said", "‘20 people came,’ he said"),
    ("rock 'n' roll, give 'em", "rock ’n’ roll, give ’em"),
    ("the \"rock-'n'-roll\" show", "the “rock-’n’-roll” show"),
    ("O'Brien's boys' boats", "O’Brien’s boys’ boats"),
    ('He left--"no"--and', "He left—“no”—and"),
    ('"I was--" he began', "“I was—” he began"),
    ("wait - what -- so", "wait\u00a0– what\u00a0– so"),
    ("1990--95, pre- and post-war, -4", "1990–95, pre- and post-war, -4"),
    ("so... and....", "so… and…."),
    ('6\'2" tall and a 24" pipe', "6\u20322″ tall and a 24″ pipe"),
    ('"the class of 2024" sang', "“the class of 2024” sang"),
    ('("Yes") ["No"]', "(“Yes”) [“No”]"),
    ('an "either"/"or" choice', "an “either”/“or” choice"),
    ('“Mixed" and "mixed”', "“Mixed” and “mixed”"),
    ("see https://x.org/a--b's", "see https://x.org/a--b’s"),
    ("40 kg at 6 am, 3.5 per cent", "40\u00a0kg at 6\u00a0am, 3.5\u00a0per cent"),
    ("on 4 February Mr Ek", "on 4\u00a0February Mr\u00a0Ek"),
    ("J. R. Penn on p. 5 and No. 7", "J.\u00a0R.\u00a0Penn on p.\u00a05 and No.\u00a07"),
    ("Council votes to end it.", "Council votes to end\u00a0it."),
    ("-", "-"),
    ("---", "---"),
    ("----- cut here", "----- cut here"),
]


@pytest.mark.parametrize(("filed", "printed"), EDITED)
def test_edited(filed, printed):
    assert edit_text(filed, "en-GB") == printed


def test_a_language_without_rules_stays_as_filed():
    assert edit_text('C\'est - "ça"', "zu-ZA") == 'C\'est - "ça"'


def test_a_quotation_across_italics():
    spans = (
        Span(text='He read "'),
        Span(text="The Salt Clerk", italic=True),
        Span(text='" -'),
        Span(text="- twice", bold=True),
    )
    block = edit_block(Block(kind=BlockKind.TEXT, spans=spans), "en-GB")
    assert block.text == "He read “The Salt Clerk”\u00a0– twice"
    assert [span.text for span in block.spans if span.italic] == ["The Salt Clerk"]


def test_every_printed_text_of_a_record():
    record = Record(
        slug="it-s",
        file="it's.md",
        headline="It's",
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text="It's", href="http://it's.org"),)),),
        standfirst="It's",
        kicker="It's",
        byline=("O'Dea",),
        agency="It's",
        dateline="St John's",
        language="en-GB",
        photos=(Photo(file="it's.jpg", caption="It's", credit="It's", alt="It's"),),
        quotes=(Quote(text="It's", by="It's"),),
        box=Box(title="It's", text="It's", items=("It's",)),
        table=Table(title="It's", columns=("It's",), rows=(("It's",),), note="It's"),
    )
    edited = repr(edit_record(record))
    assert edited.count("It's") == 1  # the picture's alternative text
    assert edited.count("it's") == 3  # two files and an address
    assert edited.count("It’s") == 16
    assert "O’Dea" in edited
    assert "St\\xa0John’s" in edited


FOLDS = str.maketrans(dict.fromkeys("“”„″«»", '"') | dict.fromkeys("‘’‚\u2032", "'"))


def words(text: str, language: str) -> list[str]:
    """The words with quotes, dashes and fractions folded, split at any white space.

    In French, whose signs have spaces of their own, without the signs.
    """
    if language[:2] in ("fr", "it"):  # an apostrophe typed with the wrong key
        text = re.sub(r'(?<=[^\W\d_])"(?=[^\W\d_])', "'", text)
    folded = re.sub("-{1,3}|[–—]", "-", text.translate(FOLDS).replace("…", "..."))
    folded = re.sub(r"(\d+[ \u00a0-])?1/2|\d+½", "½", folded)
    return re.sub('[";:!?]', " ", folded).split() if language[:2] == "fr" else folded.split()


copy = st.text(st.sampled_from("abA19.,:;-'\"()“”–—… \u00a0\nmkg%@/")) | st.lists(
    st.sampled_from(
        [
            "it's",
            '"no"',
            "--",
            "...",
            "Mr",
            "p.",
            "5",
            "kg",
            "'90s",
            "J.",
            "6'2\"",
            "a",
            "1/2",
            "«",
            "»",
            "12",
            "000",
            "?",
            "M.",
            "w",
        ]
    )
).map(" ".join)


@given(copy, st.sampled_from(sorted(STYLES)))
@example("x@y--z", "en")
@example("... -- ....", "en")
def test_words_stay_and_editing_again_changes_nothing(text, language):
    edited = edit_text(text, language)
    assert words(edited, language) == words(text, language)
    assert edit_text(edited, language) == edited


@given(st.lists(copy.filter(bool), min_size=1))
def test_blocks_keep_their_words_whatever_their_spans(pieces):
    spans = tuple(Span(text=text, italic=index % 2 == 1) for index, text in enumerate(pieces))
    block = Block(kind=BlockKind.TEXT, spans=spans)
    edited = edit_block(block, "en-GB")
    assert edited.text == edit_text(block.text, "en-GB")
    assert words(edited.text, "en") == words(block.text, "en")


def test_the_papers_own_texts():
    paper = Paper(
        name="The Ship's Bell",
        motto="It's late",
        sections=(Section(key="a", name="Readers' page"),),
        notices=(Notice(title="Reporters' Day", text='Say "yes"'),),
        imprint=Imprint(editor="O'Dea"),
    )
    edited = edit_paper(paper)
    assert (edited.name, edited.motto) == ("The Ship’s Bell", "It’s late")
    assert edited.sections[0].name == "Readers’ page"
    assert edited.notices[0] == Notice(title="Reporters’ Day", text="Say “yes”")
    assert edited.imprint.editor == "O’Dea"

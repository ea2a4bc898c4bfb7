from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.comments import CommentLimits, FaultKind, paragraphs, tidied_name, tidied_text
from epaper.comments.rules import faults_of, text_mark
from tests.comments.made_up import draft

LIMITS = CommentLimits()


def fault(text: str = "A fair point.", name: str = "Ada") -> tuple[str, FaultKind, int] | None:
    found = faults_of(draft(tidied_text(text) or " ", name=tidied_name(name)), LIMITS)
    assert len(found) <= 1
    return (found[0].field, found[0].kind, found[0].number) if found else None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("x", FaultKind.SHORT, 2),
        ("x\u200b\u200b\u2060", FaultKind.SHORT, 2),
        ("x" * 3001, FaultKind.LONG, 3000),
        ("a http://a.b c https://d.e f www.g.h", FaultKind.LINKS, 2),
        ("[url=//a.b]x[/url] [url]y[/url] [url]z", FaultKind.LINKS, 2),
        ("bell \x07 rings", FaultKind.SIGNS, 0),
        ("nul \x00 here", FaultKind.SIGNS, 0),
        ("half \ud800 a pair", FaultKind.SIGNS, 0),
        ("override \u202e gnp", FaultKind.SIGNS, 0),
        ("isolate \u2067 x", FaultKind.SIGNS, 0),
        ("z" + "\u0301" * 6 + "algo", FaultKind.SIGNS, 0),
    ],
)
def test_texts_that_are_refused(text: str, kind: FaultKind, number: int) -> None:
    assert fault(text) == ("text", kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "x" * 3000,
        "See https://a.example and www.b.example for both sides.",
        "שָׁלוֹם לְכֻלָּם",
        "می‌خواهم",  # a zero-width non-joiner is spelling here
        "Tiếng Việt có dấu chồng",
        "👩‍👩‍👧‍👦 agreed",
        "Line\nand line\tand tab",
        "<script>alert(1)</script>",  # harmless once it is escaped
    ],
)
def test_texts_that_are_taken(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", FaultKind.MISSING),
        ("...", FaultKind.SIGNS),
        ("\u200b", FaultKind.SIGNS),
        ("\u202eada", FaultKind.SIGNS),
        ("x" * 61, FaultKind.LONG),
        ("Buy at www.example.org", FaultKind.LINKS),
    ],
)
def test_names_that_are_refused(name: str, kind: FaultKind) -> None:
    assert (found := fault(name=name)) is not None
    assert found[:2] == ("name", kind)


@pytest.mark.parametrize("name", ["A", "x" * 60, "Jean-Luc d’Arc", "سارة", "李", "  Ada   Marlow "])
def test_names_that_are_taken(name: str) -> None:
    assert fault(name=name) is None


def test_an_empty_text_is_missing() -> None:
    (found,) = faults_of(replace(draft(), text=""), LIMITS)
    assert (found.field, found.kind) == ("text", FaultKind.MISSING)


def test_both_fields_are_told_at_once() -> None:
    assert {each.field for each in faults_of(draft("x", name=""), LIMITS)} == {"name", "text"}


def test_every_line_is_a_paragraph() -> None:
    assert paragraphs(tidied_text("  One\r\n\r\ntwo\rthree\u2028four \n ")) == [
        "One",
        "two",
        "three",
        "four",
    ]


@given(st.text())
def test_tidying_twice_is_tidying_once_and_loses_no_word(text: str) -> None:
    once = tidied_text(text)
    assert tidied_text(once) == once
    assert once.split() == text.split()


def test_a_text_is_known_again_in_other_dress() -> None:
    assert text_mark("Cheap watches, here!") == text_mark("CHEAP\n watches — here")
    assert text_mark("Cheap watches here") != text_mark("Cheap watch is here")
    assert text_mark("!!!") != text_mark("???")

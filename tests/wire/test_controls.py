from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.model import Severity
from epaper.text import forbidden, seen, without_controls
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults


@pytest.mark.parametrize(
    ("filed", "read"),
    [
        ("one\x0btwo\x0cthree\u2028four\u2029five", "one two three four five"),
        ("\x93Fog\x94, the master\x92s word \x96 more\x85", "“Fog”, the master’s word – more…"),
        ("co\x1fop on six\x1ffifty, well\x1eknown", "co\u00adop on six\u00adfifty, well-known"),
        ("\x00har\x02bour\x7f\x81 \u202eturned\u202c \ufdd0", "harbour turned "),
        ("zero\u200bwidth\u2060joined\ufeff", "zerowidthjoined"),
        ("tabs\tand\nlines stay", "tabs\tand\nlines stay"),
    ],
)
def test_what_is_read_in_the_place_of_controls(filed: str, read: str) -> None:
    assert without_controls(filed) == read


def test_each_kind_is_told_with_its_first_line_and_its_count() -> None:
    faults = Faults("x.md")
    assert cleared("one\ntwo\x0bthree\n\x0bfour\x07", faults, 5) == "one\ntwo three\n four "
    assert [(p.code, p.severity, p.where.line) for p in faults.found] == [
        ("W-102", Severity.NOTE, 6),
        ("W-102", Severity.NOTE, 7),
    ]
    assert faults.found[0].message == "U+000B (vertical tab) became a space, 2 times"
    assert faults.found[1].message == "U+0007 (control character) became a space"


@given(st.text())
def test_nothing_forbidden_is_left(text: str) -> None:
    assert not forbidden(without_controls(text))


@pytest.mark.parametrize(
    "text", ["", " \u00a0", "\u200e\u2069", "\ufffc\ufe0f", "\u3164", "\u2800"]
)
def test_what_cannot_be_seen(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize("text", ["a", "😀", ".", "\ue000", "\u0301", "永"])
def test_what_can_be_seen(text: str) -> None:
    assert seen(text)


def test_a_field_of_signs_that_cannot_be_seen_is_empty(file_record, read) -> None:
    file_record(head="headline: Ferry\nkicker: \u200e\u2069", body="Words.\n\n\ufffc\n\nMore.")
    (record,), problems = read()
    assert record.kicker == ""
    assert [block.text for block in record.body] == ["Words.", "More."]
    assert [(p.code, p.where.line) for p in problems] == [("W-102", 3), ("W-102", 7)]


def test_a_headline_of_signs_that_cannot_be_seen_is_none(file_record, read) -> None:
    file_record(head="headline: \u200f")
    records, problems = read()
    assert records == ()
    assert "W-203" in {problem.code for problem in problems}

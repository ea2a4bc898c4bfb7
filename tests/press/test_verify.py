from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.check.words import letters_of
from epaper.model import Dummy, Frame, Line, Plan, Problem, Record, Run, TextFrame
from epaper.press import Printed
from epaper.press.readback import HELD_OUT
from epaper.press.verify import (
    HINTS,
    _RecordCheck,
    _SaidOfRecord,
    _unlike,
    _without,
    filed_words,
    verify_edition,
    words_of,
)

from . import pages
from .sample import faces

OURS = {face.postscript for face in faces()}


def check(
    pdf: Path, plan: Plan | None = None, records: tuple[Record, ...] = pages.RECORDS
) -> list[Problem]:
    return list(verify_edition(plan or pages.plan(), records, pdf, OURS))


def with_body(record: Record, change: Callable[[str], str]) -> tuple[Record, ...]:
    """The records, the first paragraph of one changed."""
    block = record.body[0]
    spans = (replace(block.spans[0], text=change(block.text)),)
    changed = replace(record, body=(replace(block, spans=spans), *record.body[1:]))
    return tuple(changed if other is record else other for other in pages.RECORDS)


def test_a_good_edition_has_no_problems(printed: Printed) -> None:
    assert check(printed.pdf) == []


def test_a_missing_word_is_named(printed: Printed) -> None:
    records = with_body(pages.BUDGET, lambda text: text.replace("first boat", "first big boat"))
    (problem,) = check(printed.pdf, records=records)
    assert (problem.code, problem.where.file, problem.where.page) == ("F-201", "budget.md", 1)
    assert problem.message == "missing after “the first”: “big”"


def test_a_doubled_word_is_named(printed: Printed) -> None:
    # What the record says once and the page twice looks the same from either side.
    records = with_body(pages.BUDGET, lambda text: text.replace("at six in the", "at six in"))
    (problem,) = check(printed.pdf, records=records)
    assert (problem.code, problem.where.story) == ("F-202", "budget")
    assert "“the”" in problem.message


def test_a_word_of_no_record_is_named(printed: Printed) -> None:
    records = with_body(pages.BUDGET, lambda text: text.replace("brass ", ""))
    (problem,) = check(printed.pdf, records=records)
    assert problem.code in {"F-202", "F-203"}
    assert "“brass”" in problem.message


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": "Budget vote moved"}, "headline"),
        ({"standfirst": "Never printed"}, "standfirst"),
        ({"byline": ("Ada Penn",)}, "byline"),
        ({"dateline": "Kell"}, "byline"),
    ],
)
def test_display_parts_are_checked(
    printed: Printed, changes: dict[str, object], field: str
) -> None:
    records = tuple(
        replace(record, **changes) if record is pages.BUDGET else record  # type: ignore[arg-type]
        for record in pages.RECORDS
    )
    assert field in {problem.where.field for problem in check(printed.pdf, records=records)}


def test_who_wrote_a_story_may_be_its_quotes_speaker(printed: Printed) -> None:
    (quote,) = pages.FERRY.quotes
    plan = pages.plan()
    stories = tuple(replace(s, quotes=pages.FERRY.quotes) for s in plan.stories)
    unnamed = replace(pages.FERRY, quotes=(replace(quote, by=""),))
    for byline, faults in (((), {"quote-by"}), ((quote.by,), set())):
        filed = replace(unnamed, byline=(*pages.FERRY.byline, *byline))
        records = tuple(filed if other is pages.FERRY else other for other in pages.RECORDS)
        found = check(printed.pdf, replace(plan, stories=stories), records)
        assert {p.where.field for p in found if p.where.field.startswith("quote")} == faults


def test_a_pull_quote_has_to_be_filed_or_to_stand_in_the_body(printed: Printed) -> None:
    bare = replace(pages.FERRY, quotes=())
    records = tuple(bare if other is pages.FERRY else other for other in pages.RECORDS)
    assert {p.where.field for p in check(printed.pdf, records=records)} == {"quote", "quote-by"}
    # That the desk picked it is not enough.
    plan = pages.plan()
    stories = tuple(replace(story, quotes=pages.FERRY.quotes) for story in plan.stories)
    picked = replace(plan, stories=stories)
    assert {p.where.field for p in check(printed.pdf, picked, records)} == {"quote", "quote-by"}
    said = f"{pages.FERRY.quotes[0].text}, said a pilot. {pages.FERRY.body[0].text}"
    span = replace(bare.body[0].spans[0], text=said)
    body = (replace(bare.body[0], spans=(span,)), *bare.body[1:])
    known = replace(bare, body=body)
    records = tuple(known if other is pages.FERRY else other for other in pages.RECORDS)
    fields = {p.where.field for p in check(printed.pdf, picked, records)}
    assert fields == {"leg"}


def test_captions_boxes_and_tables_are_checked(printed: Printed) -> None:
    assert pages.LEAGUE.box
    assert pages.LEAGUE.table
    photo = replace(pages.FERRY.photos[0], credit="Somebody Else")
    box = replace(pages.LEAGUE.box, items=("Kell Miners, 7 March", "Wick Bay, 14 February"))
    table = replace(pages.LEAGUE.table, note="After the games")
    records = (
        replace(pages.FERRY, photos=(photo,)),
        pages.BUDGET,
        replace(pages.LEAGUE, box=box, table=table),
        *pages.BRIEFS,
    )
    fields = {problem.where.field for problem in check(printed.pdf, records=records)}
    assert fields == {"cutline", "box", "table"}


def test_a_record_that_is_not_there_is_named(printed: Printed) -> None:
    extra = pages.record("late", "Late news", 1)
    (problem,) = check(printed.pdf, records=(*pages.RECORDS, extra))
    assert (problem.code, problem.where.file) == ("F-201", "late.md")


def changed_plan(number: int, change: Callable[[Frame], Frame | None]) -> Plan:
    plan = pages.plan()
    dummy = plan.dummies[number - 1]
    frames = tuple(new for frame in dummy.frames if (new := change(frame)) is not None)
    dummies: list[Dummy] = list(plan.dummies)
    dummies[number - 1] = replace(dummy, frames=frames)
    return replace(plan, dummies=tuple(dummies))


def test_text_outside_every_frame_is_found(printed: Printed) -> None:
    plan = changed_plan(2, lambda frame: None if frame.kind == "imprint" else frame)
    (problem,) = check(printed.pdf, plan)
    assert problem.code == "F-203"
    assert "The Ellery Courier" in problem.message


def test_a_line_too_long_for_its_frame_is_found(printed: Printed) -> None:
    def narrower(frame: Frame) -> Frame:
        if frame.kind == "imprint":
            return replace(frame, rect=replace(frame.rect, w_mm=170))
        return frame

    codes = {problem.code for problem in check(printed.pdf, changed_plan(2, narrower))}
    assert "F-207" in codes


def test_lines_over_lines_and_photographs_are_found(tmp_path: Path) -> None:
    from .conftest import print_sample

    def shifted(frame: Frame) -> Frame:
        if isinstance(frame, TextFrame) and frame.kind == "byline" and frame.story == "budget":
            return replace(frame, rect=replace(frame.rect, y_mm=frame.rect.y_mm + 3))
        if isinstance(frame, TextFrame) and frame.kind == "standfirst":
            return replace(frame, rect=replace(frame.rect, y_mm=frame.rect.y_mm + 30))
        return frame

    result, problems = print_sample(tmp_path, plan=changed_plan(1, shifted))
    assert result is None
    messages = [p.message for p in problems if p.code == "F-205"]  # type: ignore[attr-defined]
    assert any("overlap" in message and "min read" in message for message in messages)
    assert any("photograph" in message and "Two boats" in message for message in messages)


def test_a_foreign_font_is_found(printed: Printed) -> None:
    problems = verify_edition(pages.plan(), pages.RECORDS, printed.pdf, OURS - {"EPHead-Bold"})
    assert [problem.code for problem in problems] == ["F-204"]


def test_a_missing_page_is_found(printed: Printed) -> None:
    plan = pages.plan()
    (problem,) = check(printed.pdf, replace(plan, dummies=plan.dummies[:1]))
    assert problem.code == "F-208"


@pytest.mark.parametrize(
    ("printed_as", "filed"),
    [
        ("“Don’t,” he said – twice", '"Don\'t," he said - twice'),
        ("WICK BAY", "Wick Bay"),
        ("o\ufb03ce", "office"),
        ("12\u00a0km", "12 km"),
        ("Straße", "STRASSE"),
    ],
)
def test_typography_makes_no_difference(printed_as: str, filed: str) -> None:
    assert words_of(printed_as) == words_of(filed)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(WORDS, WORDS)
def test_differences_turn_one_text_into_the_other(has: list[str], wanted: list[str]) -> None:
    made, place = [], 0
    for at, missing, extra in _unlike(has, wanted):
        made += wanted[place:at] + extra
        place = at + len(missing)
    assert made + wanted[place:] == has


@given(WORDS, st.integers(0, 12), st.lists(st.sampled_from(["x", "a"]), min_size=1, max_size=3))
def test_a_loose_phrase_is_found_wherever_it_stands(
    body: list[str], place: int, phrase: list[str]
) -> None:
    printed_words = [*body[:place], *phrase, *body[place:]]
    assert _without(printed_words, body, [phrase]) == (body, [])


def test_a_split_word_is_made_whole() -> None:
    from epaper.pdf.text import DrawnLine
    from epaper.press.verify import _joined

    def line(text: str, **marks: bool) -> Line:
        return Line(runs=(Run(text=text),), style="body", width_pt=9, **marks)

    def drawn(text: str, down_pt: float) -> DrawnLine:
        return DrawnLine(text=text, left_pt=0, right_pt=9, baseline_pt=down_pt, size_pt=9)

    lines = (
        line("the har", hyphen=True, joined=True),
        line("bour-", joined=True),
        Line(runs=(), style="body", width_pt=0),
        line("side boat"),
    )
    text = _joined(lines, [drawn("the har-", 9), drawn("bour-", 19), drawn("side boat", 39)], None)
    assert text == "the harbour-side boat "


@pytest.mark.parametrize("name", ["İbrahim Y\u0131lmazoğlu", "Straße", "Ὀδυσσεύς", "\ufb01rst"])
def test_a_name_in_capitals_is_the_name_as_filed(name: str) -> None:
    assert filed_words(name.upper()) == filed_words(name)
    assert letters_of(name.upper()) == letters_of(name)


def test_a_name_in_capitals_is_not_another() -> None:
    assert filed_words("YILMAZOĞLU") != filed_words("Yilmazoglu")


@pytest.mark.parametrize(
    ("names", "lost"), [(("Ana Holm", "محمد حسن"), []), (("Ana Holm", "محمد علي"), ["علي"])]
)
def test_and_may_be_written_onto_the_second_name(names: tuple[str, ...], lost: list[str]) -> None:
    record = pages.record("port", "Port", 1, byline=names)
    found = _SaidOfRecord({"byline": ["بقلم Ana Holm ومحمد حسن"]})
    told = list(_RecordCheck(pages.story(record, 0), record, found)._sources())
    assert [problem.code for problem in told] == ["F-201"] * len(lost)
    assert all(word in problem.message for word, problem in zip(lost, told, strict=True))


def test_no_hint_leaves_the_desk_with_a_report_to_write() -> None:
    told = " ".join([HELD_OUT, *HINTS.values()])
    assert "report" not in told
    assert "held out" in told

"""Copyfit keeps the rules for legs, loses no line, and hands on what jumps."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.makeup.figures import JUMPS
from epaper.makeup.story.copyfit import Fit, fit_copy, natural_rows
from epaper.model import Line, Paragraph, Setting
from tests.makeup.made_up import copy_of, crosshead, line, paragraph


def words(fit: Fit) -> list[str]:
    """The printed lines in reading order, without rows of white."""
    return [leg_line.line.text for leg in fit.legs for leg_line in leg if leg_line.line.runs]


def settings_of(paragraphs: tuple[Paragraph, ...]) -> list[set[tuple[str, ...]]]:
    """For each paragraph the lines of each of its settings."""
    return [{tuple(x.text for x in s.lines) for s in p.settings} for p in paragraphs]


def assert_each_paragraph_once(printed: list[str], paragraphs: tuple[Paragraph, ...]) -> None:
    """Every paragraph stands whole and in order, in one of its settings."""
    at = 0
    for options in settings_of(paragraphs):
        lengths = {len(o) for o in options if tuple(printed[at : at + len(o)]) == o}
        assert lengths, f"no setting of the paragraph at line {at}"
        at += max(lengths)
    assert at == len(printed)


@given(st.integers(30, 260), st.integers(1, 5), st.integers(0, 10_000))
def test_legs_are_level_and_whole(rows: int, legs: int, seed: int) -> None:
    paragraphs = copy_of(rows, random.Random(seed))
    depth = -(-natural_rows(paragraphs) // legs)
    fit = fit_copy(paragraphs, [depth] * legs)
    if fit is None:
        return
    for leg in fit.legs:
        assert depth - 1 <= len(leg) <= depth
        assert leg[0].line.runs, "a leg begins with white"
    for leg in fit.legs[:-1]:
        assert leg[-1].line.may_end
        assert not leg[-1].line.hyphen
    assert_each_paragraph_once(words(fit), paragraphs)


@given(st.integers(120, 300), st.integers(1, 5), st.integers(0, 10_000))
def test_a_jump_fills_its_legs_and_leaves_the_rest(rows: int, legs: int, seed: int) -> None:
    paragraphs = copy_of(rows, random.Random(seed))
    depth = (rows - JUMPS.least_rest_rows - 10) // legs
    fit = fit_copy(paragraphs, [depth] * legs, jump=True)
    if fit is None:
        return
    assert natural_rows(fit.rest) >= JUMPS.least_rest_rows
    last = fit.legs[-1][-1].line
    assert last.may_end
    assert not last.hyphen
    rest = [x.text for p in fit.rest for x in p.best.lines]
    assert_each_paragraph_once(words(fit) + rest, paragraphs)


def test_most_days_copy_fits_somewhere_near_its_natural_depth() -> None:
    fitted = 0
    for seed in range(60):
        paragraphs = copy_of(120, random.Random(seed))
        depth = -(-natural_rows(paragraphs) // 3)
        fitted += any(fit_copy(paragraphs, [depth + d] * 3) is not None for d in (0, 1))
    assert fitted >= 57


def fixed(count: int, name: str) -> Paragraph:
    """A paragraph with one setting, of lines after any of which a leg may end."""
    lines = tuple(line(f"{name}.{n}") for n in range(count))
    return Paragraph(slug="s", settings=(Setting(lines=lines),))


def test_a_crosshead_never_ends_a_leg() -> None:
    # 8 lines, white, crosshead: a leg of 10 would end on the crosshead.
    assert fit_copy((fixed(8, "a"), crosshead(), fixed(9, "b")), [10, 9]) is None
    assert fit_copy((fixed(8, "a"), crosshead(), fixed(9, "b")), [8, 10]) is not None


def test_a_crosshead_at_the_head_of_a_leg_has_no_white_above() -> None:
    fit = fit_copy((fixed(5, "a"), crosshead(), fixed(5, "b")), [5, 6])
    assert fit is not None
    assert [leg_line.line.text for leg_line in fit.legs[1]][:2] == ["crosshead", "b.0"]


def test_a_crosshead_before_a_single_line_takes_the_next_paragraph_along() -> None:
    # White, crosshead and one line would fill the first leg: the rule wants two lines there.
    copy = (fixed(6, "a"), crosshead(), fixed(1, "b"), fixed(6, "c"))
    assert fit_copy(copy, [9, 6]) is None
    assert fit_copy(copy, [10, 5]) is not None


@pytest.mark.parametrize("count", [2, 3])
def test_short_paragraphs_are_not_torn(count: int) -> None:
    only = (paragraph(count, random.Random(1), "p"),)
    assert fit_copy(only, [count - 1, 1]) is None


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_a_signature_stays_with_its_letter(count: int, seed: int) -> None:
    signed: list[Paragraph] = []
    for number in range(3):
        letter = copy_of(20, random.Random(seed + number))
        last = replace(letter[-1], keep_rows=count)
        rows = tuple(line("sig", may_end=n == count - 1) for n in range(count))
        signature = Paragraph(slug="s", settings=(Setting(lines=rows),), role="signature")
        signed += [*letter[:-1], last, signature]
    found = 0
    for depth in range(24, 45):
        fit = fit_copy(signed, [depth] * 2)
        if fit is not None:
            found += 1
            assert fit.legs[1][0].line.text != "sig"
    assert found


def test_the_last_legs_are_the_short_ones() -> None:
    copy = [paragraph(49, random.Random(n), f"p{n}") for n in range(2)]
    fit = fit_copy(copy, [20] * 5)
    assert fit is not None
    depths = [len(leg) for leg in fit.legs]
    assert sum(depths) < 100
    assert depths == sorted(depths, reverse=True)


def brief(number: int, count: int = 1) -> tuple[Paragraph, ...]:
    """A brief of so many lines under its head."""
    head = replace(crosshead(), role="brief-head", white_rows=1 if number else 0)
    return head, fixed(count, f"brief{number}")


def test_briefs_of_one_line_keep_it_under_their_heads() -> None:
    briefs = [part for n in range(8) for part in brief(n)]
    fit = fit_copy(briefs, [12, 11])
    assert fit is not None
    assert [leg[-1].line.text for leg in fit.legs] == ["brief3.0", "brief7.0"]


def test_no_leg_ends_between_a_head_and_its_only_line() -> None:
    briefs = [part for n in range(4) for part in brief(n)]
    assert fit_copy(briefs, [4, 6]) is None  # the head of the second brief would end the first leg
    assert fit_copy((*brief(0, 3), *brief(1, 3)), [6, 2]) is None  # and one line of three is few


class CountedLines(tuple[Line, ...]):
    """Lines that count how often copyfit looks at one."""

    looks = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        CountedLines.looks += 1
        return super().__getitem__(place)


def test_the_last_resort_looks_at_no_line_too_often() -> None:
    looks = {}
    for count in (120, 240):
        CountedLines.looks = 0
        lines = CountedLines(line(f"l{n}", may_end=n < count - 1) for n in range(count))
        copy = [Paragraph(slug="s", settings=(Setting(lines=lines),))]
        fit = fit_copy(copy, [count // 5 + 14] * 5, ragged=200)
        assert fit is not None
        looks[count] = CountedLines.looks
    # Of each leg any line may be the first and any the last: no more than that is to be tried.
    assert looks[120] <= 5 * 120 * 40
    assert looks[240] <= 5 * looks[120]

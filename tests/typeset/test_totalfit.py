"""Total fit on lines of made-up widths: every letter 1 wide, so that sums can be done by hand."""

import random
from collections.abc import Callable

import pytest

from epaper.typeset import totalfit
from epaper.typeset.breaking import BreakPoints, Driving, settle
from epaper.typeset.greedy import break_greedily
from epaper.typeset.totalfit import break_totally
from epaper.typeset.words import Split, WordExtent

NO_LETTERS = Driving(letter_steps=0)


def typed(text: str, measure: float) -> BreakPoints:
    """`text` as by a typewriter; no word is hyphenated."""
    copy = BreakPoints(firsts_pt=(), rest_pt=measure, space_pt=1.0, size_pt=1.0)
    copy.mark((0, 0, 0, 0), (0, 0, 0, 0), Split.SPACE, -1)
    letters = spaces = 0
    for number, word in enumerate(text.split()):
        letters += len(word)
        end = (letters + spaces, letters + spaces, letters + spaces, spaces)
        spaces += 1
        start = (letters + spaces, letters + spaces, letters + spaces, spaces)
        copy.mark(end, start, Split.SPACE, number)
    return copy


def lines(text: str, measure: float, *, greedy: bool = False) -> list[str]:
    breaker = break_greedily if greedy else break_totally
    words, start, found = text.split(), 0, []
    for fit in breaker(typed(text, measure), NO_LETTERS)[0].lines:
        found.append(" ".join(words[start : fit.end]))
        start = fit.end
    return found


def test_a_later_line_is_spared_by_loosening_an_earlier_one() -> None:
    text = "a bb ccc dd e fff gggggg hh iii"
    assert lines(text, 10, greedy=True) == ["a bb ccc", "dd e fff", "gggggg hh", "iii"]
    text = "aa bb cc d eeeee ffff gg hh ii jj"
    assert lines(text, 10, greedy=True)[:3] == ["aa bb cc d", "eeeee ffff", "gg hh ii"]


def test_greedy_fills_each_line() -> None:
    assert lines("aa bb cc dd", 5, greedy=True) == ["aa bb", "cc dd"]


def test_total_fit_takes_the_even_way() -> None:
    text = "aaa bbb ccc ddd eee ffffff ggg hhh iii jjj"
    even = break_totally(typed(text, 16), NO_LETTERS)[0]
    greedy = break_greedily(typed(text, 16), NO_LETTERS)[0]
    assert max(f.word_space for f in even.lines) <= max(f.word_space for f in greedy.lines)


def test_a_paragraph_without_a_good_way_still_ends() -> None:
    text = "aaaaaaaaa bbbbbbbbb ccccccccc"
    assert lines(text, 10) == ["aaaaaaaaa", "bbbbbbbbb", "ccccccccc"]
    assert lines("a" * 30 + " bb", 10)


def test_bound_words_stay_on_one_line_where_they_can() -> None:
    copy = typed("a b c d e f g h i j k l m n o p q r", 13)
    usual = break_totally(copy, NO_LETTERS)[0].lines[0].end
    copy.bound.add(usual)
    assert break_totally(copy, NO_LETTERS)[0].lines[0].end != usual


def test_letter_space_helps_only_outside_easy_word_space() -> None:
    copy = typed("aa bb", 20)
    limits = Driving(easy=(0.8, 1.5), letter_steps=4)
    assert settle(WordExtent(18.0, 18.0, 18, 4), 20, copy, limits) == (1.5, 0)
    ratio, step = settle(WordExtent(17.9, 17.9, 18, 4), 20, copy, limits)
    assert step == 2
    assert ratio < 1.5
    ratio, step = settle(WordExtent(21.0, 21.0, 21, 4), 20, copy, limits)
    assert step < 0
    assert ratio > 0.75
    assert settle(WordExtent(10.0, 10.0, 10, 0), 20, copy, limits) == (1.0, 0)


def test_settle_and_the_inner_loop_agree() -> None:
    """Total fit repeats the sum of `settle` for speed; both must come to the same."""
    text = "aaaaaaaa bbbbbb cccccc dddd eeeeee ffff gggggg hhhh iiiiii jjjj kkkk " * 4
    limits = Driving()
    copy = typed(text, 30)
    start = 0
    for number, fit in enumerate(break_totally(copy, limits)[0].lines[:-1]):
        expected = settle(copy.extent(start, fit.end), copy.measure(number), copy, limits)
        assert (fit.word_space, fit.letter_step) == expected
        start = fit.end


def visited(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many nodes the inner loop is given for a paragraph: its time."""
    nodes = 0
    inner: Callable[..., list[totalfit._Node]] = totalfit._best_to

    def counting(
        copy: BreakPoints, limits: Driving, gap: float, active: list[totalfit._Node], entry: int
    ) -> list[totalfit._Node]:
        nonlocal nodes
        nodes += len(active)
        return inner(copy, limits, gap, active, entry)

    with monkeypatch.context() as patch:
        patch.setattr(totalfit, "_best_to", counting)
        solutions = break_totally(typed(text, 40), NO_LETTERS)
    count = len(text.split())
    assert {solution.lines[-1].end for solution in solutions} == {count}
    return nodes


def prose(words: int) -> str:
    draw = random.Random(14)
    return " ".join("a" * draw.randint(1, 9) for _ in range(words))


def test_the_time_grows_with_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = (visited(prose(count), monkeypatch) for count in (1000, 16_000))
    assert long < 1.5 * 16 * short


def test_so_it_does_where_no_good_way_leads_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that leave a third of their lines open send the whole to the second pass."""
    stretch = prose(100) + " " + " ".join(["b" * 27] * 3) + " "
    short, long = (visited(stretch * count, monkeypatch) for count in (10, 160))
    assert long < 1.5 * 16 * short
    assert short < 100 * 1030


def test_no_way_that_is_put_aside_would_have_been_given(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [prose(count) for count in (50, 100, 200, 300)]
    pruned = [break_totally(typed(text, 40), NO_LETTERS) for text in texts]
    monkeypatch.setattr(totalfit, "_hopeful", lambda nodes, _copy, _gap: nodes)
    assert [break_totally(typed(text, 40), NO_LETTERS) for text in texts] == pruned


def test_a_long_paragraph_ends_its_lines_like_a_short_one() -> None:
    """What was settled early costs no line: none is driven further than in the parts alone."""
    whole = break_totally(typed(prose(8000), 40), NO_LETTERS)[0]
    part = break_totally(typed(prose(500), 40), NO_LETTERS)[0]
    assert whole.lines[: len(part.lines) // 2] == part.lines[: len(part.lines) // 2]
    widest = max(fit.word_space for fit in part.lines)
    assert max(fit.word_space for fit in whole.lines) < 1.5 * widest

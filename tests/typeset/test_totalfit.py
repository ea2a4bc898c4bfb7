"""Total fit on lines of made-up widths: every letter 1 wide, so that sums can be done by hand."""

from epaper.typeset.breaking import Copy, Limits, settle
from epaper.typeset.greedy import break_greedily
from epaper.typeset.totalfit import break_totally
from epaper.typeset.words import Extent, Split

NO_LETTERS = Limits(letter_steps=0)


def typed(text: str, measure: float) -> Copy:
    """`text` as by a typewriter; no word is hyphenated."""
    copy = Copy(firsts_pt=(), rest_pt=measure, space_pt=1.0, size_pt=1.0)
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
    limits = Limits(easy=(0.8, 1.5), letter_steps=4)
    assert settle(Extent(18.0, 18.0, 18, 4), 20, copy, limits) == (1.5, 0)
    ratio, step = settle(Extent(17.9, 17.9, 18, 4), 20, copy, limits)
    assert step == 2
    assert ratio < 1.5
    ratio, step = settle(Extent(21.0, 21.0, 21, 4), 20, copy, limits)
    assert step < 0
    assert ratio > 0.75
    assert settle(Extent(10.0, 10.0, 10, 0), 20, copy, limits) == (1.0, 0)


def test_settle_and_the_inner_loop_agree() -> None:
    """Total fit repeats the sum of `settle` for speed; both must come to the same."""
    text = "aaaaaaaa bbbbbb cccccc dddd eeeeee ffff gggggg hhhh iiiiii jjjj kkkk " * 4
    limits = Limits()
    copy = typed(text, 30)
    start = 0
    for number, fit in enumerate(break_totally(copy, limits)[0].lines[:-1]):
        expected = settle(copy.extent(start, fit.end), copy.measure(number), copy, limits)
        assert (fit.word_space, fit.letter_step) == expected
        start = fit.end

"""What holds for every paragraph, whatever it is made of."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import Line, Setting, Span
from epaper.typeset import totalfit
from epaper.typeset.breaking import LIMITS, Breaker
from epaper.typeset.greedy import break_greedily
from epaper.typeset.paragraphs import Indents, SetParagraph, TypeSpec, set_paragraph
from epaper.typeset.totalfit import break_totally
from epaper.wire.copyedit import edit_text
from tests.typeset.copy import FLUSH, PROSE, fonts, layout
from tests.typeset.tongues import TONGUES

COLUMN = 154.77
WORDS = st.sampled_from(
    "a an I the of in harbour-master second-hand 1914–18 Donaudampfschifffahrt government’s “No,” "
    "12 km Mr Lindqvist 11,400 har\u00adbour a\u00a0b office ﬁne 👩‍🚀 x https://news.example/2026/02/04/a".split(
        " "
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
SPANS = st.lists(
    st.builds(Span, text=TEXTS, italic=st.booleans(), bold=st.booleans()), min_size=1, max_size=4
).map(tuple)
SHAPES = st.sampled_from(
    [
        FLUSH,
        Indents(firsts_pt=(8.8,)),
        Indents(firsts_pt=(0.0,), rest_pt=9.1),
        Indents(firsts_pt=(24.0, 20.5, 20.5)),
    ]
)


def set_text(
    text: str | tuple[Span, ...],
    *,
    measure_pt: float = COLUMN,
    shape: Indents = FLUSH,
    language: str = "en-GB",
    breaker: Breaker = break_totally,
    style: str = "body",
) -> SetParagraph:
    spans = (Span(text=text),) if isinstance(text, str) else text
    spec = TypeSpec(
        style=layout().styles[style],
        measure_pt=measure_pt,
        fonts=fonts(),
        language=language,
        indents=shape,
        breaker=breaker,
    )
    return set_paragraph(spans, spec)


def joined(lines: tuple[Line, ...]) -> str:
    """The paragraph read back from its lines."""
    text = ""
    for line in lines:
        text += line.text + ("" if line.joined else " ")
    return text.strip()


def plain(spans: tuple[Span, ...]) -> str:
    text = "".join(span.text for span in spans).replace("\u00ad", "")
    return re.sub(r"[ \t\n]+", " ", text).strip()


def check(made: SetParagraph, spans: tuple[Span, ...], measure_pt: float) -> None:
    assert made.settings
    assert made.settings[0].cost == 0
    for setting in made.settings:
        assert joined(setting.lines) == plain(spans)
        for number, line in enumerate(setting.lines):
            check_line(line, measure_pt)
            assert line.may_end == may_end(setting.lines, number)


def check_line(line: Line, measure_pt: float) -> None:
    room = measure_pt - line.indent_pt
    spaces = line.text.count(" ") + line.text.count("\u00a0")
    assert -4 <= line.letter_step <= 4
    assert not line.hyphen or line.joined
    if line.justify and spaces:
        assert line.word_space >= 0.67
        squeeze = 0.325 * spaces * 3.2
        assert line.width_pt <= room + squeeze
    else:
        assert line.width_pt <= room + 0.01


def may_end(lines: tuple[Line, ...], number: int) -> bool:
    """The rule of `Line.may_end`, put in another way."""
    after = len(lines) - 1 - number
    alone = (number == 0 and after > 0) or after == 1
    return not alone and not lines[number].joined


@given(spans=SPANS, shape=SHAPES, measure_pt=st.sampled_from([90.0, COLUMN, 330.0]))
@settings(max_examples=150, deadline=None)
def test_total_fit_gives_the_paragraph_back_within_its_measure(
    spans: tuple[Span, ...], shape: Indents, measure_pt: float
) -> None:
    made = set_text(spans, shape=shape, measure_pt=measure_pt)
    check(made, spans, measure_pt)


@pytest.mark.parametrize("language", TONGUES)
@given(data=st.data())
@settings(max_examples=25)
def test_breaking_and_joining_gives_the_paragraph_back_in_every_language(
    language: str, data: st.DataObject
) -> None:
    words = st.sampled_from(edit_text(TONGUES[language], language).split(" "))
    text = st.lists(words, min_size=1, max_size=50).map(" ".join)
    spans = data.draw(
        st.lists(st.builds(Span, text=text, italic=st.booleans()), min_size=1, max_size=3).map(
            tuple
        )
    )
    measure_pt = data.draw(st.sampled_from([127.5, 155.9, 184.3]))  # 45, 55 and 65 mm
    check(set_text(spans, language=language, measure_pt=measure_pt), spans, measure_pt)


@given(spans=SPANS, shape=SHAPES)
@settings(max_examples=60, deadline=None)
def test_greedy_breaking_gives_the_paragraph_back_within_its_measure(
    spans: tuple[Span, ...], shape: Indents
) -> None:
    check(set_text(spans, shape=shape, breaker=break_greedily), spans, COLUMN)


@given(text=st.text(min_size=1, max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_set(text: str) -> None:
    made = set_text(text)
    assert made.settings
    for line in made.settings[0].lines:
        assert line.width_pt <= COLUMN * 1.35


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100,
        "https://news.example/" + "a1b2" * 60,
        "👩‍🚀" * 60,
        "-" * 90,
        "صحيفة " * 40,
        "新聞" * 60,
        "word " * 200,
        " \t\n ",
    ],
)
@pytest.mark.parametrize("breaker", [break_totally, break_greedily])
def test_odd_paragraphs_end_with_a_solution(text: str, breaker: Breaker) -> None:
    made = set_text(text, breaker=breaker)
    lines = made.settings[0].lines
    assert joined(lines) == plain((Span(text=text),))
    assert all(line.width_pt <= COLUMN + 0.01 for line in lines if not line.justify)


def test_a_word_wider_than_the_column_is_named_and_torn_without_hyphens() -> None:
    word = "x1" * 60
    made = set_text(f"See {word} for more of this.")
    assert made.torn == (word,)
    assert not any(line.hyphen for line in made.settings[0].lines)


def test_the_last_line_keeps_its_word_space_and_the_others_fill_the_measure() -> None:
    *lines, last = set_text(PROSE).settings[0].lines
    assert all(line.justify for line in lines)
    assert not last.justify
    assert last.word_space == 1
    for line in lines:
        space = 8.8 * fonts().face("EP Text").extent(" ").width_em
        spaces = line.text.count(" ")
        assert line.width_pt + (line.word_space - 1) * spaces * space == pytest.approx(
            COLUMN, abs=0.05
        )


def test_total_fit_is_better_than_greedy() -> None:
    def driven(breaker: Breaker) -> float:
        lines = set_text(PROSE, breaker=breaker).settings[0].lines
        return max(line.word_space for line in lines)

    assert driven(break_totally) <= min(2.0, driven(break_greedily))


def test_other_settings_differ_in_length_or_ends_and_cost_more() -> None:
    found = set()
    for cut in range(60, len(PROSE), 12):
        best, *others = set_text(PROSE[:cut]).settings
        for other in others:
            assert other.cost >= 0
            assert ends(other) != ends(best)
            found.add(len(other.lines) - len(best.lines))
    assert found >= {0, 1}


def ends(setting: Setting) -> list[str]:
    return [line.text for line in setting.lines]


@pytest.mark.parametrize("measure_pt", [100.0, 110.0, 120.0, 130.0, 140.0])
def test_no_more_than_two_lines_in_a_row_end_in_hyphens(
    measure_pt: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flags() -> str:
        set_paragraph.cache_clear()
        made = set_text(TONGUES["nl"], measure_pt=measure_pt, language="nl")
        return "".join("-" if line.hyphen else " " for line in made.settings[0].lines)

    assert "---" not in flags()
    with monkeypatch.context() as patch:
        # In these columns three stand one under another if they may.
        patch.setattr(totalfit, "THIRD_HYPHEN", totalfit.SECOND_HYPHEN)
        assert "---" in flags()
    set_paragraph.cache_clear()


def test_numbers_stay_with_their_units_and_titles_with_their_names() -> None:
    for cut in range(0, 60, 3):
        text = PROSE[:cut] + " Mr Oduya paid 42 million crowns for 12 km of it and No. 9 more"
        for setting in set_text(text).settings[:1]:
            for line in setting.lines[:-1]:
                assert not re.search(r"\b(?:Mr|No\.)$", line.text)
                assert not re.search(r"\d$", line.text) or line.text.endswith("9")


def test_emphasis_becomes_runs_and_counts_in_the_width() -> None:
    spans = (Span(text="The "), Span(text="Cormorant", italic=True), Span(text="’s crew"))
    (line,) = set_text(spans).settings[0].lines
    assert [(run.text, run.italic) for run in line.runs] == [
        ("The ", False),
        ("Cormorant", True),
        ("’s crew", False),
    ]
    roman, italic = fonts().face("EP Text"), fonts().face("EP Text", italic=True)
    parts = [("The", roman), (" ", roman), ("Cormorant", italic), ("’s", roman), (" ", roman)]
    width = sum(face.width_pt(text, 8.8) for text, face in [*parts, ("crew", roman)])
    assert line.width_pt == pytest.approx(width, abs=0.01)


def test_the_language_decides_the_hyphens() -> None:
    text = "Bundesverfassungsgericht " * 12
    german = set_text(text, language="de-DE").settings[0].lines
    assert any(line.hyphen for line in german)
    assert ends(set_text(text, language="de").settings[0]) == [line.text for line in german]


def test_the_same_paragraph_is_set_once() -> None:
    assert set_text(PROSE) is set_text(PROSE)
    assert set_text(PROSE) is not set_text(PROSE, measure_pt=200.0)
    assert LIMITS.tightest >= 0.67

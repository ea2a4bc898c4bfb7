import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import SetBlock
from epaper.typeset.display import DisplayPart, display_words, set_block, tear
from tests.typeset.copy import fonts, layout

HEADLINE = layout().styles["headline"]


def set_text(
    text: str, size_pt: float, measure_pt: float, style: str = "headline", *, balance: bool = True
) -> SetBlock | None:
    words = display_words((DisplayPart(text, layout().styles[style]),), size_pt, fonts(), "en-GB")
    return set_block(words, layout().styles[style], size_pt, measure_pt, balance=balance)


def lines(block: SetBlock | None) -> list[str]:
    assert block is not None
    return [line.text for line in block.lines]


def test_headlines_are_balanced_in_as_few_lines_as_possible() -> None:
    block = set_text("Two largest lenders raise fixed mortgages to 4.8 per cent", 36, 480)
    assert lines(block) == ["Two largest lenders raise fixed", "mortgages to 4.8 per cent"]


def test_lines_do_not_end_in_a_function_word_where_another_break_is_as_good() -> None:
    weak = {"to", "the", "in"}
    headline = "Ferry to the northern islands to sail again in May"
    broken = [lines(set_text(headline, 30, measure)) for measure in range(324, 420, 12)]
    assert {len(each) for each in broken} == {2}
    assert [first for first, _ in broken if first.split()[-1] in weak] == []


@pytest.mark.parametrize("measure", range(340, 440, 20))
def test_a_known_function_word_goes_to_the_next_line_though_the_lines_are_less_even(
    measure: int,
) -> None:
    headline = "Snow closes the road over the pass for a third day"
    words = display_words((DisplayPart(headline, HEADLINE),), 30, fonts(), "en-GB")
    unknown = set_block(words, HEADLINE, 30, measure, language="tlh")
    assert lines(unknown) == ["Snow closes the road over", "the pass for a third day"]
    known = set_block(words, HEADLINE, 30, measure, language="en-GB")
    assert lines(known) == ["Snow closes the road", "over the pass for a third day"]


def test_a_single_short_word_does_not_stand_alone_at_the_end() -> None:
    caption = "Low sun over the roofs of the Old Town in Port Ellery last week, seen from a boat"
    but_last = caption.rpartition(" ")[0]
    blocks = [set_text(text, 7.6, 1000, "cutline", balance=False) for text in (caption, but_last)]
    whole_pt, rest_pt = (block.lines[0].width_pt for block in blocks if block is not None)
    # All but the last word has room in a line of these.
    for tenths in range(1, 10):
        measure_pt = rest_pt + (whole_pt - rest_pt) * tenths / 10
        broken = lines(set_text(caption, 7.6, measure_pt, "cutline", balance=False))
        assert len(broken) == 2
        assert len(broken[-1].split()) > 1


def test_a_word_wider_than_the_measure_gives_no_block() -> None:
    assert set_text("Bundesverfassungsgericht", 60, 150) is None


def test_torn_words_keep_every_letter_and_show_hyphens() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    words = display_words((DisplayPart(f"The {word} sails", HEADLINE),), 1.0, fonts(), "de")
    parts, torn = tear(words, {"": HEADLINE}, 18, 150, fonts(), "de")
    assert torn == [word]
    block = set_block(parts, HEADLINE, 18, 150)
    assert block is not None
    text = "".join(line.text + ("" if line.joined else " ") for line in block.lines)
    assert text.strip() == f"The {word} sails"
    assert all(line.width_pt <= 150.1 for line in block.lines)
    assert sum(line.hyphen for line in block.lines) >= 3


def test_styles_within_a_block_become_runs() -> None:
    styles = layout().styles
    parts = (
        DisplayPart("The mole at noon.", styles["cutline"]),
        DisplayPart("Tomas Reyl", styles["credit"]),
    )
    words = display_words(parts, styles["cutline"].size_pt, fonts(), "en-GB")
    block = set_block(words, styles["cutline"], 7.6, 300, balance=False)
    assert block is not None
    (line,) = block.lines
    assert [(run.text, run.style) for run in line.runs] == [
        ("The mole at noon.", ""),
        (" TOMAS REYL", "credit"),
    ]


def test_case_is_set_here() -> None:
    assert lines(set_text("Port Ellery", 8, 200, "kicker")) == ["PORT ELLERY"]


@given(
    words=st.lists(st.text("abcdefghijklmno’,.", min_size=1, max_size=11), min_size=1, max_size=30),
    measure=st.sampled_from([155.0, 322.0, 824.0]),
    size=st.sampled_from([14.0, 24.0, 36.0]),
    balance=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_measure_and_no_word_is_lost(
    words: list[str], measure: float, size: float, balance: bool
) -> None:
    block = set_text(" ".join(words), size, measure, balance=balance)
    if block is None:
        return
    assert " ".join(lines(block)) == " ".join(words)
    assert all(line.width_pt <= measure + 0.03 for line in block.lines)
    assert not any(line.justify or line.hyphen for line in block.lines)


@pytest.mark.parametrize("text", ["أخبار اليوم من المدينة", "👩‍🚀 lands 🌊", "—", "新聞"])
def test_odd_headlines_are_set(text: str) -> None:
    assert lines(set_text(text, 24, 322))


def test_a_torn_word_is_parted_after_a_hyphen_of_its_own() -> None:
    words = display_words([DisplayPart("Multiple-Sklerose-Diagnosen", HEADLINE)], 18, fonts(), "de")
    parts, _ = tear(words, {"": HEADLINE}, 18, 110, fonts(), "de")
    block = set_block(parts, HEADLINE, 18, 110)
    assert block is not None
    assert [line.text for line in block.lines] == ["Multiple-", "Sklerose-", "Diagnosen"]
    assert [(line.hyphen, line.joined) for line in block.lines] == [(False, True)] * 2 + [
        (False, False)
    ]

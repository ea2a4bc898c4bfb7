from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import (
    Advertisement,
    Block,
    BlockKind,
    Box,
    DayOrders,
    Notice,
    Paper,
    Photo,
    Quote,
    Record,
    Section,
    Severity,
    Span,
    Table,
)
from epaper.typeset import repair_orders, repair_paper, repair_record, set_copy
from epaper.typeset.repairs import repair_text

from .copy import block, fonts, layout, record, story


def repaired(text: str, language: str = "en-GB") -> str:
    return repair_text(text, language, fonts().prints)[0]


def missing_fields(made: Record) -> set[str]:
    """The fields with signs that no face has, found by setting the record."""
    _, problems = set_copy([story(made)], layout(), fonts())
    return {problem.where.field for problem in problems if problem.code == "T-101"}


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("Well done 👍 👍🏽!", "Well done [thumbs up]!"),
        ("😀 What a day 😂😂.", "What a day."),
        ("What 😀 a day", "What a day"),
        ("I 💚 Ellery, I ❤️ the pier", "I ♥ Ellery, I ❤ the pier"),
        ("🇫🇷 beat 🇩🇪 2-1", "France beat Germany 2-1"),
        ("In Norway 🇳🇴 it snowed", "In Norway it snowed"),
        ("Press 1️⃣ and #️⃣", "Press 1 and #"),
        ("The 👩‍👩‍👧 family", "The family"),
        ("✅ open, ❎ shut", "✓ open, ✗ shut"),
        ("Great🆗now", "Great OK now"),
    ],
)
def test_pictures_are_left_out_or_written(filed: str, printed: str) -> None:
    assert repaired(filed) == printed


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("😀😀 🦊", "[grinning face] [fox face]"),
        ("🔥!", "[fire]!"),
        ("👍", "[thumbs up]"),
        ("\U0001faff", "[emoji]"),  # younger than the tables of names
    ],
)
def test_a_text_of_nothing_but_pictures_names_them(filed: str, printed: str) -> None:
    assert repaired(filed) == printed


def test_pictures_are_named_in_the_languages_that_have_their_names() -> None:
    assert repaired("👍", "de") == "[Daumen hoch]"
    assert repaired("🇩🇪 gegen 🇫🇷", "de-CH") == "Deutschland gegen Frankreich"
    assert repaired("🦊", "ur") == "[emoji]"


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("har\u200fbour", "harbour"),
        ("har\u2066bour\u2069", "harbour"),
        ("har\u202dbour\u202c", "harbour"),
        ("har\ufe0fbour", "harbour"),
        ("har\ufffcbour", "harbour"),
        ("har\u200dbour\u200c", "harbour"),
        ("har\u00adbour", "har\u00adbour"),  # where the word may be split
        ("a \u00ad harbour\u00ad", "a harbour"),
        ("hidden\U000e0041\U000e0042 tags", "hidden tags"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("بسم!\u200f الله", "بسم!\u200f الله"),
        ("the name بسم, the har\u200fbour", "the name بسم, the harbour"),
    ],
)
def test_signs_without_a_form_stay_only_where_they_say_something(filed: str, printed: str) -> None:
    assert repaired(filed) == printed


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("𝐁𝐨𝐥𝐝 𝒞𝓁𝒶𝓎 𝟚𝟛", "Bold Clay 23"),
        ("Ｆｕｌｌ\u3000ｗｉｄｔｈ！", "Full width!"),
        ("東京（とうきょう）で！", "東京（とうきょう）で！"),
        ("🅰🅱 🄰", "AB A"),
        ("\uf0b7 first \uf0e0 second \uf0fc", "• first → second ✓"),
        ("a \ue123 b", "a b"),
        ("───┼───", "–––+–––"),
        ("x\u20d2y", "xy"),
        ("㏔ ㎯", "mb rad∕s²"),
    ],
)
def test_signs_are_written_as_their_like(filed: str, printed: str) -> None:
    assert repaired(filed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "3.2 × 10⁶, 10⁻⁶, aⁿ⁺¹, H₂SO₄, x₁, vₘₐₓ, 1ʳᵉ",
        "★ ☆ ♥ ♪ ♯ ✓ ✗ → ⇒ ♔ ♞ ♣ 🂡 ∑ ∫ ∈ ℝ ∀ ≈ ⊂",
        "£5, €6, ¥700, ₹800, ₽9, ₺10, ₩11, ₦12, ₱13, ₿14, ₾15",
        "‘quotes’ — “dashes” … ½ ⅓ ⅛ № ™ § ¶ † ‡ ‰ 5′ 11″ ŋ ʃ ə",
        "習近平 台灣 高市早苗 한국어 דוד สุนทรภู่ தமிழ் ილია Արամ አዲስ ភ្នំ",
        "Rev. O\u2019Neil\u00a0& Sons\u202f: 12\u2009000",
    ],
)
def test_what_a_face_has_is_left_alone(text: str) -> None:
    assert repair_text(text, "en-GB", fonts().prints) == (text, ())


def test_raised_figures_never_become_part_of_a_number() -> None:
    few = frozenset("0123456789^ 1,")
    assert repair_text("10⁶ and x₁", "en", lambda sign: sign in few or sign.isalpha()) == (
        "10^6 and x1",
        repair_text("10⁶ and x₁", "en", lambda sign: sign in few or sign.isalpha())[1],
    )


def _filed() -> Record:
    sign = "😀"
    return record(
        headline=f"Boats {sign}",
        standfirst=f"Fog {sign}",
        kicker=f"Port {sign}",
        byline=(f"Ilse Maron {sign}", sign),
        agency=f"AV {sign}",
        dateline=f"KELL {sign}",
        body=(
            Block(kind=BlockKind.TEXT, spans=(Span(text="It was "), Span(text=sign, italic=True))),
            block("\ufffc\u2066\u2069"),
            block(sign),
        ),
        photos=(Photo(file="a.jpg", caption=f"Quay {sign}", credit=f"Reyl {sign}"),),
        quotes=(Quote(text=f"Fog {sign}", by=f"Penn {sign}"),),
        box=Box(title=f"Times {sign}", text=f"Six {sign}", items=(f"Ten {sign}",)),
        table=Table(
            title=f"Tides {sign}",
            columns=("Day", sign),
            rows=(("Mon", f"6 {sign}"),),
            note=f"Reckoned {sign}",
        ),
    )


def test_every_field_of_a_record_is_repaired_and_told() -> None:
    made, problems = repair_record(_filed(), fonts().prints, lambda file, sign: 7)
    assert made.headline == "Boats"
    assert made.byline == ("Ilse Maron", "[grinning face]")
    assert [b.text for b in made.body] == ["It was", "[grinning face]"]
    assert made.table is not None
    assert made.table.columns == ("Day", "[grinning face]")
    assert made.table.rows == (("Mon", "6"),)
    assert {(p.code, p.severity, p.where.line, p.where.file) for p in problems} == {
        ("T-108", Severity.NOTE, 7, made.file)
    }
    fields = [problem.where.field for problem in problems]
    assert fields == [
        "headline", "standfirst", "kicker", "byline", "agency", "dateline", "body",
        "photos[1].caption", "photos[1].credit", "quotes[1].text", "quotes[1].by", "box", "table",
    ]  # fmt: skip
    body = problems[6].message
    assert "‘😀’ (GRINNING FACE)" in body
    assert "U+FFFC OBJECT REPLACEMENT CHARACTER" in body


def test_the_count_of_each_sign_is_told() -> None:
    _, (problem,) = repair_record(record(body=(block("One 😀 two 😀 three 💚."),)), fonts().prints)
    assert "left out: ‘😀’ (GRINNING FACE) 2 times" in problem.message
    assert "printed otherwise: ‘💚’ (GREEN HEART) as “♥”" in problem.message


def test_a_record_without_such_signs_is_the_same() -> None:
    made = record(body=(block("Plain — “copy”, 10⁶ and ★."),))
    assert repair_record(made, fonts().prints) == (made, ())


def test_a_sign_that_was_lost_before_is_told_loudly_and_printed() -> None:
    made = record(body=(block("The caf\ufffd on the quay."),))
    after, (problem,) = repair_record(made, fonts().prints)
    assert after == made
    assert (problem.code, problem.severity) == ("T-109", Severity.WARN)
    assert missing_fields(after) == set()


def test_the_papers_own_texts_and_the_days_are_repaired() -> None:
    paper = Paper(
        name="The Courier 📰",
        motto="News ✨",
        sections=(Section(key="news", name="News 🗞️"),),
        notices=(Notice(title="Write 😀", text="To us 😀"),),
    )
    made, problems = repair_paper(paper, fonts().prints)
    assert (made.name, made.motto, made.sections[0].name) == ("The Courier", "News ★", "News")
    assert {p.where.field for p in problems} == {
        "name", "motto", "section[1].name", "notice[1].title", "notice[1].text",
    }  # fmt: skip
    orders = DayOrders(
        notices=paper.notices,
        advertisements=(
            Advertisement(name="a", title="Sale 🔥", text="Now 😀", columns=1, height_mm=40),
        ),
    )
    after, problems = repair_orders(orders, "2026-02-04/edition.toml", "en", fonts().prints)
    assert (after.advertisements[0].title, after.notices[0].text) == ("Sale", "To us")
    assert len(problems) == 4


ASSIGNED = st.characters(exclude_categories=("Cs", "Cc", "Cn"), max_codepoint=sys.maxunicode)
TEXTS = st.text(ASSIGNED, min_size=1, max_size=12)


@settings(max_examples=150)
@given(st.lists(TEXTS, min_size=6, max_size=6), st.sampled_from(["en-GB", "ur", "hi", "ja", "pl"]))
def test_any_signs_in_any_field_are_set_or_stop_at_t101(texts: list[str], language: str) -> None:
    head, stand, body, caption, name, cell = texts
    made = record(
        language=language,
        headline=f"Boats {head}",
        standfirst=stand,
        byline=(name,),
        body=(block(body), block(f"The {body} boats")),
        photos=(Photo(file="a.jpg", caption=caption),),
        table=Table(columns=("Day", cell), rows=((cell, "6"),)),
    )
    after, notes = repair_record(made, fonts().prints)
    assert (after == made) is not any(note.code == "T-108" for note in notes)
    assert after.body
    assert repair_record(after, fonts().prints)[0] == after
    missing = missing_fields(after)
    for text in (after.headline, after.byline[0], *(b.text for b in after.body)):
        seen = [s for s in text if unicodedata.category(s)[0] not in "ZC"]
        assert missing or all(fonts().prints(sign) for sign in seen)

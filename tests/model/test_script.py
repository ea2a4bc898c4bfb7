"""Scripts of languages and letters, and figures as they are printed."""

from __future__ import annotations

import pytest

from epaper.language.numerals import figures
from epaper.language.phrases import Phrases
from epaper.model.script import is_rtl, script_class, script_of, square_gaps
from epaper.resources import load_layout


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("ur", "Arab"),
        ("ar-EG", "Arab"),
        ("hi", "Deva"),
        ("bn-BD", "Beng"),
        ("zh-Hans-CN", "Hani"),
        ("zh-TW", "Hani"),
        ("ja", "Jpan"),
        ("en-GB", "Latn"),
        ("ru", "Latn"),
        ("az-Arab", "Arab"),
        ("ur-Latn", "Latn"),
        ("", "Latn"),
    ],
)
def test_the_script_of_a_language(language: str, script: str) -> None:
    assert script_of(language) == script


def test_languages_from_the_right() -> None:
    assert [tag for tag in ("ur", "he", "fa", "hi", "en", "ur-Latn") if is_rtl(tag)] == [
        "ur",
        "he",
        "fa",
    ]


def test_signs_that_scripts_share_are_of_none() -> None:
    assert [script_class(sign) for sign in "aپक。،।1٣ («"] == [
        "Latn", "Arab", "Deva", "Hani", "", "", "", "", "", "", "",
    ]  # fmt: skip


def test_figures_are_those_of_the_languages_numbering_system() -> None:
    assert figures("page 12", "bn") == "page ১২"
    assert figures("12", "ur") == figures("12", "hi") == "12"
    assert figures("12", "ar-EG") == "١٢"
    assert figures("12", "fa") == "۱۲"
    assert figures("12", "no-such-tongue") == "12"
    assert "১২" in Phrases("bn").say("continued", page=12)


def test_styles_of_another_script_are_dressed_and_latin_ones_stay() -> None:
    layout = load_layout("berliner")
    assert layout.style("body", "en-GB") is layout.styles["body"]
    urdu = layout.style("kicker", "ur")
    assert (urdu.family, urdu.tracking_em, urdu.case) == ("EP Arabic Sans", 0.0, "")
    hand = layout.style("headline", "ur-Aran")
    assert (hand.family, hand.joined) == ("EP Nastaliq", True)
    assert layout.style("body", "ur-Aran") == layout.style("body", "ur")
    assert layout.script("ur-Aran").name == layout.script("ur").name == "Arab"
    assert not layout.style("body", "hi").hyphenate
    assert layout.style("body", "ja").square


@pytest.mark.parametrize(
    ("text", "gaps"),
    [("港口委员", 3), ("船Tern号240人", 4), ("Tern", 0), ("Tierra del", 2), ("1月、Tern", 3)],
)
def test_letter_space_drives_no_latin_word_apart(text: str, gaps: int) -> None:
    assert square_gaps(text) == gaps


def test_scripts_of_names_are_told_apart() -> None:
    assert [script_class(sign) for sign in "Աაአកကதஃ"] == [
        "Armn", "Geor", "Ethi", "Khmr", "Mymr", "Taml", "Taml",
    ]  # fmt: skip
    assert [script_of(tag) for tag in ("ta-IN", "th", "ka", "he", "sr-Cyrl")] == [
        "Taml", "Thai", "Geor", "Hebr", "Latn",
    ]  # fmt: skip

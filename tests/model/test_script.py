"""Scripts of languages and letters, and figures as they are printed."""

from __future__ import annotations

import pytest

from epaper.language.numerals import figures
from epaper.language.phrases import Phrases
from epaper.model.script import is_rtl, relatives, script_class, script_of, square_gaps
from epaper.resources import layout_names, load_layout


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


@pytest.mark.parametrize(
    ("tag", "tags"),
    [
        ("nn_NO", ("nn-no", "nn", "nb")),
        ("no", ("no", "nb")),
        ("nb-NO", ("nb-no", "nb")),
        ("de-AT", ("de-at", "de")),
        ("", ()),
    ],
)
def test_a_language_is_looked_up_by_its_relatives(tag: str, tags: tuple[str, ...]) -> None:
    assert relatives(tag) == tags


@pytest.mark.parametrize("name", layout_names())
@pytest.mark.parametrize("language", ["ur", "ur-PK", "ur-Aran"])
def test_an_urdu_paper_stands_on_higher_rows_in_larger_type(name: str, language: str) -> None:
    plain = load_layout(name)
    made = plain.for_paper(language)
    assert made.grid.baseline_pt > 1.15 * plain.grid.baseline_pt
    body = made.style("body", language)
    assert body.size_pt > 1.1 * plain.style("body", language).size_pt
    assert body.leading_pt == made.grid.baseline_pt
    # No row hangs out of the page, no furniture has less room than it had.
    assert made.grid.rows * made.grid.baseline_pt <= plain.grid.rows * plain.grid.baseline_pt
    for kind, was in ((made.kinds[key], plain.kinds[key]) for key in plain.kinds):
        high_pt = kind.head_rows * made.grid.baseline_pt
        assert high_pt >= was.head_rows * plain.grid.baseline_pt - 0.01
        assert (kind.foot_rows == 0) is (was.foot_rows == 0)
    # What has a leading of its own keeps it.
    assert made.styles["cutline"] == plain.styles["cutline"]


@pytest.mark.parametrize("language", ["en-GB", "ar", "fa", "hi", "ru", "ja"])
def test_papers_of_other_languages_have_the_layout_as_it_is(language: str) -> None:
    plain = load_layout("berliner")
    assert plain.for_paper(language) is plain


@pytest.mark.parametrize(
    ("language", "name", "family"),
    [
        ("en", "The Courier", "EP Plate"),
        ("tr", "Liman Postas\u0131", "EP Plate"),
        ("ru", "Портовый вестник", "EP Broad Plate"),
        ("el", "Η Φωνή", "EP Broad Plate"),
        ("el", "Ἡ Φωνὴ", "EP Broad Plate"),
        ("en", "The Вестник", "EP Broad Plate"),
        ("ru", "Courier 24", "EP Plate"),
        ("hi", "समाचार", "EP Devanagari"),
        ("ur-Aran", "صدائے بندر", "EP Naskh"),
    ],
)
def test_a_nameplate_wears_what_has_its_letters(language: str, name: str, family: str) -> None:
    assert load_layout("berliner").script(language).plate(name).family == family

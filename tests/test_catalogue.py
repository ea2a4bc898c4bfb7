"""The catalogues say every text of the code, with its placeholders, in every language."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from epaper.language.catalogue import LOCALE, Catalogue, languages, read_catalogue
from epaper.language.phrases import ENGLISH
from tools.texts import extract, renew

COUNTS = range(201)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%")
every_language = pytest.mark.parametrize("language", languages())


def read(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, Sequence) and not isinstance(text, str) else (str(text),)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def counts_of(catalogue: Catalog) -> list[list[int]]:
    """For each plural form the counts that take it; a catalogue that says its forms' numbers."""
    told = tuple(str(form) for form in range(catalogue.num_plurals))
    asked = Catalogue({"1": told}, catalogue)
    taken: list[list[int]] = [[] for _ in told]
    for count in COUNTS:
        taken[int(asked.ngettext("1", "2", count))].append(count)
    return taken


def width(text: str) -> int:
    """Letters of a text, the wide ones of East Asia twice, without what is filled in."""
    bare = re.sub(r"\{\w+\}", "", text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Cf") for letter in bare)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in bare)
    return len(bare) - marks + wide


def test_many_languages_and_english_needs_no_file() -> None:
    some = {
        "ar",
        "bn",
        "da",
        "de",
        "es",
        "fr",
        "hi",
        "it",
        "ja",
        "nb",
        "nl",
        "pl",
        "pt",
        "ru",
        "sv",
        "tr",
        "ur",
        "zh",
    }
    assert some <= set(languages())
    assert "en" not in languages()
    assert read_catalogue("en-GB").gettext("Page {page}") == "Page {page}"


@every_language
def test_every_text_of_the_code_is_said(language: str) -> None:
    known = {message.id: message for message in read(language) if message.id}
    assert known.keys() == {message.id for message in extract() if message.id}
    assert not [text for text, message in known.items() if message.fuzzy]
    assert not [text for text, message in known.items() if not all(forms(message.string))]


@every_language
def test_a_plural_has_all_forms_of_the_language(language: str) -> None:
    catalogue = read(language)
    assert all(counts_of(catalogue)), "a form that no count takes"
    for message in catalogue:
        if isinstance(message.id, tuple):
            assert len(forms(message.string)) == catalogue.num_plurals, message.id


@every_language
def test_placeholders_are_those_of_the_english_text(language: str) -> None:
    """A form for no, one or two things alone may say the number in words."""
    catalogue = read(language)
    counts = counts_of(catalogue)
    for message in filter(lambda message: message.id, catalogue):
        wanted = placeholders(forms(message.id)[-1])
        for said, taken in zip(forms(message.string), counts, strict=False):
            in_words = message.pluralizable and max(taken) <= 2 and len(taken) <= 2
            without = [name for name in wanted if name != "%(num)s"]
            allowed = (wanted, without) if in_words else (wanted,)
            assert placeholders(said) in allowed, (message.id, said)


@every_language
def test_the_file_is_as_make_texts_writes_it(language: str) -> None:
    path = LOCALE / f"{language}.po"
    assert path.read_text(encoding="utf-8") == renew(path), "run `make texts`"


@every_language
def test_what_is_printed_is_hardly_longer_than_in_english(language: str) -> None:
    said = read_catalogue(language).gettext
    longest = {text: 1.5 * width(text) + 2 for text in ENGLISH.values()}
    assert not [said(text) for text, most in longest.items() if width(said(text)) > most]


@every_language
def test_space_at_the_ends_is_kept_where_a_language_writes_it(language: str) -> None:
    for message in read(language):
        if message.id and forms(message.id)[0].strip() == forms(message.id)[0]:
            assert all(form == form.strip() for form in forms(message.string)), message.id


@pytest.mark.parametrize("tag", ["nb", "no", "no-NO", "nn", "nn-NO"])
def test_norwegian_by_each_of_its_tags_has_its_words(tag: str) -> None:
    assert read_catalogue(tag).gettext("Continued on page {page}") == "Fortsetter på side {page}"
    assert read_catalogue(tag).ngettext("%(num)s story", "%(num)s stories", 2) == "%(num)s saker"


def test_a_language_falls_back_to_its_main_one_and_then_to_english() -> None:
    assert read_catalogue("de-AT").gettext("Continued on page {page}") == (
        "Fortsetzung auf Seite {page}"
    )
    assert read_catalogue("tlh").gettext("Continued on page {page}") == "Continued on page {page}"
    assert read_catalogue("tlh").ngettext("%(num)s story", "%(num)s stories", 1) == "%(num)s story"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            {
                **dict.fromkeys((1, 21, 101), "%(num)s комментарий"),
                **dict.fromkeys((2, 4, 22), "%(num)s комментария"),
                **dict.fromkeys((0, 5, 11, 12, 111), "%(num)s комментариев"),
            },
        ),
        (
            "pl",
            {
                1: "%(num)s komentarz",
                **dict.fromkeys((2, 4, 22), "%(num)s komentarze"),
                **dict.fromkeys((0, 5, 12, 21, 101), "%(num)s komentarzy"),
            },
        ),
        (
            "ar",
            {
                0: "لا تعليقات",
                1: "تعليق واحد",
                2: "تعليقان",
                **dict.fromkeys((3, 10, 103), "%(num)s تعليقات"),
                **dict.fromkeys((11, 99), "%(num)s تعليقًا"),
                **dict.fromkeys((100, 101, 102), "%(num)s تعليق"),
            },
        ),
        ("ja", dict.fromkeys((0, 1, 2, 100), "コメント%(num)s件")),
    ],
)
def test_a_count_takes_its_form(language: str, said: dict[int, str]) -> None:
    told = read_catalogue(language).ngettext
    assert {count: told("%(num)s comment", "%(num)s comments", count) for count in said} == said


def test_make_texts_keeps_translations_and_drops_what_nobody_says(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    path.write_text(
        f'{head}\nmsgid "Page {{page}}"\nmsgstr "Blatt {{page}}"\n\nmsgid "Gone"\nmsgstr "Weg"\n',
        encoding="utf-8",
    )
    renewed = renew(path)
    assert 'msgid "Page {page}"\nmsgstr "Blatt {page}"\n' in renewed
    assert "Weg" not in renewed
    assert 'msgid "Page"\nmsgstr ""\n' in renewed
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n' in renewed


def test_a_long_plural_rule_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_bytes((LOCALE / "ar.po").read_bytes())
    for _ in range(2):
        path.write_text(renew(path), encoding="utf-8")
    with path.open("rb") as file:
        assert read_po(file, locale="ar").num_plurals == 6

"""`python -m tools.language` tells what is known of a language, and what is not."""

import pytest

from epaper.language.catalogue import languages
from tools.language import parts_of


def known(tag: str) -> dict[str, bool]:
    return {part.name: part.known for part in parts_of(tag)}


@pytest.mark.parametrize(
    "tag", ["en-GB", "da", "de-AT", "fr", "es", "it", "nb", "nn-NO", "no", "nl", "pt", "sv"]
)
def test_of_some_languages_everything_is_known(tag: str) -> None:
    assert all(known(tag).values()), known(tag)


def test_what_is_lacking_is_told_with_its_place_and_what_is_so_without_it() -> None:
    told = {part.name: str(part) for part in parts_of("cy")}
    assert told["speech"].startswith("speech")
    assert "no: no pull quotes are picked  (epaper/desk/speech.py, SPEECH)" in told["speech"]
    assert "no: labels and screen are English  (epaper/locale/cy.po)" in told["texts"]
    assert known("cy")["dates"]
    assert known("cy")["faces"]


def test_signs_that_only_stand_ins_have_are_lacking() -> None:
    (faces,) = (part for part in parts_of("ja") if part.name == "faces")
    assert not faces.known
    assert not known("ja")["script"]
    assert "signs are in stand-ins at best: " in str(faces)


@pytest.mark.parametrize("tag", languages())
def test_every_language_with_texts_has_its_dates(tag: str) -> None:
    assert known(tag)["texts"]
    assert known(tag)["dates"]

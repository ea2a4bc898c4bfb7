"""Every language's signs: what is filed with a typewriter's, and what is printed."""

from __future__ import annotations

import pytest

from epaper.wire.copyedit import edit_text
from epaper.wire.signs import STYLES, style_of

# Spaces that do not break are written ~, narrow ones _.
EDITED = [
    ("en-GB", "3 1/2 lb, 1/2 mile more, on 1/2 and 1/4/26", "3½~lb, ½ mile"),
    ("en-GB", "wait - what", "wait~– what"),
    ("en-US", "wait - what, Feb. 4", "wait~— what, Feb.~4"),
    ("de", '"Ja", sagte sie, "das \'so\' geht\'s."', "„Ja“, sagte sie, „das ‚so‘ geht’s.“"),
    ("de", "Hans' Rad und 'ne Frage", "Hans’ Rad und ’ne Frage"),
    ("de", "18,4 Millionen Euro am 12. März", "18,4~Millionen Euro am 12.~März"),
    (
        "de",
        "Herr Ek, Dr. Ek, S. 5, Nr. 7, 60 %, 3,5 t",
        "Herr~Ek, Dr.~Ek, S.~5, Nr.~7, 60~%, 3,5~t",
    ),
    ("de", "12 000 Menschen - ja", "12_000 Menschen~– ja"),
    ("de-CH", '"Ja", sagte sie', "«Ja», sagte sie"),
    ("fr", '"Oui", dit-elle: "Pourquoi ?"', "«_Oui_», dit-elle_: «_Pourquoi_?_»"),
    ("fr", "« Oui » ; non! Quoi?! à 18:30", "«_Oui_»_; non_! Quoi_?! à 18:30"),
    ("fr", "L'an 2026, M. Ek et Mme Ek, p. 5", "L’an 2026, M.~Ek et Mme~Ek, p.~5"),
    ("fr", "12 000 euros, 60 %, le 1er mars", "12_000~euros, 60~%, le 1er~mars"),
    ("fr", "au XXe siècle, à 18 h 30", "au XXe~siècle, à 18~h~30"),
    ("fr", "voir https://x.fr/a?b:c; oui", "voir https://x.fr/a?b:c; oui"),
    ("fr", 'à l"Élysée, "un peu ", dit-il', "à l’Élysée, «_un peu_», dit-il"),
    ("fr-CA", '"Oui": pourquoi? Bien!', "«_Oui_»_: pourquoi? Bien!"),
    ("es", '"Sí", dijo el Sr. Ek', "“Sí”, dijo el Sr.~Ek"),
    ("es", "el 4 de febrero, 3 millones - o EE. UU.", "el 4~de febrero, 3~millones~— o EE.~UU."),
    ("it", '"L\'acqua", disse, "un po\' di tutto"', "«L’acqua», disse, «un po’ di tutto»"),
    ("it", "il 4 febbraio, alle ore 9, p. 5", "il 4~febbraio, alle ore~9, p.~5"),
    ("nl", "'s Avonds in 't huis, zei \"hij\"", "’s Avonds in ’t huis, zei “hij”"),
    ("nl", "4 februari, 3 miljoen, blz. 5", "4~februari, 3~miljoen, blz.~5"),
    ("pt", '"Sim", disse a Dra. Ek - a 4 de maio', "“Sim”, disse a Dra.~Ek~— a 4~de maio"),
    ("pl", '"Tak" i w domu, 5 mln zł', "„Tak” i~w~domu, 5~mln~zł"),
    ("pl", "4 lutego, dr Ek, s. 5", "4~lutego, dr~Ek, s.~5"),
    ("ru", '"Да", - сказала она', "«Да»,~— сказала она"),
    ("ru", "А. С. Ек в доме № 5, т. е. 5 млн", "А.~С.~Ек в~доме №~5, т.~е. 5~млн"),
    ("ru", "12 000 рублей, 4 февраля, он же", "12_000~рублей, 4~февраля, он~же"),
    ("sv", '"Ja", sa hon, kl. 9 den 4 maj', "”Ja”, sa hon, kl.~9 den 4~maj"),
    ("da", '"Ja", sagde hun, "vi \'kan\' det."', "»Ja«, sagde hun, »vi \u203akan\u2039 det.«"),
    ("da", "12.000 kr. den 4. maj kl. 9 - 5 mio. kr.", "12.000~kr. den 4.~maj kl.~9~– 5~mio. kr."),
    ("da", "Hans' hund, dr. Ek, s. 5, 60 pct.", "Hans’ hund, dr.~Ek, s.~5, 60~pct."),
    ("nb", '"Ja", sa hun, "vi \'kan\' det."', "«Ja», sa hun, «vi ‘kan’ det.»"),
    ("no", "12 000 kroner 4. mai kl. 9 - 5 mill.", "12_000~kroner 4.~mai kl.~9~– 5~mill."),
    ("nn-NO", "Dr. Ek, s. 5, 60 prosent", "Dr.~Ek, s.~5, 60~prosent"),
    ("fi", '"Joo", hän sanoi, "me \'voimme\'."', "”Joo”, hän sanoi, ”me ’voimme’.”"),
    ("fi", "4. helmikuuta klo 9 - 12 000 euroa", "4.~helmikuuta klo~9~– 12_000~euroa"),
    ("fi", "Prof. Ek, s. 5, 60 prosenttia", "Prof.~Ek, s.~5, 60~prosenttia"),
    ("tr", '"Evet", dedi, "İstanbul\'da \'var\'."', "“Evet”, dedi, “İstanbul’da ‘var’.”"),
    ("tr", "4 Şubat saat 9 - 5 milyon lira", "4~Şubat saat~9~– 5~milyon lira"),
    ("tr", "Prof. Dr. Ek, s. 5, yüzde 60", "Prof.~Dr.~Ek, s.~5, yüzde~60"),
    ("hi", 'उसने कहा, "मैं आऊँगा।" - फिर "गया"।', "उसने कहा, “मैं आऊँगा।”~– फिर “गया”।"),
    ("hi", 'कहा - "लोग हैं " ।', "कहा~– “लोग हैं ” ।"),
    ("bn", "তিনি বলেন, \"আমি 'যাব'।\"", "তিনি বলেন, “আমি ‘যাব’।”"),
    ("ur", 'اس نے کہا، "میں آؤں گا"۔', "اس نے کہا، “میں آؤں گا”۔"),
    ("ar", 'قال "نعم" ثم "لا"، وقال...', "قال «نعم» ثم «لا»، وقال…"),
    ("fa", 'گفت "آری".', "گفت «آری»."),
    ("el", '"Ναι", είπε στις 4 Μαΐου', "«Ναι», είπε στις 4~Μαΐου"),
]


@pytest.mark.parametrize(("language", "filed", "printed"), EDITED)
def test_signs_of_a_language(language: str, filed: str, printed: str) -> None:
    edited = edit_text(filed, language)
    assert printed.replace("~", "\u00a0").replace("_", "\u202f") in edited
    assert edit_text(edited, language) == edited


def test_dates_and_scores_are_no_fractions() -> None:
    for text in ("on 1/2 we met", "won 3/4", "1/4/26", "and/or", "1/24 of them", "at 1/2.5"):
        assert edit_text(text, "en-GB") == text


@pytest.mark.parametrize(
    ("tag", "key"), [("en-US-x-a", "en-us"), ("fr_FR", "fr"), ("de-AT", "de"), ("PT-br", "pt")]
)
def test_the_longest_tag_that_is_listed_counts(tag: str, key: str) -> None:
    assert style_of(tag) is STYLES[key]


def test_a_language_that_is_not_listed_has_no_signs() -> None:
    assert style_of("zu") is None
    assert style_of("") is None

"""Where a display line may end: with the sense."""

import pytest

from epaper.typeset.sense import line_end_costs
from tests.typeset.test_display import lines, set_text


def cost_after(text: str, word: str) -> float:
    words = tuple(text.split())
    return line_end_costs(words)[words.index(word)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Leave the lights on for the ship", "the"),
        ("Carrow sends four to the Winter Games", "to"),
        ("Sun rises over Port Ellery today", "Port"),
        ("Found alive after two nights in a forest", "two"),
        ("Water to heat 11,400 homes in Old Town", "11,400"),
        ("Laundry and a yacht for Mr Haddow", "Mr"),
        ("Weigh your seal, by all means", "all"),
    ],
)
def test_a_line_should_not_end_in_a_word_that_leads_on(text: str, word: str) -> None:
    assert cost_after(text, word) > 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Karr wins 7-6 (7-4) in the north", "7-6"),
        ("Karr wins 6–4 6–2 in the north", "6–4"),
        ("Karr wins 6-4, 7-6 (7-4) in the north", "6-4,"),
        ("Wick beat Ellery 3 – 1 at home", "3"),
        ("Wick beat Ellery 3 – 1 at home", "–"),
        ("All boats of the World Cup 2026 sail", "Cup"),
        ("A boat named for J. R. Penn sails", "J."),
        ("Why Ursula von der Leyen came by boat", "Ursula"),
    ],
)
def test_scores_years_and_names_stay_together(text: str, word: str) -> None:
    assert cost_after(text, word) >= 0.2
    # Wherever a line may be as long as that: the words are those of the copy.
    for measure_pt in range(250, 600, 10):
        block = set_text(text, 28, measure_pt)
        assert block is not None
        assert " ".join(lines(block)) == text


def test_a_score_is_not_split_where_that_can_be_avoided() -> None:
    text = "Karr beats Oduya 6-4, 7-6 (7-4) to win the cup of the islands again"
    score = "7-6 (7-4)"
    kept = [lines(set_text(text, 24, m)) for m in range(200, 700, 5)]
    split = [broken for broken in kept if not any(score in line for line in broken)]
    assert split == []


def test_no_last_line_is_a_stub_of_two_letters() -> None:
    text = "The harbour board said on Monday what the boat had been waiting for all of it is in"
    for measure_pt in range(150, 500, 3):
        broken = lines(set_text(text, 16, measure_pt))
        assert len(broken[-1]) > 3


def test_punctuation_and_openings_invite_a_break() -> None:
    text = "Quota cut again, to anger on Harrow quay"
    assert cost_after(text, "again,") < 0
    assert cost_after(text, "anger") < 0
    assert cost_after(text, "again,") < cost_after(text, "anger")


def test_capitals_tell_no_names_where_all_words_have_them() -> None:
    assert cost_after("Sun rises over Port Ellery today", "Port") > 0
    assert cost_after("NASA Picks New Rockets To Join Moon Project", "Moon") == 0
    assert cost_after("SUN RISES OVER PORT ELLERY", "PORT") == 0


def test_a_lone_word_has_no_line_end() -> None:
    assert line_end_costs(("Alone",)) == ()


def test_headlines_break_with_the_sense() -> None:
    broken = lines(set_text("Skiers found alive after two nights in Kell forest", 48, 490))
    assert broken == ["Skiers found alive after", "two nights in Kell forest"]
    broken = lines(
        set_text("The presidential campaigns brace for a sprint to Election Day", 48, 700)
    )
    assert broken == ["The presidential campaigns brace", "for a sprint to Election Day"]


def test_a_bad_line_end_is_told() -> None:
    kept = set_text("Skiers found alive after two nights in Kell forest", 48, 490)
    forced = set_text("Leave the lights on for the ship whose screen is wrong", 14, 165)
    assert kept is not None
    assert forced is not None
    assert lines(forced)[0].endswith("the")
    assert kept.sense_cost <= 0.09 < forced.sense_cost
    assert forced.raggedness > forced.sense_cost


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("de", "Ausschuss zur Ahrtal-Flut tritt zurück", "zur"),
        ("de", "Stadtrat streitet über zwei Brücken", "zwei"),
        ("fr", "Le conseil rouvre la ligne de ferry", "la"),
        ("es", "La junta reabre la línea de barcos", "de"),
        ("it", "Riapre la linea dei traghetti", "dei"),
        ("nl", "De raad heropent het veer", "het"),
        ("pt", "Porto reabre a ligação por barco", "por"),
        ("pl", "Zarząd wraca do promu", "do"),
        ("ru", "Порт вернётся к парому", "к"),
        ("sv", "Hamnen öppnar en färjelinje", "en"),
        ("da", "Havnen åbner en færgerute", "en"),
        ("nb", "Havna åpner en fergerute", "en"),
        ("nn-NO", "Hamna opnar ei ferjerute", "ei"),
        ("fi", "Satama avaa lautan ja sillan", "ja"),
        ("tr", "Liman yeni bir hat açıyor", "bir"),
        ("el", "Το λιμάνι ανοίγει τη γραμμή", "τη"),
    ],
)
def test_words_that_lead_on_are_known_in_every_language(
    language: str, text: str, word: str
) -> None:
    words = tuple(text.split())
    assert line_end_costs(words, language)[words.index(word)] > 0


def test_german_nouns_are_no_names() -> None:
    words = ("Stadtrat", "will", "gegen", "alle", "Warnungen", "Tunnel", "bauen", "lassen")
    assert line_end_costs(words, "de")[4] == 0
    assert line_end_costs(words, "xx") == (0.0, 0.0, 0.0, 0.0, 0.2, 0.0, 0.0)

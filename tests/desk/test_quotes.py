"""The desk picks pull quotes from the copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.desk import choose_stories
from epaper.desk.quotes import pull_quotes, reads_alone
from epaper.desk.speech import SPEECH, STOPS, sentences
from epaper.model import Block, BlockKind, Form, Paper, Quote, Record, Section, Span

PLAIN = "Nothing was said about it."
FERRY = "When the boat stopped we did not become an island, we became two islands."
FOG = "We were told to expect fog and what we got was a brass band on the quay."


def record(*paragraphs: str, language: str = "en-GB", **fields: object) -> Record:
    """A record of these paragraphs, two before and one after that are no use."""
    texts = (PLAIN, PLAIN, *paragraphs, PLAIN)
    body = tuple(Block(kind=BlockKind.TEXT, spans=(Span(text=text),)) for text in texts)
    known: dict[str, object] = {"slug": "a", "file": "a.md", "headline": "A"}
    return Record(**{**known, "body": body, "language": language, **fields})  # type: ignore[arg-type]


def picked(*paragraphs: str, language: str = "en-GB", **fields: object) -> list[tuple[str, str]]:
    quotes = pull_quotes(record(*paragraphs, language=language, **fields))
    return [(quote.text, quote.by) for quote in quotes]


def says(text: str) -> str:
    """A paragraph in which Solvi Karr says these sentences."""
    return f"Solvi Karr said: “{text}”"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"The farmer shrugged. “{FERRY}” She went in.",
        f"“{FERRY[:-1]},” she said on Tuesday.",
        f"“{FERRY[:-1]},” said a spokesman for Solvi Karr.",
        f"“{FERRY[:-1]},” the man who robbed Solvi Karr said.",
        f"“{FERRY[:-1]},” police looking for Solvi Karr said.",
    ],
)
def test_what_nobody_is_named_for_is_not_pulled(paragraph: str) -> None:
    assert picked(paragraph) == []


def test_a_comma_before_the_reporting_clause_becomes_a_full_stop() -> None:
    assert picked(f"“{FERRY[:-1]},” Solvi Karr said on Tuesday.") == [(FERRY, "Solvi Karr")]


@pytest.mark.parametrize(
    ("clause", "by"),
    [
        (",” said Solvi Karr, a dairy farmer.", "Solvi Karr"),
        (",” said Solvi Karr of the ferry company.", "Solvi Karr"),
        (",” Solvi Karr said.", "Solvi Karr"),
        (",” Solvi Karr, a dairy farmer, told the Courier.", "Solvi Karr"),
        ("!” said Professor Solvi Karr.", "Professor Solvi Karr"),
        (",” said Mr\u00a0Karr.", "Mr Karr"),
        (",” said Karr.", ""),
        (",” said Monday Morning.", ""),
        (",” said the farmer, Solvi Karr.", "Solvi Karr"),
        (",” said ferry captain Solvi Karr.", "Solvi Karr"),
        (",” the captain, Solvi Karr, said.", "Solvi Karr"),
        (",” Mainland’s Solvi Karr said.", "Solvi Karr"),
        (",” said Solvi Karr’s neighbour.", ""),
        (",” said Solvi Karr and her sister.", ""),
        (".” Solvi Karr said later that it was not so.", ""),
    ],
)
def test_a_speaker_is_named_only_where_the_words_name_one(clause: str, by: str) -> None:
    assert picked(f"“{FERRY[:-1]}{clause}") == (
        [(FERRY if clause[0] != "!" else f"{FERRY[:-1]}!", by)] if by else []
    )


def test_a_surname_is_looked_up_in_the_story() -> None:
    who = "The mayor thanked Solvi Karr, a dairy farmer."
    clause = f"“{FERRY[:-1]},” Karr said."
    assert picked(who, clause) == [(FERRY, "Solvi Karr")]
    assert picked(who, f"“{FERRY[:-1]},” said Mr Karr.") == [(FERRY, "Solvi Karr")]
    assert picked("We saw Solvi Karr’s farm.", clause) == []
    # Two of that name, or a word at the head of a sentence that is no first name.
    assert picked(who, "Her sister Ada Karr left.", clause) == []
    assert picked("Yesterday Karr left the island.", clause) == []
    assert picked("He wrote to the envoy to Norway Solvi Karr.", clause) == []


def test_a_speaker_goes_on_after_the_clause_that_names_her() -> None:
    named = "“We know,” Solvi Karr said."
    assert picked(f"{named} “{FERRY}”") == [(FERRY, "Solvi Karr")]
    assert picked(named, f"“{FERRY}”") == [(FERRY, "Solvi Karr")]
    assert picked(named, f"“{FERRY[:-1]},” she added.") == [(FERRY, "Solvi Karr")]
    assert picked(f"{named} Her brother nodded. “{FERRY}”") == []
    assert picked(named, f"“{FERRY}” Ek shook his head.") == []
    assert picked(f"{named} Her brother nodded.", f"“{FERRY[:-1]},” he said.") == []
    assert picked(named, f"“{FERRY[:-1]}?” Ek asked.") == []


def interview(*turns: str, bold: bool = False) -> Record:
    spans = [Span(text=turn, bold=bold and turn.endswith("?")) for turn in turns]
    body = tuple(Block(kind=BlockKind.TEXT, spans=(span,)) for span in spans)
    return record(body=body)


QUESTIONS = ("When did the boat stop?", "Who was told?", "Was there a band on the quay that day?")
ANSWERS = (PLAIN, FERRY, "The council said: “Islands do not need boats, they need patience.”")


def test_of_an_interview_only_the_answers_are_pulled() -> None:
    turns = [
        text
        for asked, said in zip(QUESTIONS, ANSWERS, strict=True)
        for text in (f"Courier: {asked}", f"Karr: {said}")
    ]
    made = interview("We met the farmer Solvi Karr at home.", *turns)
    assert pull_quotes(made)[0] == Quote(text=FERRY, by="Solvi Karr")
    assert {quote.by for quote in pull_quotes(made)} == {"Solvi Karr"}
    assert pull_quotes(interview(*turns)) == ()  # the story has no full name


def test_of_an_interview_with_questions_in_bold_nobody_else_is_pulled() -> None:
    said = f"“{FERRY[:-1]},” said Maren Ott, and I left."
    turns = [text for asked in QUESTIONS for text in (asked, said)]
    assert pull_quotes(interview(*turns, bold=True)) == ()
    assert [quote.by for quote in pull_quotes(interview(*turns))] == ["Maren Ott"]


@pytest.mark.parametrize(
    "opening",
    [
        "It",
        "They",
        "In fact,",
        "That’s why",
        "Of course,",
        "As a result,",
        "If he asks,",
        "Here’s why",
    ],
)
def test_none_leans_on_the_sentence_before(opening: str) -> None:
    leaning = f"{opening} when the boat stopped we did not become an island."
    assert picked(says(leaning)) == []
    assert picked(says(leaning.replace(opening, "Last year"))) != []


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{FERRY[:-1]},” Ada Penn said, “and nobody noticed.”",  # goes on
        f"“Well,” Ada Penn said, “{FERRY}”",  # began before
        f"He spoke of “{FERRY[:-1]}” at length.",
        f"“{FERRY[:-1]},” a novel by Ada Penn, is out.",  # a title
        says("We know."),
        says("Write to desk@courier.example and to nobody else about any of this, please."),
        says("We sold 12 boats for 2,400 crowns in 1926 and 14 boats for 2,900 crowns in 1927."),
        says("Ek told me ‘the boat is late’ and then the boat was late, as it always is."),
        says("WHEN THE BOAT STOPPED WE DID NOT BECOME AN ISLAND, WE BECAME TWO ISLANDS."),
        f'"{FERRY}" Ada Penn said.',
        FERRY,
    ],
)
def test_what_does_not_stand_alone_is_not_picked(paragraph: str) -> None:
    assert picked(paragraph) == []


def test_two_good_ones_come_from_two_paragraphs_the_better_first() -> None:
    worse = says(f"Ek saw their boat and said that. {FOG}")
    assert picked(worse, says(FERRY)) == [(FERRY, "Solvi Karr"), (FOG, "Solvi Karr")]
    assert len(picked(f"{says(FERRY)} She paused. {says(FOG)}")) == 1


@pytest.mark.parametrize("opening", ["Moreover,", "But", "And so"])
def test_none_begins_with_a_word_that_joins_it_to_the_sentence_before(opening: str) -> None:
    joined = f"{opening} when the boat stopped we did not become an island, we became two."
    assert picked(says(joined)) == []


def test_the_beginning_and_the_end_of_the_story_come_last() -> None:
    assert picked(says(FERRY), PLAIN, says(FOG))[0][0] == FERRY
    body = tuple(
        Block(kind=BlockKind.TEXT, spans=(Span(text=text),))
        for text in (says(FERRY), PLAIN, says(FOG), PLAIN)
    )
    assert [quote.text for quote in pull_quotes(record(body=body))] == [FOG]
    assert pull_quotes(record(body=body[:1])) == (Quote(text=FERRY, by="Solvi Karr"),)


@pytest.mark.parametrize(
    ("language", "paragraph", "text", "by"),
    [
        (
            "de-DE",
            "„Wir haben gelernt, dass eine Insel auch ohne Fähre eine Insel bleibt“, "
            "sagte Maren Ott am Dienstag.",
            "Wir haben gelernt, dass eine Insel auch ohne Fähre eine Insel bleibt.",
            "Maren Ott",
        ),
        (
            "de",
            "Maren Ott sagte: »Wir haben gelernt, dass eine Insel eine Insel bleibt.« Er ging.",
            "Wir haben gelernt, dass eine Insel eine Insel bleibt.",
            "Maren Ott",
        ),
        (
            "de",
            "„Wir haben gelernt, dass eine Insel eine Insel bleibt“, sagte Maren Ott Reportern.",
            "",
            "",
        ),
        (
            "fr-FR",
            "« Une île sans bateau reste une île, mais personne ne la voit », a déclaré "
            "Solène Kerr, éleveuse.",
            "Une île sans bateau reste une île, mais personne ne la voit.",
            "Solène Kerr",
        ),
        (
            "fr",
            "Solène Kerr a déclaré : « Une île sans bateau reste une île que personne ne voit. »",
            "Une île sans bateau reste une île que personne ne voit.",
            "Solène Kerr",
        ),
        (
            "da",
            "»Vi blev ikke en ø, da færgen holdt op med at sejle, vi blev to øer,« siger "
            "Maren Ott.",
            "Vi blev ikke en ø, da færgen holdt op med at sejle, vi blev to øer.",
            "Maren Ott",
        ),
        (
            "no",
            "«Vi ble ikke en øy da ferja sluttet å gå, vi ble to øyer», sier Maren Ott.",
            "Vi ble ikke en øy da ferja sluttet å gå, vi ble to øyer.",
            "Maren Ott",
        ),
        (
            "sv",
            "”Vi blev inte en ö när båten slutade gå, vi blev två öar”, säger Maren Ott.",
            "Vi blev inte en ö när båten slutade gå, vi blev två öar.",
            "Maren Ott",
        ),
    ],
)
def test_each_language_has_its_marks(language: str, paragraph: str, text: str, by: str) -> None:
    assert picked(paragraph, language=language) == ([(text, by)] if by else [])


def test_a_language_that_is_not_known_has_none() -> None:
    assert picked(says(FERRY), language="cy") == []


def test_an_opinion_without_quotations_gives_a_sentence_of_its_own() -> None:
    paragraph = f"It is Mr. Ek’s say. {FERRY} “So it goes. {FOG} So it goes,"
    ada = ("Ada Penn",)
    assert picked(paragraph, form=Form.COLUMN, byline=ada) == [(FERRY, "Ada Penn")]
    assert picked(paragraph, form=Form.COLUMN) == []
    assert picked(paragraph, form=Form.STORY, byline=ada) == []
    said = f"{FERRY} {says(FOG)}"
    assert picked(said, form=Form.EDITORIAL, byline=ada) == [(FOG, "Solvi Karr")]


def test_filed_quotes_stay_and_gathered_records_get_none() -> None:
    filed = (Quote(text="Two islands", by="Solvi Karr"),)
    assert pull_quotes(record(says(FERRY), quotes=filed)) == filed
    unnamed = (Quote(text=FERRY), Quote(text=PLAIN))
    named = (Quote(text=FERRY, by="Solvi Karr"), Quote(text=PLAIN))
    assert pull_quotes(record(says(FERRY), quotes=unnamed)) == named
    for form in (Form.BRIEF, Form.LETTER, Form.CORRECTION):
        assert picked(says(FERRY), form=form) == []


@pytest.mark.parametrize("wanted", [True, False])
def test_the_paper_may_want_none(wanted: bool) -> None:
    section = (Section(key="news", name="News"),)
    paper = Paper(name="The Test", sections=section, pull_quotes=wanted)
    filed = (Quote(text="Two islands", by="Ada Penn"),)
    records = [record(says(FERRY)), record(says(FERRY), slug="b", quotes=filed)]
    stories, _ = choose_stories(records, {}, paper)
    assert [len(story.quotes) for story in stories] == [int(wanted), 1]
    assert stories[1].quotes == filed


def test_sentences_do_not_end_at_titles_and_initials() -> None:
    assert sentences("Mr. Ek met J. R. Penn at 7.30 a.m. in St. Anne. “Why?” He left") == (
        "Mr. Ek met J. R. Penn at 7.30 a.m. in St. Anne.",
        "“Why?”",
        "He left",
    )
    assert sentences("Am 3. Februar kam er. Dann ging er …") == (
        "Am 3. Februar kam er.",
        "Dann ging er …",
    )


# Copy that is nothing but what quotations are made of, in every order.
PIECES = (
    *"“”„«»‘’\"'.,?!…:;–()",
    *(" ", "\u00a0", " said ", " dit ", " sagte ", "Ada Penn", "Mr. Ek ", "www.a.org", "1926 "),
    *(FERRY, FOG[:-1], f"“{FERRY}”", f"“{FOG[:-1]},” said Ada Penn. ", "« Une île. »"),
    *("We became two islands. ", "It is so. ", "die Insel bleibt eine Insel, ", "U.S. Navy "),
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def words(text: str) -> str:
    """The words of a text with one space between and no signs at their ends."""
    parts = (word.strip("“”„«»‘’\"'.,?!…:;–()") for word in text.split())
    return " " + " ".join(part for part in parts if part) + " "


@given(
    st.lists(texts, min_size=1, max_size=6),
    st.sampled_from([*SPEECH, "cy"]),
    st.sampled_from(list(Form)),
)
def test_whatever_is_picked_stands_in_a_paragraph(
    paragraphs: list[str], language: str, form: Form
) -> None:
    made = record(*(text for text in paragraphs if text.strip()), language=language, form=form)
    quotes = pull_quotes(made)
    assert quotes == pull_quotes(made)
    assert len(quotes) <= 2
    for quote in quotes:
        assert quote.by
        bare = quote.text.strip("“”„«»\u00a0")
        assert reads_alone(bare)
        assert bare[-1] in STOPS
        places = [block.text for block in made.body if words(bare) in words(block.text)]
        assert places
        # But for the stop at its end it stands there sign for sign.
        assert any(bare[:-1] in text for text in places)
        assert any(words(quote.by).strip() in words(block.text) for block in made.body)

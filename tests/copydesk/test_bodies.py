"""Lines that are no copy leave the body and are told; copy that is like them stays."""

from __future__ import annotations

import json

import pytest

from epaper.copydesk.leftovers import LABEL
from epaper.model import Block, BlockKind, CopyRule, Photo, Record, Severity, Span
from tests.conftest import SHARED
from tests.copydesk.copy import SAID, block, edited, record, texts

ARTICLES = SHARED / "samples" / "articles"


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Why the boat stopped",
        "READ: Why the boat stopped",
        "ALSO READ | Why the boat stopped",
        "Related: Why the boat stopped",
        "Related stories",
        "See also: Why the boat stopped.",
        "Also on HuffPost:",
        "Click here to see the timetable.",
        "To read the report, which explains how it came about, click here.",
        "Sign up for our morning newsletter and never miss a boat!",
        "Follow us on Facebook and Twitter",
        "Follow Maren Oduya on X @moduya",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Buy now",
        "Advertisement",
        "Story continues below advertisement",
        "We use cookies to make this site better. Learn more.",
        "By signing up, you agree to our terms and privacy policy.",
        "Download our free app for the latest timetable.",
        "Read the full transcript of his interview",
        "Listen to the islanders on our weekly news podcast, “Two Boats.”",
        "(Graphic: Ferries of the north - here)",
        "12 comments",
        "Lesen Sie auch: Warum das Schiff nicht mehr fuhr",
        "Lire aussi : Pourquoi le bateau ne partait plus",
        "Lea también: Por qué paró el barco",
        "Leggi anche: Perché la nave si è fermata",
        "Læs også: Derfor sejlede færgen ikke",
        "Läs mer: Därför gick inte båten",
        "Читайте также: Почему встал паром",
        "相关阅读：渡轮为何停航",  # noqa: RUF001
        "【関連記事】",
    ],
)
def test_a_line_that_is_no_copy_is_left_out_and_told(line: str) -> None:
    made = record(SAID, line, SAID)
    passed, told = edited(made)
    assert texts(passed) == [SAID, SAID]
    (problem,) = told
    assert (problem.code, problem.severity, problem.where.file) == ("D-202", Severity.NOTE, "a.md")
    assert line in problem.message
    assert edited(made, CopyRule.LINES) == (made, [])


@pytest.mark.parametrize(
    "line",
    [
        "Read more words than you have to and you are a journalist, she told the class.",
        "Read more slowly.",
        "Related cases are heard in March.",
        "Watch: it says ten to nine, and it has said so since the war.",
        "Listen: I know what you are going to say.",
        "Subscribe to the idea that boats come back, and you will wait.",
        "Follow the money on the island and you end at the quay.",
        "Sign up for the boat race ends on Friday.",
        "Share this bench with anybody who asks.",
        "We used cookies as bait.",
        "By using violence the company lost on all terms.",
        "See the full list of winners on page 7.",
        "Read the small print",
        "Elsewhere in the north: two boats, no captain",
        "Also on Friday: the band plays at the quay",
        "More on the ferry was said at night.",
        "He said he would click here and there.",
        "Editing by hand is slow.",
        "Profile: Solvi Karr",
        "UP NEXT",
        "END OF AN ERA",
        "Rams 54, Chiefs 51.",
        "10 p.m.",
    ],
)
def test_copy_that_begins_alike_stays(line: str) -> None:
    made = record(SAID, line, SAID)
    assert edited(made) == (made, [])
    last = record(SAID, line)
    assert edited(last) == (last, [])


def test_links_under_a_label_go_with_it_up_to_the_next_paragraph() -> None:
    links = ("Two boats for the strait", "Who pays for the ferry?")
    passed, told = edited(record(SAID, "Related", *links, SAID))
    assert texts(passed) == [SAID, SAID]
    assert "3 lines that are no copy are left out: “Related”, “Two boats" in told[0].message
    # A label of one common word with copy under it is a crosshead of somebody's.
    made = record(SAID, block("Related", BlockKind.CROSSHEAD), SAID)
    assert edited(made) == (made, [])
    head = block("Two boats", BlockKind.CROSSHEAD)
    passed, _ = edited(record(SAID, "Read more", head, SAID))
    assert texts(passed) == [SAID, "Two boats", SAID]


def test_a_crosshead_under_which_nothing_is_left_is_text() -> None:
    head = block("More", BlockKind.CROSSHEAD)
    passed, _ = edited(record(SAID, head, "Click here to see the timetable."))
    assert [each.kind for each in passed.body] == [BlockKind.TEXT, BlockKind.TEXT]


@pytest.mark.parametrize("mark", ["ENDS", "-30-", "###", "(END)", "-ENDS-", "(more)", "（完）"])  # noqa: RUF001
def test_end_marks_go_from_the_end_alone(mark: str) -> None:
    passed, told = edited(record(SAID, mark))
    assert texts(passed) == [SAID]
    assert mark in told[0].message
    middle = record(SAID, mark, SAID)
    assert edited(middle) == (middle, [])


@pytest.mark.parametrize("mark", [" ENDS", " ###", " (END)", " DM"])
def test_end_marks_go_from_behind_the_last_sentence(mark: str) -> None:
    passed, told = edited(record(SAID, SAID + mark, agency="Daily Maverick"))
    assert texts(passed) == [SAID, SAID]
    assert f"“{mark.strip()}”" in told[0].message
    other = record(SAID, f"{SAID} DM", agency="Northern Wire")
    assert edited(other) == (other, [])


def test_a_call_in_brackets_leaves_the_end_of_a_paragraph_and_its_styles_stay() -> None:
    spans = (Span(text=SAID, bold=True), Span(text=" (Click here for the timetable.)"))
    made = record(SAID, Block(kind=BlockKind.TEXT, spans=spans))
    passed, _ = edited(made)
    assert passed.body[1].spans == (Span(text=SAID, bold=True),)


@pytest.mark.parametrize(
    "line",
    [
        "Maren Oduya is a reporter at the Courier.",
        "Maren Oduya is professor of seas at Wick and owns a share of the boat.",
        "The writer is a former captain.",
        "Reporting by Maren Oduya; editing by Ada Penn",
        "Tomas Reyl contributed to this report.",
        "(To be continued)",
        "Fortsetzung folgt …",
    ],
)
def test_what_says_something_to_a_reader_stays_in_italics_at_the_end(line: str) -> None:
    passed, told = edited(record(SAID, line, byline=("Maren Oduya",)))
    assert texts(passed) == [SAID, line]
    assert [span.italic for span in passed.body[1].spans] == [True]
    assert [problem.code for problem in told] == ["D-204"]
    assert line in told[0].message


def test_who_is_not_in_the_byline_is_somebody_in_the_story() -> None:
    made = record(SAID, "Solvi Karr is a reporter at the Courier.", byline=("Maren Oduya",))
    assert edited(made) == (made, [])


def test_the_credit_of_a_picture_goes_to_the_picture() -> None:
    line = "(Image credit: All About Boats)"
    passed, told = edited(record(SAID, line, photos=(Photo(file="a.jpg"),)))
    assert passed.photos[0].credit == "All About Boats"
    assert texts(passed) == [SAID]
    assert [problem.code for problem in told] == ["D-204"]
    two = record(SAID, line, photos=(Photo(file="a.jpg"), Photo(file="b.jpg")))
    assert edited(two) == (two, [])
    assert [problem.code for problem in edited(record(SAID, line))[1]] == ["D-202"]


def test_nothing_goes_where_nothing_would_be_left() -> None:
    made = record("Click here to see the timetable.", "Buy now")
    assert edited(made) == (made, [])


def test_a_standfirst_that_is_the_beginning_cut_off_goes() -> None:
    passed, told = edited(record(SAID, standfirst=f"{SAID[:30]}..."))
    assert passed.standfirst == ""
    assert [problem.code for problem in told] == ["D-202"]
    for standfirst in (SAID, "It came back, and then..."):
        other = record(SAID, standfirst=standfirst)
        assert edited(other) == (other, [])


def test_every_label_is_found_with_its_sign() -> None:
    for sign in (":", " :", " —", " |"):
        assert LABEL.fullmatch(f"Read more{sign} Two boats")
    assert not LABEL.fullmatch("Read more words")


@pytest.mark.needs_shared("samples")
def test_of_strangers_copy_only_leftovers_go() -> None:
    """Every hit in the articles was read: these are all there are, none is the story's."""
    hits = []
    for path in sorted(ARTICLES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            made = _record(article)
            hits += [(made.language, p.code) for p in edited(made)[1] if p.where.field == "body"]
    assert sorted(hits) == sorted(
        [*[("ar", "D-202")] * 3, *[("en", "D-202")] * 12, *[("hi", "D-202")] * 3]
        + [("ur", "D-202")] * 2
    )


def _record(article: dict[str, object]) -> Record:
    body = [text for text in article["body"] if text.strip()]  # type: ignore[attr-defined]
    return record(*body, language=article["language"], agency=article["source"] or "")

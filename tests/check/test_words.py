"""C-101: the words of the records against those of the PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from epaper.check import check_edition
from epaper.check.words import _compare, _contained, letters_of
from epaper.model import Block, BlockKind, Form, Photo, Record, Span

from .editions import clean, frame
from .made_up import Edition
from .sheet import ROW_MM, WIDE

HEADLINES = {
    "lead": "Boats at dawn",
    "north": "Quiet north",
    "stone": "Stone for road",
    "ferry": "Ferry line to reopen in March",
    "rovers": "Rovers win!",
    "wind": "Wind over land",
}


@pytest.fixture
def edition(tmp_path: Path) -> tuple[Path, dict[str, Record]]:
    """A clean edition and the records it was made of."""
    made = Edition(clean())
    folder = made.write(tmp_path)
    records = {
        slug: Record(
            slug=slug,
            file=f"{slug}.md",
            headline=headline,
            body=(body(" ".join(made.bodies[slug])),),
        )
        for slug, headline in HEADLINES.items()
    }
    return folder, records


def body(text: str) -> Block:
    return Block(kind=BlockKind.TEXT, spans=(Span(text=text),))


def found(folder: Path, records: dict[str, Record]) -> list[str]:
    problems = check_edition(folder, tuple(records.values()))
    assert {problem.code for problem in problems} <= {"C-101"}
    return [f"{problem.where.story}: {problem.message}" for problem in problems]


def test_an_edition_has_the_words_of_its_records(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    assert found(folder, records) == []


def test_a_missing_word_is_named(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    text = records["north"].body[0].text
    words = text.split()
    longer = " ".join([*words[:40], "unprinted", *words[40:]])
    records["north"] = replace(records["north"], body=(body(longer),))
    (told,) = found(folder, records)
    assert told.startswith("north: body, after")
    assert "missing “unprinted”" in told


def test_a_strange_word_is_named(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    words = records["stone"].body[0].text.split()
    strange = words.pop(30)
    records["stone"] = replace(records["stone"], body=(body(" ".join(words)),))
    (told,) = found(folder, records)
    assert f"strange “{letters_of(strange)}”" in told


def test_words_in_another_order_are_told(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    words = records["wind"].body[0].text.split()
    turned = [*words[:20], words[21], words[20], *words[22:]]
    records["wind"] = replace(records["wind"], body=(body(" ".join(turned)),))
    assert len(found(folder, records)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"headline": "Boats at dusk"}, "headline, after"),
        ({"standfirst": "Nobody saw them"}, "standfirst, after"),
        ({"byline": ("Ada Penn",)}, "missing from the byline: “Ada Penn”"),
        ({"kicker": "Harbour"}, "missing from the kicker: “Harbour”"),
        (
            {"photos": (Photo(file="a.jpg", caption="A ship"),)},
            "missing from the cutline: “A ship”",
        ),
        ({"photos": (Photo(file="a.jpg", caption="A boat"),)}, ""),
    ],
)
def test_other_parts_are_compared(
    edition: tuple[Path, dict[str, Record]], change: dict[str, object], told: str
) -> None:
    folder, records = edition
    records["lead"] = replace(records["lead"], **change)  # type: ignore[arg-type]
    messages = found(folder, records)
    assert len(messages) == (1 if told else 0)
    assert all(message.startswith(f"lead: {told}") for message in messages)


def test_a_record_that_is_not_printed_is_told(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    records["new"] = replace(records["wind"], slug="new")
    assert found(folder, records) == ["new: the record is not in the edition"]


def test_a_story_without_record_is_told(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    del records["wind"]
    assert found(folder, records) == ["wind: words are printed that no record has"]


def test_a_brief_has_all_its_words_in_its_legs(edition: tuple[Path, dict[str, Record]]) -> None:
    folder, records = edition
    path = folder / "edition.json"
    path.write_text(
        path.read_text().replace('"form": "story", "order": 5', '"form": "brief", "order": 5')
    )
    words = records["wind"].body[0].text.split()
    brief = replace(
        records["wind"],
        form=Form.BRIEF,
        headline=" ".join(words[:3]),
        body=(body(" ".join(words[3:-1])),),
        agency=words[-1],
    )
    records["wind"] = brief
    assert found(folder, records) == []
    records["wind"] = replace(brief, agency="Northern Wire")
    assert found(folder, records)[0] == "wind: missing: “Northern Wire”"


@pytest.mark.parametrize(
    ("first", "second"),
    [("“Don’t,” he said – twice", '"Don\'t", he said - twice'), ("o\ufb03ce", "of-\nfice")],
)
def test_typography_and_line_ends_make_no_difference(first: str, second: str) -> None:
    assert letters_of(first) == letters_of(second)


ARABIC, NAME = "\u0627\u0644\u0642\u0627\u0647\u0631\u0629", "Siân Tŷ-Ŵyr"


def test_a_name_beside_words_from_the_right_is_there_in_any_order() -> None:
    assert _contained(NAME, f"Ŵyr {ARABIC} (1926) Siân Tŷ")
    assert not _contained(NAME, f"{ARABIC} (1926) Siân Tŷ")
    assert not _contained(NAME, "Ŵyr Siân Tŷ")


def test_and_is_written_onto_a_name_from_the_right() -> None:
    assert _contained("نصرت فتح علی خان", "بقلم لاہور ونصرت 1403 فتح علی خان", turned=True)
    assert not _contained("نصرت فتح علی خان", "بقلم لاہور ونصرت 1403 علی خان", turned=True)


def test_a_word_torn_beside_words_from_the_right_is_there_by_its_letters() -> None:
    text = f"A performance full of the crisp sound of {ARABIC}"
    torn = text.replace("performance", "per formance").replace("sound", "so und")
    assert _contained(text, torn)
    assert not _contained(text, torn.replace("formance", "form"))


def test_cells_beside_words_from_the_right_are_counted_and_others_are_in_order() -> None:
    filed = f"Doors {ARABIC} 10 6 Tickets"
    assert list(_compare("table", [f"6 10 {ARABIC}", "Tickets Doors"], filed, turned=False)) == []
    assert list(_compare("table", [f"6 1 {ARABIC}", "Tickets Doors"], filed, turned=False))
    assert list(_compare("table", ["6 10", "Tickets"], "10 6 Tickets", turned=False))


def test_a_code_of_a_record_without_address_is_told(tmp_path: Path) -> None:
    pages = clean()
    north = pages[0].stories[1]
    north.short = {0: 5}
    place = frame("code", "north", north.row + north.rows - 5)
    x_mm, y_mm = WIDE.x_mm(north.column), WIDE.y_mm(north.row + north.rows - 5)
    pages[0].frames = [place | {"x_mm": x_mm, "w_mm": WIDE.column_mm, "h_mm": 5 * ROW_MM}]
    pages[0].extra = [("Read it on the web", x_mm + 20, y_mm + 4 * ROW_MM, 7.4)]
    made = Edition(pages)
    folder = made.write(tmp_path)
    records = {
        slug: Record(
            slug=slug,
            file=f"{slug}.md",
            headline=headline,
            body=(body(" ".join(made.bodies[slug])),),
        )
        for slug, headline in HEADLINES.items()
    }
    (told,) = found(folder, records)
    assert told == "north: a code is printed, but the record has no address on the web"
    records["north"] = replace(records["north"], url="https://example.org/north")
    assert found(folder, records) == []

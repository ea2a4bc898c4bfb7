from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from epaper.exceptions import PaperError
from epaper.model import CopyRule, HeadlineCase, Imprint, Links, Notice, Paper, Section
from epaper.model.paper import day_in
from epaper.places import find_paper
from epaper.wire.paper import read_paper

WHOLE = """
name = "The Test Courier"
motto = "Late but right"
place = "Wick Bay"
country = "Carrow"
language = "en-US"
timezone = "Asia/Dhaka"
founded = 1921-05-03
price = "2 cr"
publishes = ["mon", "sat"]
format = "a4"
pull_quotes = false
links = "notes"
logo = "plate/name.svg"
accent = "#0A3D62"
file_name = "{name} {date}"
pages_multiple = 4
stability = 2
copy_desk_off = ["briefs", "lines"]
headline_case = "title"
[section_map]
"Politics, home" = "national"
15000000 = "national"
[imprint]
editor = "A. Penn"
[[section]]
key = "national"
name = "National"
colour = "#900"
[[notice]]
title = "Letters"
text = "Write."
"""


def write(folder: Path, text: str) -> Path:
    (folder / "paper.toml").write_text(text, encoding="utf-8")
    return folder


def test_whole_paper(tmp_path):
    assert read_paper(write(tmp_path, WHOLE)) == Paper(
        name="The Test Courier",
        motto="Late but right",
        place="Wick Bay",
        language="en-US",
        timezone="Asia/Dhaka",
        founded=date(1921, 5, 3),
        price="2 cr",
        publishes=frozenset({0, 5}),
        format="a4",
        pull_quotes=False,
        links=Links.NOTES,
        logo_file="plate/name.svg",
        accent="#0a3d62",
        file_name="{name} {date}",
        pages_multiple=4,
        stability=2.0,
        copy_desk_off=frozenset({CopyRule.BRIEFS, CopyRule.LINES}),
        headline_case=HeadlineCase.TITLE,
        section_map={"Politics, home": "national", "15000000": "national"},
        sections=(Section(key="national", name="National", colour="#990000"),),
        notices=(Notice(title="Letters", text="Write."),),
        imprint=Imprint(editor="A. Penn"),
    )


def test_least_paper(tmp_path):
    paper = read_paper(write(tmp_path, 'name="X"\n[[section]]\nkey="a"\nname="A"\n'))
    assert paper.publishes == frozenset(range(7))
    assert paper.founded is None
    assert paper.pull_quotes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('copy_desk_off = "lines"', "copy_desk_off: a list of rules is wanted"),
        ('copy_desk_off = ["words"]', "copy_desk_off: words is no rule of the copy desk"),
        ('headline_case = "loud"', "headline_case: loud is not how headlines are written"),
        ("headline_case = 1", "headline_case: 1 is not how headlines are written"),
    ],
)
def test_what_the_copy_desk_does_is_named(tmp_path, line, said):
    text = f'name="X"\n{line}\n[[section]]\nkey="a"\nname="A"\n'
    with pytest.raises(PaperError, match=said):
        read_paper(write(tmp_path, text))


def test_pull_quotes_are_wanted_or_not(tmp_path):
    text = 'name="X"\npull_quotes = "no"\n[[section]]\nkey="a"\nname="A"\n'
    with pytest.raises(PaperError, match="pull_quotes: true or false is wanted"):
        read_paper(write(tmp_path, text))


def test_all_faults_at_once(tmp_path):
    text = (
        'nam = "X"\nlanguage = "very English"\nfounded = "soon"\npublishes = ["moon"]\nprice = 3\n'
        'imprint = "x"\n[[section]]\nkey = "Nat"\n[[section]]\nkey = "b"\nname = "B"\ncolor = "x"\n'
    )
    with pytest.raises(PaperError) as caught:
        read_paper(write(tmp_path, text))
    lines = str(caught.value).splitlines()
    assert lines[0] == "paper.toml has 10 faults:"
    starts = "name language founded price publishes section[1].key section[1].name section[2].color"
    for start, line in zip([*starts.split(), "imprint", "nam"], lines[1:], strict=True):
        assert line.startswith(f"  {start}:")
    assert "did you mean name?" in lines[-1]


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        'name = "X"',
        'name = "X"\nsection = []',
        'name = "X"\n[section]\nkey = "a"',
        'name = "X"\n' + '[[section]]\nkey = "a"\nname = "A"\n' * 2,
        'name = "  "\n[[section]]\nkey = "a"\nname = "A"\n',
        "founded = 2026-02-31",
        "a = " + "[" * 50_000,
        "x" * 1_100_000,
    ],
)
def test_unreadable(text, tmp_path):
    with pytest.raises(PaperError, match=r"paper\.toml") as caught:
        read_paper(write(tmp_path, text))
    assert caught.value.hint


def test_not_utf8_and_not_there(tmp_path):
    with pytest.raises(PaperError, match="cannot be read"):
        read_paper(tmp_path)
    (tmp_path / "paper.toml").write_bytes(b'name = "Caf\xe9"')
    with pytest.raises(PaperError, match="UTF-8"):
        read_paper(tmp_path)


def test_finding_the_paper(tmp_path):
    with pytest.raises(PaperError, match=r"no paper\.toml here"):
        find_paper(tmp_path)
    editions = tmp_path / "editions"
    editions.mkdir()
    write(editions, WHOLE)
    assert find_paper(tmp_path) == editions
    assert find_paper(tmp_path, editions) == editions
    assert find_paper(tmp_path, editions / "paper.toml") == editions
    write(tmp_path, WHOLE)
    assert find_paper(tmp_path) == tmp_path
    with pytest.raises(PaperError, match="elsewhere"):
        find_paper(tmp_path, tmp_path / "elsewhere")


def test_the_papers_zone(tmp_path):
    least = 'name="X"\n{}\n[[section]]\nkey="a"\nname="A"\n'
    assert read_paper(write(tmp_path, least.format(""))).zone is UTC
    dhaka = read_paper(write(tmp_path, least.format('timezone="Asia/Dhaka"'))).zone
    assert day_in(dhaka, datetime(2026, 2, 3, 18, 0, tzinfo=UTC)) == date(2026, 2, 4)
    assert day_in(dhaka, datetime(2026, 2, 3, 17, 59, tzinfo=UTC)) == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Asia/Daka", "Asia/Dhaka"),
        ("dhaka", "Asia/Dhaka"),
        ("Europe/Londn", "Europe/London"),
        ("New York", "America/New_York"),
        ("Europe", "Europe/"),
        ("../../etc/passwd", ""),
    ],
)
def test_a_zone_that_is_none(given, meant, tmp_path):
    text = f'name="X"\ntimezone="{given}"\n[[section]]\nkey="a"\nname="A"\n'
    with pytest.raises(PaperError) as raised:
        read_paper(write(tmp_path, text))
    assert f"timezone: there is no time zone {given}" in str(raised.value)
    assert meant in str(raised.value)


@pytest.mark.parametrize("name", ["\u3164\u3164", "\u2800", "\u200b\u2060", "\u0301"])
def test_a_name_of_which_nothing_can_be_seen_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(PaperError, match="name: "):
        read_paper(write(tmp_path, WHOLE.replace("The Test Courier", name)))


WRONG = [
    ('accent = "red"', "accent: red is no colour", "#8c1b1f"),
    ('accent = "#8c1b1"', "accent: #8c1b1 is no colour", "#8c1b1f"),
    ('accent = "#ffcc00"', "accent: #ffcc00 is too light", "4.5 is the least"),
    ('logo = "../plate.svg"', "logo: ../plate.svg leaves the paper's folder", "paper.toml"),
    ('logo = "C:\\\\plate.svg"', "leaves the paper's folder", "paper.toml"),
    ('logo = "/plate.svg"', "leaves the paper's folder", "paper.toml"),
    ('logo = "plate.jpg"', "logo: plate.jpg is no kind of picture", "SVG, PNG or WebP"),
    ('file_name = ""', "file_name: text is wanted", "{name}-{date}"),
    ('file_name = "{name}"', "all editions would have one name", "{name}-{date}"),
    ('file_name = "{nme}-{date}"', "there is no field {nme}", "did you mean name?"),
    ('file_name = "{date!r}"', "date has more than its name", "write {date}"),
    ('file_name = "{date:>90}"', "date has more than its name", "write {date}"),
    ('file_name = "{date.year}"', "there is no field {date.year}", "date"),
    ('file_name = "{date"', "a brace that stands alone", "{name}-{date}"),
    ('file_name = "a/{date}"', "“a/” has signs", "digits"),
    ('file_name = "é{date}"', "“é” has signs", "digits"),
    ('file_name = "{number}"', "there is no {number} without a day", "founded ="),
    (f'file_name = "{"x" * 90}{{date}}"', "at most 80", "shorten"),
    ("pages_multiple = 0", "pages_multiple: a whole number from 1 to 400", "without quotes"),
    ('pages_multiple = "4"', "pages_multiple: a whole number from 1 to 400", "without quotes"),
    ("stability = -1", "stability: a number from 0 to 10", "plans the paper anew"),
    ('stability = "high"', "stability: a number from 0 to 10", "1 is usual"),
    ('section_map = "x"', "section_map: a table is wanted", "[section_map]"),
    ("section_map = {x = 3}", "section_map: x leads to no section", "[section_map]"),
    ('section_map = {x = "aa"}', "section_map.x: the paper has no section aa", "did you mean"),
    ('section_map = {x = "a", X = "a"}', "X is the same as x", "keep one"),
    ('section_map = {"\\u200b" = "a"}', "a label is empty", "[section_map]"),
    ('section_map = {Ab = "a"}', "section_map.Ab: this is a section of the paper", "take the line"),
]


@pytest.mark.parametrize(("line", "message", "hint"), WRONG)
def test_a_wrong_value_is_told_with_its_key_and_what_to_do(
    tmp_path: Path, line: str, message: str, hint: str
) -> None:
    sections = '[[section]]\nkey="a"\nname="A"\n[[section]]\nkey="ab"\nname="B"\n'
    with pytest.raises(PaperError) as raised:
        read_paper(write(tmp_path, f'name="X"\n{line}\n{sections}'))
    assert message in str(raised.value)
    assert hint in str(raised.value)


def test_the_darker_colour_of_the_hint_is_taken(tmp_path: Path) -> None:
    text = 'name="X"\n[[section]]\nkey="a"\nname="A"\ncolour="{}"\n'
    with pytest.raises(PaperError, match=r"section\[1\].colour: #fc0 is too light") as raised:
        read_paper(write(tmp_path, text.format("#fc0")))
    (darker,) = re.findall(r'"(#[0-9a-f]{6})" is the same, darker', str(raised.value))
    assert read_paper(write(tmp_path, text.format(darker))).sections[0].colour == darker


def test_a_name_that_cannot_be_seen_is_none(tmp_path: Path) -> None:
    text = 'name="\u200e\u2066\u2069"\n[[section]]\nkey="a"\nname="A"\n'
    with pytest.raises(PaperError, match="text is wanted"):
        read_paper(write(tmp_path, text))

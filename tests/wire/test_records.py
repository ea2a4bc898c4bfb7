"""One fault each: its code, its line, and whether the record may run."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.exceptions import DayError
from epaper.model import Form, Severity
from epaper.text import SLUG
from epaper.wire.faults import CODES
from epaper.wire.records import OF_A_FIELD, read_records

DAY = date(2026, 2, 4)
HEAD = "headline: Ferry returns\n"
HEAD_FAULTS = [
    ("W-105", 2, "just words\n"),
    ("W-105", 3, HEAD + "\tkicker: tab\n"),
    ("W-110", 2, "headline: Ferry: late\n"),
    ("W-110", 2, 'headline: "Ferry\n'),
    ("W-110", 3, HEAD + "kicker: Berth #2 opens\n"),
    ("W-105", 2, "? [a, b]\n: c\n"),
    ("W-106", 3, HEAD + "headline: Again\n"),
    ("W-107", 3, HEAD + "language: &a en\n"),
    ("W-107", 3, HEAD + "section: *a\n"),
    ("W-107", 3, HEAD + "rank: !!int 2\n"),
    ("W-107", 3, HEAD + "photos: " + "[" * 40 + "]" * 40 + "\n"),
    ("W-201", 3, HEAD + "standfrist: Two boats\n"),
    ("W-201", 4, HEAD + "photos:\n  - {file: ferry.jpg, captoin: A boat}\n"),
    ("W-202", 2, "headline:\n  - Ferry\n  - returns\n"),
    ("W-202", 2, "headline:\n  a: b\n  c: d\n"),
    ("W-202", 3, HEAD + "photos: ferry.jpg\n"),
    ("W-202", 3, HEAD + "box: words\n"),
    ("W-203", 2, "kicker: Harbour\n"),
    ("W-203", 2, "headline:\n"),
    ("W-203", 2, 'headline: "  "\n'),
    ("W-204", 2, "headline: |\n  Ferry\n  returns\n"),
    ("W-205", 3, HEAD + "section: natoinal\n"),
    ("W-206", 3, HEAD + "form: feature\n"),
    ("W-206", 3, HEAD + "comments: maybe\n"),
    ("W-207", 3, HEAD + "slug: Ferry Returns\n"),
    ("W-207", 3, HEAD + "slug: ../ferry\n"),
    ("W-209", 3, HEAD + "rank: 0\n"),
    ("W-209", 3, HEAD + "rank: -1\n"),
    ("W-209", 3, HEAD + "rank: 1.5\n"),
    ("W-210", 3, HEAD + "published: yesterday\n"),
    ("W-210", 3, HEAD + "published: 04/02/2026\n"),
    ("W-210", 3, HEAD + "updated: 2026-02-04\n"),
    ("W-220", 3, HEAD + "published: 2026-02-04\n"),
    ("W-220", 3, HEAD + "updated: 2026-02-04T05:40:00\n"),
    ("W-221", 3, HEAD + "language: xx\n"),
    ("W-210", 3, HEAD + "published: 0001-01-01T00:00:00Z\n"),
    ("W-211", 3, HEAD + "url: javascript:alert(1)\n"),
    ("W-211", 3, HEAD + "url: file:///etc/passwd\n"),
    ("W-211", 3, HEAD + "url: 'http://[half'\n"),
    ("W-212", 3, HEAD + "language: English, British\n"),
    ("W-213", 4, HEAD + "photos:\n  - {file: ferry.jpg, focus: [0.4, 1.2]}\n"),
    ("W-213", 4, HEAD + "photos:\n  - {file: ferry.jpg, focus: [nan, 0.2]}\n"),
    ("W-213", 4, HEAD + "photos:\n  - {file: ferry.jpg, focus: 0.4}\n"),
    ("W-214", 5, HEAD + "table:\n  columns: [a, b]\n  rows: [[1, 2], [1]]\n"),
    ("W-214", 5, HEAD + "table:\n  columns: [a, b]\n  rows: []\n"),
    ("W-215", 4, HEAD + "photos:\n  - caption: A boat\n"),
    ("W-215", 4, HEAD + "quotes:\n  - {text: '', by: Maren}\n"),
    ("W-215", 3, HEAD + "box: {title: Empty}\n"),
    ("W-216", 4, HEAD + "quotes:\n  - text: We became two islands.\n"),
    ("W-217", 2, f"headline: Ferry {'x' * 100}\n"),
    ("W-218", 4, HEAD + "published: 2026-02-04T05:00:00Z\nupdated: 2026-02-04T04:00:00Z\n"),
    ("W-219", 3, HEAD + "byline: By Maren Oduya\n"),
]
BODY_FAULTS = [
    ("W-313", 4, "Words.[^1]"),
    ("W-314", 5, "Words\nand ~~struck~~ ones."),
    ("W-315", 6, "Words.\n\n- [ ] open"),
    ("W-316", 6, "Words.\n\n" + "a line of words\n" * 4001),
    ("W-316", 6, "Words.\n\n" + "*a* " * 2501),
    ("W-301", 4, ""),
    ("W-301", 4, "## Only a crosshead"),
    ("W-302", 6, "Words.\n\nA <b>bold</b> one."),
    ("W-302", 6, "Words.\n\n<script src=a.js></script>\n\nMore."),
    ("W-302", 4, "Words <!-- and a note to the desk -->."),
    ("W-303", 4, "Look: ![a boat](boat.jpg)"),
    ("W-304", 6, "Words.\n\n```\ncode\n```"),
    ("W-304", 4, "Words and `code`."),
    ("W-305", 4, "# A headline\n\nWords."),
    ("W-305", 4, "#### Too deep\n\nWords."),
    ("W-306", 5, "- one\n  - two\n- three"),
    ("W-307", 6, "Words.\n\n---\n\nMore."),
    ("W-308", 4, "A [link](javascript:alert(1))."),
    ("W-308", 4, "A [link](../elsewhere)."),
    ("W-309", 6, "Words.\n\n## Nothing under it"),
    ("W-310", 4, "| a | b |\n| - | - |\n| 1 | 2 |\n\nWords."),
    ("W-311", 6, "Words.\n\n[Note]: mind-the-gap"),
    ("W-102", 4, "A &#8238;turned word."),
]
FILE_FAULTS = [
    ("W-101", 3, b"---\nheadline: Ferry\nkicker: Caf\xe9\n---\nWords.\n"),
    ("W-101", 1, "---\nheadline: Ferry\n---\nWords.\n".encode("utf-16")),
    ("W-102", 2, b"---\nheadline: Fer\x07ry\n---\nWords.\n"),
    ("W-102", 4, "---\nheadline: Ferry\n---\nWo\u202erds.\n".encode()),
    ("W-102", 2, b'---\nheadline: "Fer\\x07ry"\n---\nWords.\n'),
    ("W-103", 2, b"---\nheadline: " + b"x " * 40_000 + b"\n---\nWords.\n"),
    ("W-103", 4, b"---\nheadline: Ferry\n---\n" + b"words " * 175_000),
    ("W-103", 0, b"x" * 5_400_000),
    ("W-104", 1, b"Just words.\n"),
    ("W-104", 1, b""),
    ("W-104", 1, b"---\nheadline: Ferry\n"),
]


@pytest.mark.parametrize(("code", "line", "head"), HEAD_FAULTS)
def test_fault_in_head(code, line, head, file_record, read):
    file_record(head.rstrip("\n"))
    check(code, line, *read())


@pytest.mark.parametrize(("code", "line", "body"), BODY_FAULTS)
def test_fault_in_body(code, line, body, file_record, read):
    file_record(body=body)
    check(code, line, *read())


@pytest.mark.parametrize(("code", "line", "data"), FILE_FAULTS)
def test_fault_of_file(code, line, data, file_record, read):
    file_record(data=data)
    check(code, line, *read())


def check(code, line, records, problems):
    assert [(p.code, p.where.line) for p in problems] == [(code, line)]
    assert problems[0].where.file == "2026-02-04/articles/ferry.md"
    of_a_field = code in OF_A_FIELD and problems[0].where.field != "headline"
    stands = problems[0].severity is not Severity.STOP or of_a_field
    assert len(records) == stands


def test_a_story_stands_without_the_fields_that_cannot_be_read(file_record, read):
    file_record(
        "headline: Ferry\nsection: natoinal\nrank: first\npublished: yesterday\n"
        "photos:\n  - {file: ferry.jpg, focus: [9, 9], captoin: A boat}\n  - {caption: Lost}\n"
        "  - {file: ferry.jpg, caption: Kept}\n"
        "table:\n  columns: [a, b]\n  rows: [[1]]"
    )
    (record,), problems = read()
    assert (record.headline, record.section, record.rank) == ("Ferry", "", None)
    assert record.published is None
    assert record.table is None
    assert [(photo.file, photo.caption) for photo in record.photos] == [
        ("ferry.jpg", ""),
        ("ferry.jpg", "Kept"),
    ]
    stopping = [problem for problem in problems if problem.severity is Severity.STOP]
    assert {(problem.code, problem.where.field) for problem in stopping} == {
        ("W-205", "section"),
        ("W-209", "rank"),
        ("W-210", "published"),
        ("W-213", "photos[1].focus"),
        ("W-201", "photos[1].captoin"),
        ("W-215", "photos[2].file"),
        ("W-214", "table.rows[1]"),
    }


def test_every_code_is_tried_here():
    tried = {code for faults in (HEAD_FAULTS, BODY_FAULTS, FILE_FAULTS) for code, *_ in faults}
    own_test = {
        "W-108",
        "W-109",
        "W-208",
        "W-312",
        "W-317",
        "W-401",
        "W-402",
    }  # the last ones of orders
    assert tried | own_test == {code for code in CODES if code < "W-5"}


def test_all_faults_in_one_run(file_record, read):
    file_record("headlin: Ferry\nrank: first\nform: poem", "<b>x</b>", name="a.md")
    file_record("slug: X Y", "Words.\n\n`code`", name="b.md")
    file_record(name="c.md")
    records, problems = read()
    assert [record.slug for record in records] == ["c"]
    assert [p.code for p in problems if p.where.file.endswith("a.md")] == [
        "W-201",
        "W-203",
        "W-209",
        "W-206",
        "W-302",
    ]
    of_b = [p.code for p in problems if p.where.file.endswith("b.md")]
    assert of_b == ["W-207", "W-203", "W-304"]


def test_hint_names_the_nearest_field(file_record, read):
    file_record("headline: Ferry\nstandfrist: Two boats")
    _, (problem,) = read()
    assert "standfirst" in problem.hint


def test_of_two_records_with_one_slug_the_later_is_numbered(file_record, read):
    file_record("headline: Two", name="ferry.md")
    file_record("headline: One\nslug: ferry", name="one.md")
    file_record("headline: Three\nslug: ferry", name="three.md")
    file_record("headline: Four\nslug: ferry-2", name="zfour.md")
    records, problems = read()
    assert [r.slug for r in records] == ["ferry", "ferry-3", "ferry-4", "ferry-2"]
    assert [(p.code, p.where.file[-8:], p.where.line) for p in problems] == [
        ("W-208", "s/one.md", 3),
        ("W-208", "three.md", 3),
    ]
    assert all("ferry.md" in p.message for p in problems)


def test_what_is_no_file_is_reported(day_folder, file_record, read):
    file_record(name="good.md")
    (day_folder / "articles" / "folder.md").mkdir()
    (day_folder / "articles" / "dead.md").symlink_to("nowhere.md")
    os.mkfifo(day_folder / "articles" / "pipe.md")
    records, problems = read()
    assert [record.slug for record in records] == ["good"]
    assert [p.code for p in problems] == ["W-108"] * 3


def test_other_files_are_named_and_leftovers_are_not(day_folder, file_record, read):
    file_record()
    for name in ("story.txt", "ferry.md~", ".hidden.md", "x.bak"):
        (day_folder / "articles" / name).write_text("x")
    _, (problem,) = read()
    assert problem.code == "W-109"
    assert problem.where.file.endswith("story.txt")


def test_text_stays_as_written(file_record, read):
    file_record(
        "headline: 2026\nkicker: No\ndateline: 1e3\n"
        "table:\n  columns: [Day, '%']\n  rows: [[2026-02-04, 3.50], [007, '']]\n"
    )
    (record,), problems = read()
    assert not problems
    assert (record.headline, record.kicker, record.dateline) == ("2026", "No", "1e3")
    assert record.table is not None
    assert record.table.rows == (("2026-02-04", "3.50"), ("007", ""))


def test_empty_fields_count_as_missing(file_record, read, paper):
    file_record("headline: Ferry\nkicker:\nrank: ~\nphotos:\nbox: null\nsection: ''")
    (record,), problems = read()
    assert not problems
    assert (record.kicker, record.rank, record.photos, record.box) == ("", None, (), None)
    assert (record.section, record.language) == ("", paper.language)


def test_byte_order_mark_crlf_and_decomposed_letters(file_record, read):
    text = "\ufeff---\r\nheadline: Cafe\u0301 opens\r\n---\r\nOne\r\ntwo.\r\n\r\nThree.\r\n"
    file_record(data=text.encode())
    (record,), problems = read()
    assert not problems
    assert record.headline == "Café opens"
    assert [block.text for block in record.body] == ["One two.", "Three."]


def test_whole_record(file_record, read):
    file_record(
        "headline: Ferry returns\nsection: world\nrank: 2\nform: column\n"
        "byline: [Maren Oduya, Jon Ek]\npublished: 2026-02-04 05:40:00+01:00\n"
        "photos:\n  - file: ferry.jpg\n    focus: [0.4, 1]\n    credit: Tomas Reyl\n"
        "quotes:\n  - text: 'The boat… leaves.'\n    by: Maren\ncomments: open\n"
        "box:\n  title: The crossing\n  items:\n    - 'From Lisbet: noon'\n"
        "url: https://example.org/ferry\nslug: ferry-2\nlanguage: en-US",
        "The boat leaves.",
    )
    (record,), problems = read()
    assert not problems
    assert record.byline == ("Maren Oduya", "Jon Ek")
    assert record.form is Form.COLUMN
    assert record.photos[0].focus == (0.4, 1.0)
    assert record.box is not None
    assert record.box.items == ("From Lisbet: noon",)
    assert record.comments
    assert record.slug == "ferry-2"
    assert record.published is not None
    assert record.published.isoformat() == "2026-02-04T05:40:00+01:00"


def test_no_folder_for_the_day_names_the_nearest(tmp_path, paper):
    for day in ("2026-01-01", "2026-02-01", "2026-02-02", "2026-02-06", "not-a-day"):
        (tmp_path / day).mkdir()
    with pytest.raises(DayError) as caught:
        read_records(tmp_path, date(2026, 2, 4), paper)
    assert caught.value.hint == "nearest: 2026-02-01, 2026-02-02, 2026-02-06"


def test_empty_day(day_folder, tmp_path, paper):
    with pytest.raises(DayError, match="no article"):
        read_records(tmp_path, date(2026, 2, 4), paper)
    (day_folder / "articles").rmdir()
    with pytest.raises(DayError, match="no article"):
        read_records(tmp_path, date(2026, 2, 4), paper)


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    head=st.text(st.sampled_from("ab:-[]{}'\"&*!|>#%@,\n \t0~?é\x07")),
    body=st.text(st.sampled_from("ab*_[]()<>!`#-+=|\\&;:\n \t1.")),
)
def test_no_input_gives_a_traceback(head, body, file_record, read):
    file_record("headline: x\nkicker: " + head, body)
    records, problems = read()
    assert records or problems


@pytest.mark.parametrize("marks", [">" * 30, "> " * 19, "- " * 40, "> - " * 15])
def test_words_nested_too_deep_are_not_lost_unsaid(marks, file_record, read):
    file_record(body=f"Words.\n\n{marks}deep")
    records, problems = read()
    assert records == ()
    assert {"W-312"} == {p.code for p in problems}


def test_a_time_without_a_zone_is_the_papers(file_record, tmp_path, paper):
    paper = replace(paper, timezone="Asia/Dhaka")
    file_record("headline: Ferry\npublished: 2026-02-04\nupdated: 4 Feb 2026 5:40 am")
    (record,), problems = read_records(tmp_path, DAY, paper)
    assert record.published == datetime(2026, 2, 3, 18, tzinfo=UTC)
    assert record.updated == datetime(2026, 2, 3, 23, 40, tzinfo=UTC)
    assert {p.message for p in problems} == {"no time zone; read as Asia/Dhaka"}


def test_every_problem_of_a_record_names_its_story(file_record, read):
    file_record("headline: Ferry\nrank: none", name="Ferry Returns.md")
    file_record("headline: Ferry\nslug: own-slug", "`code`", name="b.md")
    file_record("headline: Ferry\nslug: Bad Slug", name="c.md")
    file_record(data=b"no head", name="d.md")
    _, problems = read()
    assert [p.where.story for p in problems] == ["ferry-returns", "own-slug", "c", "d"]
    assert all(p.where.file for p in problems)


def test_a_paper_in_a_language_nobody_knows_is_told(file_record, tmp_path, paper):
    file_record()
    records, (problem,) = read_records(tmp_path, DAY, replace(paper, language="xx"))
    assert len(records) == 1
    assert (problem.code, problem.where.file, problem.where.field) == (
        "W-221",
        "paper.toml",
        "language",
    )


def test_what_is_wrong_with_a_photo_keeps_no_words_out(file_record, read):
    file_record("headline: Ferry\nphotos:\n- file: lost.jpg\n- file: ../../secret.jpg")
    (record,), problems = read()
    assert problems == ()
    assert [photo.file for photo in record.photos] == ["lost.jpg", "../../secret.jpg"]


def test_a_very_long_file_name_gives_an_address_that_files_can_have(file_record, read):
    names = [f"{'ferry-' * 38}{number}" for number in (1, 2)]
    for name in names:
        file_record(name=f"{name}.md")
    records, problems = read()
    assert problems == ()
    slugs = {record.slug for record in records}
    assert len(slugs) == 2
    assert all(len(slug) <= 100 and SLUG.fullmatch(slug) for slug in slugs)


@pytest.mark.parametrize(
    "name", ["Ünïcode & “quotes” ?#%.md", "two\nlines.md", "नमस्ते.md", "a..b--c_d.md", "-.md"]
)
def test_a_file_name_of_odd_signs_gives_an_address(name, file_record, read):
    file_record(name=name)
    (record,), problems = read()
    assert problems == ()
    assert SLUG.fullmatch(record.slug)


def test_a_head_of_broken_lines_is_given_up_soon(file_record, read):
    file_record("headline: One\n" + "a: b: c\n" * 3000)
    assert [p.code for p in read()[1]] == ["W-105"]


def test_a_number_keeps_a_long_slug_a_slug(file_record, read):
    slug = "a" * 55 + "-bcdef"
    file_record(f"headline: One\nslug: {slug}", name="one.md")
    file_record(f"headline: Two\nslug: {slug}", name="two.md")
    assert [r.slug for r in read()[0]] == [slug, "a" * 55 + "-2"]


def test_lines_of_a_text_in_a_block_are_as_they_stand(file_record, read):
    file_record("headline: One\nbox:\n  title: Two\n  text: |\n    by: the #1 boat\n    note: [x]")
    ((record,), problems) = read()
    assert record.box.text == "by: the #1 boat note: [x]"
    assert problems == ()

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.exceptions import PaperError
from epaper.model import BlockKind, Form, Record
from epaper.wire.faults import CODES
from epaper.wire.html import TABLE_FORM, read_html, words_in
from epaper.wire.importers import ImportReport, Skipped, import_files, sources
from epaper.wire.importers.clean import Credits, clean_byline, take_lead
from epaper.wire.importers.item import WireItem, block_of
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records
from tests.conftest import SHARED

DAY = date(2026, 2, 4)
SAMPLES = SHARED / "samples"
needs_samples = pytest.mark.needs_shared("samples")

ARTICLE = {
    "id": "a-1",
    "headline": "Ferry returns",
    "standfirst": "Two boats",
    "byline": "Maren Oduya",
    "source": "Northern Wire",
    "date": "2026-02-04T05:40:00+00:00",
    "section": "International",
    "language": "en",
    "body": ["The boat leaves.", "It is *late*."],
    "crossheads": [{"before": 1, "text": "Two boats"}],
}
NINJS = {
    "uri": "urn:n-1",
    "type": "text",
    "pubstatus": "usable",
    "headline": "Ferry returns",
    "versioncreated": "2026-02-04T05:40:00+0000",
    "body_text": "One.\n\nTwo.",
}


@pytest.fixture
def paper_folder(tmp_path):
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


@pytest.fixture
def bring(tmp_path, paper_folder, paper):
    """Imports objects from a file of theirs, a line each."""

    def run(*objects: object, day: date | None = DAY, **options: object) -> ImportReport:
        source = tmp_path / "wire.jsonl"
        source.write_text("\n".join(json.dumps(each) for each in objects), encoding="utf-8")
        return import_files([source], paper_folder, day, paper, **options)

    return run


@pytest.fixture
def filed(paper_folder, paper):
    """The records of the day as they read."""

    def run() -> tuple[Record, ...]:
        records, problems = read_records(paper_folder, DAY, paper)
        assert [str(p) for p in problems if p.severity != "note"] == []
        return records

    return run


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def codes(report: ImportReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_an_article(bring, filed):
    report = bring(ARTICLE)
    assert report == ImportReport(written=("2026-02-04/articles/ferry-returns.md",))
    (record,) = filed()
    assert record.headline == "Ferry returns"
    assert record.byline == ("Maren Oduya",)
    assert record.agency == "Northern Wire"
    assert record.section == "world"
    assert record.rank is None
    assert [(block.kind, block.text) for block in record.body] == [
        (BlockKind.TEXT, "The boat leaves."),
        (BlockKind.CROSSHEAD, "Two boats"),
        (BlockKind.TEXT, "It is *late*."),
    ]


COPY = "The ferry to Lisbet will sail again after eleven years, the harbour board said on Monday."


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("What the banks keep", True),
        ("WHO IS THE FRONT-RUNNER?", True),
        ("WILL\nTHEY BASH THE BILLIONAIRES?", True),
        ("Nobody answered.", False),
        ("He listed three things:", False),
        ("and another", False),
        ("Write to desk@example.org", False),
        ("(Picture: the harbour board)", False),
        ("A line of so many words that it would not pass for a head over copy", False),
    ],
)
def test_a_plain_line_between_paragraphs_may_be_a_crosshead(bring, filed, line, is_head):
    bring({**ARTICLE, "body": [COPY, line, COPY, line], "crossheads": []})
    (record,) = filed()
    first, other = [block for block in record.body if block.text != COPY]
    assert first.text == " ".join(line.split()) if is_head else line
    assert first.kind is (BlockKind.CROSSHEAD if is_head else BlockKind.TEXT)
    assert other.kind is BlockKind.TEXT


def test_lines_of_a_list_are_no_crossheads(bring, filed):
    bring({**ARTICLE, "body": [COPY, "A boat", "A bell", "A book", COPY], "crossheads": []})
    (record,) = filed()
    assert {block.kind for block in record.body} == {BlockKind.TEXT}


def test_a_second_import_changes_nothing(bring, paper_folder):
    bring(ARTICLE, NINJS)
    before = tree(paper_folder)
    report = bring(ARTICLE, NINJS)
    assert tree(paper_folder) == before
    assert len(report.unchanged) == 2
    assert report.written == report.kept == report.skipped == ()


def test_what_a_person_changed_is_kept(bring, paper_folder):
    (name,) = bring(ARTICLE).written
    (paper_folder / name).write_text("---\nheadline: Mine\n---\nMine.\n")
    report = bring({**ARTICLE, "headline": "Theirs"})
    assert report.kept == (name,)
    assert codes(report) == ["W-506"]
    assert "Mine" in (paper_folder / name).read_text()


def test_what_a_person_took_away_does_not_come_back(bring, paper_folder):
    (name,) = bring(ARTICLE).written
    (paper_folder / name).unlink()
    assert bring(ARTICLE).kept == (name,)
    assert not (paper_folder / name).exists()


def test_a_new_version_renews_its_file_and_an_old_one_does_not(bring, paper_folder):
    (name,) = bring(NINJS).written
    newer = {**NINJS, "headline": "Ferry sails", "versioncreated": "2026-02-04T06:00:00Z"}
    assert bring(newer).written == (name,)
    assert bring(NINJS).unchanged == (name,)
    assert "Ferry sails" in (paper_folder / name).read_text()
    both = bring(newer, NINJS)
    assert [skipped.reason for skipped in both.skipped] == ["a newer version is in the same import"]


def test_slugs_do_not_clash(bring, filed, paper_folder):
    articles = paper_folder / "2026-02-04" / "articles"
    articles.mkdir(parents=True)
    (articles / "own.md").write_text("---\nheadline: Own\nslug: ferry-returns\n---\nOwn.\n")
    bring(ARTICLE, {**ARTICLE, "id": "a-2"}, {**ARTICLE, "id": "a-3", "headline": "x" * 99})
    bring({**ARTICLE, "id": "a-4", "headline": "x" * 99})
    assert sorted(record.slug for record in filed()) == [
        "ferry-returns",
        "ferry-returns-2",
        "ferry-returns-3",
        "x" * 58 + "-2",
        "x" * 60,
    ]


def test_a_lost_ledger_makes_no_copies(bring, paper_folder):
    (name,) = bring(ARTICLE).written
    (paper_folder / "2026-02-04" / ".import.json").unlink()
    assert bring(ARTICLE).unchanged == (name,)


def test_a_broken_ledger_stops_the_day_and_is_said(bring, paper_folder):
    bring(ARTICLE)
    ledger = paper_folder / "2026-02-04" / ".import.json"
    for text in ("{", '{"a-1": 5}', '{"a-1": {"file": "../../x.md", "sha256": ""}}'):
        ledger.write_text(text)
        report = bring({**ARTICLE, "id": "a-2"})
        assert codes(report) == ["W-504"]
        assert len(report.skipped) == 1


def test_without_a_day_each_goes_to_its_own(bring, paper_folder):
    report = bring(
        ARTICLE,
        {**ARTICLE, "id": "b", "date": "2026-02-03"},
        {**ARTICLE, "id": "c", "date": None},
        day=None,
    )
    assert [name[:10] for name in report.written] == ["2026-02-03", "2026-02-04"]
    assert report.skipped == (
        Skipped(item="Ferry returns", reason="it has no date: name one with --date"),
    )


@pytest.mark.parametrize("name", ["body", "content", "text"])
@pytest.mark.parametrize("text", ["One.\n\nTwo.", "<p>One.</p><p>Two.</p>"])
def test_json_of_no_standard_has_its_text_under_a_plain_name(name, text, bring, filed):
    assert len(bring({"headline": "Tide", name: text}).written) == 1
    assert [block.text for block in filed()[0].body] == ["One.", "Two."]


def test_a_body_goes_before_a_summary_beside_it(bring, filed):
    bring({**NINJS, "body_text": "One.\n\nTwo.", "content": "<p>In short.</p>"})
    assert [block.text for block in filed()[0].body] == ["One.", "Two."]


SKIPPED = [
    ({**NINJS, "type": "picture"}, "it is of the type picture, not text"),
    ({**NINJS, "type": "advisory"}, "it is of the type advisory, not text"),
    ({**NINJS, "pubstatus": "canceled"}, "its status is canceled, not usable"),
    ({**NINJS, "headline": " "}, "it has no headline"),
    ({**NINJS, "body_text": "___"}, "it has no text"),
    ({**NINJS, "embargoed": "2026-02-05T01:00:00Z"}, "it is embargoed until"),
    ({**ARTICLE, "id": None}, "it has no id"),
]


@pytest.mark.parametrize(("given_object", "reason"), SKIPPED)
def test_skipped_with_its_reason(given_object, reason, bring):
    report = bring(given_object)
    assert len(report.skipped) == 1
    assert report.skipped[0].reason.startswith(reason)
    assert report.written == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", '"x"', "\x00", '{"a": 1}\n{"b"', "[" * 200_000]
)
def test_unreadable_files_are_said(text, tmp_path, paper_folder, paper):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps([NINJS]))
    bad.write_text(text)
    report = import_files([bad, tmp_path / "missing.json", good], paper_folder, DAY, paper)
    assert len(report.written) == 1
    assert codes(report).count("W-504") + len(report.skipped) >= 2
    assert {problem.where.file for problem in report.problems} <= {"bad.json", "missing.json"}


def test_unknown_labels_go_to_the_first_section_and_are_said(bring, filed):
    report = bring({**ARTICLE, "section": "Gardens"}, {**ARTICLE, "id": "2", "section": "Gardens"})
    assert codes(report) == ["W-501"]
    assert "2 put into National" in report.problems[0].message
    assert {record.section for record in filed()} == {""}  # which the desk takes for the first


def test_a_section_map(bring, filed):
    assert codes(bring({**ARTICLE, "section": "Gardens"}, section_map={"gardens": "sport"})) == []
    assert filed()[0].section == "sport"
    with pytest.raises(PaperError, match="no section garden"):
        bring(ARTICLE, section_map={"x": "garden"})


def labelled(*names: str, ident: str = "urn:n-1") -> dict[str, object]:
    subjects = [{"code": name} for name in names]
    return {**NINJS, "uri": ident, "subject": subjects}


@pytest.mark.parametrize(
    ("mapped", "labels", "section"),
    [
        ("gardens & parks", ["Gardens and Parks"], "science"),
        ("medtop:20000822", ["20000822"], "science"),
        ("20000822", ["medtop:20000822"], "science"),
        ("20000822", ["medtop:20000735"], ""),
        ("11000000", ["11024000"], "science"),  # a first level stands for all below it
        ("11024000", ["11024000"], "science"),
        ("11024000", ["11000000"], "national"),
        ("11024000", ["16000000", "11024000"], "science"),  # the map before what means the same
        ("Gardens", ["sport", "Gardens"], "sport"),  # the paper's own section first of all
    ],
)
def test_the_papers_own_map(mapped, labels, section, tmp_path, paper_folder, paper):
    source = tmp_path / "wire.json"
    source.write_text(json.dumps(labelled(*labels)))
    mapping = replace(paper, section_map={mapped: "science"})
    import_files([source], paper_folder, DAY, mapping)
    records, _ = read_records(paper_folder, DAY, paper)
    assert [record.section for record in records] == [section]  # empty: the desk takes the first


def test_the_hint_for_an_unknown_label_is_a_line_that_mends_it(
    bring, filed, tmp_path, paper_folder
):
    label = 'Gardens "and" parks\\'
    (problem,) = bring({**ARTICLE, "section": label}).problems
    line = problem.hint.rpartition(": ")[2].replace('"national"', '"science"')
    (paper_folder / "paper.toml").write_text(
        f'name = "X"\n[section_map]\n{line}\n[[section]]\nkey = "national"\nname = "N"\n'
        '[[section]]\nkey = "science"\nname = "S"\n',
        encoding="utf-8",
    )
    read = read_paper(paper_folder)
    source = tmp_path / "again.jsonl"
    source.write_text(json.dumps({**ARTICLE, "id": "b", "headline": "B", "section": label}))
    assert import_files([source], paper_folder, DAY, read).problems == ()
    assert {r.headline: r.section for r in read_records(paper_folder, DAY, read)[0]} == {
        "Ferry returns": "",
        "B": "science",
    }


def with_picture(href: str, **more: object) -> dict[str, object]:
    picture = {
        "type": "picture",
        "headline": "A ferry",
        "description_text": "The ferry at her berth.",
        "byline": "Tomas Reyl",
        "renditions": {
            "small": {"href": "http://example.org/small.jpg", "width": 100},
            "large": {"href": href, "width": 2000, "height": 1000, "poi": {"x": 500, "y": 600}},
        },
        **more,
    }
    return {**NINJS, "associations": {"main": picture, "clip": {"type": "video"}, "gone": None}}


def test_local_pictures_are_copied(bring, filed, tmp_path, paper_folder):
    (tmp_path / "pix").mkdir()
    (tmp_path / "pix" / "Ferry One.JPG").write_bytes(b"one")
    report = bring(with_picture("pix/Ferry%20One.JPG"), with_picture("file:x"))
    assert bring(with_picture("pix/Ferry One.JPG")).problems == ()
    (photo,) = filed()[0].photos
    assert photo.file == "ferry-one.jpg"
    assert (photo.caption, photo.credit, photo.alt) == (
        "The ferry at her berth.",
        "Tomas Reyl",
        "A ferry",
    )
    assert photo.focus == (0.25, 0.6)
    assert (paper_folder / "2026-02-04" / "photos" / "ferry-one.jpg").read_bytes() == b"one"
    assert report.skipped


def test_a_picture_that_a_person_retouched_is_kept(bring, filed, tmp_path, paper_folder):
    (tmp_path / "ferry.jpg").write_bytes(b"one")
    bring(with_picture("ferry.jpg"))
    copy = paper_folder / "2026-02-04" / "photos" / "ferry.jpg"
    copy.write_bytes(b"retouched")
    bring(with_picture("ferry.jpg"))
    assert copy.read_bytes() == b"retouched"
    assert filed()[0].photos[0].file == "ferry.jpg"
    assert len(list(copy.parent.iterdir())) == 1


def test_two_pictures_of_one_name(bring, filed, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ferry.jpg").write_bytes(folder.encode())
    bring(with_picture("a/ferry.jpg"), {**with_picture("b/ferry.jpg"), "uri": "urn:2"})
    assert sorted(record.photos[0].file for record in filed()) == ["ferry-2.jpg", "ferry.jpg"]


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("https://example.org/ferry.jpg", "W-502"),
        ("//example.org/ferry.jpg", "W-502"),
        ("data:image/png;base64,AAAA", "W-502"),
        ("../outside.jpg", "W-503"),
        ("/etc/passwd", "W-503"),
        ("file:///etc/passwd", "W-503"),
        ("linked.jpg", "W-503"),
        ("missing.jpg", "W-503"),
        ("wire.jsonl", "W-503"),
        ("x\x00.jpg", "W-503"),
    ],
)
def test_pictures_that_are_not_copied(href, code, bring, filed, tmp_path):
    (tmp_path / "linked.jpg").symlink_to("/etc/passwd")
    (tmp_path.parent / "outside.jpg").write_bytes(b"x")
    assert codes(bring(with_picture(href))) == [code]
    assert filed()[0].photos == ()


def test_parts_without_a_place_are_said(bring, filed):
    report = bring({**NINJS, "body_html": "<p>One.</p><img src='x.jpg'><script>two()</script>"})
    assert codes(report) == ["W-505"]
    assert [block.text for block in filed()[0].body] == ["One."]


def test_every_import_code_is_tried_here():
    source = Path(__file__).read_text(encoding="utf-8")
    codes = {code for code in CODES if code.startswith("W-5")}
    assert codes <= set(re.findall(r'"(W-5\d\d)"', source))


def test_ninjs_3_with_lists(bring, filed):
    bring(
        {
            "items": [
                {
                    "uri": "urn:3",
                    "type": "composite",
                    "versionCreated": "2026-02-04T05:40:00Z",
                    "by": "By ANA DE LA CRUZ and T. O'BRIEN, Associated Press",
                    "located": {"name": "Wick Bay"},
                    "language": "de",
                    "headlines": [{"value": "x"}, {"role": "main", "value": "Fähre fährt"}],
                    "descriptions": [
                        {"contentType": "text/html", "value": "<p>Zwei <b>Boote</b></p>"}
                    ],
                    "bodies": [
                        {"contentType": "text/plain", "value": "Nur Text."},
                        {
                            "contentType": "application/xhtml+xml",
                            "value": "<p>Mit <i>Satz</i>.</p>",
                        },
                    ],
                    "subjects": [{"name": "Rodeln", "literal": "15000000"}],
                    "urgency": 1,
                }
            ]
        }
    )
    (record,) = filed()
    assert record.headline == "Fähre fährt"
    assert record.standfirst == "Zwei Boote"
    assert record.byline == ("Ana de la Cruz", "T. O'Brien")
    assert (record.agency, record.dateline, record.language) == (
        "Associated Press",
        "Wick Bay",
        "de",
    )
    assert (record.section, record.rank) == ("sport", None)
    assert [span.text for span in record.body[0].spans if span.italic] == ["Satz"]


def test_html():
    found = read_html(
        "<?xml version='1.0' encoding='utf-8'?><!-- x --><div>Bare <b>text</b><br>on&nbsp;one line"
        "<br/><br/>and another</div><p><strong>A crosshead</strong></p><h2>Another</h2>"
        "<ul><li>one<ul><li><p>two</p></li></ul></li></ul><ol><li><p>three</p></li><li>four</ol>"
        "<blockquote><p>five <a href='https://x.org'>six</a> <a href='javascript:1'>seven</a></p>"
        "</blockquote><table><tr><td>a</td><td>b</td></tr></table><style>x</style><p>  </p>"
    )
    assert found is not None
    assert [(block.kind.value, block.text) for block in found[0]] == [
        ("text", "Bare text\non\u00a0one line"),
        ("text", "and another"),
        ("crosshead", "A crosshead"),
        ("crosshead", "Another"),
        ("item", "one"),
        ("item", "two"),
        ("text", "1. three"),
        ("text", "2. four"),
        ("quotation", "five six seven"),
        ("text", "a, b"),
    ]
    assert [span.href for span in found[0][8].spans if span.href] == ["https://x.org"]
    assert found[1] == (words_in("style"), TABLE_FORM)


def test_html_without_end():
    assert read_html("") == ((), ())
    for html in ("<p>" * 3 + "words", "<div>" * 150 + "words" + "</div>" * 150):
        read = read_html(html)
        assert read is not None
        assert [block.text for block in read[0]] == ["words"]
    assert read_html("<div>" * 2000 + "words" + "</div>" * 2000) is None


BYLINES = [
    ("By Maren Oduya", ("Maren Oduya",), "Wire", Form.STORY),
    (
        "ANA PENN, TOM EK and AMELIA THOMSON-DEVEAUX",
        ("Ana Penn", "Tom Ek", "Amelia Thomson-Deveaux"),
        "Wire",
        Form.STORY,
    ),
    ("TOM EK, AP Auto Writer", ("Tom Ek",), "AP", Form.STORY),
    (
        "MEG MCBRIDE and J.D. EK, Associated Press",
        ("Meg McBride", "J.D. Ek"),
        "Associated Press",
        Form.STORY,
    ),
    ("Wire", (), "Wire", Form.STORY),
    ("Reuters", (), "Reuters", Form.STORY),
    ("https://www.facebook.com/wire", (), "Wire", Form.STORY),
    ("Editorial", (), "Wire", Form.EDITORIAL),
    ("Staff reporter in Wick Bay", ("Staff reporter in Wick Bay",), "Wire", Form.STORY),
    ("Ana Penn, health editor", ("Ana Penn, health editor",), "Wire", Form.STORY),
    ("Ana Penn, The Wick Bay Mail", ("Ana Penn, The Wick Bay Mail",), "Wire", Form.STORY),
    ("Frances d'Emilio & Jo van der Ek", ("Frances d'Emilio", "Jo van der Ek"), "Wire", Form.STORY),
    ("", (), "Wire", Form.STORY),
]


@pytest.mark.parametrize(("text", "names", "agency", "form"), BYLINES)
def test_bylines(text, names, agency, form):
    assert clean_byline(text, "Wire") == Credits(names=names, agency=agency, form=form)


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("GROSSETO, Italy (AP) -- The trial", "Grosseto, Italy", "AP"),
        ("LA CROSSE, Wis. (AP) — After", "La Crosse, Wis.", "AP"),
        ("KATHMANDU, April 25 (Reuters) - Nepal", "Kathmandu, April 25", "Reuters"),
        ("San Diego (tca/dpa) - History", "San Diego", "tca/dpa"),
        ("DUBAI, United Arab Emirates — Dubai", "Dubai, United Arab Emirates", ""),
        ("The bank (a small one) - and its boss", "", ""),
        ("NATO — the alliance", "", ""),
        ("The match - it was late", "", ""),
        ("He said: wait", "", ""),
    ],
)
def test_wire_leads(text, place, agency):
    found = take_lead(text)
    assert found[:2] == (place, agency)


@pytest.mark.parametrize(
    ("standfirst", "kept", "first"),
    [
        ("Two boats", "Two boats", "The boat leaves."),
        ("The boat leaves.", "", "The boat leaves."),
        ("the boat lea...", "", "The boat leaves."),
        ("LISBET (AP) - Two boats", "Two boats", "The boat leaves."),
        ("Long words " * 30, "", ("Long words " * 30).strip()),
    ],
)
def test_standfirsts(standfirst, kept, first, bring, filed):
    bring({**ARTICLE, "standfirst": standfirst})
    (record,) = filed()
    assert record.standfirst == kept
    assert record.body[0].text == first


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
names = st.sampled_from(
    sorted(
        {
            *ARTICLE,
            *NINJS,
            "associations",
            "renditions",
            "href",
            "bodies",
            "body_html",
            "headlines",
            "by",
            "subjects",
            "value",
            "items",
        }
    )
)
values = st.recursive(
    scalars | st.sampled_from([ARTICLE, NINJS, "<p>x", "../x.jpg", "http://[", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=12,
)


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=values)
def test_no_input_gives_a_traceback(value, bring):
    bring(value, {**ARTICLE, **value} if isinstance(value, dict) else value)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


@needs_samples
@pytest.mark.parametrize("language", ["en", "de", "ar", "zh"])
def test_sample_articles_keep_every_word(language, paper_folder, paper):
    source = SAMPLES / "articles" / f"{language}.jsonl"
    report = import_files([source], paper_folder, DAY, paper)
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    assert len(report.written) == len(rows)
    assert {*codes(report)} <= {"W-501", "W-502"}
    before = tree(paper_folder)
    assert len(import_files([source], paper_folder, DAY, paper).unchanged) == len(rows)
    assert tree(paper_folder) == before
    records, problems = read_records(paper_folder, DAY, paper)
    assert {problem.code for problem in problems} <= {"W-217"}
    ledger = json.loads((paper_folder / "2026-02-04" / ".import.json").read_text())
    by_file = {record.file.rpartition("/")[2]: record for record in records}
    for row in rows:
        record = by_file[ledger[row["id"]]["file"]]
        copy = " ".join([row["headline"], *row["body"], *(h["text"] for h in row["crossheads"])])
        printed = [record.headline, record.standfirst, record.dateline, record.agency]
        printed += [block.text for block in record.body]
        # "(AP)" in the lead goes where the byline says Associated Press.
        lost = words(copy.replace("___", "")) - words(" ".join(printed))
        assert lost.total() == lost["ap"] <= 1


@needs_samples
def test_sample_ninjs(paper_folder, paper):
    report = import_files([SAMPLES / "ninjs"], paper_folder, DAY, paper)
    assert len(report.written) == 3
    assert sorted(skipped.reason for skipped in report.skipped) == [
        "it has no text",
        "it is of the type advisory, not text",
        "it is of the type picture, not text",
    ]
    records, problems = read_records(paper_folder, DAY, paper)
    assert problems == ()
    assert [record.dateline for record in records] == ["", "Grosseto, Italy", "Grosseto, Italy"]
    assert [len(record.body) for record in records] == [1, 4, 4]


@pytest.mark.parametrize(
    "when", ["Wed, 04 Feb 2026 05:40:00 +0000", "20260204T054000+0000", 1770183600, 1770183600.0]
)
def test_dates_of_many_forms(when, bring, filed):
    bring({**NINJS, "versioncreated": when}, day=None)
    (record,) = filed()
    assert record.published == datetime(2026, 2, 4, 5, 40, tzinfo=UTC)


def test_a_date_that_says_nothing_is_told(bring):
    report = bring({**NINJS, "versioncreated": "04/02/2026"})
    (problem,) = report.problems
    assert (problem.code, problem.where.field) == ("W-507", "versioncreated")
    assert problem.where.file == "wire.jsonl"
    assert "04/02/2026" in problem.message
    report = bring({**NINJS, "uri": "urn:n-2", "versioncreated": "04/02/2026"}, day=None)
    assert "04/02/2026" in report.skipped[0].reason


def test_the_day_of_an_item_is_the_papers(tmp_path, paper_folder, paper):
    source = tmp_path / "wire.json"
    source.write_text(json.dumps({**NINJS, "versioncreated": "2026-02-03T20:30:00Z"}))
    paper = replace(paper, timezone="Asia/Dhaka")
    report = import_files([source], paper_folder, None, paper)
    assert [file.partition("/")[0] for file in report.written] == ["2026-02-04"]


@pytest.mark.parametrize("field", ["embargoed", "embargo"])
def test_an_embargo_holds_until_its_day(field, bring):
    report = bring({**NINJS, field: "2026-02-05T08:00:00+0000"})
    assert "embargoed until 2026-02-05" in report.skipped[0].reason
    assert bring({**NINJS, field: "2026-02-04T08:00:00+0000"}).skipped == ()


def test_an_embargo_that_cannot_be_read_holds(bring):
    report = bring({**NINJS, "embargoed": "until Friday"})
    assert report.written == ()
    assert "until Friday" in report.skipped[0].reason


def test_html_too_deep_to_be_read_is_told(bring):
    deep = "<div>" * 201 + "One." + "</div>" * 201
    report = bring({**NINJS, "body_text": "", "body_html": deep})
    assert "nested deeper than 200" in report.skipped[0].reason
    report = bring({**NINJS, "body_html": deep})
    assert [(p.code, p.where.file) for p in report.problems] == [("W-505", "wire.jsonl")]


def test_html_line_breaks():
    found = read_html(
        "<p>The tide <em>comes in,<br>the</em> tide\ngoes out,<br/></p><h2>Two<br>lines</h2>"
        "<pre>One   line\nanother\n\nA stanza\n  more</pre>"
    )
    assert found is not None
    assert [block.text for block in found[0]] == [
        "The tide comes in,\nthe tide goes out,",
        "Two lines",
        "One line\nanother",
        "A stanza\nmore",
    ]


def test_a_reader_is_found_by_the_end_of_a_files_name(tmp_path, paper_folder, paper, monkeypatch):
    def read_lines(text, zone, faults):
        for number, line in enumerate(text.splitlines(), start=1):
            head, _, body = line.partition(": ")
            if body:
                block = block_of(body)
                yield WireItem(key=head, headline=head, blocks=(block,), line=number)
            else:
                faults.add("W-504", "no colon", line=number)

    monkeypatch.setattr(sources, "READERS", {**sources.READERS, ".lines": read_lines})
    source = tmp_path / "wire.LINES"
    source.write_text("Ferry returns: The boat leaves.\nNothing", encoding="utf-8")
    report = import_files([source], paper_folder, DAY, paper)
    assert report.written == ("2026-02-04/articles/ferry-returns.md",)
    assert [(p.code, p.where.file, p.where.line) for p in report.problems if p.code == "W-504"] == [
        ("W-504", "wire.LINES", 2)
    ]

"""Bad input through the command line: a clear message, the old edition untouched, no trace."""

import hashlib
import json
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from epaper.cli import main

DAY = "2026-02-04"
WORDS = "The harbour was quiet in the morning and the boats stayed in, as they had all week. "
PAPER = """
name = "The Test"
place = "Kell"
format = "a4"
[[section]]
key = "news"
name = "News"
"""


def write(paper: Path, name: str, head: str, body: str) -> Path:
    path = paper / DAY / "articles" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
    return path


def run(paper: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--paper", str(paper), *words])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def build(paper: Path) -> Result:
    return run(paper, "build", DAY, "--jobs", "1")


def marks(folder: Path) -> dict[str, str]:
    """What is on the shelf, byte for byte."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper of three good records, with an edition of before on its shelf."""
    (tmp_path / "paper.toml").write_text(PAPER, encoding="utf-8")
    for n in range(3):
        text = "\n\n".join([WORDS * 3] * 5)
        write(tmp_path, f"good-{n}", f"headline: Boats stay in for day {n}", text)
    shelf = tmp_path / DAY / "out" / "a4"
    shelf.mkdir(parents=True)
    (shelf / "edition.json").write_text("{}", encoding="utf-8")
    return tmp_path


def said(result: Result) -> list[str]:
    """The lines of what a build came to, without those that told how it went on."""
    return [line for line in result.output.splitlines() if not line.startswith(f"epaper: {DAY}: ")]


def held_out(paper: Path, *wanted: str) -> list[dict[str, Any]]:
    """An edition without what is named in the first line, `wanted` all said; what it tells of it.

    A strict order refuses: the shelf is as it was.
    """
    refused(paper, *wanted)
    result = build(paper)
    assert result.exit_code == 3, result.output
    assert "NOT IN THIS EDITION" in said(result)[0]
    for part in wanted:
        assert part in result.output
    data = json.loads((paper / DAY / "out" / "a4" / "edition.json").read_text(encoding="utf-8"))
    assert len(data["stories"]) >= 3
    assert run(paper, "check", DAY, "--format", "a4").exit_code == 0
    told: list[dict[str, Any]] = data["held_out"]
    return told


def refused(paper: Path, *wanted: str) -> None:
    """No edition; the message says all of `wanted`; the shelf is as it was."""
    out = paper / DAY / "out"
    before, names = marks(out), sorted(path.name for path in out.iterdir())
    result = run(paper, "build", DAY, "--jobs", "1", "--strict")
    assert result.exit_code == 1
    for part in wanted:
        assert part in result.output
    assert marks(out) == before
    assert sorted(path.name for path in out.iterdir()) == names


def photo(paper: Path, file: str, make: Callable[[Path], None] | None) -> None:
    folder = paper / DAY / "photos"
    folder.mkdir(exist_ok=True)
    if make is not None:
        make(folder / file)
    write(paper, "pictured", f"headline: One with a picture\nphotos:\n  - file: {file}", WORDS)


def png_header(path: Path) -> None:
    """A PNG that claims 30,000 x 30,000 px."""
    size = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + size
    crc = struct.pack(">I", zlib.crc32(chunk))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + crc)


def truncated(path: Path) -> None:
    Image.effect_noise((900, 600), 50).save(path, "JPEG")
    path.write_bytes(path.read_bytes()[:5000])


def one_pixel(path: Path) -> None:
    Image.new("RGB", (1, 1)).save(path, "PNG")


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        ("section: news", WORDS, "headline"),
        ("headline: A\n\tkicker: B", WORDS, "bad.md:"),
        ("headline: A\nheadlin: B", WORDS, "headline"),
        ("headline: A", "<script>alert(1)</script>", "bad.md"),
        ("headline: A", "![a picture](only.jpg)", "bad.md"),
        ("headline: A\nsection: weather", WORDS, "news"),
        ("headline: A\npublished: yesterday", WORDS, "published"),
        ("headline: A\nphotos:\n  - file: ../../paper.toml", WORDS, "paper.toml"),
        ("headline: A", "", "bad.md"),
    ],
)
def test_faults_of_a_record_are_named_with_file_and_stop_a_strict_order(
    paper: Path, head: str, body: str, wanted: str
) -> None:
    write(paper, "bad", head, body)
    refused(paper, "bad.md", wanted)


def test_all_faults_of_all_records_come_in_one_run_and_hold_these_out(paper: Path) -> None:
    write(paper, "bad-1", "section: news", WORDS)
    write(paper, "bad-2", "headline: A\nrank: first", WORDS)
    told = held_out(paper, "bad-1.md", "bad-2.md", "rank")
    assert [entry["file"][-8:] for entry in told] == ["bad-1.md", "bad-2.md"]
    assert told[1]["reasons"][0]["line"] == 3


def test_where_no_record_can_be_read_all_faults_are_told(paper: Path) -> None:
    for path in (paper / DAY / "articles").iterdir():
        path.write_text("no record", encoding="utf-8")
    before = marks(paper / DAY / "out")
    result = build(paper)
    assert result.exit_code == 1
    assert result.output.count("W-104") == 3
    assert marks(paper / DAY / "out") == before


def test_a_field_that_cannot_be_read_is_held_out_and_not_its_story(paper: Path) -> None:
    write(paper, "bad", "headline: The word\nrank: first", WORDS)
    (told,) = held_out(paper, "bad.md:3", "rank")
    assert (told["slug"], told["field"]) == ("bad", "rank")
    data = json.loads((paper / DAY / "out" / "a4" / "edition.json").read_text(encoding="utf-8"))
    assert "bad" in [story["slug"] for story in data["stories"]]


def test_a_lead_that_is_held_out_is_told_loudest(paper: Path) -> None:
    write(paper, "bad", "headline: The word\nrank: 1", "")
    result = build(paper)
    assert result.exit_code == 3
    assert said(result)[0].startswith("THE LEAD IS NOT IN THIS EDITION: 2026-02-04/articles/bad.md")


@pytest.mark.parametrize(
    "make",
    [truncated, one_pixel, png_header],
    ids=["truncated", "one pixel", "bomb"],
)
def test_pictures_that_cannot_be_printed_are_held_out_and_not_their_story(
    paper: Path, make: Callable[[Path], None] | None
) -> None:
    photo(paper, "picture.png", make)
    (told,) = held_out(paper, "pictured.md", "picture.png")
    assert (told["slug"], told["photo"]) == ("pictured", 1)
    data = json.loads((paper / DAY / "out" / "a4" / "edition.json").read_text(encoding="utf-8"))
    assert "pictured" in [story["slug"] for story in data["stories"]]


def test_days_that_are_not_there_and_dates_that_are_none(paper: Path) -> None:
    assert run(paper, "build", "the fourth").exit_code == 2
    nowhere = run(paper, "build", "2026-02-05")
    assert nowhere.exit_code == 1
    assert DAY in nowhere.output
    (paper / "2026-02-06" / "articles").mkdir(parents=True)
    assert run(paper, "build", "2026-02-06").exit_code == 1


def test_a_broken_paper_toml_is_one_message(paper: Path) -> None:
    (paper / "paper.toml").write_text("name = ", encoding="utf-8")
    result = build(paper)
    assert result.exit_code == 1
    assert "paper.toml" in result.output


def test_odd_pictures_and_words_make_a_correct_edition(paper: Path) -> None:
    folder = paper / DAY / "photos"
    folder.mkdir()
    noise = Image.effect_noise((1400, 900), 60)
    noise.convert("CMYK").save(folder / "cmyk.jpg")
    noise.convert("I;16").save(folder / "deep.png")
    frames = [noise.convert("P"), noise.rotate(180).convert("P")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    turned = Image.Exif()
    turned[0x0112] = 6
    noise.convert("RGB").save(folder / "turned.jpg", exif=turned)
    for name in ("cmyk.jpg", "deep.png", "moving.gif", "turned.jpg"):
        stem = name.partition(".")[0]
        head = f"headline: Boats seen by the {stem} camera\nphotos:\n  - file: {name}"
        write(paper, stem, f"{head}\n    caption: The {stem} one.", "\n\n".join([WORDS * 3] * 4))
    write(paper, "long-word", "headline: A long word", f"{WORDS} {'a' * 100} {WORDS * 8}")
    result = build(paper)
    assert result.exit_code == 0, result.output
    assert "long-word.md" in result.output
    assert (paper / DAY / "out" / "a4" / f"todays-paper-{DAY}.pdf").is_file()


def test_a_day_of_one_story_comes_out(paper: Path) -> None:
    for n in range(3):
        (paper / DAY / "articles" / f"good-{n}.md").unlink()
    write(paper, "only", "headline: The only story of the day", "\n\n".join([WORDS * 3] * 9))
    result = build(paper)
    assert result.exit_code == 0, result.output


def test_signs_of_pasted_copy_stop_nothing(paper: Path) -> None:
    text = f"{WORDS} She wrote 🎉 and 你好, in Hawai\u02bbi.\u200e {WORDS}\ufffc"
    write(paper, "odd", "headline: The 🎉 word", text)
    result = build(paper)
    assert result.exit_code == 0, result.output
    assert "T-108" in result.output


@pytest.mark.parametrize("sign", ["\U00013000", "\U00012000"], ids=["hieroglyph", "cuneiform"])
def test_a_character_no_face_has_is_named(paper: Path, sign: str) -> None:
    write(paper, "odd", f"headline: The {sign} word", WORDS)
    (told,) = held_out(paper, "odd.md:2")
    assert told["slug"] == "odd"


def test_copy_pasted_from_anywhere_is_printed(paper: Path) -> None:
    head = "headline: Mayor: the #1 pier stays\nslug: good-0"
    body = "# Title\n\n<p>One <b>bold</b> H<sub>2</sub>O.</p>\n\nTwo `three`, [four](/five).\n\n"
    write(paper, "pasted", head, f"{body}| a | b |\n|---|---|\n| c | d |\n\n{WORDS}")
    result = build(paper)
    assert result.exit_code == 0, result.output
    for code in ("W-110", "W-208", "W-302", "W-304", "W-305", "W-308", "W-310"):
        assert f"{code} {DAY}/articles/pasted.md" in result.output
    document = pdfium.PdfDocument(next((paper / DAY / "out" / "a4").glob("*.pdf")))
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    words = words.replace("\xa0", " ")
    for printed in ("Mayor: the #1 pier stays", "Title", "One bold", "Two three, four", "c, d"):
        assert printed in words
    assert not {"<", ">", "`", "|"} & set(words)


def test_notices_that_cannot_be_printed_go_and_the_edition_comes(paper: Path) -> None:
    with (paper / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('[[notice]]\ntitle = "Write"\ntext = "To 𓀀 at once."\n')
    result = build(paper)
    assert result.exit_code == 0, result.output
    assert "M-106 paper.toml" in result.output
    assert "EGYPTIAN HIEROGLYPH" in result.output
    refused(paper, "EGYPTIAN HIEROGLYPH")


def test_a_feed_that_is_no_json_is_refused_by_name_of_what_is_read(paper: Path) -> None:
    feed = paper / "feed.xml"
    feed.write_text("<rss><channel><title>News</title></channel></rss>", encoding="utf-8")
    result = run(paper, "import", str(feed))
    assert result.exit_code == 1
    assert "only ninjs and JSON Lines are read" in result.output


def test_json_that_is_cut_off_is_asked_about(paper: Path) -> None:
    (paper / "wire.json").write_text('\n[{"headline": "Ti', encoding="utf-8")
    result = run(paper, "import", str(paper / "wire.json"))
    assert result.exit_code == 1
    assert "is it cut off?" in result.output


def test_an_import_says_where_its_records_are(paper: Path) -> None:
    item = '{"uri": "a1", "headline": "Tide", "body_text": "One.\\n\\nTwo."}'
    (paper / "wire.json").write_text(item, encoding="utf-8")
    result = run(paper, "import", str(paper / "wire.json"), "--date", DAY)
    assert f"1 written in {DAY}/articles, 0 unchanged" in result.output


def test_a_port_that_is_taken_is_told(paper: Path) -> None:
    # A process of its own: the server drops its socket where it cannot have the port.
    command = [sys.executable, "-c", "from epaper.cli import main; main()"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        words = ["--paper", str(paper), "serve", "--port", str(taken.getsockname()[1])]
        result = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "another program listens there" in result.stderr


def test_an_address_of_no_site_is_told(paper: Path) -> None:
    result = run(paper, "serve", "--port", "0", "--address", "paper.example.org")
    assert result.exit_code == 1
    assert "write it whole" in result.output


def test_a_draft_may_stand_in_place_of_a_broken_edition(paper: Path) -> None:
    result = run(paper, "build", DAY, "--draft", "--jobs", "1")
    assert result.exit_code == 0, result.output
    # A draft may be made again; once published it may not be taken away.
    assert run(paper, "build", DAY, "--draft", "--jobs", "1").exit_code == 0
    assert run(paper, "build", DAY, "--jobs", "1").exit_code == 0
    before = marks(paper / DAY / "out")
    result = run(paper, "build", DAY, "--draft", "--jobs", "1")
    assert result.exit_code == 1
    assert "a draft would take it away" in result.output
    assert marks(paper / DAY / "out") == before

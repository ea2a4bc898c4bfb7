"""A paper with nameplate, colours and names of its own, built whole, shown and published."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2 as pdfium
import pytest
from flask.testing import FlaskClient
from PIL import Image

from epaper.archive import Shelf
from epaper.build import Built, Order, build_edition, check_day
from epaper.init import start_paper
from epaper.model import Severity
from epaper.reader import publish as publishing
from epaper.reader.app import create_app
from epaper.reader.publish import SiteOrder, publish
from epaper.reader.settings import Settings

DAY = date(2026, 1, 5)
ACCENT, SPORT, LOGO = "#1f4e79", "#2e6b34", "#6a1b9a"
PDF = "the-larkfield-post-2026-01-05"
PLATE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 100"><title>Post</title>'
    f'<style>.a{{fill:{LOGO}}}</style><rect class="a" width="600" height="100"/></svg>'
)
KEYS = f"""
logo = "plate.svg"
accent = "{ACCENT}"
file_name = "{{name}}-{{date}}"
pages_multiple = 4
"""


def write_paper(folder: Path) -> Path:
    """The starter's paper, dressed."""
    start_paper(folder)
    paper = folder / "paper.toml"
    text = paper.read_text(encoding="utf-8").replace("Europe/London", "Asia/Dhaka")
    text = text.replace("\n[imprint]", f"{KEYS}\n[imprint]", 1)
    text = text.replace('key = "sport"', f'key = "sport"\ncolour = "{SPORT}"')
    paper.write_text(text, encoding="utf-8")
    (folder / "plate.svg").write_text(PLATE, encoding="utf-8")
    record = folder / f"{DAY}/articles/town-win-at-last.md"
    head = "kicker: Football\nupdated: 2026-01-04T20:30:00+00:00\n"
    record.write_text(record.read_text("utf-8").replace("\n---\n", f"\n{head}---\n", 1), "utf-8")
    return folder


def build(folder: Path, form: str = "a4", *, strict: bool = False) -> Built:
    return build_edition(Order(folder=folder, day=DAY, format=form, jobs=1, strict=strict))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_paper(tmp_path_factory.mktemp("own") / "paper")
    for form in ("a4", "tablet"):
        built = build(folder, form)
        assert built.printed is not None, [str(problem) for problem in built.problems]
        assert [str(p) for p in built.problems if p.severity is Severity.STOP] == []
    return folder


@pytest.mark.parametrize("name", ["صدائے لارک فیلڈ"])
def test_a_nameplate_of_pixels_stands_over_the_name_unblamed(
    paper: Path, tmp_path: Path, name: str
) -> None:
    folder = Path(shutil.copytree(paper, tmp_path / "paper"))
    toml = folder / "paper.toml"
    text = toml.read_text("utf-8").replace("plate.svg", "crest.png")
    toml.write_text(text.replace("The Larkfield Post", name), "utf-8")
    Image.new("RGB", (900, 900), LOGO).save(folder / "crest.png")
    built = build(folder)
    assert [str(p) for p in built.problems if p.severity is Severity.STOP] == []
    assert LOGO in colours_of(drawn(folder, 1))
    # The name alone is excused: without the manifest's word it is text on a picture.
    told = folder / f"{DAY}/out/a4/edition.json"
    facts = json.loads(told.read_bytes())
    del facts["paper"]["logo"]
    told.write_text(json.dumps(facts), "utf-8")
    checked = check_day(folder, DAY, "a4")
    assert "C-102" in {problem.code for problem in checked.problems}


@pytest.fixture(scope="module")
def reader(paper: Path) -> FlaskClient:
    zone = ZoneInfo("Asia/Dhaka")
    return create_app(Settings(folder=paper, zone=zone, today=lambda: DAY)).test_client()


def colours_of(picture: Image.Image) -> set[str]:
    counted = picture.convert("RGB").getcolors(1 << 24)
    assert counted is not None
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in counted}  # type: ignore[misc]


def drawn(paper: Path, page: int, form: str = "a4") -> Image.Image:
    (pdf,) = (paper / f"{DAY}/out/{form}").glob("*.pdf")
    with closing(pdfium.PdfDocument(pdf)) as document:
        return document[page - 1].render(scale=2).to_pil()


def test_the_files_have_the_pattern_and_the_manifest_tells_the_dress(paper: Path) -> None:
    shelf = Shelf(paper)
    manifest = shelf.manifest(DAY, "a4")
    assert manifest.pdf.file == f"{PDF}.pdf"
    assert shelf.manifest(DAY, "tablet").pdf.file == f"{PDF}-tablet.pdf"
    assert len(manifest.pages) % 4 == 0
    assert manifest.paper.accent == ACCENT
    assert {s.key: s.colour for s in manifest.paper.sections}["sport"] == SPORT
    logo = manifest.paper.logo
    assert logo is not None
    assert logo.width_px == 6 * logo.height_px
    assert b"<rect" in shelf.file(DAY, "a4", logo.file).read_bytes()
    told = json.loads((paper / f"{DAY}/out/a4/edition.json").read_bytes())
    # What a section has not is not told: papers without colours have the manifest of before.
    assert [s.get("colour") for s in told["paper"]["sections"]] == [None] * 4 + [SPORT]


def test_the_nameplate_stands_in_its_room_and_the_name_is_said_once(paper: Path) -> None:
    manifest = Shelf(paper).manifest(DAY, "a4")
    head = next(f for f in manifest.pages[0].frames if f.kind == "masthead")
    page = drawn(paper, 1)
    px = page.width / manifest.trim.width_mm
    box = (
        head.x_mm * px,
        head.y_mm * px,
        (head.x_mm + head.w_mm) * px,
        (head.y_mm + head.h_mm) * px,
    )
    assert LOGO in colours_of(page.crop(box))
    below = page.crop((0, round(box[3]), page.width, page.height))
    assert LOGO not in colours_of(below)
    shape = page.crop(box).convert("RGB").point(lambda v: v)
    inked = [
        (x, y)
        for y in range(shape.height)
        for x in range(0, shape.width, 4)
        if shape.getpixel((x, y)) == (0x6A, 0x1B, 0x9A)
    ]
    width = max(x for x, _ in inked) - min(x for x, _ in inked)
    height = max(y for _, y in inked) - min(y for _, y in inked)
    assert width / height == pytest.approx(6, rel=0.05)
    pdf = paper / f"{DAY}/out/a4/{PDF}.pdf"
    with closing(pdfium.PdfDocument(pdf)) as document:
        said = document[0].get_textpage().get_text_range()
    assert said.count("The Larkfield Post") == 1
    assert said.index("The Larkfield Post") < said.index("News from both banks")


def test_the_nameplate_is_vector_in_the_pdf(paper: Path) -> None:
    manifest = Shelf(paper).manifest(DAY, "a4")
    with closing(pdfium.PdfDocument(paper / f"{DAY}/out/a4/{PDF}.pdf")) as document:
        kinds = [found.type for found in document[0].get_objects(max_depth=6)]
    images = kinds.count(pdfium.raw.FPDF_PAGEOBJ_IMAGE)
    # A photo for each frame of one; the nameplate is none.
    shown = [f for f in manifest.pages[0].frames if f.kind in ("photo", "teaser-photo")]
    assert images == len(shown)


def test_the_pages_wear_the_accent_and_a_section_its_colour(paper: Path) -> None:
    pages = Shelf(paper).manifest(DAY, "a4").pages
    worn = {page.number: colours_of(drawn(paper, page.number)) for page in pages}
    assert ACCENT in worn[1]
    assert not any("#8c1b1f" in colours for colours in worn.values())
    assert any(SPORT in colours for colours in worn.values())


def test_updated_is_told_by_the_papers_clock(paper: Path) -> None:
    pdf = paper / f"{DAY}/out/a4/{PDF}.pdf"
    with closing(pdfium.PdfDocument(pdf)) as document:
        said = " ".join(page.get_textpage().get_text_range() for page in document)
    assert re.search(r"Updated\s+0?2[:.]30", said)


def test_only_what_changed_is_drawn_again(paper: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(paper, tmp_path / "paper"))
    again = build(folder).printed
    assert again is not None
    assert again.drawn == 0
    plate = folder / "plate.svg"
    plate.write_text(PLATE.replace(LOGO, "#003300"), encoding="utf-8")
    other = build(folder).printed
    assert other is not None
    assert other.drawn == 1
    assert LOGO not in colours_of(drawn(folder, 1))
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text("utf-8").replace(ACCENT, "#444444"), "utf-8")
    dressed = build(folder).printed
    assert dressed is not None
    assert dressed.drawn == dressed.pages


def test_a_nameplate_that_cannot_be_printed_is_told_and_the_name_is_set(
    paper: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(paper, tmp_path / "paper"))
    (folder / "plate.svg").write_text(PLATE.replace("<rect", "<script/><rect"), "utf-8")
    built = build(folder)
    (problem,) = [p for p in built.problems if p.code == "P-206"]
    assert problem.severity is Severity.WARN
    lines = (folder / "paper.toml").read_text("utf-8").splitlines()
    assert lines[problem.where.line - 1] == 'logo = "plate.svg"'
    assert (problem.where.file, problem.where.field) == ("paper.toml", "logo")
    assert built.printed is not None
    assert Shelf(folder).manifest(DAY, "a4").paper.logo is None
    strict = build(folder, strict=True)
    assert strict.printed is None
    assert "P-206" in {p.code for p in strict.problems if p.severity is Severity.STOP}


def test_the_reader_shows_the_nameplate_and_the_colours(reader: FlaskClient) -> None:
    home = reader.get("/").text
    assert re.search(r'<h1><a href="/"><img class="logo" src="/2026-01-05/logo.svg\?v=\w+"', home)
    assert 'alt="The Larkfield Post"' in home
    assert '<link rel="stylesheet" href="/2026-01-05/colours.css">' in home
    assert '<section class="listed" data-section="sport"' in home
    sheet = reader.get("/2026-01-05/colours.css")
    assert sheet.mimetype == "text/css"
    assert f":root {{ --house: {ACCENT}; --on-page: {ACCENT}; }}" in sheet.text
    assert f':root [data-section="sport"] {{ --house: {SPORT}; }}' in sheet.text
    with reader.get("/2026-01-05/logo.svg") as logo:
        assert logo.mimetype == "image/svg+xml"
        assert "default-src 'none'" in logo.headers["Content-Security-Policy"]
    for address in ("/section/sport", "/archive", "/2026-01-05/page/1"):
        assert "/2026-01-05/colours.css" in reader.get(address).text, address
    kept = reader.get("/2026-01-05/offline.json").json
    assert kept is not None
    assert "/2026-01-05/colours.css" in kept["files"]
    assert any(file.startswith("/2026-01-05/logo.svg") for file in kept["files"])


def test_the_icon_is_in_the_accent(reader: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "icon.png").write_bytes(reader.get("/icon-192.png").data)
    with Image.open(tmp_path / "icon.png") as icon:
        assert {ACCENT, "#ffffff"} <= colours_of(icon)


def test_no_two_formats_are_saved_under_one_name(reader: FlaskClient) -> None:
    tablet = f"/2026-01-05/format/tablet/{PDF}-tablet.pdf"
    assert f'href="{tablet}" download="{PDF}-tablet.pdf"' in reader.get("/").text
    saved = {
        f"/2026-01-05/{PDF}.pdf": f"{PDF}.pdf",
        tablet: f"{PDF}-tablet.pdf",
        "/2026-01-05/pages/page-01.pdf": f"{PDF}-page-01.pdf",
        "/2026-01-05/format/tablet/pages/page-01.pdf": f"{PDF}-tablet-page-01.pdf",
    }
    for address, name in saved.items():
        with reader.get(address) as answer:
            assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'


def test_the_feeds_day_begins_at_the_papers_midnight(reader: FlaskClient) -> None:
    assert "2026-01-04T18:00:00Z" in reader.get("/editions.atom").text


def test_a_static_export_has_them(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "pagefind_version", lambda: "")
    publish(
        SiteOrder(
            paper=paper,
            folder=tmp_path / "site",
            address="https://x.example.org",
            today=lambda: DAY,
        )
    )
    there = tmp_path / "site" / "2026-01-05"
    assert {"colours.css", "logo.svg", f"{PDF}.pdf"} <= {path.name for path in there.iterdir()}
    assert (there / f"format/tablet/{PDF}-tablet.pdf").is_file()

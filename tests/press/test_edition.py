from __future__ import annotations

import json
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from pydantic import TypeAdapter

from epaper.exceptions import EpaperError
from epaper.model import Plan, TextFrame
from epaper.model.manifest import Manifest
from epaper.press import Printed, folders
from epaper.press.schema import manifest_schema

from . import pages
from .conftest import print_sample
from .sample import ROOT


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_edition_has_all_its_files(printed: Printed) -> None:
    assert printed.pdf.name == "todays-paper-2026-02-04.pdf"
    assert printed.pages == 2
    assert set(contents(printed.folder)) == {
        "edition.json",
        "todays-paper-2026-02-04.pdf",
        *(f"pages/page-0{n}{end}" for n in (1, 2) for end in (".pdf", ".webp")),
        *(f"pages/page-0{n}-{size}.webp" for n in (1, 2) for size in ("small", "thumbnail")),
        *(
            f"pages/page-0{n}-tile-{row}-{column}.webp"
            for n in (1, 2)
            for row in (1, 2, 3)
            for column in (1, 2)
        ),
        # The made-up darkroom draws fewer dots than asked for.
        *(f"photos/ferry-1-{width_px}.jpg" for width_px in (111, 333, 628)),
    }


def test_a_page_comes_in_every_size_and_its_tiles_make_it_up(printed: Printed) -> None:
    facts = TypeAdapter(Manifest).validate_json(printed.manifest.read_text())
    page = facts.pages[0]
    for entry, width_px in ((page.image, 1600), (page.small, 800), (page.thumbnail, 320)):
        with Image.open(printed.folder / entry.file) as picture:
            assert picture.size == (entry.width_px, entry.height_px)
            assert picture.width == width_px
    tiles = page.tiles
    whole = Image.new("RGB", (tiles.width_px, tiles.height_px))
    for n, file in enumerate(tiles.files):
        row, column = divmod(n, tiles.columns)
        with Image.open(printed.folder / file.file) as tile:
            whole.paste(tile, (column * tiles.tile_px, row * tiles.tile_px))
    with Image.open(printed.folder / page.image.file) as wide:
        difference = ImageChops.difference(whole.resize(wide.size).convert("L"), wide.convert("L"))
    assert sum(ImageStat.Stat(difference).mean) < 3


def test_the_manifest_has_the_copy_and_the_photos_for_screens(printed: Printed) -> None:
    facts = TypeAdapter(Manifest).validate_json(printed.manifest.read_text())
    filed = {record.slug: record for record in pages.RECORDS}
    told = {record.slug: record for story in facts.stories for record in story.records}
    assert told.keys() == filed.keys()
    for slug, record in told.items():
        assert record.body == filed[slug].body
        assert record.byline == filed[slug].byline
    (photo,) = told["ferry"].photos
    with Image.open(printed.folder / photo.images[0].file) as picture:
        assert picture.size == (photo.images[0].width_px, photo.images[0].height_px)


def test_same_input_same_bytes_in_other_processes(printed: Printed, tmp_path: Path) -> None:
    again, problems = print_sample(tmp_path, jobs=2)
    assert problems == ()
    assert isinstance(again, Printed)
    assert again.drawn == 2
    assert contents(again.folder) == contents(printed.folder)


def test_late_copy_redraws_only_its_page(printed: Printed, home: Path, tmp_path: Path) -> None:
    plan = pages.plan()
    frames = list(plan.dummies[1].frames)
    frames = [frame for frame in frames if frame.kind != "notice"]
    late = replace(plan, dummies=(plan.dummies[0], replace(plan.dummies[1], frames=tuple(frames))))
    result, problems = print_sample(home, plan=late, out_dir=tmp_path / "out")
    assert problems == ()
    assert isinstance(result, Printed)
    assert result.drawn == 1


def test_pdf_facts(printed: Printed) -> None:
    with pikepdf.open(printed.pdf) as pdf:
        assert str(pdf.docinfo["/Title"]) == "The Ellery Courier, Wednesday, 4 February 2026"
        assert str(pdf.docinfo["/Author"]) == "The Ellery Courier"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260204000000Z"
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert [page.label for page in pdf.pages] == ["1", "2"]
        box = [float(edge) / 72 * 25.4 for edge in pdf.pages[0].mediabox]
        assert box == pytest.approx([0, 0, 315, 470], abs=0.01)
        with pdf.open_metadata() as xmp:
            assert xmp["xmp:CreateDate"] == "2026-02-04T00:00:00Z"
        assert pdf.is_linearized


def test_outline_has_sections_and_in_them_stories(printed: Printed) -> None:
    with pikepdf.open(printed.pdf) as pdf, pdf.open_outline() as outline:
        found = {item.title: [child.title for child in item.children] for item in outline.root}
    assert found == {
        "National": [pages.FERRY.headline, pages.BUDGET.headline, "In brief"],
        "Sport": [pages.LEAGUE.headline],
    }


def test_links_lead_both_ways(printed: Printed) -> None:
    with pikepdf.open(printed.pdf) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        goals = [[numbers[link.A.D[0].objgen] for link in page.obj.Annots] for page in pdf.pages]
        jump = pdf.pages[0].obj.Annots[0]
        rest = next(area for area in pages.plan().dummies[1].areas if area.part == "rest")
        assert float(jump.A.D[3]) == pytest.approx((470 - rest.rect.y_mm) / 25.4 * 72, abs=0.01)
    # Jump line, teaser's picture, headline and page, four index entries with their numbers.
    assert goals == [[2] * 12, [1]]


def test_each_font_is_embedded_once(printed: Printed) -> None:
    with pikepdf.open(printed.pdf) as pdf:
        files = {}
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                below = font.DescendantFonts[0].FontDescriptor
                files.setdefault(str(font.BaseFont)[8:], set()).add(below.FontFile2.objgen)
    assert all(len(streams) == 1 for streams in files.values())
    assert {"SourceSerif4SmText-Regular", "EPHead-Bold", "ManufacturingConsent-Regular"} <= set(
        files
    )


def test_the_manifest_is_true(printed: Printed) -> None:
    text = printed.manifest.read_text()
    facts = TypeAdapter(Manifest).validate_json(text, strict=True, extra="forbid")
    assert facts.pdf.sha256 == sha256(printed.pdf.read_bytes()).hexdigest()
    assert facts.pdf.bytes == printed.bytes
    for page in facts.pages:
        for entry in (page.pdf, page.image, page.thumbnail):
            data = (printed.folder / entry.file).read_bytes()
            assert (entry.sha256, entry.bytes) == (sha256(data).hexdigest(), len(data))
    ferry = facts.stories[0]
    assert ferry.pages == (1, 2)
    assert ferry.jump
    assert (ferry.jump.from_page, ferry.jump.to_page) == (1, 2)
    assert [area.part for area in ferry.areas] == ["start", "rest"]
    assert ferry.pictures[0].credit == "Tomas Reyl"
    assert [record.slug for record in facts.stories[3].records] == ["seal", "stair"]
    assert facts.number == pages.PAPER.issue_number(pages.DAY)
    assert json.loads(text)["date"] == "2026-02-04"


def test_the_published_schema_is_the_writers() -> None:
    published = (ROOT / "docs" / "edition.schema.json").read_text()
    assert published == manifest_schema(), "run: python -m epaper.press.schema > docs/edition..."


def damaged() -> Plan:
    """The sample plan, the last line of a story on page one gone from its legs."""
    plan = pages.plan()
    front = plan.dummies[0]
    frames = [
        replace(frame, lines=frame.lines[:-1])
        if isinstance(frame, TextFrame) and frame.kind == "leg" and frame.story == "budget"
        else frame
        for frame in front.frames
    ]
    return replace(plan, dummies=(replace(front, frames=tuple(frames)), plan.dummies[1]))


def test_a_stopped_edition_leaves_the_one_before(printed: Printed, home: Path) -> None:
    before = contents(printed.folder)
    result, problems = print_sample(home, plan=damaged())
    assert result is None
    assert {problem.code for problem in problems} == {"F-201"}
    assert contents(printed.folder) == before
    assert {path.name for path in home.iterdir()} <= {"out", "out.pdf", "cache"}


def test_a_picture_that_cannot_be_developed_stops(tmp_path: Path) -> None:
    def spoil(*args: object, **kwargs: object) -> bytes:
        raise EpaperError("the file has gone")

    result, problems = print_sample(tmp_path, develop=spoil)
    assert result is None
    assert {(problem.code, problem.where.story) for problem in problems} == {("F-105", "ferry")}
    assert not (tmp_path / "out").exists()


def test_the_cache_keeps_its_newest_files_and_all_of_the_last_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "CACHE_FILES", 2)
    for name, age_s in (("new", 0), ("recent", 600), ("busy", 3000), ("old", 9000)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000 - age_s, 1_000_000 - age_s))
    (tmp_path / "fontconfig").mkdir()
    os.utime(tmp_path / "fontconfig", (1000, 1000))
    folders.clear_cache(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"new", "recent", "busy", "fontconfig"}


def test_the_cache_keeps_no_more_than_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "CACHE_BYTES", 100)
    for name, age_s in (("new", 0), ("older", 8000), ("oldest", 9000)):
        (tmp_path / name).write_bytes(b"x" * 40)
        os.utime(tmp_path / name, (1_000_000 - age_s, 1_000_000 - age_s))
    folders.clear_cache(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"new", "older"}


def test_the_press_pdf_is_out_before_the_pictures(tmp_path: Path) -> None:
    seen: list[tuple[Path, bool, int]] = []

    def ready(pdf: Path) -> None:
        pictures = list((tmp_path / "cache").glob("pictures-*"))
        seen.append((pdf, (tmp_path / "out").exists(), len(pictures)))

    result, problems = print_sample(tmp_path, ready=ready)
    assert problems == ()
    assert isinstance(result, Printed)
    assert seen == [(tmp_path / "out.pdf", False, 0)]
    assert (tmp_path / "out.pdf").read_bytes() == result.pdf.read_bytes()


def test_no_press_pdf_of_an_edition_that_is_refused(tmp_path: Path) -> None:
    result, _ = print_sample(tmp_path, plan=damaged())
    assert result is None
    assert not (tmp_path / "out.pdf").exists()

"""Editions with codes, built by the real chain and scanned as a reader's phone would."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp

from epaper import opening
from epaper.build import Built, Order, build_edition, check_day
from epaper.model import CodeFrame, CodeStyle, Dummy, Rect, Severity
from epaper.resources import load_layout

DAY = date(2026, 2, 1)
EDITIONS = Path(__file__).parent.parent / "editions"
DPI = 300


@dataclass(frozen=True)
class Scanned:
    """A code that was found on a page: what it says, and its middle in mm."""

    page: int
    text: str
    x_mm: float
    y_mm: float


@pytest.fixture(scope="module", params=["urdu", "hindi"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper whose stories have addresses, all but one."""
    folder = tmp_path_factory.mktemp(request.param)
    source = EDITIONS / request.param
    shutil.copy(source / "paper.toml", folder)
    shutil.copytree(source / f"{DAY}", folder / f"{DAY}", ignore=shutil.ignore_patterns("out"))
    for path in sorted((folder / f"{DAY}" / "articles").glob("*.md"))[1:]:
        text = path.read_text(encoding="utf-8")
        url = f"https://www.example.org/{DAY:%Y/%m}/{path.stem}"
        path.write_text(text.replace("---\n", f"---\nurl: {url}\n", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(paper: Path) -> Iterator[Built]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_layout", coded)
        yield build_edition(Order(folder=paper, day=DAY, jobs=1))


def coded(name: str, folder: Path) -> object:
    return replace(load_layout(name, folder), code=CodeStyle(size_mm=15))


@pytest.fixture(scope="module")
def scanned(built: Built) -> list[Scanned]:
    assert built.printed is not None
    found = []
    with pdfium.PdfDocument(built.printed.pdf) as document:
        for number, page in enumerate(document, start=1):
            image = page.render(scale=DPI / 72).to_pil()
            for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode):
                first, third = code.position.top_left, code.position.bottom_right
                x_mm, y_mm = (
                    (a + b) / 2 / DPI * 25.4 for a, b in zip(*map(xy, (first, third)), strict=True)
                )
                found.append(Scanned(number, code.text, x_mm, y_mm))
    return found


def xy(point: object) -> tuple[float, float]:
    return point.x, point.y  # type: ignore[attr-defined]


def frames(built: Built) -> list[tuple[Dummy, CodeFrame]]:
    assert built.plan is not None
    return [
        (dummy, frame)
        for dummy in built.plan.dummies
        for frame in dummy.frames
        if isinstance(frame, CodeFrame)
    ]


def test_it_is_on_the_shelf_and_passes_the_check(paper: Path, built: Built) -> None:
    assert [str(p) for p in built.problems if p.severity is Severity.STOP] == []
    assert built.printed is not None
    assert check_day(paper, DAY).score.hard == 0


def test_every_story_with_an_address_has_a_code_that_scans(
    built: Built, scanned: list[Scanned]
) -> None:
    assert built.plan is not None
    wanted = [s.record.url for s in built.plan.stories if not s.gathered and s.record.url]
    assert len(wanted) >= 4
    assert sorted(code.text for code in scanned) == sorted(wanted)
    assert len(frames(built)) == len(wanted)


def test_a_code_stands_in_its_column_where_lines_begin(
    paper: Path, built: Built, scanned: list[Scanned]
) -> None:
    for dummy, frame in frames(built):
        (code,) = [c for c in scanned if c.text == frame.code.url and c.page == dummy.number]
        assert inside(frame.rect, code)
        from_left = code.x_mm < frame.rect.x_mm + frame.rect.w_mm / 2
        assert from_left is not paper.name.startswith("urdu")


def inside(rect: Rect, code: Scanned) -> bool:
    return rect.x_mm < code.x_mm < rect.right_mm and rect.y_mm < code.y_mm < rect.bottom_mm


def test_the_code_and_its_words_are_a_link(built: Built) -> None:
    assert built.printed is not None
    found = set()
    with pikepdf.open(built.printed.pdf) as pdf:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", ()):
                if link.A.S == pikepdf.Name.URI:
                    assert str(link.Contents).endswith(" example.org")
                    found.add(str(link.A.URI))
    assert found == {frame.code.url for _, frame in frames(built)}


def test_codes_are_drawn_not_pictured(built: Built) -> None:
    """Pages without photos hold no picture at all."""
    assert built.printed is not None
    assert built.plan is not None
    with pikepdf.open(built.printed.pdf) as pdf:
        for dummy, page in zip(built.plan.dummies, pdf.pages, strict=True):
            photos = sum(frame.kind.endswith("photo") for frame in dummy.frames)
            assert len(page.get_images()) <= photos


def test_the_manifest_has_the_place_and_no_words_of_it(built: Built) -> None:
    """What reads the manifest shows a record's body: nothing was added to that."""
    assert built.printed is not None
    assert built.plan is not None
    text = built.printed.manifest.read_text(encoding="utf-8")
    manifest = json.loads(text)
    codes = [f for page in manifest["pages"] for f in page["frames"] if f["kind"] == "code"]
    assert [code["story"] for code in codes] == [frame.story for _, frame in frames(built)]
    (_, frame), *_ = frames(built)
    phrase = frame.code.words.lines[0].text
    assert phrase not in re.sub(r"\s+", " ", text)

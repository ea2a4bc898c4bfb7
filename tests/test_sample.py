"""The sample edition, built once by the real chain, and facts read from what came out."""

import json
import re
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from epaper.archive import Archive, SearchOrder, search
from epaper.build import Built, Order, build_edition
from epaper.model import Form, Severity

DAY = date(2026, 2, 4)
EDITIONS = Path(__file__).parent.parent / "editions"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like editions/ that tests may write into."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "paper.toml").write_bytes((EDITIONS / "paper.toml").read_bytes())
    day = folder / f"{DAY}"
    day.mkdir()
    for name in ("articles", "photos"):
        (day / name).symlink_to(EDITIONS / f"{DAY}" / name, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def built(paper: Path) -> Built:
    return build_edition(Order(folder=paper, day=DAY, jobs=1))


def test_it_is_a_newspaper_of_at_least_eight_pages(built: Built) -> None:
    # The build has compared every word of every record with the PDF's own text.
    assert [p for p in built.problems if p.severity is Severity.STOP] == []
    assert built.printed is not None
    assert built.printed.pages >= 8
    assert built.records >= 26


def test_the_archive_has_it(paper: Path, built: Built) -> None:
    assert built.printed is not None
    archive = Archive.open(paper)
    (edition,) = archive.editions(DAY)
    assert (edition.day, edition.format, edition.stories) == (DAY, "berliner", built.records)
    assert archive.refresh().added == 0
    assert archive.shelf.file(DAY, "berliner", edition.pdf) == built.printed.pdf.resolve()
    hits = search(archive, SearchOrder(words='"harbour water" heat', until=DAY)).hits
    assert [hit.slug for hit in hits] == ["harbour-heat-old-town"]


def test_trim_labels_title_language_and_outline(built: Built) -> None:
    assert built.printed is not None
    with pikepdf.open(built.printed.pdf) as pdf:
        box = [float(x) / 72 * 25.4 for x in pdf.pages[0].mediabox]
        assert box[2:] == pytest.approx([315, 470], abs=0.1)
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as data:
            assert "The Ellery Courier" in data["dc:title"]
        with pdf.open_outline() as outline:
            sections = [item.title for item in outline.root]
            assert {"National", "World", "Business", "Opinion", "Sport"} <= set(sections)
            stories = sum(len(item.children) for item in outline.root)
            assert stories >= 26
        assert pdf.pages[2].label == "3"


def test_jumps_teasers_and_index_are_links(built: Built) -> None:
    assert built.printed is not None
    assert built.plan is not None
    with pikepdf.open(built.printed.pdf) as pdf:
        counts = [len(page.get("/Annots", [])) for page in pdf.pages]
    jumps = built.plan.jumps
    assert jumps
    for jump in jumps:
        assert counts[jump.to_page - 1] >= 1
    assert counts[0] >= len([j for j in jumps if j.from_page == 1]) + 7


def test_every_element_of_page_one_is_there(built: Built) -> None:
    assert built.printed is not None
    pdf = pdfium.PdfDocument(built.printed.pdf)
    text = pdf[0].get_textpage().get_text_range()
    pdf.close()
    for wanted in ("TODAY’S PAPER", "February 04, 2026", "EPAPER", "The Ellery Courier", "No. "):
        assert wanted in text
    assert re.search(r"\d+ min read", text)
    assert "Continued on page" in text


def test_fonts_are_ours_and_each_is_embedded_once(built: Built) -> None:
    assert built.printed is not None
    names: dict[str, int] = {}
    with pikepdf.open(built.printed.pdf) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj:
                name = str(obj.FontName).split("+")[-1]
                streams = names.setdefault(name, obj.FontFile2.objgen[0])
                assert streams == obj.FontFile2.objgen[0]
    assert len(names) >= 6


def test_the_manifest_is_the_truth(built: Built) -> None:
    assert built.printed is not None
    assert built.plan is not None
    folder = built.printed.folder
    data = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert data["date"] == "2026-02-04"
    assert len(data["pages"]) == built.printed.pages
    for page in data["pages"]:
        assert (folder / page["pdf"]["file"]).stat().st_size == page["pdf"]["bytes"]
        with Image.open(folder / page["image"]["file"]) as image:
            assert image.size == (page["image"]["width_px"], page["image"]["height_px"])
    slugs = {story["slug"] for story in data["stories"]}
    assert "xi-putin-video-call" in slugs


def test_all_forms_of_a_paper_are_in_it(built: Built) -> None:
    assert built.plan is not None
    forms = {story.form for story in built.plan.stories}
    assert forms == set(Form)


def test_building_again_draws_nothing_and_gives_the_same_bytes(built: Built, paper: Path) -> None:
    assert built.printed is not None
    before = built.printed.pdf.read_bytes()
    again = build_edition(Order(folder=paper, day=DAY, jobs=1))
    assert again.printed is not None
    assert again.printed.drawn == 0
    assert again.printed.pdf.read_bytes() == before

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from epaper.exceptions import PressError
from epaper.model import Line, Run, Severity
from epaper.press import drawn, dress, engine
from epaper.press.engine import draw_page
from epaper.press.fetching import Fetcher
from epaper.press.render import draw_pages
from epaper.press.sources import sources_mark
from epaper.workers import InProcess

from .test_page import html_of, job_for, leg, small_page

PAGE = "<style>@page{size:40mm 20mm;margin:0}</style>"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.invalid/x.png",
        "https://example.invalid/x.png",
        "epaper:pictures/../../etc/passwd",
        "/etc/passwd",
        "ftp://example.invalid/x.png",
    ],
)
def test_nothing_but_the_editions_files_is_opened(tmp_path: Path, address: str) -> None:
    drawn = draw_page(job_for(f'{PAGE}<img src="{address}">', tmp_path))
    assert {problem.severity for problem in drawn.problems} == {Severity.STOP}
    assert {"F-101", "F-104"} & {problem.code for problem in drawn.problems}


def test_the_fetcher_refuses_a_file_that_exists() -> None:
    fetcher = Fetcher({"epaper:fonts/a": "/nowhere"})
    with pytest.raises(ValueError, match="not one of this edition"):
        fetcher.fetch("file:///etc/passwd")
    assert fetcher.refused == ["file:///etc/passwd"]


def test_log_lines_become_problems(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    drawn = draw_page(job_for(f"{PAGE}<p style='colour:red'>x</p>", tmp_path))
    assert [(p.code, p.severity, p.where.page) for p in drawn.problems] == [
        ("F-102", Severity.WARN, 1)
    ]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("sign", ["\U0001f600", "\U00013000"])
def test_a_character_without_a_glyph_stops(tmp_path: Path, sign: str) -> None:
    # The machine's own fonts may well have it; they are not the paper's.
    line = Line(runs=(Run(text=f"a {sign} b"),), style="body", width_pt=20)
    drawn = draw_page(job_for(html_of(small_page(leg(line))), tmp_path))
    assert "F-103" in {problem.code for problem in drawn.problems}


def test_second_drawing_comes_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_for(f"{PAGE}<p style='colour:red'>x</p>", tmp_path)
    first = draw_page(job)
    monkeypatch.setattr(engine, "_render", None)
    again = draw_page(job)
    assert (first.cached, again.cached) == (False, True)
    assert (again.pdf, again.sha256) == (first.pdf, first.sha256)
    assert [p.message for p in again.problems] == [p.message for p in first.problems]


def test_a_page_drawn_by_other_code_is_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_for(f"{PAGE}<p style='colour:red'>x</p>", tmp_path)
    draw_page(job)
    monkeypatch.setattr(drawn, "sources_mark", lambda folder: "older")
    assert not draw_page(job).cached


def test_a_page_drawn_by_another_pango_is_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_for(f"{PAGE}<p style='colour:red'>x</p>", tmp_path)
    draw_page(job)
    older = re.sub(r"pango \d+", "pango 14800", drawn.drawing_mark())
    monkeypatch.setattr(drawn, "drawing_mark", lambda: older)
    assert not draw_page(job).cached


def test_all_that_draws_is_named_with_its_version() -> None:
    mark = drawn.drawing_mark()
    for name in ("weasyprint", "pydyf", "pango", "harfbuzz", "pdfium", "pillow", "webp"):
        assert re.search(rf"\b{name} \d+", mark), mark


def test_the_mark_of_code_changes_with_any_of_its_files(tmp_path: Path) -> None:
    marks = []
    for number, words in enumerate(["x = 1", "x = 2"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "same.py").write_text("y = 1")
        (folder / "other.py").write_text(words)
        marks += [sources_mark(folder), sources_mark(folder)]
    assert marks[0] == marks[1] != marks[2]


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    (tmp_path / "cache").mkdir()
    draw_page(job_for(html_of(small_page()), tmp_path / "cache"))
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are searched for")
def test_the_renderer_is_imported_without_other_programs_and_temporary_files() -> None:
    code = """
import sys
def hook(event, arguments):
    if event in ("subprocess.Popen", "os.posix_spawn", "tempfile.mkstemp", "tempfile.mkdtemp"):
        print(event, arguments)
sys.addaudithook(hook)
import epaper.press.engine
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_other_fonts_are_another_page(tmp_path: Path) -> None:
    job = job_for(PAGE, tmp_path)
    marks = {**job.marks, "epaper:fonts/EPText-400": "other"}
    other = engine.PageJob(
        number=1,
        html=PAGE,
        files=job.files,
        marks=marks,
        fontconfig=job.fontconfig,
        cache_dir=job.cache_dir,
    )
    assert draw_page(job).pdf != draw_page(other).pdf


def test_a_renderer_that_fails_names_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(job: object) -> None:
        raise AssertionError("odd box")

    monkeypatch.setattr(engine, "_render", fail)
    with pytest.raises(PressError, match="page 1: AssertionError: odd box"):
        draw_pages([job_for(PAGE, tmp_path)], InProcess())


def test_sheets_and_faces_are_read_once_and_pages_are_as_if_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["First of all.", "Then another page, with other letters: Qu!", "And a third."]
    jobs = [
        job_for(
            html_of(small_page(leg(Line(runs=(Run(text=text),), style="body", width_pt=200)))),
            tmp_path,
        )
        for text in texts
    ]
    alone = []
    for job in jobs:
        monkeypatch.setattr(dress, "_worn", {})
        alone.append(engine._render(job))
    monkeypatch.setattr(dress, "_worn", {})
    read: list[str] = []
    parse = dress.CSS

    def counted(string: str, **options: object) -> object:
        read.append(string)
        return parse(string=string, **options)

    monkeypatch.setattr(dress, "CSS", counted)
    assert [engine._render(job) for job in jobs] == alone
    assert len([sheet for sheet in read if "@font-face" in sheet]) == 1


def test_what_is_wrong_with_a_sheet_is_told_of_every_page_that_wears_it(tmp_path: Path) -> None:
    sheet = "<style>@page{size:40mm 20mm} p{colour:red}</style>"
    jobs = [job_for(f"{sheet}<p>{word}", tmp_path) for word in ("one", "two")]
    (first,), (second,) = (draw_page(job).problems for job in jobs)
    assert first.code == "F-102"
    assert first == second

from datetime import date
from pathlib import Path

import pytest

from epaper.darkroom import inspect_photos
from epaper.exceptions import PaperError
from epaper.init import start_paper
from epaper.model import Form
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records

DAY = date(2026, 1, 5)


def test_the_started_paper_has_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "paper"
    written = start_paper(folder)
    assert folder / "paper.toml" in written
    assert all(path.is_file() for path in written)
    paper = read_paper(folder)
    records, problems = read_records(folder, DAY, paper)
    assert problems == ()
    assert 8 <= len(records) <= 10
    assert {record.section for record in records} == {section.key for section in paper.sections}
    pictures, problems = inspect_photos(records, folder / DAY.isoformat() / "photos")
    assert problems == ()
    assert len(pictures) == 3


def test_it_shows_what_a_record_can_hold(tmp_path: Path) -> None:
    start_paper(tmp_path)
    records, _ = read_records(tmp_path, DAY, read_paper(tmp_path))
    assert {Form.STORY, Form.BRIEF, Form.EDITORIAL, Form.LETTER} <= {r.form for r in records}
    assert any(record.table for record in records)
    assert any(record.box for record in records)
    assert any(record.quotes for record in records)


def test_it_is_published_on_the_day_it_has(tmp_path: Path) -> None:
    start_paper(tmp_path)
    paper = read_paper(tmp_path)
    assert DAY.weekday() in paper.publishes
    assert paper.issue_number(DAY)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "paper.toml"
    mine.write_text("mine")
    with pytest.raises(PaperError, match=r"paper\.toml is there already"):
        start_paper(tmp_path)
    assert mine.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [mine]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("a file")
    with pytest.raises(PaperError, match="cannot be written"):
        start_paper(tmp_path / "paper")

"""Days drawn at random: the same seed gives the same day, and the wire can read every record."""

import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench import strange_paste, strangers
from bench.strange_copy import Desk, draw_record
from bench.strange_days import StrangeDay, available, draw_day
from bench.strange_outcome import KINDS as OUTCOMES
from bench.strange_outcome import Outcome, bare, outcome_of, table
from bench.strange_photos import KINDS, SPOILED, spoil_photo, take_photo
from epaper.darkroom import inspect_photos
from epaper.model import Photo, Record, Severity
from epaper.wire.orders import read_orders
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records

wants_samples = pytest.mark.skipif(not available(), reason="../shared/samples is not there")
ARTICLE: dict[str, Any] = {
    "id": "x",
    "language": "en",
    "headline": "Ferry line to reopen",
    "standfirst": "Two boats will cross",
    "byline": "Maren Oduya",
    "body": ["The first boat leaves at six, said the master. It is a long way.", "More text."],
    "images": [],
}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def desk(seed: int, spice: float) -> Desk:
    return Desk(
        rng=random.Random(seed),
        spice=spice,
        language="en",
        sections=["national"],
        ranked=True,
        scripts=["arabic", "tamil"],
    )


@wants_samples
def test_a_seed_and_a_number_make_the_same_day(tmp_path: Path) -> None:
    one = draw_day(7, 23, tmp_path / "one")
    two = draw_day(7, 23, tmp_path / "two")
    assert (one.day, one.filed, one.spoiled) == (two.day, two.filed, two.spoiled)
    assert files_of(one.folder) == files_of(two.folder)
    assert files_of(draw_day(8, 23, tmp_path / "other").folder) != files_of(one.folder)


@wants_samples
@pytest.mark.parametrize("number", [2, 4, 10])
def test_the_wire_reads_every_record_that_is_not_spoiled(number: int, tmp_path: Path) -> None:
    made = draw_day(5, number, tmp_path / "paper")
    paper = read_paper(made.folder)
    records, problems = read_records(made.folder, made.day, paper)
    orders, more = read_orders(made.folder, made.day, paper, records)
    files = list((made.folder / made.day.isoformat() / "articles").glob("*.md"))
    stops = [p for p in (*problems, *more) if p.severity is Severity.STOP]
    assert {Path(p.where.file).stem for p in stops} <= set(made.spoiled)
    assert len(files) - len(orders.kill) == made.filed


def test_what_is_pasted_reads_as_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strange_paste, "SHARE", 1.0)
    monkeypatch.setattr(strange_paste, "PARAGRAPH_SHARE", 1.0)
    folder = tmp_path / "2026-02-04" / "articles"
    folder.mkdir(parents=True)
    (tmp_path / "paper.toml").write_text('name = "P"\n[[section]]\nkey = "national"\nname = "N"\n')
    text = '---\nheadline: "Ferry: the #1 line"\nkicker: "[Live]"\n---\nThe first boat leaves.\n'
    made = {strange_paste.pasted(random.Random(seed), text) for seed in range(200)}
    for number, each in enumerate(sorted(made)):
        (folder / f"r{number:03}.md").write_text(each, encoding="utf-8")
    records, problems = read_records(tmp_path, date(2026, 2, 4), read_paper(tmp_path))
    assert not [p for p in problems if p.severity is Severity.STOP]
    assert len(records) == len(made) >= len(strange_paste.WAYS)
    assert {(r.headline, r.kicker) for r in records} == {("Ferry: the #1 line", "[Live]")}
    for record in records:
        words = " ".join(block.text for block in record.body).split()
        assert {"The", "first", "boat"} <= {word.strip("²") for word in words}


def test_a_drawn_record_reads_back(tmp_path: Path) -> None:
    folder = tmp_path / "2026-02-04" / "articles"
    folder.mkdir(parents=True)
    (tmp_path / "paper.toml").write_text('name = "P"\n[[section]]\nkey = "national"\nname = "N"\n')
    for number in range(60):
        filed = draw_record(desk(number, 0.9), ARTICLE, number, 200)
        (folder / f"{filed.stem}.md").write_text(filed.text(), encoding="utf-8")
    paper = read_paper(tmp_path)
    records, problems = read_records(tmp_path, date(2026, 2, 4), paper)
    assert [str(p) for p in problems if p.severity is Severity.STOP] == []
    assert len(records) == 60


def inspected(folder: Path, name: str) -> list[str]:
    record = Record(slug="a", file="a.md", headline="A", body=(), photos=(Photo(file=name),))
    _, problems = inspect_photos([record], folder)
    return [problem.code for problem in problems if problem.severity is Severity.STOP]


def test_photographs_can_be_printed_and_spoiled_ones_not(tmp_path: Path) -> None:
    rng = random.Random(1)
    names = [take_photo(rng, tmp_path, f"p{number}") for number in range(40)]
    assert {Path(name).suffix.lower() for name in names} >= {".jpg", ".png"}
    assert [code for name in names for code in inspected(tmp_path, name)] == []
    for number in range(2 * len(SPOILED)):
        assert inspected(tmp_path, spoil_photo(rng, tmp_path, f"s{number}"))
    assert len(KINDS) == 11  # as many as take_photo has weights


def made_day(folder: Path) -> StrangeDay:
    day = date(2026, 2, 4)
    return StrangeDay(
        seed=1,
        number=2,
        day=day,
        language="en",
        folder=folder,
        filed=10,
        spoiled=["03-story"],
        photos={"01-story": 2, "04-story": 1},
    )


def manifest_of(folder: Path, pictures: int) -> str:
    shown = [{"record": "01-story", "index": index} for index in range(pictures)]
    path = folder / "edition.json"
    path.write_text(json.dumps({"stories": [{"pictures": shown}]}), encoding="utf-8")
    return str(path)


def came_of(code: int | None, facts: object) -> Outcome:
    told = json.dumps(facts) if facts is not None else ""
    return outcome_of(made_day(Path()), "a4", code=code, seconds=(5.0, 4.0), told=told)


def test_what_came_of_a_build(tmp_path: Path) -> None:
    stop = {"code": "M-101", "severity": "stop", "message": "page 2 cannot be filled"}
    note = {"code": "W-217", "severity": "note", "message": "a long word"}
    refused = came_of(1, {"problems": [note, stop]})
    assert (refused.kind, refused.printed, refused.needless) == ("refused", 0, 9)
    assert refused.faults == [("M-101", "page 2 cannot be filled")]
    printed = {"pdf": "x", "pages": 4, "manifest": manifest_of(tmp_path, pictures=2)}
    whole = came_of(0, {**printed, "check": {"soft": 3, "points": 1.5}})
    assert (whole.kind, whole.printed, whole.pages, whole.soft) == ("whole", 10, 4, 3)
    held = [
        {"file": "d/articles/03-story.md", "slug": "", "photo": 0, "reasons": [stop]},
        {"file": "d/articles/04-story.md", "slug": "04-story", "photo": 0, "reasons": [note]},
        {"file": "d/articles/01-story.md", "slug": "01-story", "photo": 2, "reasons": [stop]},
    ]
    printed["manifest"] = manifest_of(tmp_path, pictures=1)
    some = came_of(3, {**printed, "held_out": held})
    assert (some.kind, some.printed, some.needless) == ("held", 8, 1)
    marked = came_of(4, {**printed, "problems": [note, stop]})
    assert (marked.kind, marked.printed) == ("marked", 10)
    assert marked.faults[0] == ("M-101", "page 2 cannot be filled")
    assert some.faults[1] == ("W-217", "a long word")
    assert (whole.lost, some.lost) == (1, 0)
    assert came_of(1, {"error": "this should not happen: IndexError"}).kind == "crashed"
    assert came_of(1, {"error": "there is no article"}).kind == "refused"
    assert came_of(-11, None).kind == "crashed"
    assert came_of(None, None).kind == "over"


def test_failures_of_one_kind_stand_together() -> None:
    one = "the paper's fonts have no ‘ய’ (TAMIL LETTER YA), ‘ா’ (TAMIL VOWEL SIGN AA) and 2 more"
    two = "the paper's fonts have no ‘🏏’ (CRICKET BAT AND BALL)"
    assert bare(one) == bare(two) == "the paper's fonts have no …"
    days = [
        came_of(1, {"problems": [{"code": "T-101", "severity": "stop", "message": m}]})
        for m in (one, two)
    ]
    rows = list(table(days))
    assert sum("T-101" in row for row in rows) == 1
    assert "‘🏏’ (CRICKET BAT AND BALL) 1" in rows[-1]


def test_a_build_that_hangs_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    child = subprocess.Popen(command, start_new_session=True)
    code, _ = strangers._wait(child, until=0.0)
    assert code is None
    assert child.returncode < 0


@pytest.mark.slow
@wants_samples
def test_a_day_is_built_kept_and_built_again(tmp_path: Path) -> None:
    run = strangers.Run(seed=5, number=9, format="a4", limit_s=600, keep=tmp_path)
    outcome = strangers.run_one(run)
    assert outcome.kind in OUTCOMES
    assert outcome.kind not in ("crashed", "over")
    kept = tmp_path / "s5-9"
    assert kept.is_dir() == bool(outcome.faults)
    if kept.is_dir():
        again = strangers.build_again(kept, limit_s=600)
        assert (again.kind, again.faults) == (outcome.kind, outcome.faults)

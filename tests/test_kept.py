"""Plans and pages that are kept: what changes nothing is not made twice, what changes is."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from epaper import build, planning
from epaper.build import Built, Order, build_edition
from epaper.kept import KeptPlan, Store, canonical, key_of
from epaper.model import At, Form, Plan, Problem, Severity
from epaper.places import fonts_dir
from epaper.press import edition
from epaper.workers import start_press

DAY = date(2026, 1, 5)
PROBLEM = Problem(code="T-101", severity=Severity.NOTE, where=At(page=2), message="m", hint="h")
PAPER = """\
name = "The Small Courier"
format = "mine"
language = "en"

[[section]]
key = "news"
name = "News"

[[notice]]
title = "Letters"
text = "Letters of up to 180 words are read by the editor herself, and answered by her."
"""
STORY = """\
---
headline: A plan for the harbour
photos:
  - file: quay.jpg
    caption: The quay
    credit: A.P.
---
"""
BODY = "The council met at noon and took the plan to the harbour, where boats lay in the sun.\n\n"
LAYOUT = 'name = "mine"\nextends = "a4"\n\n[styles.headline]\nfamily = "Own Head"\n'
FACE = '[[face]]\nfamily = "Own Head"\nweight = 700\nstyle = "normal"\nfile = "own.ttf"\n'


def photo(path: Path, shade: int) -> None:
    Image.new("RGB", (1200, 800), (shade, 90, 160)).save(path, quality=90)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper of one day, with a layout, a style sheet and a face of its own."""
    folder = tmp_path / "paper"
    for part in ("layouts/mine", "fonts", f"{DAY}/articles", f"{DAY}/photos"):
        (folder / part).mkdir(parents=True)
    (folder / "paper.toml").write_text(PAPER, encoding="utf-8")
    (folder / "layouts/mine/layout.toml").write_text(LAYOUT, encoding="utf-8")
    (folder / "layouts/mine/mine.css").write_text(".s-kicker { color: #333 }", encoding="utf-8")
    (folder / "fonts/fonts.toml").write_text(FACE, encoding="utf-8")
    faces = sorted((fonts_dir() / "head").glob("*.ttf"))
    shutil.copy(faces[0], folder / "fonts/own.ttf")
    photo(folder / f"{DAY}/photos/quay.jpg", 200)
    words = STORY + BODY * 40
    (folder / f"{DAY}/articles/harbour.md").write_text(words, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Made:
    """A build, and the bytes of all that stands on the shelf after it."""

    built: Built
    marks: dict[str, str]


def made(folder: Path, *, fresh: bool = False, press: Executor | None = None) -> Made:
    # Always the first edition: the next one has another number and other marks.
    order = Order(folder=folder, day=DAY, jobs=1, fresh=fresh, same_edition=True)
    built = build_edition(order, press=press)
    assert built.printed, [str(problem) for problem in built.problems]
    return Made(built, marks_of(built.printed.folder))


def marks_of(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def one_word(folder: Path) -> None:
    path = folder / f"{DAY}/articles/harbour.md"
    path.write_text(path.read_text(encoding="utf-8").replace("noon", "dusk", 1), encoding="utf-8")


def one_photo(folder: Path) -> None:
    """Another picture under the same name, with the time stamp of the one before."""
    path = folder / f"{DAY}/photos/quay.jpg"
    before = path.stat()
    photo(path, 40)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def one_rule(folder: Path) -> None:
    (folder / "layouts/mine/mine.css").write_text(".s-byline { color: #555 }", encoding="utf-8")


def one_font(folder: Path) -> None:
    faces = sorted((fonts_dir() / "head").glob("*.ttf"))
    shutil.copy(faces[-1], folder / "fonts/own.ttf")


def the_paper(folder: Path) -> None:
    path = folder / "paper.toml"
    path.write_text(PAPER.replace("Small", "Large"), encoding="utf-8")


def the_layout(folder: Path) -> None:
    path = folder / "layouts/mine/layout.toml"
    path.write_text(LAYOUT + "[grid]\ngutter_mm = 6\n", encoding="utf-8")


CHANGES = (one_word, one_photo, one_rule, one_font, the_paper, the_layout)


def test_after_every_change_the_bytes_are_those_of_a_build_from_nothing(paper: Path) -> None:
    # By workers that stay, as epaper watch has them.
    with start_press(2) as press:
        marks = [made(paper, press=press).marks]
        for change in CHANGES:
            change(paper)
            marks.append(made(paper, press=press).marks)
            assert marks[-1] != marks[-2], change.__name__
            assert made(paper, fresh=True).marks == marks[-1], change.__name__


ELSEWHERE = """
import sys
from datetime import date
from pathlib import Path
from epaper.build import Order, build_edition
built = build_edition(Order(folder=Path(sys.argv[1]), day=date(2026, 1, 5), jobs=int(sys.argv[2])))
print(built.printed.folder)
"""


@pytest.mark.parametrize(
    ("jobs", "place", "locale", "zone"),
    [(2, "elsewhere", "de_DE.UTF-8", "Asia/Tokyo"), (4, "far/away", "tr_TR", "America/Lima")],
)
def test_the_bytes_depend_on_neither_workers_nor_folder_nor_locale_nor_time_zone(
    paper: Path, jobs: int, place: str, locale: str, zone: str
) -> None:
    folder = paper.parent / place
    shutil.copytree(paper, folder)
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "TZ": zone}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(folder), str(jobs)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert marks_of(Path(done.stdout.strip())) == made(paper).marks


def test_what_has_not_changed_is_not_made_again(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(paper)

    def never(*args: object, **kwargs: object) -> Plan:
        raise AssertionError("made again")

    for name in ("make_up", "set_copy"):
        monkeypatch.setattr(planning, name, never)
    monkeypatch.setattr(build, "inspect_edition", never)
    monkeypatch.setattr(edition, "Proof", never)
    again = made(paper)
    assert again.built.printed
    assert again.built.printed.drawn == 0
    assert again.marks == first.marks
    assert again.built.problems == first.built.problems
    assert again.built.plan == first.built.plan
    assert again.built.checked == first.built.checked


def test_a_fresh_build_takes_nothing_from_the_cache_and_leaves_nothing(paper: Path) -> None:
    made(paper)
    cache = paper / ".cache"
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    for path in cache.glob("plan-*"):
        path.write_text("nonsense", encoding="utf-8")
    before |= {path: path.stat().st_mtime_ns for path in cache.glob("plan-*")}
    again = made(paper, fresh=True)
    assert again.built.printed
    assert again.built.printed.drawn == again.built.printed.pages
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == before


def kept(tmp_path: Path) -> tuple[Store[KeptPlan], KeptPlan]:
    plan = Plan(day=DAY, layout="a4", dummies=(), stories=(), problems=(PROBLEM,))
    return Store(tmp_path / "cache", "plan", KeptPlan), KeptPlan(plan=plan, problems=(PROBLEM,))


def test_a_plan_is_kept_whole_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    store, plan = kept(tmp_path)
    assert store.get("a") is None
    store.put("a", plan)
    assert store.get("a") == plan
    (path,) = store.folder.glob("plan-*")
    text = path.read_text(encoding="utf-8")
    for damaged in (text[:-9], text.replace('"m"', '"n"', 1), "", text.partition("\n")[2]):
        path.write_text(damaged, encoding="utf-8")
        assert store.get("a") is None
    assert json.loads(text.partition("\n")[2])["plan"]["layout"] == "a4"


def test_a_cache_that_cannot_be_written_keeps_no_plan(tmp_path: Path) -> None:
    store, plan = kept(tmp_path)
    store.folder.write_text("a file", encoding="utf-8")
    store.put("a", plan)
    assert store.get("a") is None


@pytest.mark.parametrize("message", ["half a sign: \ud83d", "a figure that is none"])
def test_what_would_not_read_back_the_same_is_not_kept(tmp_path: Path, message: str) -> None:
    store, plan = kept(tmp_path)
    where = At(page=2) if "sign" in message else At(page=float("nan"))  # type: ignore[arg-type]
    odd = replace(PROBLEM, message=message, where=where)
    store.put("a", replace(plan, problems=(odd,)))
    assert store.get("a") is None
    assert not store.folder.exists()


def test_nothing_is_kept_of_what_has_no_key(tmp_path: Path) -> None:
    store, plan = kept(tmp_path)
    assert key_of((1, object()), ()) == ""
    store.put("", plan)
    assert store.get("") is None
    assert not store.folder.exists()


def test_a_key_is_the_same_in_whatever_order_things_were_put_together() -> None:
    ones = {"b": frozenset({"x", "y", "z"}), "a": (1, 1.0, None)}
    twos = {"a": (1, 1.0, None), "b": frozenset({"z", "y", "x"})}
    assert canonical(ones) == canonical(twos)
    assert canonical(1) == canonical(1.0)  # as JSON reads it back of a float field
    parts = [1.0, True, "1", None, (1,), ("1",), Form.BRIEF, "brief", Path("1"), b"1", PROBLEM]
    assert len({canonical(part) for part in parts}) == len(parts)
    with pytest.raises(TypeError, match="object"):
        canonical((1, object()))


def test_a_key_changes_with_the_bytes_of_a_file(tmp_path: Path) -> None:
    file, gone = tmp_path / "a", tmp_path / "b"
    file.write_text("x", encoding="utf-8")
    keys = [key_of(1, (file, gone)), key_of(1, (file, gone)), key_of(2, (file, gone))]
    file.write_text("y", encoding="utf-8")
    keys.append(key_of(1, (file, gone)))
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3

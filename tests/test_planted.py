"""Nothing that lies in the current folder is run, whatever module it is named after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from epaper.init import start_paper

ROOT = Path(__file__).parents[1]
DAY = "2026-01-05"
# Python's own, installed ones, and what only the renderer imports.
OF_RENDERER = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "cffi", "brotli")
NAMES = (
    *("random", "struct", "json", "pickle", "queue", "threading", "signal", "ctypes", "socket"),
    *("tempfile", "logging", "hashlib", "base64", "site", "sitecustomize", "usercustomize"),
    *("click", "jinja2", "numpy", "PIL", "pikepdf", "flask", "waitress", "pagefind"),
    *OF_RENDERER,
)
PLANTED = """
with open({mark!r}, "a") as mark:
    mark.write(f"{{__name__}} was run\\n")
raise SystemExit("planted")
"""
# As README.md has it, without the question whether this is the main module.
SCRIPT = """
from datetime import date
from pathlib import Path

from epaper.build import Order, build_edition

built = build_edition(Order(folder=Path("."), day=date(2026, 1, 5), format="a4", jobs=2))
print(built.printed.pages)
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small paper, its pages drawn once for all; its folder is full of modules."""
    folder = tmp_path_factory.mktemp("paper")
    start_paper(folder)
    plant(folder, folder / "mark", NAMES)
    return folder


def plant(folder: Path, mark: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (folder / f"{name}.py").write_text(PLANTED.format(mark=str(mark)))


def run(folder: Path, *command: str) -> str:
    """The command's output, run in `folder`; nothing that lies there may be run with it."""
    mark = folder / "mark"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not mark.exists(), mark.read_text()
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command(paper: Path) -> None:
    epaper = str(Path(sys.executable).with_name("epaper"))
    if not Path(epaper).exists():
        pytest.skip("epaper is not installed beside this Python")
    # For -m it would be the module that was asked for: Python itself finds it in the folder.
    plant(paper, paper / "mark", ("epaper",))
    assert "pages" in run(paper, epaper, "build", DAY, "--format", "a4", "--jobs", "2")
    assert DAY in run(paper, epaper, "list")
    run(paper, epaper, "publish", "site", "--address", "https://paper.example.org")
    (paper / "epaper.py").unlink()


def test_the_module(paper: Path) -> None:
    python = (sys.executable, "-m", "epaper", "build", DAY)
    assert "pages" in run(paper, *python, "--format", "a4", "--jobs", "2")


def test_a_script_of_one_s_own(paper: Path, tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text(SCRIPT)
    plant(tmp_path, paper / "mark", OF_RENDERER)  # beside the script, too
    assert int(run(paper, sys.executable, str(script))) > 0


def test_code_on_the_command_line(tmp_path: Path) -> None:
    start_paper(tmp_path)
    # The rest would be run by Python itself for the caller, who has asked for it with -c.
    plant(tmp_path, tmp_path / "mark", OF_RENDERER)
    assert int(run(tmp_path, sys.executable, "-c", SCRIPT)) > 0

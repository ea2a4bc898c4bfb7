"""What the operating system lacks is said in a line, with the packages' names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from epaper import system
from epaper.system import INSTALL, LIBRARIES, install_line, library_missing

# A machine without one library: what cffi says of it, as WeasyPrint hears it.
WITHOUT = """
import sys
from cffi import FFI
opened = FFI.dlopen
def dlopen(ffi, name, *flags):
    if {part!r} in name:
        raise OSError(f"cannot load library '{{name}}': {{name}}: cannot open shared object file")
    return opened(ffi, name, *flags)
FFI.dlopen = dlopen
from epaper.press.job import PageJob
from epaper.press.render import draw_pages
from epaper.workers import start_press
from epaper.exceptions import PressError
job = PageJob(number=1, html="", files={{}}, marks={{}}, fontconfig="", cache_dir=sys.argv[1])
try:
    with start_press(1) as press:
        draw_pages([job], press)
except PressError as error:
    print(error)
    print(error.hint)
"""


@pytest.mark.parametrize(
    ("part", "said"), [("pango", "Pango is missing"), ("fontconfig", "fontconfig is missing")]
)
def test_a_missing_library_is_told_in_a_line(tmp_path: Path, part: str, said: str) -> None:
    code = WITHOUT.format(part=part)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    told, hint = done.stdout.splitlines()
    assert told.startswith(said)
    assert hint == install_line()
    assert done.stderr == ""


@pytest.mark.parametrize("manager", LIBRARIES)
def test_the_hint_is_this_machine_s_own_command(
    manager: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == manager else None)
    assert install_line().startswith(f"install it: {INSTALL[manager]} ")
    assert set(LIBRARIES[manager]) <= set(install_line().split())


def test_without_a_known_package_manager_the_libraries_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    assert "Pango" in install_line()


def test_a_missing_python_package_is_named() -> None:
    error = ModuleNotFoundError("No module named 'tinycss2'", name="tinycss2")
    assert library_missing(error)[0] == "the Python package tinycss2 is missing"

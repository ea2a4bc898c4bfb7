"""What the operating system has to bring, and how it is had: packages' names by package manager.

Standard library only: the set-up (tools/) reads it before anything is installed.
"""

from __future__ import annotations

import re
import shutil

# Pango draws, fontconfig finds the faces, HarfBuzz takes them apart; WeasyPrint opens them all.
LIBRARIES = {
    "apt-get": ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "libfontconfig1"),
    "dnf": ("pango", "harfbuzz", "fontconfig"),
    "apk": ("pango", "harfbuzz-subset", "fontconfig"),
    "pacman": ("pango", "fontconfig"),
    "brew": ("pango", "fontconfig"),
}
INSTALL = {
    "apt-get": "sudo apt-get install",
    "dnf": "sudo dnf install",
    "apk": "sudo apk add",
    "pacman": "sudo pacman -S",
    "brew": "brew install",
}
ELSEWHERE = (
    "install Pango, HarfBuzz and fontconfig (on Windows: MSYS2, pacman -S mingw-w64-x86_64-pango)"
)

_NAMED = re.compile(r"cannot load library '(?:lib)?(?P<name>[^']+?)'")
_NAMES = {"pango": "Pango", "fontconfig": "fontconfig", "harfbuzz": "HarfBuzz", "gobject": "GLib"}


def library_missing(error: ImportError) -> tuple[str, str]:
    """What is said of a renderer that cannot be imported, and what to do about it."""
    found = _NAMED.search(str(error))
    if found is None and error.name:
        return (f"the Python package {error.name} is missing", "pip install epaper, once more")
    name = found["name"] if found else ""
    library = next((said for part, said in _NAMES.items() if name.startswith(part)), "")
    if not library:
        return (" ".join(str(error).split()), install_line())
    return (f"{library} is missing on this machine ({name})", install_line())


def install_line() -> str:
    """The command that installs the libraries, by this machine's own package manager."""
    manager = next((each for each in LIBRARIES if shutil.which(each)), None)
    if manager is None:
        return ELSEWHERE
    return f"install it: {INSTALL[manager]} {' '.join(LIBRARIES[manager])}"

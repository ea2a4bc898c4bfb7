"""Set up .venv: the pinned packages, epaper itself and the system's Pango libraries.

In: the key that tools/setup.sh compares next time. Out: a working .venv, or one line that says
what to install. Standard library only, as it runs before anything is installed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tools.packages import SetupError, install_from_system, last_line, run, say, this_manager

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ("requirements.lock", "requirements-dev.lock")


def main(key: str) -> None:
    """Set everything up and leave `key` behind; SetupError when a person has to act."""
    began = time.monotonic()
    say("setting up .venv (once, and again when the pinned versions change)")
    make_environment()
    install_packages()
    ensure_pango()
    (VENV / "set-up").write_text(key)
    say(f"set up in {time.monotonic() - began:.0f} s")


def make_environment() -> None:
    """Make .venv unless a working one is there; one with too old a Python is made anew."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and run([PYTHON, "-c", check]).returncode == 0:
        return
    if not can_make_environments():
        # The libraries are asked for at once, so that a person is sent away only once.
        what_is = "Python's venv module is"
        manager = this_manager(what_is)
        install_from_system(what_is, manager, (*manager.venv, *manager.pango))
    made = run([sys.executable, "-m", "venv", "--clear", VENV])
    if made.returncode:
        raise SetupError(f"could not make {VENV}: {last_line(made)}")


def can_make_environments() -> bool:
    """True if this Python has venv and ensurepip; some systems pack them apart."""
    # Asked in a new process: right after an installation this one may not see them.
    found = run([sys.executable, "-c", "import venv, ensurepip, sys; sys.exit(0)"])
    return found.returncode == 0


def install_packages() -> None:
    """Install the locks and the checkout; what pip says is shown only when it fails."""
    pip = "-m pip install --quiet --no-input --disable-pip-version-check".split()
    locks = [f"--requirement={ROOT / name}" for name in LOCKS]
    # Nothing but the locks comes in: the build tool is in them, hence no build isolation.
    for arguments in (locks, ["--no-build-isolation", "--no-deps", f"--editable={ROOT}"]):
        done = run([PYTHON, *pip, *arguments])
        if done.returncode:
            sys.stderr.write(done.stderr)
            raise SetupError("pip could not install the packages; its words are above")


def ensure_pango() -> None:
    """Install the libraries WeasyPrint draws with unless they can be loaded."""
    if has_pango():
        return
    what_is = "the Pango libraries are"
    manager = this_manager(what_is)
    install_from_system(what_is, manager, manager.pango)
    if not has_pango():
        tried = run([PYTHON, "-c", "import weasyprint"])
        raise SetupError(f"Pango is installed but cannot be loaded: {last_line(tried)}")


def has_pango() -> bool:
    """True if WeasyPrint can be imported: it loads Pango when it is."""
    return run([PYTHON, "-c", "import weasyprint"]).returncode == 0


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SetupError as error:
        sys.exit(f"epaper: {error}")

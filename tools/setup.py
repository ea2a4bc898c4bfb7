"""Set up .venv: the pinned packages, epaper itself and the system's Pango libraries.

In: the key that tools/setup.sh compares next time. Out: a working .venv, or one line that says
what to install. Standard library only, as it runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ("requirements.lock", "requirements-dev.lock")


class SetupError(Exception):
    """What a person has to do before the set-up can go on."""


@dataclass(frozen=True)
class Manager:
    """A system package manager: its commands, and the names it has for what we need.

    `venv` is empty where Python always comes with it.
    """

    command: str
    update: tuple[str, ...]
    install: tuple[str, ...]
    pango: tuple[str, ...]
    venv: tuple[str, ...] = ()
    as_root: bool = True

    def line(self, packages: Sequence[str]) -> str:
        """The command a person would type."""
        sudo = "sudo " if self.as_root else ""
        return f"{sudo}{self.command} {self.install[0]} {' '.join(packages)}"


MANAGERS = (
    Manager(
        "apt-get",
        update=("update", "-qq"),
        # Another installation may hold the lock for a while, on a machine that just started.
        install=tuple("install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120".split()),
        pango=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        venv=("python3-venv",),
    ),
    Manager("dnf", update=(), install=("install", "-y", "-q"), pango=("pango", "harfbuzz")),
    Manager(
        "apk",
        update=(),
        install=("add", "-q", "--no-cache"),
        pango=("pango", "harfbuzz-subset", "fontconfig"),
    ),
    Manager(
        "pacman", update=("-Sy",), install=("-S", "--noconfirm", "--needed", "-q"), pango=("pango",)
    ),
    Manager("brew", update=(), install=("install", "-q"), pango=("pango",), as_root=False),
)


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
        install_from_system("Python's venv module is", venv=True)
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
    install_from_system("the Pango libraries are")
    if not has_pango():
        tried = run([PYTHON, "-c", "import weasyprint"])
        raise SetupError(f"Pango is installed but cannot be loaded: {last_line(tried)}")


def has_pango() -> bool:
    """True if WeasyPrint can be imported: it loads Pango when it is."""
    return run([PYTHON, "-c", "import weasyprint"]).returncode == 0


def install_from_system(what_is: str, *, venv: bool = False) -> None:
    """Install Pango, and Python's venv too; SetupError with the command if we may not."""
    manager = next((each for each in MANAGERS if shutil.which(each.command)), None)
    if manager is None:
        raise SetupError(f"{what_is} missing; install by your system's package manager")
    packages = (*(manager.venv if venv else ()), *manager.pango)
    ask = f"{what_is} missing; install with: {manager.line(packages)}"
    prefix = rights(manager)
    if prefix is None:
        raise SetupError(ask)
    say(f"installing {' '.join(packages)}")
    if manager.update:
        # May fail for a source that has nothing to do with us; the installation decides.
        run([*prefix, manager.command, *manager.update])
    done = run([*prefix, manager.command, *manager.install, *packages])
    if done.returncode:
        raise SetupError(f"{ask} (tried: {last_line(done)})")


def rights(manager: Manager) -> list[str] | None:
    """The words before a command that may install; None if nothing lets us."""
    if not manager.as_root:
        return []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", *quiet]
    return None


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run without a terminal; the output is kept, not shown."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """The last thing a command said."""
    lines = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
    return lines[-1]


def say(message: str) -> None:
    """Tell how far the set-up is."""
    print(f"epaper: {message}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SetupError as error:
        sys.exit(f"epaper: {error}")

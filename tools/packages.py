"""The system's packages: what this machine's own package manager installs, and by what right.

Used by the set-up before anything else is installed: standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.system import LIBRARIES


class SetupError(Exception):
    """What a person has to do before the set-up can go on."""


@dataclass(frozen=True)
class Manager:
    """A system package manager: its commands, and the names it has for what we need.

    `venv` is empty where Python always comes with it, `browser` where there is no Chromium.
    """

    command: str
    update: tuple[str, ...]
    install: tuple[str, ...]
    pango: tuple[str, ...]
    venv: tuple[str, ...] = ()
    browser: tuple[str, ...] = ()
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
        pango=LIBRARIES["apt-get"],
        venv=("python3-venv",),
        browser=("chromium",),
    ),
    Manager(
        "dnf",
        update=(),
        install=("install", "-y", "-q"),
        pango=LIBRARIES["dnf"],
        browser=("chromium",),
    ),
    Manager(
        "apk",
        update=(),
        install=("add", "-q", "--no-cache"),
        pango=LIBRARIES["apk"],
        browser=("chromium",),
    ),
    Manager(
        "pacman",
        update=("-Sy",),
        install=("-S", "--noconfirm", "--needed", "-q"),
        pango=LIBRARIES["pacman"],
        browser=("chromium",),
    ),
    Manager(
        "brew",
        update=(),
        install=("install", "-q"),
        pango=LIBRARIES["brew"],
        as_root=False,
    ),
)


def this_manager(what_is: str) -> Manager:
    """This machine's package manager; SetupError where it has none that is known."""
    manager = next((each for each in MANAGERS if shutil.which(each.command)), None)
    if manager is None:
        raise SetupError(f"{what_is} missing; install by your system's package manager")
    return manager


def install_from_system(what_is: str, manager: Manager, packages: Sequence[str]) -> None:
    """Install `packages`; SetupError with the command for a person if we may not."""
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

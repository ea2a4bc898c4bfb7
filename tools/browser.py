"""Make sure of a browser for the reader's tests: the system's Chromium, installed if we may.

Without one the tests that need it are skipped, and say so; this tells why. Where CI is set, no
test may be skipped for want of it, and it fails.
"""

from __future__ import annotations

import os
import shutil
import sys

from tools.packages import SetupError, install_from_system, say, this_manager

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str:
    """The path of a Chromium; empty if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


def main() -> None:
    """Install Chromium unless one is there; SetupError when that cannot be done."""
    if find_browser():
        return
    what_is = "Chromium is"
    manager = this_manager(what_is)
    if not manager.browser:
        raise SetupError(f"{what_is} missing; the browser tests are skipped")
    install_from_system(what_is, manager, manager.browser)


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        say(str(error))
        sys.exit(1 if os.environ.get("CI") else 0)

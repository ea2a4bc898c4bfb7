"""Makes one plan in this process, prints nothing of it, and says what it took.

In: FOLDER DATE FORMAT. Out: one line of JSON with the seconds of this process's CPU time that
make-up took, the number of pages, and a hash of the plan. It asks no more of the program than
every version of it has, so that an older checkout can be timed: with that first in PYTHONPATH.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from epaper.build import Order, build_edition
from epaper.makeup import make_up


class Planned(BaseException):
    """The plan is made: no handler of a build's faults stops this, and nothing is drawn."""


def main(folder: str, day: str, form: str) -> None:
    """Build as far as the plan, and print the line."""
    figures: dict[str, object] = {}

    def timed(*values: Any, **options: Any) -> None:
        began = time.process_time()
        plan = make_up(*values, **options)
        figures["seconds"] = time.process_time() - began
        figures["pages"] = len(plan.dummies)
        figures["hash"] = hashlib.sha256(repr(plan).encode()).hexdigest()[:12]
        raise Planned

    # Where the program calls it: at first in build.py, later in planning.py.
    home = importlib.import_module("epaper.planning" if _has_planning() else "epaper.build")
    vars(home)["make_up"] = timed
    order = Order(folder=Path(folder), day=date.fromisoformat(day), format=form, jobs=1, force=True)
    try:
        build_edition(order)
    except Planned:
        pass
    print(json.dumps(figures))


def _has_planning() -> bool:
    return importlib.util.find_spec("epaper.planning") is not None


if __name__ == "__main__":
    main(*sys.argv[1:])

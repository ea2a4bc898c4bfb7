"""Files written as wholes: aside first, then given their name, so that nobody sees half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes, aside: Path) -> None:
    """Have `path` hold `data`, written in the folder `aside`, which is on the same disk.

    Two processes may write the same file at the same time: each writes one of its own.
    """
    made = aside / f"{path.name}.{os.getpid()}"
    made.write_bytes(data)
    made.replace(path)

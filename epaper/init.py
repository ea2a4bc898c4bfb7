"""Starting a paper: an empty place in; a paper.toml and one day that builds, out.

The words and pictures lie in `_starter/`, laid out as they are written.
"""

from __future__ import annotations

from pathlib import Path

from epaper.exceptions import PaperError

_STARTER = Path(__file__).resolve().parent / "_starter"


def start_paper(folder: Path) -> tuple[Path, ...]:
    """Write a small paper into `folder`, which need not exist; the files written, in order.

    Nothing is written over and nothing is written at all if any of its files is there already:
    PaperError says which, or what the system has against writing there.
    """
    sources = sorted(path for path in _STARTER.rglob("*") if path.is_file())
    targets = tuple(folder / path.relative_to(_STARTER) for path in sources)
    there = [target for target in targets if target.exists() or target.is_symlink()]
    if there:
        raise PaperError(
            f"{there[0]} is there already; nothing was written",
            hint="name a folder that has no paper in it yet",
        )
    try:
        for source, target in zip(sources, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            # "x" refuses a file that came into being since the look above.
            with target.open("xb") as file:
                file.write(source.read_bytes())
    except OSError as error:
        raise PaperError(
            f"{error.filename or folder} cannot be written: {error.strerror}",
            hint="name a folder that you may write to",
        ) from error
    return targets

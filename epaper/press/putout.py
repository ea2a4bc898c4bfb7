"""The press's PDF: out/berliner.pdf, a file of its own beside the edition's folder."""

from __future__ import annotations

import shutil
from pathlib import Path


def put_out(pdf: Path, out_dir: Path, aside: Path) -> Path:
    """A copy of `pdf` in its place beside the folder of the edition; made in `aside` first."""
    made, place = aside / f".{out_dir.name}.pdf", out_dir.with_suffix(".pdf")
    shutil.copyfile(pdf, made)  # a file of its own: the press may do with it what it likes
    return made.replace(place)


def put_out_again(out_dir: Path, aside: Path) -> None:
    """That of the edition which stands in `out_dir` now, if it has one; none where none stands."""
    if not out_dir.with_suffix(".pdf").exists():
        return
    pdf = next(iter(sorted(out_dir.glob("*.pdf"))), None)
    if pdf is not None:
        put_out(pdf, out_dir, aside)
    else:
        out_dir.with_suffix(".pdf").unlink(missing_ok=True)

"""An order: what to build, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from epaper.model.paper import Paper
from epaper.places import ORDERS_FILE
from epaper.text import line_of


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build: the paper's folder, the day, the format (the paper's own if empty).

    `force` puts an edition on the shelf whose words cannot be proved. A `strict` order holds
    nothing out, and publishes no page that breaks a hard rule of looks: either stops the edition.
    A `draft` is put on the shelf for the desk; readers are not shown it. A `fresh` one takes
    nothing from the cache and leaves nothing there. An edition over a published one is the day's
    next, unless it is to be the `same_edition`; it tells the `time`, which is none without one.
    With `replan` the edition on the shelf is not followed; `plan_only` ends with the plan, before
    anything is drawn.
    """

    folder: Path
    day: date
    format: str = ""
    jobs: int = 2
    force: bool = False
    strict: bool = False
    draft: bool = False
    fresh: bool = False
    same_edition: bool = False
    time: datetime | None = None
    replan: bool = False
    plan_only: bool = False

    @property
    def made_anew(self) -> bool:
        """True where nothing that was made before may stand for it."""
        return self.fresh or self.replan or self.plan_only

    @property
    def day_dir(self) -> Path:
        """The folder of the day's copy."""
        return self.folder / f"{self.day:%Y-%m-%d}"

    @property
    def orders_file(self) -> str:
        """The day's edition.toml, as problems name it."""
        return f"{self.day:%Y-%m-%d}/{ORDERS_FILE}"

    def told_time(self, paper: Paper) -> str:
        """The time as edition.json tells it, in the paper's zone; empty for none."""
        return self.time.astimezone(paper.zone).isoformat(timespec="seconds") if self.time else ""

    def line_of(self, file: str, character: str) -> int:
        """The line of a filed file that has a character, from 1; 0 if none has."""
        return line_of(self.folder / file, character)

"""C-110: how often a story jumps, and what of that an editor would stop a page for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from epaper.check.facts import AreaFact, StoryFact, read_facts
from epaper.check.jumps import _count
from epaper.model import Severity

from .editions import clean
from .made_up import Edition

AREAS = [
    AreaFact(page=page, part=part, x_mm=14, y_mm=30, w_mm=60, h_mm=60)
    for page, part in ((1, "start"), (2, "rest"), (3, "rest"))
]
STORY = StoryFact(slug="long", form="story", order=0, areas=(), pictures=(), records=())


def test_a_story_whose_text_jumps_twice_is_stopped_and_one_whose_table_follows_is_not(
    tmp_path: Path,
) -> None:
    facts = read_facts(Edition(clean()).write(tmp_path))
    (twice,) = _count(STORY, AREAS, AREAS, facts)
    assert (twice.code, twice.severity) == ("C-110", Severity.STOP)
    (follows,) = _count(STORY, AREAS, AREAS[:2], facts)
    assert follows.severity is Severity.WARN
    large = replace(AREAS[1], w_mm=facts.live.w_mm, h_mm=facts.live.h_mm)
    (alone,) = _count(STORY, [AREAS[0], large, AREAS[2]], AREAS, facts)
    assert alone.severity is Severity.WARN
    assert list(_count(STORY, AREAS[:2], AREAS[:2], facts)) == []

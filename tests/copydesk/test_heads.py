"""Headlines lose the web's additions and nothing else."""

from __future__ import annotations

import pytest

from epaper.model import CopyRule
from tests.copydesk.copy import edited, record

HEAD = "Ferry returns after eleven years"


@pytest.mark.parametrize(
    "filed",
    [
        f"{HEAD} - The Example Times",
        f"{HEAD} | The Example Times",
        f"{HEAD} – BBC News",
        f"{HEAD} | Reuters",
        f"{HEAD} | World news | The Guardian",
        f"{HEAD} | Maren Oduya | Opinion | The Guardian",
        f"{HEAD} - example.com",
        f"{HEAD} | Northern Wire",
        f"{HEAD} | Ellery",
        f"{HEAD} - Daily Mail Online",
        f"{HEAD} (VIDEO)",
        f"[WATCH] {HEAD}",
        f"PHOTOS: {HEAD}",
        f"WATCH | {HEAD}",
        f"Video: {HEAD}",
        f"{HEAD} [VIDEO, PHOTOS]",
        f"{HEAD} – in pictures",
        f"(VIDEO) {HEAD} | The Example Times",
    ],
)
def test_site_names_and_marks_of_media_come_off(filed: str) -> None:
    fields = {"byline": ("Maren Oduya",), "agency": "Northern Wire"}
    made = record(headline=filed, url="https://www.ellery.example/a", **fields)
    passed, told = edited(made)
    assert passed.headline == HEAD
    assert [problem.code for problem in told] == ["D-201"]
    assert told[0].where.field == "headline"
    assert edited(made, CopyRule.HEADLINES) == (made, [])


@pytest.mark.parametrize(
    "filed",
    [
        "Two boats - and no captain",
        "Korruptionsskandal - Ermittler bei Granini-Erbin",
        "A long day's journey - in the rain",
        "Don't let SNP to turn health crisis into the new normal - Scotsman comment",
        "Obituary | Solvi Karr",
        "Ferry returns | Solvi Karr",
        "Night falls - Northern Star",
        "Video killed the radio star, and then the boat",
        "Photos: the art of seeing",
        "Minister says (video) calls are work",
        "Watch makers strike",
        "The Example Times",
        "Post | The Example Times",
    ],
)
def test_headlines_that_are_like_it_stay(filed: str) -> None:
    made = record(headline=filed)
    assert edited(made) == (made, [])


def test_signs_of_other_scripts_are_counted_as_signs() -> None:
    passed, _ = edited(record(headline="【動画】26日の天気", language="ja"))
    assert passed.headline == "26日の天気"

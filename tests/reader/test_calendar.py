from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.archive.made_up import put_edition, put_paper

from .made import client, page, text

DAYS = (date(2025, 11, 30), date(2025, 12, 1), date(2026, 2, 2), date(2026, 2, 4))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("paper")
    put_paper(folder)
    for day in DAYS:
        put_edition(folder, day)
    return client(folder)


def test_the_archive_opens_at_the_last_month(reader: FlaskClient) -> None:
    month = page(reader.get("/archive"))
    assert text(month.cssselect("h1")[0]) == "February 2026"
    assert [a.get("href") for a in month.cssselect(".calendar a")] == ["/2026-02-02", "/2026-02-04"]
    assert len(month.cssselect(".calendar .day-number")) == 28
    assert text(month.cssselect(".calendar th")[0]) == "Mon"


def test_months_without_a_paper_are_passed_over(reader: FlaskClient) -> None:
    month = page(reader.get("/archive/2026/02"))
    older = month.cssselect(".pager [rel=prev]")[0].get("href")
    assert older == "/archive/2025/12"
    assert (
        page(reader.get(older)).cssselect(".pager [rel=prev]")[0].get("href") == "/archive/2025/11"
    )


def test_a_year_counts_its_months(reader: FlaskClient) -> None:
    year = page(reader.get("/archive/2025"))
    linked = {a.get("href"): text(a) for a in year.cssselect(".months a")}
    assert linked == {
        "/archive/2025/11": "November 1 edition",
        "/archive/2025/12": "December 1 edition",
    }


@pytest.mark.parametrize(
    "address", ["/archive/2024", "/archive/2026/01", "/archive/2026/13", "/archive/0000/01"]
)
def test_nothing_else(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_front_pages_are_shown_by_their_pictures(reader: FlaskClient) -> None:
    picture = page(reader.get("/archive")).cssselect(".calendar img")[0]
    with reader.get(picture.get("src")) as answer:
        assert answer.mimetype == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]

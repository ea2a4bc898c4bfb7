from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from .made import client, page, shelf, text


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client(shelf(tmp_path_factory.mktemp("paper"), days=25))


def found(reader: FlaskClient, query: str) -> list[str]:
    return [a.get("href") for a in page(reader.get(f"/search?{query}")).cssselect(".findings h2 a")]


def test_words_are_found_and_marked(reader: FlaskClient) -> None:
    results = page(reader.get("/search?q=nuclear+treaty&to=2026-02-04&from=2026-02-03"))
    assert [text(h) for h in results.cssselect(".findings h2")] == ["Nuclear treaty lapses"] * 2
    assert {text(mark).lower() for mark in results.cssselect("mark")} == {"nuclear", "treaty"}
    assert text(results.cssselect(".found")[0]) == "2 stories"


def test_what_was_asked_stands_in_the_form(reader: FlaskClient) -> None:
    results = page(reader.get("/search?q=%22a%22+%3Cb%3E&section=sport&sort=best&from=2026-01-01"))
    assert results.cssselect("#q")[0].get("value") == '"a" <b>'
    assert results.cssselect("option[selected]")[0].get("value") == "sport"
    assert results.cssselect("input[name=from]")[0].get("value") == "2026-01-01"


def test_filters(reader: FlaskClient) -> None:
    assert found(reader, "q=debate&from=2026-02-04") == ["/2026-02-04/harbour-heat"]
    assert found(reader, "q=minute&section=sport&from=2026-02-04") == ["/2026-02-04/wick-bay"]
    assert found(reader, "q=minute&section=world") == []


def test_findings_come_in_pages_and_none_twice(reader: FlaskClient) -> None:
    first, second = found(reader, "q=treaty"), found(reader, "q=treaty&page=2")
    assert len(first) == 20
    assert len({*first, *second}) == 25
    next_page = page(reader.get("/search?q=treaty")).cssselect(".pager [rel=next]")[0]
    assert next_page.get("href") == "/search?page=2&q=treaty"
    assert not page(reader.get("/search?q=treaty&page=2")).cssselect(".pager [rel=next]")


def test_tomorrow_is_not_found(reader: FlaskClient) -> None:
    assert not [a for a in found(reader, "q=treaty&to=2030-01-01") if "2026-02-05" in a]


@pytest.mark.parametrize("query", ["", "q=", "q=%22", "q=-", "q=*", "q=AND+OR", "q=" + "x" * 9000])
def test_nothing_that_is_typed_does_harm(reader: FlaskClient, query: str) -> None:
    assert reader.get(f"/search?{query}").status_code == 200


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-99-01", "section=%3Cscript%3E"])
def test_odd_filters_do_no_harm(reader: FlaskClient, query: str) -> None:
    assert reader.get(f"/search?q=treaty&{query}").status_code == 200

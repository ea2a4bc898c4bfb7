"""The static export: whole, linked, incremental, careful with what stands in its folder."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from lxml import etree, html

from epaper.cli import main
from epaper.exceptions import PublishError
from epaper.reader import publish as publishing
from epaper.reader.publish import Published, SiteOrder, publish
from epaper.reader.site_folder import RECORD, SiteFolder
from tests.archive.made_up import PIECES, put_edition
from tests.reader.shown import ADDRESS, DAYS, TODAY, UNSEEN, put_courier

# What may lead to another host: the page's own address as the world has it, a story's source.
OUTSIDE_OK = {"https://elsewhere.example.org/fish"}


def order(paper: Path, folder: Path, **changes: object) -> SiteOrder:
    settled = SiteOrder(paper=paper, folder=folder, address=ADDRESS, today=lambda: TODAY)
    return replace(settled, **changes)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_courier(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def site(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    publish(order(paper, folder))
    return folder


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A paper and a folder that a test may change; Pagefind's two seconds a run are saved."""
    monkeypatch.setattr(publishing, "pagefind_version", lambda: "")
    return put_courier(tmp_path / "paper"), tmp_path / "site"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def addresses(page: etree._Element) -> Iterator[str]:
    for element in page.iter(etree.Element):
        for name in ("href", "src", "action", "data-index", "data-worker", "data-keep"):
            if element.get(name):
                yield element.get(name)
        yield from (part.split()[0] for part in element.get("srcset", "").split(",") if part)


def check_links(site: Path) -> int:
    """How many links there are; every one leads to a file of the site."""
    followed, root = 0, urlsplit(ADDRESS)
    for page in site.rglob("*.html"):
        for address in addresses(html.fromstring(page.read_bytes())):
            parts = urlsplit(address)
            if address.startswith("#") or address in OUTSIDE_OK:
                continue
            assert parts.netloc in ("", root.netloc), address
            assert parts.path == root.path or parts.path.startswith(f"{root.path}/"), address
            target = site / unquote(parts.path).removeprefix(root.path).strip("/")
            assert target.is_file() or (target / "index.html").is_file(), f"{page}: {address}"
            followed += 1
    return followed


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    assert check_links(site) > 500
    assert all((site / f"{day}/index.html").is_file() for day in DAYS)


def test_feeds_catalogue_and_sitemap_name_files_of_the_site(site: Path) -> None:
    documents = [*site.rglob("*.atom"), *site.glob("sitemap*.xml")]
    assert len(documents) == 16
    for document in documents:
        root = etree.fromstring(document.read_bytes())
        named = [e.get("href") for e in root.iter("{*}link")] + [
            e.text for e in root.iter("{*}loc")
        ]
        for address in named:
            if address not in OUTSIDE_OK:
                target = site / address.removeprefix(ADDRESS).strip("/").partition("?")[0]
                assert target.is_file() or (target / "index.html").is_file(), address


def test_what_is_kept_for_reading_offline_is_there(site: Path) -> None:
    lists = list(site.glob("*/offline.json"))
    assert len(lists) == len(DAYS)
    for kept in map(json.loads, (path.read_text(encoding="utf-8") for path in lists)):
        for address in (*kept["pages"], *kept["files"]):
            path = urlsplit(address).path.removeprefix(urlsplit(ADDRESS).path).strip("/")
            assert (site / path).is_file() or (site / path / "index.html").is_file(), address
    assert (site / "sw.js").is_file()
    assert (site / "offline/index.html").is_file()


def test_nothing_that_is_not_public_is_in_it(site: Path) -> None:
    assert not list(site.glob("2026-02-05*")) + list(site.glob("2026-02-02*"))
    for path in site.rglob("*"):
        if path.suffix in {".html", ".atom", ".xml", ".json", ".txt"}:
            text = path.read_text(encoding="utf-8")
            assert UNSEEN not in text, path
            assert "2026-02-05" not in text, path


def test_pages_carry_the_policy_that_a_plain_host_does_not_send(site: Path) -> None:
    for page in site.rglob("*.html"):
        head = html.fromstring(page.read_bytes()).find("head")
        (policy,) = head.xpath("meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert ("wasm-unsafe-eval" in policy) == (page.parent.name == "search")


def test_comments_have_left_no_trace(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not html.fromstring(page.read_bytes()).xpath("//form[not(@role='search')]"), page
    assert not list(site.glob("comments*"))


def test_a_second_run_writes_nothing(own: tuple[Path, Path]) -> None:
    publish(order(*own))
    before = snapshot(own[1])
    done = publish(order(*own))
    assert (done.changes.written, done.changes.removed, done.kept) == (0, 0, len(DAYS))
    after = snapshot(own[1])
    assert {k: v for k, v in after.items() if k != RECORD} == {
        k: v for k, v in before.items() if k != RECORD
    }


def test_a_changed_edition_is_written_and_what_it_lost_is_removed(own: tuple[Path, Path]) -> None:
    publish(order(*own))
    before = snapshot(own[1])
    late = (replace(PIECES[1], headline="Late news"), *PIECES[2:])  # the lead is dropped
    put_edition(own[0], date(2026, 1, 30), late)
    done = publish(order(*own))
    after = snapshot(own[1])
    assert done.kept == len(DAYS) - 1
    assert "Late news" in after["2026-01-30/treaty-lapses/index.html"][1].decode()
    assert not [path for path in after if path.startswith("2026-01-30/harbour-heat")]
    assert not (own[1] / "2026-01-30/harbour-heat").exists()
    other = [path for path in after if path.startswith(("2026-02-04/", "static/", "2025"))]
    assert other
    assert all(after[path] == before[path] for path in other)


def test_neighbours_follow_when_an_edition_comes_between(own: tuple[Path, Path]) -> None:
    publish(order(*own))
    put_edition(own[0], date(2026, 2, 1), PIECES)
    publish(order(*own))
    page = html.fromstring((own[1] / "2026-01-30/index.html").read_bytes())
    assert page.xpath("head/link[@rel='next']/@href") == ["/courier/2026-02-01"]


def test_a_file_that_somebody_deleted_comes_back(own: tuple[Path, Path]) -> None:
    publish(order(*own))
    for path in ("2026-01-30/index.html", "index.html", "static/reader.css"):
        (own[1] / path).unlink()
    assert publish(order(*own)).changes.written == 3
    assert (own[1] / "2026-01-30/index.html").is_file()


def test_a_run_that_dies_leaves_the_old_site(
    own: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(order(*own))
    before = snapshot(own[1])
    put_edition(own[0], TODAY, PIECES[1:])

    def die(site: SiteFolder, path: str, content: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "put", die)
        with pytest.raises(KeyboardInterrupt):
            publish(order(*own))
    assert snapshot(own[1]) == before
    publish(order(*own))
    assert not (own[1] / "2026-02-04/harbour-heat").exists()


def test_a_run_that_dies_while_renaming_is_mended_by_the_next(
    own: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed: list[str] = []
    real = publishing.SiteFolder.finish

    def half(site: SiteFolder) -> object:
        replace_ = os.replace

        def limited(source: Path, target: Path) -> None:
            if len(renamed) > 40:
                raise KeyboardInterrupt
            renamed.append(str(target))
            replace_(source, target)

        with monkeypatch.context() as patch:
            patch.setattr("os.replace", limited)
            return real(site)

    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "finish", half)
        with pytest.raises(KeyboardInterrupt):
            publish(order(*own))
    assert not list(own[1].rglob("*.html")), "pages come after the files that they name"
    publish(order(*own))  # knows the files as its own, though no run had ended
    assert (own[1] / "index.html").is_file()


def test_a_folder_with_other_files_is_left_alone(own: tuple[Path, Path]) -> None:
    own[1].mkdir()
    (own[1] / "thesis.txt").write_text("mine")
    with pytest.raises(PublishError, match="did not write"):
        publish(order(*own))
    assert [path.name for path in own[1].iterdir()] == ["thesis.txt"]
    publish(order(*own, force=True))
    publish(order(*own))
    assert (own[1] / "thesis.txt").read_text() == "mine"


def test_a_record_that_names_files_elsewhere_removes_none_of_them(own: tuple[Path, Path]) -> None:
    publish(order(*own))
    record = json.loads((own[1] / RECORD).read_text())
    victim = own[1].parent / "victim.txt"
    victim.write_text("mine")
    record["files"] |= {"../victim.txt": "0", str(victim): "0"}
    (own[1] / RECORD).write_text(json.dumps(record))
    publish(order(*own))
    assert victim.read_text() == "mine"


def test_the_index_of_the_search_is_made_anew_only_when_an_edition_is(tmp_path: Path) -> None:
    paper, folder = put_courier(tmp_path / "paper"), tmp_path / "site"
    publish(order(paper, folder))
    before = snapshot(folder / "pagefind")
    assert "pagefind.js" in before
    assert publish(order(paper, folder)).changes.written == 0
    assert snapshot(folder / "pagefind") == before
    put_edition(paper, TODAY, PIECES[:2])
    publish(order(paper, folder))
    assert snapshot(folder / "pagefind").keys() != before.keys()


def test_only_one_run_at_a_time(own: tuple[Path, Path]) -> None:
    site = SiteFolder(own[1])
    with pytest.raises(PublishError, match="another run"):
        publish(order(*own))
    site.close()
    publish(order(*own))


def test_a_part_has_only_its_editions_and_no_dead_links(paper: Path, tmp_path: Path) -> None:
    publish(order(paper, tmp_path, since=date(2026, 2, 3)))
    assert sorted(path.name for path in tmp_path.glob("20*")) == ["2026-02-03", "2026-02-04"]
    assert check_links(tmp_path) > 200


def test_without_pagefind_the_site_says_that_it_has_no_search(
    own: tuple[Path, Path],
) -> None:
    done = publish(order(*own))
    assert [problem.code for problem in done.problems] == ["R-101"]
    page = html.fromstring((own[1] / "search/index.html").read_bytes())
    assert "has no search" in page.text_content()
    assert not page.xpath("//form")
    assert len(page.xpath("//main//a[contains(@href, '/archive/')]")) == 3
    assert not (own[1] / "opensearch.xml").exists()
    assert not (own[1] / "pagefind").exists()


@pytest.mark.parametrize("address", ["", "paper.example.org", "ftp://x.org", "https://x.org/?a=1"])
def test_an_address_that_is_none_is_refused(own: tuple[Path, Path], address: str) -> None:
    with pytest.raises(PublishError, match="address"):
        publish(order(*own, address=address))
    assert not own[1].exists()


def test_an_empty_shelf_is_said(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('name = "New"\nlanguage = "en-GB"\n')
    with pytest.raises(PublishError, match="no edition"):
        publish(order(tmp_path, tmp_path / "site"))


def run(paper: Path, *arguments: str) -> Published:
    result = CliRunner().invoke(main, ["--paper", str(paper), "publish", *arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_command_tells_what_it_did(paper: Path, tmp_path: Path) -> None:
    arguments = (str(tmp_path), "--address", ADDRESS, "--since", "2026-02-03", "--json")
    first, second = run(paper, *arguments), run(paper, *arguments)
    assert first["editions"] >= 2
    assert first["written"] == first["files"] == second["files"]
    assert (second["written"], second["unchanged"]) == (0, second["editions"])


def test_the_command_refuses_in_one_line(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    arguments = ["--paper", str(paper), "publish", str(tmp_path), "--address", ADDRESS]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "hint: name an empty folder" in result.stderr

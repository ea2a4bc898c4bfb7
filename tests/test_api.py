"""The Python interface: what docs/api.md and the README show runs, and is what is there."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path
from types import FunctionType

import pytest

import epaper

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/api.md").read_text(encoding="utf-8")


def examples(page: str) -> str:
    """The Python of a page, as one script."""
    return "\n".join(re.findall(r"```python\n(.*?)```", page, re.S))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, typing.Any]]:
    """The folder in which the examples of docs/api.md were run, and what they left behind."""
    folder = tmp_path_factory.mktemp("api")
    names: dict[str, typing.Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(compile(examples(PAGE), "docs/api.md", "exec"), names)
    return folder, names


def test_the_examples_import_build_check_find_and_publish(
    ran: tuple[Path, dict[str, typing.Any]],
) -> None:
    folder, names = ran
    assert names["report"].written == (
        "2026-01-05/articles/ferry-line-to-reopen-after-eleven-years.md",
    )
    built, checked = names["built"], names["checked"]
    assert built.held_out == ()
    assert not built.incomplete
    assert not built.blemished
    assert (folder / built.printed.pdf).read_bytes().startswith(b"%PDF")
    assert checked.score.hard == len(names["worst"]) == 0
    assert checked.score.pages == built.printed.pages
    assert [hit.slug for hit in names["results"].hits] == [
        "ferry-line-to-reopen-after-eleven-years"
    ]
    assert names["published"].editions == 1
    assert (folder / "site" / "index.html").is_file()


def test_a_second_import_and_a_second_run_change_nothing(
    ran: tuple[Path, dict[str, typing.Any]],
) -> None:
    folder, names = ran
    paper = folder / names["paper"]
    again = epaper.import_copy(paper, [folder / "wire.jsonl"], names["day"])
    assert (again.written, again.unchanged) == ((), names["report"].written)
    published = epaper.publish_site(paper, folder / "site", "https://paper.example.org/archive")
    assert (published.kept, published.changes.written) == (1, 0)


def test_the_readmes_example_builds(
    ran: tuple[Path, dict[str, typing.Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names: dict[str, typing.Any] = {}
    monkeypatch.chdir(ran[0])
    exec(examples((ROOT / "README.md").read_text(encoding="utf-8")), names)
    assert names["built"].printed.pages >= 1
    assert len(capsys.readouterr().out.splitlines()) == len(names["built"].problems)


def test_every_name_is_told_documented_and_typed() -> None:
    assert sorted(epaper.__all__) == epaper.__all__
    assert set(epaper.__all__) <= set(dir(epaper))
    for name in epaper.__all__:
        assert re.search(rf"\b{name}\b", PAGE), name
        thing = getattr(epaper, name)
        assert inspect.getdoc(thing), name
        if isinstance(thing, FunctionType):
            told = set(thing.__annotations__)
            assert told == {*inspect.signature(thing).parameters, "return"}, name


def test_every_field_of_an_order_is_told_with_its_default() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", PAGE, re.M)
    told = {key: default.strip() for keys, default in rows for key in re.findall(r"`(\w+)`", keys)}
    del told["Order"]
    defaults = {
        name: "needed" if field.default is inspect.Parameter.empty else field.default
        for name, field in inspect.signature(epaper.Order).parameters.items()
    }
    shown = {name: "the paper's" if value == "" else value for name, value in defaults.items()}
    assert told == {n: v if isinstance(v, str) else f"`{v}`" for n, v in shown.items()}


def test_importing_it_loads_no_stage() -> None:
    code = "import epaper, sys; print(*[n for n in sys.modules if n.startswith('epaper.')])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == ""


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        epaper.bild  # type: ignore[attr-defined]  # noqa: B018

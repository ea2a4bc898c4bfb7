"""Docs keep up with the code: every problem code, command, key and link."""

import ast
import json
import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from PIL import Image

from epaper import watching
from epaper.archive import query
from epaper.archive.search import COUNTED, RANKED
from epaper.check.findings import RULES
from epaper.cli import COMMANDS, main
from epaper.cli.common import MOST_YEARS
from epaper.cli.range import INTERRUPTED
from epaper.comments import Comment, Comments, SentComment, State
from epaper.desk import quotes, say
from epaper.language.catalogue import languages
from epaper.makeup.figures import (
    BRIEFS,
    EFFORT,
    FILL,
    FRONT,
    HEADS,
    JUMPS,
    LEGS,
    NOTICES,
    ORDER,
    PICTURES,
)
from epaper.model import CodeStyle, DropCapRule, Form, Grid, PageKind, Severity, TypeStyle
from epaper.press.folders import CACHE_BYTES, CACHE_FILES
from epaper.reader import feeds
from epaper.resources import layout_names, load_layout
from epaper.typeset import sense, totalfit
from epaper.wire import frontmatter, guard
from epaper.wire.faults import CODES
from epaper.wire.fields import FiledBox, FiledHead, FiledPhoto, FiledQuote, FiledTable
from epaper.wire.importers import ImportReport, clean, import_files, sources
from epaper.wire.paper import FiledImprint, FiledNotice, FiledPaper, FiledSection, read_paper
from epaper.wire.records import read_records
from tests.archive.killed import MOMENTS

ROOT = Path(__file__).parent.parent
SOURCES = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "epaper").rglob("*.py"))
OURS = "\n".join(f"/{p.relative_to(ROOT)}" for p in ROOT.glob("[!.]*/**/*.py"))
NOT_OURS = {"random.py"}  # one that lies in a paper's folder
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_every_problem_code_is_documented_and_every_documented_one_exists() -> None:
    used = set(re.findall(r'"([A-Z]-\d{3})"', SOURCES))
    told = set(re.findall(r"^\| ([A-Z]-\d{3}) \|", (ROOT / "docs/problems.md").read_text(), re.M))
    assert used == told


def severities() -> Iterator[tuple[str, str]]:
    """Codes, each with the severity that stands beside it in the code."""
    yield from ((code, str(severity)) for code, severity in CODES.items())
    yield from ((code, str(severity)) for code, (severity, _) in RULES.items())
    for path in (ROOT / "epaper").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                match given.get("code"), given.get("severity"):
                    case ast.Constant(value=str(code)), ast.Attribute(attr=severity):
                        yield code, severity.lower()


def test_severities_are_told_as_they_are() -> None:
    page = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([A-Z]-\d{3}) \| (\w+) \|", page, re.M))
    assert set(told.values()) == set(Severity)
    known = set(severities())
    assert len({code for code, _ in known}) > len(told) * 3 // 4
    # A code may have two (a story larger than a page jumps more than once).
    assert [(c, told[c]) for c, _ in known if (c, told[c]) not in known] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert isinstance(command, click.Command)
    assert command.help is not None
    assert "Example:" in command.help
    assert f"epaper {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def keys_of(table: type, name: str = "") -> Iterator[tuple[str, str]]:
    """Each key of a table of paper.toml and its default as people write it."""
    tables = {"section": FiledSection, "notice": FiledNotice, "imprint": FiledImprint}
    for each in fields(table):  # type: ignore[arg-type]
        if not name and each.name in tables:
            yield from keys_of(tables[each.name], f"{each.name}.")
            continue
        default = str(each.default)
        words = {"True": "`true`", "False": "`false`", "": "none", "None": "none"}
        if each.default is MISSING:
            default = "needed" if each.default_factory is MISSING else "none"
        elif isinstance(each.default, frozenset):
            default = "every day" if each.default else "none"
        else:
            default = words.get(default, f"`{default}`")
        yield f"{name}{each.name}", default


def test_every_key_of_paper_toml_is_told_with_its_default() -> None:
    page = (ROOT / "docs/paper-toml.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", page, re.M)
    assert dict(told) == dict(keys_of(FiledPaper))
    assert len(told) == len(dict(told))


def test_the_example_of_a_paper_has_every_key_and_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/paper-toml.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    (tmp_path / "paper.toml").write_text(example, encoding="utf-8")
    assert read_paper(tmp_path).name == "The Ellery Courier"
    for key, _ in keys_of(FiledPaper):
        name = key.rpartition(".")[2]
        assert re.search(rf"^({name} = |\[{name}\]$)", example, re.M), key


def test_every_key_of_layout_toml_is_told() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page.partition("| table | keys |")[2].partition("\n## ")[0]))
    tables = (Grid, PageKind, TypeStyle, DropCapRule, CodeStyle)
    wanted = {each.name for table in tables for each in fields(table)} | {"extends"}
    assert told >= wanted, wanted - told


def test_the_layouts_in_the_docs_are_the_packaged_ones() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    told = re.findall(r"^   \| `(\w+)` \| (.*) \|$", page, re.M)
    assert {name for name, _ in told} == set(layout_names())
    for name, row in told:
        layout = load_layout(name)
        grid = layout.grid
        assert row == (
            f"{grid.width_mm:g} x {grid.height_mm:g} | {grid.left_mm:g}, {grid.top_mm:g} | "
            f"{grid.columns}, {grid.gutter_mm:g} | {grid.baseline_pt:g} | {grid.rows} | "
            f"{layout.kinds['front'].head_rows}"
        )


def test_the_layout_in_the_docs_is_the_example() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"   ```toml\n(.*?)   ```", page, re.S)
    example = ROOT / "docs/examples/layouts/us-letter/layout.toml"
    assert textwrap.dedent(shown) == example.read_text(encoding="utf-8")


def test_files_named_in_the_steps_of_extending_are_there() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:epaper|tests|docs|layouts|assets)/[\w./-]+\.\w+)`", page)
    made = [name for name in named if "NAME" not in name]
    assert len(made) > 20
    assert [name for name in made if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "table",
    [
        "READERS",
        "RULES",
        "WRONG",
        "BROKEN",
        "CASES",
        "FIGURES",
        "STYLES",
        "EDITED",
        "LEADING",
        "SPEECH",
        "VOWELS",
        "_SPELLED_OUT",
        "TONGUES",
    ],
)
def test_tables_named_in_the_steps_of_extending_are_where_it_says(table: str) -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    (step,) = [s for s in re.split(r"\n\d\. |\n\n", page) if f"`{table}`" in s][:1]
    files = [ROOT / name for name in re.findall(r"`((?:epaper|tests)/[\w./]+\.py)`", step)]
    assert any(
        re.search(rf"^{table}\b.* = ", file.read_text(encoding="utf-8"), re.M) for file in files
    ), step


def test_every_field_of_a_record_is_told_and_the_example_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/records.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", page, re.M)
    told = {name: form for names, form in rows for name in re.findall(r"`(\w+)`", names)}
    assert told.keys() == {field.name for field in fields(FiledHead)}
    for name, part in PARTS.items():
        assert {field.name for field in fields(part)} == set(re.findall(r"`(\w+)`", told[name]))
    assert set(re.findall(r"`(\w+)`", told["form"])) == set(Form)

    (example,) = re.findall(r"^```\n(---\n.*?)```", page, re.M | re.S)
    folder = tmp_path / "2026-02-04" / "articles"
    folder.mkdir(parents=True)
    (folder / "ferry.md").write_text(example, encoding="utf-8")
    (tmp_path / "paper.toml").write_text(
        'name = "A"\nsection = [{key = "national", name = "News"}]\n', encoding="utf-8"
    )
    (record,), problems = read_records(tmp_path, date(2026, 2, 4), read_paper(tmp_path))
    assert problems == ()
    assert (record.rank, record.photos[0].focus, len(record.body)) == (2, (0.4, 0.55), 3)


# What the code calls the object whose keys it asks for, and the key under which that one stands.
OBJECTS = {"given": "", "head": "crossheads.", "image": "images.", "meta": "meta."}


def keys_of_json_lines() -> set[str]:
    """Every key that the code asks for: `given.get("id")`, `clock.read(given, "date")`."""
    source = (ROOT / "epaper/wire/importers/articles.py").read_text(encoding="utf-8")
    keys = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Call(
                    func=ast.Attribute(value=ast.Name(id=of), attr="get"),
                    args=[ast.Constant(value=key)],
                )
                | ast.Call(
                    func=ast.Attribute(attr="read"), args=[ast.Name(id=of), ast.Constant(value=key)]
                )
            ):
                keys.add(f"{OBJECTS[of]}{key}")
    return keys


def told_keys_of_json_lines() -> tuple[dict[str, str], dict[str, object]]:
    """The keys that the page tells with their defaults, and its example."""
    page = (ROOT / "docs/json-lines.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", page, re.M)
    assert len(told) == len(dict(told))
    (example,) = re.findall(r"```json\n(.*?)```", page, re.S)
    return dict(told), json.loads(example)


def test_every_key_of_json_lines_is_told_and_in_the_example() -> None:
    told, example = told_keys_of_json_lines()
    assert told.keys() == keys_of_json_lines()
    shown = set(example)
    for name in ("crossheads", "images"):
        (entry,) = example[name]  # type: ignore[misc]
        shown |= {f"{name}.{key}" for key in entry}
    shown |= {f"meta.{key}" for key in example["meta"]}  # type: ignore[attr-defined]
    assert shown == told.keys()


def without(article: dict[str, object], key: str) -> dict[str, object]:
    """The article without one of its keys."""
    copy = json.loads(json.dumps(article))
    *above, name = key.split(".")
    for each in above:
        copy_of_part = copy[each]
        part = copy_of_part[0] if isinstance(copy_of_part, list) else copy_of_part
        del part[name]
    if not above:
        del copy[name]
    return dict(copy)


def imported(folder: Path, article: dict[str, object]) -> tuple[ImportReport, str]:
    """What an import of the article reports, and the record it makes."""
    folder.mkdir()
    sections = '{key = "national", name = "News"}, {key = "world", name = "World"}'
    (folder / "paper.toml").write_text(f'name = "A"\nsection = [{sections}]\n')
    Image.new("RGB", (600, 400), (90, 120, 150)).save(folder / "ferry.png")
    (folder / "wire.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    report = import_files([folder / "wire.jsonl"], folder, date(2026, 2, 4), read_paper(folder))
    return report, "".join((folder / file).read_text(encoding="utf-8") for file in report.written)


@pytest.mark.parametrize("key", sorted(told_keys_of_json_lines()[0]))
def test_each_key_of_json_lines_does_what_its_default_says(key: str, tmp_path: Path) -> None:
    told, example = told_keys_of_json_lines()
    report, whole = imported(tmp_path / "whole", example)
    assert (len(report.written), report.skipped, report.problems) == (1, (), ())
    report, record = imported(tmp_path / "without", without(example, key))
    if told[key] == "needed" and "." not in key:
        assert len(report.skipped) == 1
    else:
        assert len(report.written) == 1
    if key != "id":
        assert record != whole
    if key == "crossheads.before":
        assert "Two boats" in record


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every `epaper ...` line that README and docs show, with its page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fenced = re.findall(r"^```(?:\w*)\n(.*?)^```", text, re.M | re.S)
        lines = [line for block in fenced for line in block.splitlines()]
        inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
        for line in (*lines, *inline):
            # A line may say after some spaces what it does.
            found = re.match(r"(?:\w+=\S+ )?epaper ([a-z-].*?)(?:\s{3,}.*)?$", line)
            if found:
                yield page.name, found[1]


@pytest.mark.parametrize(("page", "line"), sorted(set(shown_commands())))
def test_every_command_shown_is_one_with_these_options(page: str, line: str) -> None:
    words = shlex.split(line.replace("$(openssl rand -base64 24)", "token"))
    command: click.Command = main
    with click.Context(main, info_name="epaper") as context:
        while isinstance(command, click.Group) and words:
            _, words, _ = command.make_parser(context).parse_args(words)
            if not words:
                return  # epaper --help and the like
            name, *words = words
            called = command.get_command(context, name)
            assert called is not None, f"{page}: epaper {line}"
            command = called
        # Options that are no options of the command raise; a command may be named without its
        # arguments in running text.
        given, _, _ = command.make_parser(context).parse_args(words)
        assert set(given) <= {param.name for param in command.params}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_scripts_targets_and_files_that_are_shown_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`?make ([a-z]+)`", text)) <= targets
    for script, options in re.findall(r"python (bench/\w+\.py)([^`\n]*)", text):
        source = (ROOT / script).read_text(encoding="utf-8")
        for option in re.findall(r"--[a-z-]+", options):
            assert f'"{option}"' in source, f"{script} {option}"
    for path in re.findall(r"`((?:bench|docs|epaper|tests|tools|assets|layouts)/[\w./-]+)`", text):
        made = re.search(r"/out/|NAME", path)
        assert made or (ROOT / path).exists(), path
    modules = re.findall(r"`((?:\w+/)*[a-z]\w*\.py)`", text)
    assert [path for path in modules if f"/{path}" not in OURS and path not in NOT_OURS] == []


def test_costs_of_lines_in_the_rules_are_those_of_the_code() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (C-\d{3}) \|.*\| ([^|]+) \|$", page, re.M))
    assert f"a third costs {totalfit.THIRD_HYPHEN:.0f}," in rows["C-404"]
    assert f"a stub costs {totalfit.STUB_LAST:.0f}" in rows["C-406"]
    assert f"between them costs {totalfit.BOUND:.0f}" in rows["C-408"]


def test_every_module_of_typesetting_is_told() -> None:
    page = (ROOT / "docs/type.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+\.py)`", page.partition("## Widths")[0]))
    assert told == {p.name for p in (ROOT / "epaper/typeset").glob("*.py")} - {"__init__.py"}


def test_costs_of_display_lines_are_told() -> None:
    page = (ROOT / "docs/type.md").read_text(encoding="utf-8")
    head = "| a line that ends | costs |\n"
    table = page.partition(head)[2].partition("\n\n")[0]
    told = [float(cost.replace("−", "-")) for cost in re.findall(r"\| (\S+) \|$", table, re.M)]
    costs = {
        name: getattr(sense, name)
        for name in vars(sense)
        if re.match("AFTER|INSIDE|BEFORE_O", name)
    }
    assert set(told) == set(costs.values())


PARTS = {"photos": FiledPhoto, "quotes": FiledQuote, "box": FiledBox, "table": FiledTable}

# What pages say, put together from the code's own figures.
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
FIGURES = {
    "archive.md": (
        f"{query.LETTERS_MAX:,} letters and {query.WORDS_MAX} words are read",
        f'then it is "more than {COUNTED:,}"',
        f"ranks the newest {RANKED:,} by bm25",
        f"at {MOMENTS} moments",
    ),
    "building.md": (
        f"Files that change within {watching.QUIET_S:g} s of each other",
        f"looked at every {NUMBERS[int(watching.LOOK_S)]} seconds",
        f"A range has {MOST_YEARS} years at most",
        f"exit code {INTERRUPTED}",
    ),
    "json-lines.md": (
        f"more than {clean.STANDFIRST_LIMIT} characters",
        f"A file may have {sources.SIZE_LIMIT // 2**20} MiB",
    ),
    "reader.md": (
        f"`/editions.atom` has the last {feeds.EDITIONS} editions",
        f"the last {feeds.SECTION_STORIES} of a section",
    ),
    "records.md": (
        f"the first story of {say.LEAD_WORDS} words or more leads",
        f"A body has up to {frontmatter.BODY_LIMIT // 2**20} MiB",
        f"a paragraph up to {guard.PARAGRAPH_LIMIT:,} characters and {guard.MARKS_LIMIT:,} signs",
        f"lists and quotations up to {guard.NEST_LIMIT} levels",
        f"{quotes.LETTERS[0]} to {quotes.LETTERS[-1]} characters",
    ),
    "architecture.md": (
        f"the newest {CACHE_FILES:,} files and {CACHE_BYTES // 2**30} GiB are kept",
    ),
    "rules.md": (
        f"a leg one line short costs {LEGS.uneven_cost:g}",
        f"cost: {FRONT.unreleased_cost:g} for a larger one",
        f"cost: {HEADS.climb_cost:g} for a headline under a smaller one",
        f"cost: {PICTURES.share_cost:g} times what the dominant one lacks of "
        f"{PICTURES.big_share:.0%}, or has over {PICTURES.biggest_share:.0%}".replace("%", " %"),
        f"cost: {LEGS.short_cost:g} for each row under {LEGS.short_mm:g} mm of a story in several "
        f"legs, {LEGS.deep_row_cost:g} for each over {LEGS.deep_mm:g} mm and {LEGS.deep_cost:g}",
        f"cost: {LEGS.grey_cost:g} where the longest run",
    ),
    "makeup.md": (
        f"the next {NUMBERS[EFFORT.window]} in the queue",
        f"a headline with too many lines {HEADS.line_cost:g}",
        f"a jump {JUMPS.cost:g} ({JUMPS.awkward_rest_cost:g} if its rest",
        f"narrower than most of the page {HEADS.narrow_lead_cost:g} a column",
        f"a notice {NOTICES.cost:g} and {NOTICES.share_cost / 100:g} a per cent of the page",
        f"over {LEGS.grey_mm:g} mm of text without a crosshead",
        f"A lot of over {BRIEFS.most_whole[Form.BRIEF]} ({BRIEFS.most_whole[Form.LETTER]} letters)",
        f"| stories passed over | {ORDER.skip_cost:g} each for one of the same section, "
        f"{ORDER.section_cost:g} for one of the next section",
        f"| pages to come | {FILL.page_cost:g} each |",
        f"Of all drafts then at hand {NUMBERS[EFFORT.beam]} are kept",
    ),
}


@pytest.mark.parametrize("page", FIGURES)
def test_figures_are_those_of_the_code(page: str) -> None:
    text = " ".join((ROOT / "docs" / page).read_text(encoding="utf-8").split())
    assert [told for told in FIGURES[page] if told not in text] == []


def test_the_readme_counts_languages_and_lists_formats() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    # English has no catalogue: it is in the code.
    assert {18: "eighteen", 19: "nineteen", 20: "twenty"}[len(languages()) + 1] in text
    told = text.partition("Formats: ")[2].partition("\n\n")[0]
    assert set(layout_names()) <= set(re.findall(r"`(\w+)`", told))


def test_the_readers_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mypaper").mkdir()
    monkeypatch.chdir(tmp_path)
    now = datetime(2026, 2, 4, 9, tzinfo=UTC)
    draft = SentComment(
        day=date(2026, 2, 4),
        slug="ferry-line",
        name="Ana",
        text="Eleven years!",
        address_mark="a",
        parent=None,
    )
    added = Comments(tmp_path / "mypaper").add(draft, now)
    assert isinstance(added, Comment)
    page = (ROOT / "docs/comments.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.S)
    exec(example.replace("[12]", f"[{added.id}]"), {})
    assert capsys.readouterr().out == f"{added.id} Ana Eleven years!\n"
    (read,) = Comments(tmp_path / "mypaper").public(date(2026, 2, 4), "ferry-line")
    assert read.state is State.APPROVED

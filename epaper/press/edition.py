"""Printing an edition: from the plan to the finished folder, or to the reasons why not.

In: the plan, the paper, its layout and records, and the darkroom's `develop`. Out: the bound PDF,
every page as PDF and picture, edition.json. All is made in a folder aside and put in place
at once, after the PDF has been read back; until then the edition of before stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.exceptions import PressError
from epaper.model import (
    HeldOut,
    Layout,
    Paper,
    PhotoFrame,
    Plan,
    Problem,
    Record,
    stops,
)
from epaper.model.manifest import MANIFEST, FontEntry, Manifest
from epaper.press.bind import bind_pages, edition_title
from epaper.press.files import copy_page, copy_screens, file_entry, write_logo
from epaper.press.fonts import Face, read_faces
from epaper.press.frames import PICTURE_ADDRESS
from epaper.press.job import DrawnPage, PageJob
from epaper.press.livery import Livery, livery_of
from epaper.press.manifest import describe_edition, held_entry, manifest_json
from epaper.press.names import edition_name
from epaper.press.page import FONT_ADDRESS, PageWriter, open_templates
from epaper.press.prints import Darkroom, Develop, Print, Prints, develop_all
from epaper.press.render import draw_pages, start_press, write_fontconfig
from epaper.press.swap import put_in_place
from epaper.press.verify import verify_edition
from epaper.press.whole import write_whole
from epaper.press.workroom import Workroom, open_workroom

CACHE_S = 3600.0
CACHE_FILES = 4000  # a berliner edition of ten pages leaves some 200
_HALF = re.compile(r"\.[0-9]+$")


# What a check of the finished folder finds.
Check = Callable[[Path], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A finished edition. `drawn` counts the pages that were not in the cache."""

    folder: Path
    pdf: Path
    manifest: Path
    pages: int
    bytes: int
    drawn: int


def print_edition(
    plan: Plan,
    *,
    paper: Paper,
    layout: Layout,
    records: Sequence[Record],
    fonts_dir: Path,
    layouts_dir: Path,
    develop: Develop,
    out_dir: Path,
    own_fonts: tuple[Path, ...] = (),
    cache_dir: Path,
    jobs: int = 2,
    press: Executor | None = None,
    check: Check | None = None,
    held_out: Sequence[HeldOut] = (),
    tolerated: Collection[str] = (),
    force: bool = False,
    draft: bool = False,
) -> tuple[Printed | None, tuple[Problem, ...]]:
    """Print `plan` into `out_dir`, in place of what is there.

    `own_fonts` are folders of faces besides the house's.
    None and the problems when something stops the edition; `out_dir` is then as it was. A
    `press` already started is used, else one is started for `jobs` pages at a time.
    `check` looks at the finished folder before it is put in place. What it finds stops the edition
    too, but for `tolerated` codes, and so do words that cannot be proved, unless `force` is set.
    The manifest says of an edition with such faults that it is `forced`. A `draft` is only marked
    as one; `held_out` is only told, in the manifest.
    Raises LayoutError for missing templates or fonts, PressError when the renderer fails.
    """
    faces = read_faces(fonts_dir, *own_fonts)
    title = edition_title(paper, plan.day)
    tongues = {record.slug: record.language for record in records if record.language}
    livery = livery_of(paper, plan)
    writer = open_templates(layouts_dir, layout, faces, paper.language, title, tongues, livery)
    with _workroom(cache_dir) as room:
        darkroom = Darkroom(develop=develop, cache=cache_dir, aside=room.scratch)
        conf = write_fontconfig(fonts_dir, room.scratch)
        with start_press(jobs) if press is None else nullcontext(press) as workers:
            prints, problems = develop_all(plan, darkroom, workers)
            if stops(problems):
                return None, problems
            blank = _blank_job(prints.frames, faces, conf, cache_dir)
            blank = _with_logo(blank, livery)
            pages = draw_pages(_page_jobs(plan, writer, prints.frames, blank), workers)
        problems += tuple(problem for page in pages for problem in page.problems)
        if stops(problems) and not force:
            return None, problems
        aside = _folder_aside(room, out_dir)
        pdf, manifest = _write_edition(aside, plan, paper, layout, faces, pages, prints)
        problems += verify_edition(plan, records, pdf, {face.postscript for face in faces})
        # The check takes a while: what is refused anyhow is not checked.
        if check is not None and (force or not stops(problems)):
            problems += check(aside)
        if stops(p for p in problems if p.code not in tolerated) and not force:
            return None, problems
        _write_manifest(aside, _marked(manifest, held_out, forced=stops(problems), draft=draft))
        put_in_place(aside, out_dir)
    _clear_cache(cache_dir)
    return _printed(out_dir, pdf.name, pages), problems


def _printed(out_dir: Path, name: str, pages: Sequence[DrawnPage]) -> Printed:
    return Printed(
        folder=out_dir,
        pdf=out_dir / name,
        manifest=out_dir / MANIFEST,
        pages=len(pages),
        bytes=(out_dir / name).stat().st_size,
        drawn=sum(not page.cached for page in pages),
    )


def _page_jobs(
    plan: Plan, writer: PageWriter, prints: Mapping[PhotoFrame, Print], blank: PageJob
) -> list[PageJob]:
    names = {frame: made.name for frame, made in prints.items()}
    return [
        replace(blank, number=dummy.number, html=writer.write(dummy, names))
        for dummy in plan.dummies
    ]


def _blank_job(
    prints: Mapping[PhotoFrame, Print], faces: tuple[Face, ...], conf: Path, cache_dir: Path
) -> PageJob:
    """What the jobs of all pages have in common."""
    files = {PICTURE_ADDRESS + made.name: str(made.path) for made in prints.values()}
    files |= {FONT_ADDRESS + face.css_name: str(face.path) for face in faces}
    return PageJob(
        number=0,
        html="",
        files=files,
        marks={FONT_ADDRESS + face.css_name: face.sha256 for face in faces},
        fontconfig=str(conf),
        cache_dir=str(cache_dir),
        aside_dir=str(conf.parent),
    )


def _with_logo(blank: PageJob, livery: Livery) -> PageJob:
    """The same with the paper's own nameplate among the files, if it has one."""
    if livery.logo is None:
        return blank
    path = Path(blank.cache_dir) / livery.logo.name
    write_whole(path, livery.logo.data, blank.aside)
    return replace(blank, files={**blank.files, livery.logo_address: str(path)})


def _write_edition(
    folder: Path,
    plan: Plan,
    paper: Paper,
    layout: Layout,
    faces: tuple[Face, ...],
    pages: Sequence[DrawnPage],
    prints: Prints,
) -> tuple[Path, Manifest]:
    """Everything of the edition into `folder`; the path of the bound PDF, and the manifest."""
    entries = [copy_page(folder, page) for page in pages]
    bound = bind_pages([page.pdf for page in pages], plan, paper, faces)
    pdf = folder / edition_name(paper, plan.day, layout.name)
    pdf.write_bytes(bound.data)
    manifest = describe_edition(
        plan,
        paper=paper,
        layout=layout,
        pdf=file_entry(pdf.name, bound.data),
        fonts=tuple(FontEntry(name=face.postscript, sha256=face.sha256) for face in bound.faces),
        pages=entries,
        screens=copy_screens(folder, prints.screens),
        logo=write_logo(folder, paper.logo) if paper.logo else None,
    )
    _write_manifest(folder, manifest)
    return pdf, manifest


def _marked(
    manifest: Manifest, held_out: Sequence[HeldOut], *, forced: bool, draft: bool
) -> Manifest:
    """The manifest with what is only known at the end, or only told."""
    entries = tuple(held_entry(held) for held in held_out)
    return replace(manifest, held_out=entries, forced=forced, draft=draft)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(manifest_json(manifest), encoding="utf-8")


@contextmanager
def _told_plainly() -> Iterator[None]:
    """A folder that cannot be made, as a PressError."""
    try:
        yield
    except OSError as error:
        raise PressError(
            f"the edition cannot be written: {error.filename}: {error.strerror}",
            "is it a folder that you may write to, and is there room on the disk?",
        ) from error


@contextmanager
def _workroom(cache_dir: Path) -> Iterator[Workroom]:
    with ExitStack() as stack:
        with _told_plainly():
            cache_dir.mkdir(parents=True, exist_ok=True)
            room = stack.enter_context(open_workroom(cache_dir))
        yield room


def _folder_aside(room: Workroom, out_dir: Path) -> Path:
    """An empty folder on the same disk as `out_dir`, gone with the room unless it was moved."""
    with _told_plainly():
        out_dir.parent.mkdir(parents=True, exist_ok=True)
        return room.folder(out_dir.parent, out_dir.name)


def _clear_cache(cache_dir: Path) -> None:
    """Keep the newest files: what is drawn today is wanted again when late copy comes in.

    All of the last hour are kept: another format may be built at the same time. Halves of files
    beside the whole ones (x.pdf.1234) are of builds of epaper 0.1.0 that were killed.
    """
    files: list[tuple[float, Path]] = []
    for path in cache_dir.iterdir():
        with suppress(FileNotFoundError):  # another build clears it too
            if path.is_file():
                files.append((path.stat().st_mtime, path))
    files.sort(reverse=True)
    for place, (made, path) in enumerate(files):
        unwanted = place >= CACHE_FILES or _HALF.search(path.name)
        if unwanted and made < files[0][0] - CACHE_S:
            path.unlink(missing_ok=True)

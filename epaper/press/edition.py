"""Printing an edition: from the plan to the finished folder, or to the reasons why not.

In: a `PrintJob`, the `Pressroom` it is printed in, the `Demands` on it. Out: the bound PDF, every
page as PDF and picture, edition.json. All is made in a folder aside and put in place at once,
after the PDF has been read back; until then the edition of before stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate
from operator import attrgetter
from pathlib import Path

from epaper.exceptions import PressError
from epaper.model import MAKE_UP, PhotoFrame, Problem, stops
from epaper.model.manifest import MANIFEST, EditionEntry, FontEntry, Manifest
from epaper.press.beside import editions_in, top_of
from epaper.press.bind import bind_pages, edition_title
from epaper.press.commission import Demands, Pressroom, PrintJob
from epaper.press.editions import numbered, page_editions
from epaper.press.files import copy_page, copy_screens, file_entry, write_logo
from epaper.press.fonts import Face, read_faces
from epaper.press.frames import PICTURE_ADDRESS
from epaper.press.job import DrawnPage, PageJob
from epaper.press.livery import Livery, livery_of
from epaper.press.manifest import describe_edition, held_entry, manifest_json
from epaper.press.mark import Marker
from epaper.press.names import edition_name
from epaper.press.page import FONT_ADDRESS, PageWriter, open_templates
from epaper.press.prints import Darkroom, Print, Prints, develop_all
from epaper.press.render import draw_pages, write_fontconfig
from epaper.press.swap import put_in_place
from epaper.press.verify import verify_edition
from epaper.press.whole import write_whole
from epaper.press.workroom import Workroom, open_workroom
from epaper.text import ordinal

CACHE_S = 3600.0
CACHE_FILES = 4000  # a berliner edition of ten pages leaves some 200
CACHE_BYTES = 1024**3  # the same leaves some 30 MB
_HALF = re.compile(r"\.[0-9]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A finished edition. `drawn` counts the pages that were not in the cache."""

    folder: Path
    pdf: Path
    manifest: Path
    pages: int
    bytes: int
    drawn: int
    edition: EditionEntry


def print_edition(
    job: PrintJob, pressroom: Pressroom, demands: Demands
) -> tuple[Printed | None, tuple[Problem, ...]]:
    """Print `job` into the pressroom's `out_dir`, in place of what is there.

    None and the problems when something stops the edition; `out_dir` is then as it was. Prints that
    cannot be made stop it whatever the `demands`; an edition that is published with other faults
    that stop is `forced`, as its manifest says.
    Raises LayoutError for missing templates or fonts, PressError when the renderer fails.
    """
    faces = read_faces(pressroom.fonts_dir, *pressroom.own_fonts)
    livery = livery_of(job.paper, job.plan)
    writer = _writer(job, pressroom, faces, livery)
    with _workroom(pressroom.cache_dir) as room:
        run = _PressRun(job, pressroom, faces, livery, writer, room)
        with pressroom.workers() as workers:
            prints, problems = develop_all(job.plan, run.darkroom(), workers)
            if stops(problems):
                return None, problems
            numbering, pages = _draw_numbered(run, prints, workers)
        problems += tuple(problem for page in pages for problem in page.problems)
        if demands.refuse(problems):
            return None, problems
        bound = _write_edition(run, pages, prints)
        problems += _proved(run, bound, demands, problems)
        if demands.refuse(problems):
            return None, problems
        manifest = _publish(run, bound, numbering, forced=stops(problems))
    _clear_cache(pressroom.cache_dir)
    return _printed(pressroom.out_dir, manifest, pages), problems


@dataclass(frozen=True, slots=True)
class _PressRun:
    """One run of the press: what it prints, with what, and its folder aside."""

    job: PrintJob
    pressroom: Pressroom
    faces: tuple[Face, ...]
    livery: Livery
    writer: PageWriter
    room: Workroom

    def darkroom(self) -> Darkroom:
        """Where its prints are made and kept."""
        pressroom = self.pressroom
        return Darkroom(
            develop=pressroom.develop, cache=pressroom.cache_dir, aside=self.room.scratch
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """An edition written into a folder aside: its bound PDF, and its manifest so far."""

    folder: Path
    pdf: Path
    manifest: Manifest


def _writer(
    job: PrintJob, pressroom: Pressroom, faces: tuple[Face, ...], livery: Livery
) -> PageWriter:
    """What writes the pages as HTML."""
    paper = job.paper
    title = edition_title(paper, job.plan.day)
    tongues = {record.slug: record.language for record in job.records if record.language}
    return open_templates(
        pressroom.layouts_dir, job.layout, faces, paper.language, title, tongues, livery
    )


@dataclass(frozen=True, slots=True)
class _Numbering:
    """The pages that differ from the edition before; for each the edition it last changed in."""

    changed: frozenset[int]
    editions: dict[int, int]


def _draw_numbered(
    run: _PressRun, prints: Prints, workers: Executor
) -> tuple[_Numbering, tuple[DrawnPage, ...]]:
    """All pages, those that differ from the edition before with the mark of this one."""
    job, conf = run.job, write_fontconfig(run.pressroom.fonts_dir, run.room.scratch)
    blank = _blank_job(prints.frames, run.faces, conf, run.pressroom.cache_dir)
    blank = _with_logo(blank, run.livery)
    succession, count = job.succession, len(job.plan.dummies)

    def draw(editions: Mapping[int, int], drawn: Sequence[DrawnPage] = ()) -> list[DrawnPage]:
        there = {page.number for page in drawn}
        wanted = {page: number for page, number in editions.items() if page not in there}
        jobs = _page_jobs(run, prints.frames, blank, wanted)
        made = draw_pages(
            jobs, workers, run.pressroom.page_done if not drawn else lambda done, pages: None
        )
        return sorted([*drawn, *made], key=attrgetter("number"))

    previous, number = succession.previous, succession.number
    # What is known to have changed gets its mark at once, the others as they have it on the shelf.
    guessed = page_editions(previous, job.changed, number, count)
    drawn = draw(guessed)
    changed = job.changed | _changed(previous, drawn)
    editions = page_editions(previous, changed, succession.number_of(changed, count), count)
    right = [page for page in drawn if guessed[page.number] == editions[page.number]]
    return _Numbering(changed, editions), tuple(draw(editions, right))


def _changed(previous: Manifest | None, drawn: Sequence[DrawnPage]) -> frozenset[int]:
    """The pages that differ from those of the edition before, drawn with the marks of those."""
    if previous is None:
        return frozenset()
    before = {page.number: page.pdf.sha256 for page in previous.pages}
    return frozenset(
        page.number
        for page in drawn
        if before.get(page.number) != sha256(page.pdf.read_bytes()).hexdigest()
    )


def _page_jobs(
    run: _PressRun,
    prints: Mapping[PhotoFrame, Print],
    blank: PageJob,
    editions: Mapping[int, int],
) -> list[PageJob]:
    names = {frame: made.name for frame, made in prints.items()}
    marker = Marker(run.job.layout, run.job.paper.language, run.faces)
    return [
        replace(blank, number=dummy.number, html=run.writer.write(marked, names))
        for dummy in run.job.plan.dummies
        if dummy.number in editions
        for marked in [marker.marked(dummy, editions[dummy.number])]
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


def _write_edition(run: _PressRun, pages: Sequence[DrawnPage], prints: Prints) -> _Bound:
    """Everything of the edition into a folder aside, the pages bound."""
    job, folder = run.job, _folder_aside(run.room, run.pressroom.out_dir)
    entries = [copy_page(folder, page) for page in pages]
    bound = bind_pages([page.pdf for page in pages], job.plan, job.paper, run.faces)
    pdf = folder / edition_name(job.paper, job.plan.day, job.layout.name)
    pdf.write_bytes(bound.data)
    manifest = describe_edition(
        job.plan,
        paper=job.paper,
        layout=job.layout,
        pdf=file_entry(pdf.name, bound.data),
        fonts=tuple(FontEntry(name=face.postscript, sha256=face.sha256) for face in bound.faces),
        pages=entries,
        screens=copy_screens(folder, prints.screens),
        logo=write_logo(folder, job.paper.logo) if job.paper.logo else None,
    )
    _write_manifest(folder, manifest)
    if job.made_of:
        (folder / MAKE_UP).write_text(job.made_of, encoding="utf-8")
    return _Bound(folder=folder, pdf=pdf, manifest=manifest)


def _proved(
    run: _PressRun, bound: _Bound, demands: Demands, found: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """What reading the PDF back finds, and then the check; `found` is known already."""
    # The manifest has the hash of the PDF.
    mark = sha256(manifest_json(bound.manifest).encode()).hexdigest()
    known = demands.known(mark)
    if known is not None:
        return known
    names = {face.postscript for face in run.faces}
    proof = verify_edition(run.job.plan, run.job.records, bound.pdf, names)
    # The check takes a while: what is refused anyhow is not checked.
    if demands.refuse((*found, *proof)):
        return proof
    found_by_check = demands.check(bound.folder)
    demands.keep(mark, proof)
    return (*proof, *found_by_check)


def _publish(run: _PressRun, bound: _Bound, numbering: _Numbering, *, forced: bool) -> Manifest:
    """The folder aside into its place, the manifest with what is only known at the end.

    Beside it the other editions of the day, as they are.
    """
    job, out_dir = run.job, run.pressroom.out_dir
    manifest = replace(
        numbered(bound.manifest, job.succession, numbering.editions, numbering.changed, job.time),
        held_out=tuple(held_entry(held) for held in job.held_out),
        forced=forced,
        draft=job.draft,
    )
    _write_manifest(bound.folder, manifest)
    others = editions_in(out_dir)
    if not job.draft:
        _stand_back(job, manifest, out_dir)
        others = others.without(manifest.edition.number)
    others.link_into(bound.folder)
    put_in_place(bound.folder, out_dir)
    return manifest


def _stand_back(job: PrintJob, manifest: Manifest, out_dir: Path) -> None:
    """Raise PressError where another build has just published an edition of the same number.

    Readers may have it already: it is not to be lost, and this one was compared with another.
    """
    top, number = top_of(out_dir), manifest.edition.number
    own = tuple(page.pdf.sha256 for page in manifest.pages)
    if top.number == number != job.succession.newest and top.pages != own:
        told = f"another build has just published the {ordinal(number)} edition of {job.plan.day}"
        raise PressError(told, "build again: it will be the next")


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(manifest_json(manifest), encoding="utf-8")


def _printed(out_dir: Path, manifest: Manifest, pages: Sequence[DrawnPage]) -> Printed:
    return Printed(
        folder=out_dir,
        pdf=out_dir / manifest.pdf.file,
        manifest=out_dir / MANIFEST,
        pages=len(pages),
        bytes=manifest.pdf.bytes,
        drawn=sum(not page.cached for page in pages),
        edition=manifest.edition,
    )


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
    """Keep the newest files, so many and so large: what is drawn today is wanted again.

    All of the last hour are kept: another format may be built at the same time. Halves of files
    beside the whole ones (x.pdf.1234) are of builds of epaper 0.1.0 that were killed.
    """
    files: list[tuple[float, Path, int]] = []
    for path in cache_dir.iterdir():
        with suppress(FileNotFoundError):  # another build clears it too
            if path.is_file():
                facts = path.stat()
                files.append((facts.st_mtime, path, facts.st_size))
    files.sort(reverse=True)
    sums = accumulate(size for _, _, size in files)
    for place, ((made, path, _), total) in enumerate(zip(files, sums, strict=True)):
        unwanted = place >= CACHE_FILES or total > CACHE_BYTES or _HALF.search(path.name)
        if unwanted and made < files[0][0] - CACHE_S:
            path.unlink(missing_ok=True)

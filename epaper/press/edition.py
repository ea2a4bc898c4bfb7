"""Printing an edition: from the plan to the finished folder, or to the reasons why not.

In: a `PrintJob`, the `Pressroom` it is printed in, the `Demands` on it. Out: the bound PDF, every
page as PDF and picture, edition.json. All is made in a folder aside and put in place at once,
after the PDF has been read back; until then the edition of before stays. The PDF alone is out
before, for the press.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from epaper.exceptions import PressError
from epaper.model import MAKE_UP, PhotoFrame, Problem, stops
from epaper.model.manifest import MANIFEST, EditionEntry, FontEntry, Manifest
from epaper.press.beside import editions_in, top_of
from epaper.press.bind import bind_pages, edition_title
from epaper.press.commission import Demands, Pressroom, PrintJob
from epaper.press.editions import numbered, page_editions
from epaper.press.files import (
    copy_page,
    copy_pictures,
    copy_screens,
    file_entry,
    write_logo,
)
from epaper.press.folders import cache_room, clear_cache, folder_aside
from epaper.press.fonts import Face, read_faces
from epaper.press.frames import PICTURE_ADDRESS
from epaper.press.job import DrawnPage, PageJob
from epaper.press.livery import Livery, livery_of
from epaper.press.manifest import PageFiles, describe_edition, held_entry, manifest_json
from epaper.press.mark import EditionMarker
from epaper.press.names import edition_name
from epaper.press.page import FONT_ADDRESS, PageWriter, open_templates
from epaper.press.pictures import PagePictures
from epaper.press.prints import Print, PrintOrders, Screens
from epaper.press.putout import put_out
from epaper.press.render import draw_pages, nobody, write_fontconfig
from epaper.press.swap import put_in_place
from epaper.press.verify import Proof
from epaper.press.workroom import Workroom
from epaper.text import ordinal
from epaper.whole import write_whole

Found: TypeAlias = tuple[Problem, ...]


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

    What the desk waits for comes first: the PDF, bound, proved and checked, is put beside `out_dir`
    (out/berliner.pdf), and the `demands` are told. Pictures for readers are made beside that and
    after it.
    None and the problems when something stops the edition; `out_dir` is then as it was. Prints that
    cannot be made stop it whatever the `demands`; an edition that is published with other faults
    that stop is `forced`, as its manifest says.
    Raises LayoutError for missing templates or fonts, PressError when the renderer fails.
    """
    faces = read_faces(pressroom.fonts_dir, *pressroom.own_fonts)
    livery = livery_of(job.paper, job.plan)
    writer = _writer(job, pressroom, faces, livery)
    with cache_room(pressroom.cache_dir) as room, pressroom.workers() as workers:
        orders = pressroom.orders or PrintOrders(pressroom.darkroom(room), workers)
        run = _PressRun(job, pressroom, faces, livery, writer, room, workers)
        prints, problems = orders.frames(job.plan)
        if stops(problems):
            return None, problems
        numbering, pages = _draw_numbered(run, prints)
        problems += tuple(problem for page in pages for problem in page.problems)
        if demands.refuse(problems):
            return None, problems
        bound = _bind(run, pages)
        with PagePictures(pages, pressroom.cache_dir, room.scratch, workers) as pictures:
            problems += _proved(run, bound, demands, pictures, problems)
            if demands.refuse(problems):
                return None, problems
            demands.ready(put_out(bound.pdf, pressroom.out_dir, bound.folder))
            screens, undeveloped = orders.screens(job.plan.stories)
            if stops(undeveloped):
                return None, (*problems, *undeveloped)
            manifest = _publish(run, bound, screens, pictures, numbering, forced=stops(problems))
    clear_cache(pressroom.cache_dir)
    return _printed(pressroom.out_dir, manifest, pages), problems


@dataclass(frozen=True, slots=True)
class _PressRun:
    """One run of the press: what it prints, with what, who does it, and its folder aside."""

    job: PrintJob
    pressroom: Pressroom
    faces: tuple[Face, ...]
    livery: Livery
    writer: PageWriter
    room: Workroom
    workers: Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """An edition's PDF and those of its pages in a folder aside, and the manifest of these alone.

    `describe` makes a manifest when it is given what there is of pages and screens.
    """

    folder: Path
    pdf: Path
    files: list[PageFiles]
    manifest: str
    describe: Callable[..., Manifest]


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
    run: _PressRun, prints: Mapping[PhotoFrame, Print]
) -> tuple[_Numbering, tuple[DrawnPage, ...]]:
    """All pages, those that differ from the edition before with the mark of this one."""
    job, conf = run.job, write_fontconfig(run.pressroom.fonts_dir, run.room.scratch)
    blank = _blank_job(prints, run.faces, conf, run.pressroom.cache_dir)
    blank = _with_logo(blank, run.livery)
    succession, count = job.succession, len(job.plan.dummies)

    def draw(editions: Mapping[int, int], drawn: Sequence[DrawnPage] = ()) -> list[DrawnPage]:
        there = {page.number for page in drawn}
        wanted = {page: number for page, number in editions.items() if page not in there}
        jobs = _page_jobs(run, prints, blank, wanted)
        tell = nobody if drawn else run.pressroom.page_done
        made = draw_pages(jobs, run.workers, tell)
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
    marker = EditionMarker(run.job.layout, run.job.paper.language, run.faces)
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


def _bind(run: _PressRun, pages: Sequence[DrawnPage]) -> _Bound:
    """The pages bound, in a folder aside, with a manifest that has no pictures as yet."""
    job, folder = run.job, folder_aside(run.room, run.pressroom.out_dir)
    bound = bind_pages([page.pdf for page in pages], job.plan, job.paper, run.faces)
    pdf = folder / edition_name(job.paper, job.plan.day, job.layout.name)
    pdf.write_bytes(bound.data)
    describe = partial(
        describe_edition,
        job.plan,
        paper=job.paper,
        layout=job.layout,
        pdf=file_entry(pdf.name, bound.data),
        fonts=tuple(FontEntry(name=face.postscript, sha256=face.sha256) for face in bound.faces),
        logo=write_logo(folder, job.paper.logo) if job.paper.logo else None,
    )
    files = [copy_page(folder, page) for page in pages]
    manifest = manifest_json(describe(pages=files, screens={}))
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    if job.made_of:
        (folder / MAKE_UP).write_text(job.made_of, encoding="utf-8")
    return _Bound(folder=folder, pdf=pdf, files=files, manifest=manifest, describe=describe)


def _proved(
    run: _PressRun, bound: _Bound, demands: Demands, pictures: PagePictures, found: Found
) -> Found:
    """What reading the PDF back finds, and then the check; `found` is known already.

    Pictures of the pages are begun when nothing of that is left to be begun.
    """
    # The manifest has the hash of the PDF.
    mark = sha256(bound.manifest.encode()).hexdigest()
    known = demands.known(mark)
    if known is not None:
        return known
    job, names = run.job, {face.postscript for face in run.faces}
    proof = Proof(job.plan, job.records, bound.pdf, names, run.workers, demands.kept)
    demands.begin(bound.folder)
    pictures.begin()
    problems = proof.found()
    # The check takes a while: what is refused anyhow is not checked.
    if demands.refuse((*found, *problems)):
        return problems
    found_by_check = demands.check(bound.folder)
    demands.keep(mark, problems)
    return (*problems, *found_by_check)


def _publish(
    run: _PressRun,
    bound: _Bound,
    screens: Screens,
    pictures: PagePictures,
    numbering: _Numbering,
    *,
    forced: bool,
) -> Manifest:
    """Pictures and what is only known at the end into the folder aside, and that into its place.

    Beside it the other editions of the day, as they are.
    """
    job, folder = run.job, bound.folder
    pictured = [
        copy_pictures(folder, number, page, images)
        for number, (page, images) in enumerate(
            zip(bound.files, pictures.made(), strict=True), start=1
        )
    ]
    described = bound.describe(pages=pictured, screens=copy_screens(folder, screens))
    manifest = replace(
        numbered(described, job.succession, numbering.editions, numbering.changed, job.time),
        held_out=tuple(held_entry(held) for held in job.held_out),
        forced=forced,
        draft=job.draft,
    )
    (folder / MANIFEST).write_text(manifest_json(manifest), encoding="utf-8")
    others, out_dir = editions_in(run.pressroom.out_dir), run.pressroom.out_dir
    if not job.draft:
        _stand_back(job, manifest, out_dir)
        others = others.without(manifest.edition.number)
    others.link_into(folder)
    put_in_place(folder, out_dir)
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

"""Printing an edition: from the plan to the finished folder, or to the reasons why not.

In: a `PrintJob`, the `Pressroom` it is printed in, the `Demands` on it. Out: the bound PDF, every
page as PDF and picture, edition.json. All is made in a folder aside and put in place at once,
after the PDF has been read back; until then the edition of before stays. The PDF alone is out
before, for the press.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from epaper.model import (
    PhotoFrame,
    Plan,
    Problem,
    stops,
)
from epaper.model.manifest import MANIFEST, FontEntry, Manifest
from epaper.press.bind import bind_pages, edition_title
from epaper.press.commission import Demands, Pressroom, PrintJob
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
from epaper.press.names import edition_name
from epaper.press.page import FONT_ADDRESS, PageWriter, open_templates
from epaper.press.pictures import PagePictures
from epaper.press.prints import Print, PrintOrders, Screens
from epaper.press.render import draw_pages, write_fontconfig
from epaper.press.swap import put_in_place
from epaper.press.verify import Proof
from epaper.press.whole import write_whole
from epaper.press.workroom import Workroom

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
        pages = _draw(run, prints)
        problems += tuple(problem for page in pages for problem in page.problems)
        if demands.refuse(problems):
            return None, problems
        bound = _bind(run, pages)
        with PagePictures(pages, pressroom.cache_dir, room.scratch, workers) as pictures:
            problems += _proved(run, bound, demands, pictures, problems)
            if demands.refuse(problems):
                return None, problems
            demands.ready(_put_out(bound.pdf, pressroom.out_dir))
            screens, undeveloped = orders.screens(job.plan.stories)
            if stops(undeveloped):
                return None, (*problems, *undeveloped)
            _publish(run, bound, screens, pictures, forced=stops(problems))
    clear_cache(pressroom.cache_dir)
    return _printed(pressroom.out_dir, bound.pdf.name, pages), problems


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


def _draw(run: _PressRun, prints: Mapping[PhotoFrame, Print]) -> tuple[DrawnPage, ...]:
    """All pages, each drawn by itself or found in the cache."""
    conf = write_fontconfig(run.pressroom.fonts_dir, run.room.scratch)
    blank = _blank_job(prints, run.faces, conf, run.pressroom.cache_dir)
    blank = _with_logo(blank, run.livery)
    return draw_pages(_page_jobs(run.job.plan, run.writer, prints, blank), run.workers)


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


def _put_out(pdf: Path, out_dir: Path) -> Path:
    """The press's PDF in its place beside the folder of the edition: out/berliner.pdf."""
    made, place = pdf.with_name(f".{out_dir.name}.pdf"), out_dir.with_suffix(".pdf")
    shutil.copyfile(pdf, made)  # a file of its own: the press may do with it what it likes
    return made.replace(place)


def _publish(
    run: _PressRun, bound: _Bound, screens: Screens, pictures: PagePictures, *, forced: bool
) -> None:
    """Pictures and what is only known at the end into the folder aside, and that into its place."""
    job, folder = run.job, bound.folder
    pictured = [
        copy_pictures(folder, number, page, images)
        for number, (page, images) in enumerate(
            zip(bound.files, pictures.made(), strict=True), start=1
        )
    ]
    manifest = replace(
        bound.describe(pages=pictured, screens=copy_screens(folder, screens)),
        held_out=tuple(held_entry(held) for held in job.held_out),
        forced=forced,
        draft=job.draft,
    )
    (folder / MANIFEST).write_text(manifest_json(manifest), encoding="utf-8")
    put_in_place(folder, run.pressroom.out_dir)


def _printed(out_dir: Path, name: str, pages: Sequence[DrawnPage]) -> Printed:
    return Printed(
        folder=out_dir,
        pdf=out_dir / name,
        manifest=out_dir / MANIFEST,
        pages=len(pages),
        bytes=(out_dir / name).stat().st_size,
        drawn=sum(not page.cached for page in pages),
    )

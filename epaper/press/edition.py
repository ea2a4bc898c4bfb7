"""Printing an edition: from the plan to the finished folder, or to the reasons why not.

In: the plan, the paper, its layout and records, and the darkroom's `develop`. Out: the bound PDF,
every page as PDF and picture, edition.json. All is made in a folder aside and put in place
at once, after the PDF has been read back; until then the edition of before stays.
"""

from __future__ import annotations

import inspect
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from epaper.exceptions import EpaperError, PressError
from epaper.model import (
    At,
    Crop,
    Layout,
    Paper,
    PhotoFrame,
    Picture,
    Plan,
    Problem,
    Record,
    Severity,
    stops,
)
from epaper.press.bind import bind_pages, edition_name, edition_title
from epaper.press.fonts import Face, read_faces
from epaper.press.images import PageImage
from epaper.press.job import DrawnPage, PageJob
from epaper.press.manifest import (
    FileEntry,
    FontEntry,
    ImageEntry,
    Manifest,
    PageFiles,
    describe_edition,
    manifest_json,
)
from epaper.press.page import FONT_ADDRESS, PICTURE_ADDRESS, PageWriter, open_templates
from epaper.press.render import draw_pages, start_press, write_fontconfig
from epaper.press.verify import verify_edition

MANIFEST = "edition.json"
PNG = b"\x89PNG"
CACHE_S = 3600.0
CACHE_FILES = 2000  # a berliner edition of ten pages leaves some 70


# What a check of the finished folder finds.
Check = Callable[[Path], tuple[Problem, ...]]


class Develop(Protocol):
    """The darkroom's print of a part of a picture: the file's bytes."""

    def __call__(self, picture: Picture, crop: Crop, *, width_mm: float, height_mm: float) -> bytes:
        """JPEG, or PNG for line art, of the frame's aspect."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A finished edition. `drawn` counts the pages that were not in the cache."""

    folder: Path
    pdf: Path
    manifest: Path
    pages: int
    bytes: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """A developed picture in the cache: its file and what it is called on the page."""

    path: Path
    name: str


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
    cache_dir: Path,
    jobs: int = 2,
    press: Executor | None = None,
    check: Check | None = None,
    force: bool = False,
) -> tuple[Printed | None, tuple[Problem, ...]]:
    """Print `plan` into `out_dir`, in place of what is there.

    None and the problems when something stops the edition; `out_dir` is then as it was. A
    `press` already started is used, else one is started for `jobs` pages at a time.
    `check` looks at the finished folder before it is put in place. What it finds stops the edition
    too, unless `force` is set: the manifest then says so.
    Raises LayoutError for missing templates or fonts, PressError when the renderer fails.
    """
    with _told_plainly():
        cache_dir.mkdir(parents=True, exist_ok=True)
    faces = read_faces(fonts_dir)
    title = edition_title(paper, plan.day)
    writer = replace(
        open_templates(layouts_dir, layout, faces, paper.language, title),
        tongues={record.slug: record.language for record in records if record.language},
    )
    conf = write_fontconfig(fonts_dir, cache_dir)
    with start_press(jobs) if press is None else nullcontext(press) as workers:
        prints, problems = _develop_all(plan, develop, cache_dir, workers)
        if stops(problems):
            return None, problems
        pages = draw_pages(_page_jobs(plan, writer, prints, faces, conf), workers)
    problems += tuple(problem for page in pages for problem in page.problems)
    if stops(problems):
        return None, problems
    with _folder_aside(out_dir) as aside:
        pdf, manifest = _write_edition(aside, plan, paper, layout, faces, pages)
        problems += verify_edition(plan, records, pdf, {face.postscript for face in faces})
        if stops(problems):
            return None, problems
        found = check(aside) if check is not None else ()
        problems += found
        if stops(found):
            if not force:
                return None, problems
            _write_manifest(aside, replace(manifest, forced=True))
        _swap(aside, out_dir)
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
    plan: Plan,
    writer: PageWriter,
    prints: Mapping[PhotoFrame, _Print],
    faces: tuple[Face, ...],
    conf: Path,
) -> list[PageJob]:
    names = {frame: made.name for frame, made in prints.items()}
    files = {PICTURE_ADDRESS + made.name: str(made.path) for made in prints.values()}
    files |= {FONT_ADDRESS + face.css_name: str(face.path) for face in faces}
    return [
        PageJob(
            number=dummy.number,
            html=writer.write(dummy, names),
            files=files,
            marks={FONT_ADDRESS + face.css_name: face.sha256 for face in faces},
            fontconfig=str(conf),
            cache_dir=str(conf.parent),
        )
        for dummy in plan.dummies
    ]


def _develop_all(
    plan: Plan, develop: Develop, cache_dir: Path, workers: Executor
) -> tuple[dict[PhotoFrame, _Print], tuple[Problem, ...]]:
    """Every photo frame's print, developed now or before."""
    version = _source_mark(develop)
    futures = {
        frame: (dummy.number, workers.submit(_develop_one, frame, develop, version, cache_dir))
        for dummy in plan.dummies
        for frame in dummy.frames
        if isinstance(frame, PhotoFrame)
    }
    prints: dict[PhotoFrame, _Print] = {}
    problems = []
    for frame, (page, future) in futures.items():
        made = future.result()
        if isinstance(made, _Print):
            prints[frame] = made
        else:
            problems.append(_undeveloped(frame, page, made))
    return prints, tuple(problems)


def _develop_one(
    frame: PhotoFrame, develop: Develop, version: str, cache_dir: Path
) -> _Print | str:
    """The print, named by its own hash, or why there is none.

    The cache knows it by what it is made of. Errors go back as text: an exception that
    cannot be pickled would end the whole pool.
    """
    rect, crop, picture = frame.rect, frame.crop, frame.picture
    size_mm = (round(rect.w_mm, 3), round(rect.h_mm, 3))
    edges = (crop.left, crop.top, crop.right, crop.bottom)
    facts = json.dumps([version, picture.sha256, edges, size_mm])
    note = cache_dir / f"print-{sha256(facts.encode()).hexdigest()}.txt"
    found = _found_print(note)
    if found is not None:
        return found
    try:
        data = develop(picture, crop, width_mm=size_mm[0], height_mm=size_mm[1])
    except (EpaperError, OSError, ValueError) as error:
        return str(error)
    ending = "png" if data.startswith(PNG) else "jpg"
    name = f"{_print_mark(data)}.{ending}"
    for path, content in ((cache_dir / name, data), (note, name.encode())):
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_bytes(content)
        aside.replace(path)
    return _Print(path=cache_dir / name, name=name)


def _found_print(note: Path) -> _Print | None:
    """The print that a note in the cache names; None if there is none, or a damaged one."""
    try:
        name = note.read_text(encoding="ascii")
        path = note.with_name(name)
        sound = path.stem == _print_mark(path.read_bytes())
    except (OSError, ValueError):
        return None
    return _Print(path=path, name=name) if sound else None


def _print_mark(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _source_mark(develop: Develop) -> str:
    """Changes when the darkroom's own code does, so that no stale print is used."""
    try:
        path = inspect.getsourcefile(inspect.unwrap(develop))
        folder = Path(path).parent if path else None
    except TypeError:
        return ""
    sources = sorted(folder.glob("*.py")) if folder else []
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _undeveloped(frame: PhotoFrame, page: int, error: str) -> Problem:
    return Problem(
        code="F-105",
        severity=Severity.STOP,
        where=At(file=Path(frame.picture.path).name, story=frame.story, page=page),
        message=f"the picture could not be developed: {error}",
        hint="the file has gone or changed since the build began; build again",
    )


def _write_edition(
    folder: Path,
    plan: Plan,
    paper: Paper,
    layout: Layout,
    faces: tuple[Face, ...],
    pages: Sequence[DrawnPage],
) -> tuple[Path, Manifest]:
    """Everything of the edition into `folder`; the path of the bound PDF, and the manifest."""
    (folder / "pages").mkdir()
    entries = [_copy_page(folder, page) for page in pages]
    bound = bind_pages([page.pdf for page in pages], plan, paper, faces)
    pdf = folder / edition_name(plan.day)
    pdf.write_bytes(bound.data)
    manifest = describe_edition(
        plan,
        paper=paper,
        layout=layout,
        pdf=_file_entry(pdf.name, bound.data),
        fonts=tuple(FontEntry(name=face.postscript, sha256=face.sha256) for face in bound.faces),
        pages=entries,
    )
    _write_manifest(folder, manifest)
    return pdf, manifest


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(manifest_json(manifest), encoding="utf-8")


def _copy_page(folder: Path, page: DrawnPage) -> PageFiles:
    stem = f"pages/page-{page.number:02d}"
    data = page.pdf.read_bytes()
    (folder / f"{stem}.pdf").write_bytes(data)
    images = {image.size: _copy_image(folder, stem, image) for image in page.images}
    return PageFiles(
        pdf=_file_entry(f"{stem}.pdf", data),
        image=images["wide"],
        thumbnail=images["thumbnail"],
    )


def _copy_image(folder: Path, stem: str, image: PageImage) -> ImageEntry:
    name = f"{stem}{'' if image.size == 'wide' else '-' + image.size}.webp"
    shutil.copyfile(image.path, folder / name)
    return ImageEntry(
        file=name,
        sha256=image.sha256,
        bytes=image.bytes,
        width_px=image.width_px,
        height_px=image.height_px,
    )


def _file_entry(name: str, data: bytes) -> FileEntry:
    return FileEntry(file=name, sha256=sha256(data).hexdigest(), bytes=len(data))


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
def _folder_aside(out_dir: Path) -> Iterator[Path]:
    """An empty folder on the same disk as `out_dir`, gone at the end unless it was moved."""
    with _told_plainly():
        out_dir.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out_dir.name}-", dir=out_dir.parent))
        aside.chmod(0o755)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(aside: Path, out_dir: Path) -> None:
    """Put `aside` in the place of `out_dir`; what was there is put back if that fails."""
    old = aside.with_name(aside.name + "-old")
    if out_dir.exists():
        out_dir.rename(old)
    try:
        aside.rename(out_dir)
    except OSError:
        if old.exists():
            old.rename(out_dir)
        raise
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)


def _clear_cache(cache_dir: Path) -> None:
    """Keep the newest files: what is drawn today is wanted again when late copy comes in.

    All of the last hour are kept: another format may be built at the same time.
    """
    files: list[tuple[float, Path]] = []
    for path in cache_dir.iterdir():
        with suppress(FileNotFoundError):  # another build clears it too
            if path.is_file():
                files.append((path.stat().st_mtime, path))
    files.sort(reverse=True)
    for made, path in files[CACHE_FILES:]:
        if made < files[0][0] - CACHE_S:
            path.unlink(missing_ok=True)

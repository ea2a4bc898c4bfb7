"""The day's opening: an order in; what is known of the edition before a story is chosen, out.

The desk decides here, once and in this order: which records run, in which section each stands;
then their copy is edited: signs that no face has, typographic signs, links. All that comes after
knows the records that run, and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from epaper.archive import Shelf, past_leads
from epaper.copydesk import edit_copy
from epaper.desk import in_sections, with_notices, with_past, without_killed
from epaper.exceptions import EditionError
from epaper.holding import held_unread
from epaper.model import DayOrders, HeldOut, Layout, Links, Paper, Problem, Record, Severity
from epaper.nameplate import with_logo
from epaper.order import Order
from epaper.places import CACHE, ORDERS_FILE, PAPER_FILE, fonts_dir
from epaper.resources import load_layout
from epaper.systemfonts import lacking, system_folders, take_faces
from epaper.typeset import FontBook, LineOf, repair_orders, repair_paper, repair_record
from epaper.typeset.glyphs import unknown_line
from epaper.typeset.repairs import Prints
from epaper.wire.copyedit import edit_paper, edit_record
from epaper.wire.frontmatter import HEAD_LIMIT
from epaper.wire.links import with_notes
from epaper.wire.orders import read_orders
from epaper.wire.paper import read_paper
from epaper.wire.records import ARTICLES, read_records


@dataclass(frozen=True, kw_only=True)
class OpenDay:
    """What is known before a story is chosen.

    `records` are those that run, as they are printed. `killed` says which do not, `unread` which
    could not be read. `own_fonts` are folders of faces besides the house's.
    """

    paper: Paper
    layout: Layout
    fonts: FontBook
    records: tuple[Record, ...]
    orders: DayOrders
    problems: tuple[Problem, ...]
    killed: tuple[Problem, ...]
    unread: tuple[HeldOut, ...]
    own_fonts: tuple[Path, ...] = ()

    def without_notices(self) -> OpenDay:
        """The same day of a paper that has none of its own."""
        return replace(
            self,
            paper=replace(self.paper, notices=()),
            orders=replace(self.orders, notices=()),
        )


def open_day(order: Order) -> OpenDay:
    """The paper, the records that run as they are printed, and what the desk wants of the day.

    Raises PaperError, LayoutError, DayError when there is nothing to work with, EditionError for
    a draft in place of what readers see.
    """
    filed_paper = read_paper(order.folder)
    own_fonts, taken = _faces(filed_paper, order.folder, order.day)
    fonts = FontBook.load(fonts_dir(), *own_fonts)
    paper, changed = _paper_of_day(order, filed_paper, fonts.prints)
    layout = load_layout(order.format or paper.format, order.folder).for_paper(paper.language)
    _keep_published(order, layout)
    paper, marks = with_logo(paper, order.folder, layout, strict=order.strict)
    filed = _filed(order.folder, order.day, paper)
    orders, noted = repair_orders(
        filed.orders, order.orders_file, paper.language, fonts.prints, order.line_of
    )
    records, told = _edited(filed, paper, fonts.prints, order.line_of)
    unread, kept = _unread(filed, order)
    return OpenDay(
        paper=paper,
        layout=layout,
        fonts=fonts,
        records=records,
        orders=orders,
        problems=(*taken, *changed, *marks, *kept, *filed.wrong_orders, *noted, *told),
        killed=filed.killed,
        unread=unread,
        own_fonts=own_fonts,
    )


def records_of_day(folder: Path, day: date, paper: Paper) -> tuple[Record, ...]:
    """The records of `day` that run, as the paper prints them now; their faults are not told.

    Raises DayError where there are none.
    """
    prints = FontBook.load(fonts_dir(), *_faces(paper, folder, day)[0]).prints
    return _edited(_filed(folder, day, paper), paper, prints)[0]


@dataclass(frozen=True, kw_only=True)
class _DayFiles:
    """A day's files, read: the records that run, as they were filed, and the desk's orders.

    `faults` are of the files of records, but for fields of a record that does not run.
    """

    running: tuple[Record, ...]
    orders: DayOrders
    faults: tuple[Problem, ...]
    wrong_orders: tuple[Problem, ...]
    killed: tuple[Problem, ...]


def _filed(folder: Path, day: date, paper: Paper) -> _DayFiles:
    """What the desk has for the day, and its two decisions: who runs, in which section."""
    records, faults = read_records(folder, day, paper)
    orders, wrong_orders = read_orders(folder, day, paper, records)
    running, killed = without_killed(records, orders)
    return _DayFiles(
        running=in_sections(running, paper),
        orders=orders,
        faults=tuple(_of_running(faults, records, running)),
        wrong_orders=wrong_orders,
        killed=killed,
    )


def _of_running(
    faults: Sequence[Problem], records: Sequence[Record], running: Sequence[Record]
) -> list[Problem]:
    """The faults without those that would hold out a field of a record that does not run."""
    killed = {record.file for record in records} - {record.file for record in running}
    return [
        problem
        for problem in faults
        if problem.severity is not Severity.STOP or problem.where.file not in killed
    ]


def _edited(
    filed: _DayFiles, paper: Paper, prints: Prints, line_of: LineOf = unknown_line
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The records as the paper prints them, and what of their signs and words was changed.

    Signs that no face has come first: what they become is edited like all other copy.
    """
    repaired = [repair_record(record, prints, line_of) for record in filed.running]
    told = [problem for _, problems in repaired for problem in problems]
    kept, changed = edit_copy([record for record, _ in repaired], paper, filed.orders)
    edited = [edit_record(record) for record in kept]
    if paper.links is Links.NOTES:
        edited = [with_notes(record) for record in edited]
    return tuple(edited), (*told, *changed)


def _unread(filed: _DayFiles, order: Order) -> tuple[tuple[HeldOut, ...], list[Problem]]:
    """What of the day's files could not be read, and the faults that are not the reason."""
    unread = held_unread(
        filed.faults,
        filed.running,
        f"{order.day:%Y-%m-%d}/{ARTICLES}/",
        lambda file: _head_of(order.folder / file),
        filed.orders.lead,
    )
    reasons = {problem for held in unread for problem in held.reasons}
    return unread, [problem for problem in filed.faults if problem not in reasons]


def _head_of(path: Path) -> str:
    """The beginning of a file that could not be read as a record; empty if there is none."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_LIMIT).decode("utf-8", "replace")
    except OSError:
        return ""


def _paper_of_day(order: Order, filed: Paper, prints: Prints) -> tuple[Paper, tuple[Problem, ...]]:
    """The paper, with all the notices that its pages may be filled with, and what was changed."""
    paper, changed = repair_paper(filed, prints, order.line_of)
    paper = with_notices(edit_paper(paper))
    leads = past_leads(Shelf(order.folder), order.day, paper.language)
    past = [(lead.day, lead.headline, lead.opening) for lead in leads]
    return with_past(paper, past), changed


def _keep_published(order: Order, layout: Layout) -> None:
    """Raise EditionError for a draft that would take a published edition from its readers."""
    shelf = Shelf(order.folder)
    if not order.draft or order.force or layout.name not in shelf.formats(order.day):
        return
    try:
        seen = not shelf.manifest(order.day, layout.name).draft
    except EditionError:  # a broken one is shown to nobody
        return
    if seen:
        raise EditionError(
            f"readers see an edition of {order.day} in {layout.name}: a draft would take it away",
            "draft in another --format, or --force it: the edition is kept, and back again with "
            f"epaper unpublish {order.day} --format {layout.name} --delete",
        )


def _faces(paper: Paper, folder: Path, day: date) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The paper's own folder of faces and, where it allows that, the machine's for this day."""
    own = _own_fonts(folder)
    if not paper.system_fonts:
        return own, ()
    day_dir = folder / f"{day:%Y-%m-%d}"
    filed = [folder / PAPER_FILE, day_dir / ORDERS_FILE, *(day_dir / ARTICLES).glob("*.md")]
    wanted = lacking(filed, FontBook.load(fonts_dir(), *own).prints)
    faces, notes = take_faces(wanted, folder / CACHE / "system-fonts", system_folders())
    return (*own, *faces), notes


def _own_fonts(folder: Path) -> tuple[Path, ...]:
    """The paper's own folder of faces, for letters that the house has none of, if it has one."""
    fonts = folder / "fonts"
    return (fonts,) if (fonts / "fonts.toml").is_file() else ()

"""Filing: the items of import files become records; what a person changed is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from pathlib import Path

from epaper.model import Paper, Photo, Problem, Record
from epaper.wire.faults import Faults
from epaper.wire.fields import LANGUAGE
from epaper.wire.importers.clean import clean_byline, clean_item
from epaper.wire.importers.item import Item
from epaper.wire.importers.ledger import (
    LEDGER_FILE,
    Entry,
    LedgerError,
    digest,
    read_ledger,
    write_ledger,
)
from epaper.wire.importers.pictures import (
    Print,
    is_remote,
    photos_there,
    read_picture,
    write_pictures,
)
from epaper.wire.importers.sections import Sections
from epaper.wire.importers.sources import Found, read_sources
from epaper.wire.records import ARTICLES, PHOTOS
from epaper.wire.text import SLUG_LIMIT, slug_of, stem_slug
from epaper.wire.write import render_record, write_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one item: its headline or id, its file from the paper's folder, why."""

    item: str
    file: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, in the order of the items; every item is in exactly one list.

    `written` are new and renewed records, `unchanged` those that stood there as they are, `kept`
    those that a person changed or took away, `skipped` items that are no records.
    """

    written: tuple[Outcome, ...] = ()
    unchanged: tuple[Outcome, ...] = ()
    kept: tuple[Outcome, ...] = ()
    skipped: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_files(
    sources: Sequence[Path],
    folder: Path,
    day: date | None,
    paper: Paper,
    section_map: Mapping[str, str] | None = None,
) -> ImportReport:
    """File the items of `sources` as records of `day` in the paper's `folder`.

    Without a day each item goes to the day it was published. `section_map` gives section keys
    for labels. Pictures beside the import files are copied; no address is opened. A second
    import of the same files changes nothing. PaperError for a section the paper has not.
    """
    found, problems = read_sources(sources)
    desk = _Desk(folder=folder, sections=Sections(paper.sections, section_map or {}), paper=paper)
    desk.problems += problems
    days: dict[date, list[Found]] = {}
    for each in _newest(found, desk):
        if reason := _unfit(each.item, day):
            desk.skip(each, reason)
        elif when := day or (each.item.published and each.item.published.date()):
            days.setdefault(when, []).append(each)
    for when, group in sorted(days.items()):
        desk.file_day(when, group)
    desk.note_labels()
    return desk.report()


def _newest(found: Sequence[Found], desk: _Desk) -> Iterator[Found]:
    """Each item once, in its newest version; older ones are skipped."""
    best: dict[str, Found] = {}
    for each in found:
        key = each.item.key
        if key and (key not in best or _version(each.item) >= _version(best[key].item)):
            best[key] = each
    for each in found:
        if not each.item.key or best[each.item.key] is each:
            yield each
        else:
            desk.skip(each, "a newer version is in the same import")


def _version(item: Item) -> str:
    """The item's own time for comparing, in UTC; "" if it has none."""
    time = item.updated or item.published
    return time.astimezone(UTC).isoformat() if time else ""


def _unfit(item: Item, day: date | None) -> str:
    """Why the item cannot be a record; "" if it can."""
    if item.skip:
        return item.skip
    if not item.headline:
        return "it has no headline"
    if not item.blocks:
        return "it has no text"
    if not item.key:
        return "it has no id"
    if not day and not item.published:
        return "it has no date: name one with --date"
    if item.embargoed and day and item.embargoed.date() > day:
        return f"it is embargoed until {item.embargoed.isoformat()}"
    return ""


@dataclass(slots=True, kw_only=True)
class _Desk:
    """The work in progress: what each item became, and what there is to say."""

    folder: Path
    sections: Sections
    paper: Paper
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)

    def say(self, outcome: str, each: Found, file: str = "", reason: str = "") -> None:
        """Note what became of an item."""
        item = each.item
        name = item.headline or item.key or f"{each.path.name}:{item.line}"
        self.outcomes.setdefault(outcome, []).append(Outcome(item=name, file=file, reason=reason))

    def skip(self, each: Found, reason: str) -> None:
        """Note that an item is no record, and why."""
        self.say("skipped", each, reason=reason)

    def report(self) -> ImportReport:
        """All of it."""
        lists = {name: tuple(found) for name, found in self.outcomes.items()}
        return ImportReport(**lists, problems=tuple(self.problems))

    def file_day(self, day: date, group: Sequence[Found]) -> None:
        """File the items of one day and keep its ledger."""
        day_folder = self.folder / day.isoformat()
        try:
            shelf = _Shelf(day_folder)
        except (LedgerError, OSError) as error:
            faults = Faults(f"{day.isoformat()}/{LEDGER_FILE}")
            hint = "mend it, or delete it: then changed records are imported a second time"
            faults.add("W-504", f"the list of imports cannot be read: {error}", hint=hint)
            self.problems += faults.found
            for each in group:
                self.skip(each, f"{LEDGER_FILE} of the day cannot be read")
            return
        for each in group:
            try:
                self.file_item(each, shelf)
            except OSError as error:
                self.skip(each, f"it cannot be written: {error.strerror}")
        try:
            if shelf.entries:
                write_ledger(day_folder, shelf.entries)
        except OSError as error:
            faults = Faults(f"{day.isoformat()}/{LEDGER_FILE}")
            faults.add("W-504", f"the list of imports cannot be written: {error.strerror}")
            self.problems += faults.found

    def file_item(self, each: Found, shelf: _Shelf) -> None:
        """File one item: new, renewed, unchanged, or kept as a person left it."""
        key = each.item.key
        entry = shelf.entries.get(key)
        if entry and (reason := shelf.changed(entry)):
            self.say("kept", each, shelf.name(entry.file), reason)
            return
        item = clean_item(each.item)
        if entry and _version(item) < entry.version:
            self.say("unchanged", each, shelf.name(entry.file), "a newer version stands there")
            return
        prints = self.prints(each, shelf, entry)
        record = self.record(item, prints)
        file = entry.file if entry else shelf.free_file(record)
        data = shelf.rendered(record, file)
        photos = {picture.sha256: picture.file for picture in prints}
        known = (entry.photos if entry else {}) | photos
        write_pictures(prints, shelf.folder / PHOTOS)
        same = shelf.bytes_of(file) == data
        if not same:
            write_bytes(shelf.folder / ARTICLES / file, data)
            self.note(each, item)
        shelf.entries[key] = Entry(
            file=file, sha256=digest(data), version=_version(item), photos=known
        )
        reason = "renewed" if entry and not same else ""
        self.say("unchanged" if same else "written", each, shelf.name(file), reason)

    def prints(self, each: Found, shelf: _Shelf, entry: Entry | None) -> list[Print]:
        """The item's local pictures under the names they have or get; others are named."""
        faults = Faults(each.path.name)
        prints: list[Print] = []
        remote = [shot for shot in each.item.shots if is_remote(shot.href)]
        if remote:
            count = f"{len(remote)} pictures" if len(remote) > 1 else "a picture"
            said = f"{count} of “{each.item.headline[:40]}” left out: no address is opened"
            hint = "save them beside the import file and name them by path"
            faults.add("W-502", said, line=each.item.line, hint=hint)
        for shot in each.item.shots:
            if shot in remote:
                continue
            picture = read_picture(shot, each.path.parent, shelf.photos)
            if isinstance(picture, str):
                said = f"the picture {shot.href[:80]} is left out: {picture}"
                faults.add("W-503", said, line=each.item.line)
                continue
            known = entry.photos.get(picture.sha256) if entry else None
            picture = replace(picture, file=known) if known else picture
            shelf.photos[picture.file] = picture.sha256
            prints.append(picture)
        self.problems += faults.found
        return prints

    def record(self, item: Item, prints: Sequence[Print]) -> Record:
        """The record of a cleaned item; its slug is its headline's."""
        credits = clean_byline(item.byline, item.agency)
        section = self.sections.key_of(item.labels)
        if item.labels and not section:
            self.labels[item.labels[0]] = self.labels.get(item.labels[0], 0) + 1
        return Record(
            slug=slug_of(item.headline),
            file="",
            headline=item.headline,
            body=item.blocks,
            standfirst=item.standfirst,
            byline=credits.names,
            agency=credits.agency,
            dateline=item.dateline,
            published=item.published,
            updated=item.updated,
            section=section,
            form=credits.form,
            language=self.language(item.language),
            photos=tuple(_photo(picture) for picture in prints),
            url=item.url,
        )

    def language(self, tag: str) -> str:
        """The item's language where it is not the paper's."""
        own = self.paper.language.lower()
        if not LANGUAGE.fullmatch(tag) or tag.lower() in (own, own.split("-")[0]):
            return ""
        return tag

    def note(self, each: Found, item: Item) -> None:
        """W-505 for what of an item has no place in a record."""
        if item.notes:
            faults = Faults(each.path.name)
            said = f"left out of “{item.headline[:40]}”: {', '.join(item.notes)}"
            faults.add("W-505", said, line=item.line)
            self.problems += faults.found

    def note_labels(self) -> None:
        """W-501 for each section label that led nowhere."""
        faults = Faults("")
        for label, count in self.labels.items():
            first = self.sections.first.name
            said = f"no section is named {label}: {count} put into {first}"
            faults.add("W-501", said, of="section", hint="map the label to a section")
        self.problems += faults.found


def _photo(picture: Print) -> Photo:
    shot = picture.shot
    return Photo(
        file=picture.file,
        caption=shot.caption,
        credit=shot.credit,
        alt=shot.alt,
        focus=shot.focus,
    )


class _Shelf:
    """A day's folder as it stands and grows during an import."""

    def __init__(self, folder: Path) -> None:
        """Read what is there; LedgerError if its list of imports cannot be read."""
        self.folder = folder
        self.entries = read_ledger(folder)
        self.photos = photos_there(folder / PHOTOS)
        self.slugs = set(_slugs_there(folder / ARTICLES))
        self.slugs |= {stem_slug(Path(entry.file).stem) for entry in self.entries.values()}

    def name(self, file: str) -> str:
        """A record's file as the report names it."""
        return f"{self.folder.name}/{ARTICLES}/{file}"

    def bytes_of(self, file: str) -> bytes | None:
        """The bytes of a record's file; None if there is none."""
        try:
            return (self.folder / ARTICLES / file).read_bytes()
        except FileNotFoundError:
            return None

    def rendered(self, record: Record, file: str) -> bytes:
        """The bytes of `record` in `file`, which gives it its slug."""
        stem = Path(file).stem
        return render_record(replace(record, slug=stem_slug(stem)), stem=stem).encode()

    def changed(self, entry: Entry) -> str:
        """How a person changed the file since it was imported; "" if not."""
        data = self.bytes_of(entry.file)
        if data is None:
            return f"it was taken away; delete its entry in {LEDGER_FILE} to import it again"
        return "" if digest(data) == entry.sha256 else "it was changed by hand"

    def free_file(self, record: Record) -> str:
        """A file name from the record's slug that is free, or has this very record."""
        base, number = record.slug, 1
        while True:
            tail = f"-{number}" if number > 1 else ""
            slug = slug_of(base, limit=SLUG_LIMIT - len(tail)) + tail
            file = f"{slug}.md"
            if slug not in self.slugs or (
                self.bytes_of(file) == self.rendered(record, file)
                and all(entry.file != file for entry in self.entries.values())
            ):
                self.slugs.add(slug)
                return file
            number += 1


def _slugs_there(articles: Path) -> Iterator[str]:
    """The slugs of the records in a folder: of their names, and those filed in them."""
    for path in sorted(articles.glob("*.md")) if articles.is_dir() else ():
        yield stem_slug(path.stem)
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(64 * 1024)
            if filed := re.search(rb"^slug: *[\"']?([a-z0-9-]+)", head, re.MULTILINE):
                yield filed[1].decode()

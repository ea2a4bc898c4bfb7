"""Filing: the items of import files become records; what a person changed is left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from pathlib import Path

from epaper.model import Paper, Photo, Problem, Record
from epaper.model.paper import day_in
from epaper.text import slug_of
from epaper.wire.faults import Faults
from epaper.wire.fields import LANGUAGE
from epaper.wire.importers.clean import clean_byline, clean_item
from epaper.wire.importers.item import WireItem
from epaper.wire.importers.ledger import (
    LEDGER_FILE,
    LedgerEntry,
    LedgerError,
    digest,
    write_ledger,
)
from epaper.wire.importers.pictures import (
    LocalPicture,
    is_remote,
    read_picture,
    write_pictures,
)
from epaper.wire.importers.sections import Sections
from epaper.wire.importers.shelf import DayFolder
from epaper.wire.importers.sources import Found, read_sources
from epaper.wire.records import ARTICLES, PHOTOS
from epaper.wire.write import write_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An item that is no record: its headline or id, and why."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, in the order of the items; every item is in exactly one list.

    `written` are new and renewed records, `unchanged` those that stood there as they are, `kept`
    those that a person changed or took away: their files, from the paper's folder. `skipped`
    are items that are no records.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_files(
    sources: Sequence[Path],
    folder: Path,
    day: date | None,
    paper: Paper,
    section_map: Mapping[str, str] | None = None,
) -> ImportReport:
    """File the items of `sources` as records of `day` in the paper's `folder`.

    Without a day each item goes to the day it was published, by the paper's clock. `section_map`
    gives section keys for labels, before that of the paper. Pictures beside the import files are
    copied; no address is opened. A second import of the same files changes nothing. PaperError for
    a section the paper has not.
    """
    found, problems = read_sources(sources, paper.zone)
    sections = Sections(paper.sections, {**paper.section_map, **(section_map or {})})
    desk = _Desk(folder=folder, sections=sections, paper=paper)
    desk.problems += problems
    days: dict[date, list[Found]] = {}
    for each in _newest(found, desk):
        published = each.item.published
        when = day or (day_in(paper.zone, published) if published else None)
        if reason := _unfit(each.item, when, paper.zone):
            desk.skip(each, reason)
        elif when:
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


def _version(item: WireItem) -> str:
    """The item's own time for comparing, in UTC; "" if it has none."""
    time = item.updated or item.published
    return time.astimezone(UTC).isoformat() if time else ""


def _unfit(item: WireItem, day: date | None, zone: tzinfo) -> str:
    """Why the item cannot be a record of `day`; "" if it can."""
    if item.skip:
        return item.skip
    if not item.headline:
        return "it has no headline"
    if not item.blocks:
        unread = "; ".join(item.notes)
        return f"it has no text: {unread}" if unread else "it has no text"
    if not item.key:
        return "it has no id"
    if not day:
        unread = ", ".join(text for _, text in item.undated)
        said = f"its date, {unread}, cannot be read" if unread else "it has no date"
        return f"{said}: name one with --date"
    if item.embargoed and day_in(zone, item.embargoed) > day:
        return f"it is embargoed until {item.embargoed.astimezone(zone).isoformat()}"
    return ""


@dataclass(slots=True, kw_only=True)
class _Desk:
    """The work in progress: what each item became, and what there is to say."""

    folder: Path
    sections: Sections
    paper: Paper
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)

    def skip(self, each: Found, reason: str) -> None:
        """Note that an item is no record, and why."""
        item = each.item
        name = item.headline or item.key or f"{each.path.name}:{item.line}"
        self.skipped.append(Skipped(item=name, reason=reason))

    def report(self) -> ImportReport:
        """All of it."""
        return ImportReport(
            written=tuple(self.written),
            unchanged=tuple(self.unchanged),
            kept=tuple(self.kept),
            skipped=tuple(self.skipped),
            problems=tuple(self.problems),
        )

    def file_day(self, day: date, group: Sequence[Found]) -> None:
        """File the items of one day and keep its ledger."""
        day_folder = self.folder / day.isoformat()
        try:
            shelf = DayFolder(day_folder)
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

    def file_item(self, each: Found, shelf: DayFolder) -> None:
        """File one item: new, renewed, unchanged, or kept as a person left it."""
        key = each.item.key
        entry = shelf.entries.get(key)
        if entry and (reason := shelf.changed(entry)):
            self.kept.append(shelf.name(entry.file))
            faults = Faults(shelf.name(entry.file))
            faults.add("W-506", f"left alone: {reason}")
            self.problems += faults.found
            return
        item = clean_item(each.item)
        if entry and _version(item) < entry.version:
            self.unchanged.append(shelf.name(entry.file))  # a newer version stands there
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
        shelf.entries[key] = LedgerEntry(
            file=file, sha256=digest(data), version=_version(item), photos=known
        )
        (self.unchanged if same else self.written).append(shelf.name(file))

    def prints(
        self, each: Found, shelf: DayFolder, entry: LedgerEntry | None
    ) -> list[LocalPicture]:
        """The item's local pictures under the names they have or get; others are named."""
        faults = Faults(each.path.name)
        prints: list[LocalPicture] = []
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

    def record(self, item: WireItem, prints: Sequence[LocalPicture]) -> Record:
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

    def note(self, each: Found, item: WireItem) -> None:
        """W-505 for what of an item has no place in a record, W-507 for times that say nothing."""
        faults = Faults(each.path.name)
        if item.notes:
            said = f"left out of “{item.headline[:40]}”: {', '.join(item.notes)}"
            faults.add("W-505", said, line=item.line)
        for name, text in item.undated:
            said = f"“{text}” of “{item.headline[:40]}” is not a time that can be read; left out"
            hint = "02/03/2026 may be two days; write it like 2026-02-04T05:40:00+00:00"
            faults.add("W-507", said, line=item.line, of=name, hint=hint)
        self.problems += faults.found

    def note_labels(self) -> None:
        """W-501 for each section label that led nowhere, with the line that mends it."""
        faults = Faults("")
        first = self.sections.first
        for label, count in self.labels.items():
            said = f"no section is named {label}: {count} put into {first.name}"
            # A quoted text of JSON is one of TOML.
            line = f'{json.dumps(label, ensure_ascii=False)} = "{first.key}"'
            hint = (
                f"under [section_map] in paper.toml, with the section that it should have: {line}"
            )
            faults.add("W-501", said, of="section", hint=hint)
        self.problems += faults.found


def _photo(picture: LocalPicture) -> Photo:
    shot = picture.shot
    return Photo(
        file=picture.file,
        caption=shot.caption,
        credit=shot.credit,
        alt=shot.alt,
        focus=shot.focus,
    )

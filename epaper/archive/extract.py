"""What the index keeps of a manifest: facts of the edition, and facts and copy of every record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from epaper.archive.facts import ArchivedSection, Edition, Image, StoryHit
from epaper.model.manifest import ImageEntry, Manifest, RecordEntry, StoryEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """A record's words as they are searched, by field; a line a paragraph."""

    headline: str
    standfirst: str
    byline: str
    caption: str
    body: str


def edition_facts(manifest: Manifest, stamp: str) -> Edition:
    """The edition, as if this were its only format."""
    front = manifest.pages[0]
    lead = min(manifest.stories, key=lambda story: story.order, default=None)
    return Edition(
        day=date.fromisoformat(manifest.date),
        format=manifest.format,
        formats=(manifest.format,),
        name=manifest.paper.name,
        language=manifest.paper.language,
        number=manifest.number,
        sections=tuple(ArchivedSection(key=s.key, name=s.name) for s in manifest.paper.sections),
        pages=len(manifest.pages),
        stories=sum(len(story.records) for story in manifest.stories),
        headline=lead.headline if lead else "",
        pdf=manifest.pdf.file,
        pdf_bytes=manifest.pdf.bytes,
        thumbnail=_image(front.thumbnail),
        small=_image(front.small),
        stamp=stamp,
        forced=manifest.forced,
        draft=manifest.draft,
        edition=manifest.edition.number,
        time=manifest.edition.time,
    )


def record_facts(manifest: Manifest) -> Iterator[tuple[StoryHit, SearchText]]:
    """Every record of the edition in the order of the paper."""
    day = date.fromisoformat(manifest.date)
    order = 0
    for story in sorted(manifest.stories, key=lambda story: story.order):
        for record in story.records:
            yield _story_hit(day, order, story, record, manifest), _copy(record)
            order += 1


def _story_hit(
    day: date, order: int, story: StoryEntry, record: RecordEntry, manifest: Manifest
) -> StoryHit:
    photo = next((photo for photo in record.photos if photo.images), None)
    return StoryHit(
        day=day,
        slug=record.slug,
        story_slug=story.slug,
        headline=record.headline,
        standfirst=record.standfirst,
        kicker=record.kicker,
        section=story.section,
        section_name=story.section_name,
        page=story.pages[0] if story.pages else 1,
        order=order,
        form=record.form,
        byline=record.byline,
        agency=record.agency,
        language=record.language or manifest.paper.language,
        read_minutes=record.read_minutes,
        published=record.published,
        updated=record.updated,
        corrects=record.corrects,
        image=_image(photo.images[0]) if photo else None,
    )


def _copy(record: RecordEntry) -> SearchText:
    """All that is printed of a record. Pull quotes repeat its body and are left out."""
    captions = [text for photo in record.photos for text in (photo.caption, photo.credit)]
    return SearchText(
        headline=record.headline,
        standfirst=_lines(record.kicker, record.standfirst),
        byline=_lines(*record.byline, record.agency),
        caption=_lines(*captions),
        body=_lines(record.dateline, *(block.text for block in record.body), *_panels(record)),
    )


def _panels(record: RecordEntry) -> Iterator[str]:
    """The words of box and table."""
    if record.box is not None:
        yield from (record.box.title, record.box.text, *record.box.items)
    if record.table is not None:
        table = record.table
        yield from (table.title, " ".join(table.columns), *map(" ".join, table.rows), table.note)


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _image(entry: ImageEntry) -> Image:
    return Image(
        file=entry.file, bytes=entry.bytes, width_px=entry.width_px, height_px=entry.height_px
    )

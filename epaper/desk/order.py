"""The desk's order: which story comes before which, in the whole day and so in each section.

An explicit rank comes first; then the paper's order of sections, the later time, the
longer copy, a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.model import Paper, Record

NO_RANK = 10_000


def in_sections(records: Sequence[Record], paper: Paper) -> tuple[Record, ...]:
    """Every record in a section: one that names none runs in the paper's first."""
    first = paper.sections[0].key
    return tuple(replace(r, section=first) if not r.section else r for r in records)


def rank_key(paper: Paper, record: Record) -> tuple[float, ...]:
    """Sorts records: the smaller the key, the more important."""
    places = {section.key: n for n, section in enumerate(paper.sections)}
    time = record.updated or record.published
    return (
        record.rank if record.rank is not None else NO_RANK,
        places.get(record.section, len(places)),
        -(time.timestamp() if time is not None else 0.0),
        -record.word_count,
        not record.photos,
    )


def in_order(paper: Paper, records: Sequence[Record]) -> list[Record]:
    """`records` by importance; the slug settles ties, whatever the order of files."""
    return sorted(records, key=lambda record: (rank_key(paper, record), record.slug))

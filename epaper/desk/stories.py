"""The desk: records in, the day's stories out, ranked, labelled, the small ones gathered.

Briefs, letters and corrections are gathered under a standing head: briefs by section
where a section has enough of them, the others together. One that has a picture is a story of
its own instead: pictures stand beside stories, and the copy under a standing head has no place
for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import count

from epaper.desk.order import in_order
from epaper.desk.quotes import pull_quotes
from epaper.desk.say import lead_first, of_its_own, with_orders
from epaper.language.phrases import Phrases
from epaper.model import (
    GATHERED,
    DayOrders,
    Form,
    Paper,
    Picture,
    Problem,
    Record,
    Story,
    read_minutes,
)

NO_ORDERS = DayOrders()
BRIEFS_OWN_COLUMN = 3  # briefs of one section from which on they get a column of their own
STANDING_HEADS = {Form.BRIEF: "briefs", Form.LETTER: "letters", Form.CORRECTION: "corrections"}
# Of a story of its own; a brief that has grown into one says nothing of it.
FORM_KICKERS = {
    Form.EDITORIAL: "editorial",
    Form.COLUMN: "column",
    Form.LETTER: "letters",
    Form.CORRECTION: "corrections",
}


def choose_stories(
    records: Sequence[Record],
    pictures: Mapping[str, Picture],
    paper: Paper,
    orders: DayOrders = NO_ORDERS,
) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """Every record as a story or part of a gathered one, most important first, and what was odd.

    `pictures` are the printable photos by the file name records use. `order` counts
    from 0, the lead; gathered stories come last. `records` are those that run, each in a
    section. A brief, letter or correction with a printable picture runs as a story after
    the day's others, but where it has a rank (D-105). A story without a pull quote filed gets
    some from its body, unless the paper wants none. `orders` name the lead and keep stories
    where the desk wants them; reports D-102, D-103 and D-105.
    """
    small = {r.slug for r in records if r.form in GATHERED and not _pictured(r, pictures)}
    filed, unled = lead_first(in_order(paper, records), orders, small)
    single = _own_last([r for r in filed if r.slug not in small], orders)
    gathered = [record for record in filed if record.slug in small]
    groups = [group for form in STANDING_HEADS for group in _gather(gathered, form)]
    desk = _Labels(Phrases(paper.language), paper.zone)
    stories = [desk.story(record, order, pictures) for order, record in enumerate(single)]
    if paper.pull_quotes:
        stories = [replace(story, quotes=pull_quotes(story.record)) for story in stories]
    taken = {record.slug for record in records}
    stories += [
        desk.gathered(group, len(single) + number, _free_prefix(group, taken))
        for number, group in enumerate(groups)
    ]
    ordered = [with_orders(story, orders) for story in stories]
    apart = [problem for _, problems in ordered for problem in problems]
    grown = [of_its_own(record) for record in single if record.form in GATHERED]
    return tuple(story for story, _ in ordered), (*unled, *apart, *grown)


def _pictured(record: Record, pictures: Mapping[str, Picture]) -> bool:
    """True for a record with a picture to print."""
    return any(photo.file in pictures for photo in record.photos)


def _own_last(single: Sequence[Record], orders: DayOrders) -> list[Record]:
    """The stories, behind them what is one for its picture alone, unless the desk ranked it."""

    def grown(record: Record) -> bool:
        return record.form in GATHERED and record.rank is None and record.slug != orders.lead

    return sorted(single, key=grown)


def _free_prefix(group: Sequence[Record], taken: set[str]) -> str:
    """What a gathered story's slug begins with: a record may be named letters-… itself.

    Make-up names a part of a gathered story by its own first member, so none of them may clash.
    The names are added to `taken`.
    """
    head = STANDING_HEADS[group[0].form]
    prefixes = (f"{head}-{number}-" if number > 1 else f"{head}-" for number in count(1))
    for prefix in prefixes:
        slugs = {prefix + record.slug for record in group}
        if not slugs & taken:
            taken |= slugs
            return prefix
    raise AssertionError("count() has no end")


def _gather(filed: Sequence[Record], form: Form) -> Iterator[tuple[Record, ...]]:
    """Groups of one form, each in one section; make-up parts those too large for their place."""
    records = [record for record in filed if record.form is form]
    by_section: dict[str, list[Record]] = {}
    for record in records:
        by_section.setdefault(record.section, []).append(record)
    common: list[Record] = []
    own: list[list[Record]] = []
    for group in by_section.values():
        if form is Form.BRIEF and len(group) < BRIEFS_OWN_COLUMN:
            common += group
        else:
            own.append(group)
    yield from map(tuple, [common, *own] if common else own)


@dataclass(frozen=True, slots=True)
class _Labels:
    """Stories of this paper: its words, its clock."""

    phrases: Phrases
    zone: tzinfo

    def story(self, record: Record, order: int, pictures: Mapping[str, Picture]) -> Story:
        """A record as a story of its own."""
        minutes = read_minutes(record.word_count)
        kicker = FORM_KICKERS.get(record.form)
        return Story(
            slug=record.slug,
            section=record.section,
            form=Form.STORY if record.form in GATHERED else record.form,
            order=order,
            members=(record,),
            headline=record.headline,
            kicker=record.kicker or (self.phrases.say(kicker) if kicker else ""),
            standfirst=record.standfirst,
            byline=tuple(self._byline(record, minutes)),
            read_minutes=minutes,
            pictures=tuple(
                (index, pictures[photo.file])
                for index, photo in enumerate(record.photos)
                if photo.file in pictures
            ),
            quotes=record.quotes,
        )

    def _byline(self, record: Record, minutes: int) -> Iterator[str]:
        """The parts of the byline: names, agency, place, update, read time."""
        if record.byline:
            yield self.phrases.say("by", names=self.phrases.listed(record.byline))
        if record.agency:
            yield record.agency
        if record.dateline:
            yield record.dateline
        if record.updated is not None:
            time = record.updated.astimezone(self.zone)
            yield self.phrases.say("updated", time=f"{time:%H:%M}")
        yield self.phrases.say("min_read", minutes=minutes)

    def gathered(self, group: tuple[Record, ...], order: int, prefix: str) -> Story:
        """Records of one form as one story under its standing head."""
        form = group[0].form
        return Story(
            slug=prefix + group[0].slug,
            section=group[0].section,
            form=form,
            order=order,
            members=group,
            headline=self.phrases.say(STANDING_HEADS[form]),
            read_minutes=read_minutes(sum(record.word_count for record in group)),
        )

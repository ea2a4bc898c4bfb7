"""The desk: records in, the day's stories out, ranked, labelled, the small ones gathered.

Briefs, letters and corrections are gathered under a standing head: briefs by section
where a section has enough of them, the others together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.desk.order import in_order
from epaper.desk.quotes import pull_quotes
from epaper.desk.say import lead_first, with_orders, without_killed
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
from epaper.phrases import Phrases

NO_ORDERS = DayOrders()
BRIEFS_OWN_COLUMN = 3  # briefs of one section from which on they get a column of their own
STANDING_HEADS = {Form.BRIEF: "briefs", Form.LETTER: "letters", Form.CORRECTION: "corrections"}
FORM_KICKERS = {Form.EDITORIAL: "editorial", Form.COLUMN: "column"}


def choose_stories(
    records: Sequence[Record],
    pictures: Mapping[str, Picture],
    paper: Paper,
    orders: DayOrders = NO_ORDERS,
) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """Every record as a story or part of a gathered one, most important first, and what was odd.

    `pictures` are the printable photos by the file name records use. `order` counts
    from 0, the lead; gathered stories come last. A record without a section runs in the
    paper's first. A story without a pull quote filed gets some from its body, unless the paper
    wants none. `orders` leave records out, name the lead, keep stories where the desk
    wants them; reports D-101 to D-104.
    """
    phrases = Phrases(paper.language)
    running, killed = without_killed(records, orders)
    placed = [replace(r, section=r.section or paper.sections[0].key) for r in running]
    filed, unled = lead_first(in_order(paper, placed), orders)
    single = [record for record in filed if record.form not in GATHERED]
    groups = [group for form in STANDING_HEADS for group in _gather(filed, form)]
    stories = [_story(record, order, pictures, phrases) for order, record in enumerate(single)]
    if paper.pull_quotes:
        stories = [replace(story, quotes=pull_quotes(story.record)) for story in stories]
    stories += [
        _gathered(group, len(single) + number, phrases) for number, group in enumerate(groups)
    ]
    ordered = [with_orders(story, orders) for story in stories]
    apart = [problem for _, problems in ordered for problem in problems]
    return tuple(story for story, _ in ordered), (*killed, *unled, *apart)


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


def _story(record: Record, order: int, pictures: Mapping[str, Picture], phrases: Phrases) -> Story:
    minutes = read_minutes(record.word_count)
    form_kicker = FORM_KICKERS.get(record.form)
    return Story(
        slug=record.slug,
        section=record.section,
        form=record.form,
        order=order,
        members=(record,),
        headline=record.headline,
        kicker=record.kicker or (phrases.say(form_kicker) if form_kicker else ""),
        standfirst=record.standfirst,
        byline=tuple(_byline(record, minutes, phrases)),
        read_minutes=minutes,
        pictures=tuple(
            (index, pictures[photo.file])
            for index, photo in enumerate(record.photos)
            if photo.file in pictures
        ),
        quotes=record.quotes,
    )


def _byline(record: Record, minutes: int, phrases: Phrases) -> Iterator[str]:
    """The parts of the byline: names, agency, place, update, read time."""
    if record.byline:
        yield phrases.say("by", names=phrases.listed(record.byline))
    if record.agency:
        yield record.agency
    if record.dateline:
        yield record.dateline
    if record.updated is not None:
        yield phrases.say("updated", time=f"{record.updated:%H:%M}")
    yield phrases.say("min_read", minutes=minutes)


def _gathered(group: tuple[Record, ...], order: int, phrases: Phrases) -> Story:
    form = group[0].form
    return Story(
        slug=f"{STANDING_HEADS[form]}-{group[0].slug}",
        section=group[0].section,
        form=form,
        order=order,
        members=group,
        headline=phrases.say(STANDING_HEADS[form]),
        read_minutes=read_minutes(sum(record.word_count for record in group)),
    )

"""The copy desk's work on one day: every rule that the paper wants, in the order it is done in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from epaper.copydesk.bodies import clean_body, clean_standfirst
from epaper.copydesk.briefs import short_as_briefs
from epaper.copydesk.captions import clean_captions
from epaper.copydesk.cases import Vocabulary, cased_headline
from epaper.copydesk.changed import Changed
from epaper.copydesk.heads import clean_headline
from epaper.model import CopyRule, DayOrders, HeadlineCase, Paper, Problem, Record

Rule = Callable[[Record], Changed]
RULES: Sequence[tuple[CopyRule, Rule]] = (
    (CopyRule.HEADLINES, clean_headline),
    (CopyRule.LINES, clean_standfirst),
    (CopyRule.LINES, clean_body),
    (CopyRule.CAPTIONS, clean_captions),
)


def edit_copy(
    records: Sequence[Record], paper: Paper, orders: DayOrders
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The records as the copy desk passes them on, in the same order, and D-201 to D-206."""
    told: list[Problem] = []
    edited = []
    for record in records:
        for rule, edit in RULES:
            if rule not in paper.copy_desk_off:
                record, problems = edit(record)
                told += problems
        edited.append(record)
    if paper.headline_case is not HeadlineCase.AS_SENT:
        words = Vocabulary.of(edited)
        cased = [cased_headline(record, paper.headline_case, words) for record in edited]
        edited = [record for record, _ in cased]
        told += [problem for _, problems in cased for problem in problems]
    if CopyRule.BRIEFS not in paper.copy_desk_off:
        edited, problems = short_as_briefs(edited, orders)
        told += problems
    return tuple(edited), tuple(told)

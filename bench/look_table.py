"""The table of looks: figures made of samples, each beside what issue 17 wants of it.

In: samples of editions by format. Out: a table in Markdown, and the same with the figures of a
kept run before those of this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from look_measures import Value

ALL = "all"
NARROW = "a4", "tablet"
NONE = "none"  # where there is nothing to measure
SHORT = " !"  # of a figure that falls short of its target

Figure = Callable[[Sequence[Value]], float | str]


def share(values: Sequence[Value]) -> float:
    """Of samples that are 0 or 1 the share that is 1; of others the mean."""
    return fmean(map(float, values))


def middle(values: Sequence[Value]) -> float:
    """The median."""
    return median(map(float, values))


def most(values: Sequence[Value]) -> float:
    """The largest."""
    return max(map(float, values))


def total(values: Sequence[Value]) -> float:
    """All of them added."""
    return sum(map(float, values))


def kinds(values: Sequence[Value]) -> float:
    """How many are different."""
    return float(len(set(values)))


def commonest(values: Sequence[Value]) -> float:
    """The share of the commonest."""
    return Counter(values).most_common(1)[0][1] / len(values)


def two_commonest(values: Sequence[Value]) -> float:
    """The share of the two commonest."""
    return sum(count for _, count in Counter(values).most_common(2)) / len(values)


def which(values: Sequence[Value]) -> str:
    """The commonest itself; of several the first that came."""
    return str(Counter(values).most_common(1)[0][0])


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a figure should be: at most, or at least; of some formats another, or none."""

    most: float | None = None
    least: float | None = None
    others: Mapping[str, float] = field(default_factory=dict)
    formats: tuple[str, ...] = ()

    def met(self, form: str, value: float) -> bool:
        """True if the figure of that format is good enough, or nothing is wanted of it."""
        if self.formats and form not in self.formats:
            return True
        if self.most is not None:
            return value <= self.others.get(form, self.most) + 1e-9
        return self.least is None or value >= self.others.get(form, self.least) - 1e-9


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A line of the table: its words, of which sample it is made, how, and what is wanted."""

    words: str
    sample: str
    figure: Figure = share
    unit: str = "%"
    target: Target | None = None

    def value(self, samples: Mapping[str, Sequence[Value]]) -> float | str | None:
        """The figure, None where there is nothing to make it of."""
        values = samples.get(self.sample, ())
        return self.figure(values) if values else None

    def said(self, value: float | str | None) -> str:
        """The figure as printed."""
        if value is None or isinstance(value, str):
            return value or NONE
        if self.unit == "%":
            return f"{100 * value:.1f} %" if value < 0.1995 and value else f"{100 * value:.0f} %"
        return f"{round(value, 1):g}{self.unit and ' ' + self.unit}"

    @property
    def wanted(self) -> str:
        """The target in words."""
        if self.target is None:
            return ""
        limit = self.target.most if self.target.most is not None else self.target.least
        kind = "at most" if self.target.most is not None else "at least"
        words = f"{kind} {self.said(limit)}" if limit else NONE
        by = {
            value: [f for f, v in self.target.others.items() if v == value]
            for value in self.target.others.values()
        }
        for value, forms in by.items():
            words += f"; {', '.join(forms)} {self.said(value)}"
        return words + (f" ({', '.join(self.target.formats)})" if self.target.formats else "")


NEWSPAPERS = "berliner", "broadsheet", "tabloid"
NO = Target(most=0.0)
EVERY = Target(least=1.0)

MEASURES = (
    Measure(
        words="inside pages of two stories or more that are all bands",
        sample="band",
        target=Target(most=0.15, others=dict.fromkeys(NARROW, 0.35)),
    ),
    Measure(
        words="longest run of them in a paper",
        sample="band run",
        figure=most,
        unit="",
        target=Target(most=2.0),
    ),
    Measure(words="headline sequences that differ", sample="heads", figure=kinds, unit=""),
    Measure(words="the commonest sequence", sample="heads", figure=which, unit=""),
    Measure(words="its share", sample="heads", figure=commonest),
    Measure(words="the same on the next page", sample="heads again"),
    Measure(
        words="inside pages led at the two commonest sizes", sample="lead pt", figure=two_commonest
    ),
    Measure(
        words="largest picture of pictured pages, median of the page",
        sample="picture",
        figure=middle,
        target=Target(least=0.20),
    ),
    Measure(
        words="half the measure wide or more",
        sample="picture half",
        target=Target(least=0.8, formats=("berliner",)),
    ),
    Measure(words="the same where a story has the pixels for it", sample="picture half could"),
    Measure(words="the lead's", sample="picture lead"),
    Measure(
        words="the lead's, or with the second headline size",
        sample="picture second",
        target=Target(least=0.8),
    ),
    Measure(words="page one: largest picture, median", sample="front", figure=middle),
    Measure(
        words="page one of a day with pictures: one of 12 % or more",
        sample="front large",
        target=EVERY,
    ),
    Measure(words="the same where a picture has the pixels for it", sample="front large could"),
    Measure(words="stories on page one that jump", sample="front jump", target=Target(most=0.20)),
    Measure(words="stories inside that jump", sample="inside jump", target=Target(most=0.10)),
    Measure(words="stories that jump twice", sample="twice", figure=total, unit="", target=NO),
    Measure(
        words="page 2: its largest own headline, median",
        sample="page two pt",
        figure=middle,
        unit="pt",
    ),
    Measure(
        words="page 2 with one of 36 pt or more",
        sample="page two",
        target=Target(least=1.0, formats=NEWSPAPERS),
    ),
    Measure(words="notices: text, median", sample="notice pt", figure=middle, unit="pt"),
    Measure(
        words="notices: text, largest",
        sample="notice pt",
        figure=most,
        unit="pt",
        target=Target(most=12.0),
    ),
    Measure(
        words="notices: title or text, largest", sample="notice largest pt", figure=most, unit="pt"
    ),
    Measure(words="notices: share of all pages", sample="notice share"),
    Measure(
        words="notices: largest share of a paper of 20 articles or more",
        sample="notice share large",
        figure=most,
        target=Target(most=0.03),
    ),
    Measure(
        words="most notices on a page",
        sample="notices",
        figure=most,
        unit="",
        target=Target(most=1.0),
    ),
    Measure(words="papers with a notice twice", sample="notice again"),
    Measure(words="papers of up to 8 pages with one twice", sample="notice again small", target=NO),
    Measure(words="pull quotes with a name", sample="quote named", target=EVERY),
    Measure(
        words="pull quotes", sample="quote named", figure=lambda values: float(len(values)), unit=""
    ),
    Measure(words="inside pages that share sections", sample="mixed"),
    Measure(words="with a third that the flag does not name", sample="third unnamed", target=NO),
    Measure(words="with any that the flag does not name", sample="unnamed", target=NO),
    Measure(words="pages on which a section comes back", sample="section back", target=NO),
    Measure(
        words="pages with opinion beside sport or science",
        sample="opinion beside",
        figure=total,
        unit="",
        target=NO,
    ),
    Measure(words="white, mean of editions", sample="white"),
    Measure(
        words="editions with white of 8 % or less",
        sample="white good",
        target=Target(least=0.90),
    ),
    Measure(words="pages", sample="pages", figure=total, unit=""),
    Measure(words="editions", sample="pages", figure=lambda values: float(len(values)), unit=""),
)


def table(
    now: Mapping[str, Mapping[str, Sequence[Value]]],
    then: Mapping[str, Mapping[str, Sequence[Value]]] | None = None,
) -> Iterator[str]:
    """The lines of the table: a column a format, in the order given, and one for all."""
    forms = [*now, ALL]
    rows = [["", *forms, "wanted"]]
    for measure in MEASURES:
        cells = [
            _cell(measure, form, _of(now, form), None if then is None else _of(then, form), [*now])
            for form in forms
        ]
        rows.append([measure.words, *cells, measure.wanted])
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for number, row in enumerate(rows):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(padded)} |"
        if number == 0:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"


def _of(
    samples: Mapping[str, Mapping[str, Sequence[Value]]], form: str
) -> Mapping[str, Sequence[Value]]:
    return together(samples.values()) if form == ALL else samples.get(form, {})


def together(
    samples: Iterable[Mapping[str, Sequence[Value]]],
) -> dict[str, list[Value]]:
    """The samples of several, one after another."""
    found: dict[str, list[Value]] = {}
    for each in samples:
        for name, values in each.items():
            found.setdefault(name, []).extend(values)
    return found


def _cell(
    measure: Measure,
    form: str,
    now: Mapping[str, Sequence[Value]],
    then: Mapping[str, Sequence[Value]] | None,
    forms: Sequence[str],
) -> str:
    value = measure.value(now)
    said = measure.said(value)
    target = measure.target
    # What is wanted of every format alike is wanted of all together.
    alike = target is not None and not (target.others or target.formats)
    if target is not None and isinstance(value, float) and (form != ALL or alike):
        said += "" if target.met(form, value) else SHORT
    if then is None:
        return said
    before = measure.said(measure.value(then))
    return said if before + SHORT == said or before == said else f"{before} -> {said}"

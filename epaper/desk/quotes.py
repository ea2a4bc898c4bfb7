"""Pull quotes that the desk picks from the copy, for stories that have none filed.

In: a record, copy-edited. Out: up to two passages of its body, whole sentences, word for word.
The same record gives the same quotes. Nothing is attributed that the words beside a quotation
do not say, and none begins with a word that joins it to the sentence before ("Moreover").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epaper.desk.speech import SIGNS, STOPS, Speech, quotations, sentences, speech_of
from epaper.model import GATHERED, LINE_BREAK, BlockKind, Form, Quote, Record

MOST = 2
LETTERS = range(45, 141)  # shorter says little, longer is a paragraph: at one column 4 to 9 lines
BEST_LETTERS = 85
MOST_SENTENCES = 3
MOST_FIGURES = 4  # a year
OWN_VOICE = frozenset({Form.EDITORIAL, Form.COLUMN})  # the writer may be quoted as well

# What speaks against a passage, 1 being as much as 80 letters too many.
EARLY = 3.0  # in the first two paragraphs or the last: the reader is there already
LEANING = 1.5  # its first word needs the sentence before
PRONOUN = 0.25  # another of its words does
UNCLEAR = 0.4  # a passage of which the words beside it do not say who speaks
FIGURE = 0.3
PAUSE = 0.2  # brackets, dashes, semicolons, dots
_PAUSES = re.compile("[;:…()–—]")
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:com|org|net)\b|[\[\]{}<>|/\\_*#¹²³⁰⁴-⁹]")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage that would do: its cost, its paragraph, its words."""

    cost: float
    paragraph: int
    quote: Quote


def pull_quotes(record: Record) -> tuple[Quote, ...]:
    """The quotes filed with a record, or up to two picked from its body, the better first.

    Picked are quotations, and of opinion pieces without good ones sentences of the
    writer's own. A picked one without `by` keeps its quotation marks. Gathered records have none.
    """
    speech = speech_of(record.language)
    if record.quotes or record.form in GATHERED or speech is None:
        return record.quotes
    running = [b for b in record.body if b.kind in (BlockKind.TEXT, BlockKind.QUOTATION)]
    # Out of verse no passage is taken: its line breaks are part of it.
    paragraphs = [block.text for block in running if LINE_BREAK not in block.text]
    passages = list(_spoken(paragraphs, speech))
    if not passages and record.form in OWN_VOICE:
        passages = list(_written(paragraphs, speech))
    return _picked(passages)


def _picked(passages: Sequence[_Passage]) -> tuple[Quote, ...]:
    """The best passages, each from a paragraph of its own; the second only if it is good."""
    picked: dict[int, Quote] = {}
    for passage in sorted(passages, key=lambda p: (p.cost, p.paragraph, p.quote.text)):
        wanted = not picked or (len(picked) < MOST and passage.cost < LEANING)
        if wanted and passage.quote not in picked.values():
            picked.setdefault(passage.paragraph, passage.quote)
    return tuple(picked.values())


def _spoken(paragraphs: Sequence[str], speech: Speech) -> Iterator[_Passage]:
    """Passages of quotations."""
    for number, paragraph in enumerate(paragraphs):
        place = _place_cost(number, len(paragraphs))
        for found in quotations(paragraph, speech):
            opening, closing = ("", "") if found.by else found.marks
            for text in _runs(found.sentences):
                if _opening(text) in speech.joints:
                    continue
                quote = Quote(text=f"{opening}{text}{closing}", by=found.by)
                cost = place + _cost(text, speech) + (0.0 if found.by else UNCLEAR)
                yield _Passage(cost, number, quote)


def _written(paragraphs: Sequence[str], speech: Speech) -> Iterator[_Passage]:
    """Sentences outside quotation marks, one at a time."""
    for number, paragraph in enumerate(paragraphs):
        place = _place_cost(number, len(paragraphs))
        for text in sentences(paragraph):
            joined = _opening(text) in speech.joints
            if reads_alone(text) and not joined and _closed(paragraph, text):
                yield _Passage(place + _cost(text, speech), number, Quote(text=text))


def _closed(paragraph: str, text: str) -> bool:
    """True if the sentence is not in the middle of a quotation: as many marks on its left."""
    left = paragraph[: paragraph.index(text)]
    return sum(left.count(sign) for sign in '“”„«»"') % 2 == 0


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Sentences in a row that read well alone."""
    for first in range(len(parts)):
        for count in range(1, min(MOST_SENTENCES, len(parts) - first) + 1):
            text = " ".join(parts[first : first + count])
            if reads_alone(text):
                yield text


def reads_alone(text: str) -> bool:
    """True if a passage is of good length, begins and ends like a sentence, and is all words."""
    return (
        len(text) in LETTERS
        and text.lstrip("¿¡")[:1].isupper()
        and text[-1] in STOPS
        and not text.isupper()
        and not any(sign in text for sign in SIGNS)
        and not re.search(r"(?<!\w)’", text)
        and sum(sign.isdigit() for sign in text) <= MOST_FIGURES
        and not _ADDRESS.search(text)
    )


def _cost(text: str, speech: Speech) -> float:
    """What speaks against a passage wherever it stands."""
    opening, *others = map(_word, text.split())
    cost = abs(len(text) - BEST_LETTERS) / 80
    cost += LEANING if opening in speech.pronouns else 0.0
    cost += PRONOUN * sum(word in speech.pronouns for word in others)
    cost += FIGURE * len(re.findall(r"\d+", text))
    return cost + PAUSE * len(_PAUSES.findall(text))


def _opening(text: str) -> str:
    return _word(text.split()[0])


def _word(text: str) -> str:
    return text.strip(",.;?!…¿¡").casefold()


def _place_cost(number: int, count: int) -> float:
    return EARLY if number < 2 or number == count - 1 else 0.0

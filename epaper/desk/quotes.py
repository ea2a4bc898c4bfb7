"""Pull quotes that the desk picks from the copy, for stories that have none filed.

In: a record, copy-edited. Out: up to two passages of its body, whole sentences, word for word,
each with the name of whoever says so. The same record gives the same quotes. Nothing is attributed
that the words beside a quotation do not say, and what nobody is named for is not pulled; nor what
leans on the sentence before, by a word that joins it ("Moreover") or a pronoun without its noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epaper.desk.interview import answers
from epaper.desk.speakers import spoken
from epaper.desk.speech import SIGNS, STOPS, Speech, sentences, speech_of
from epaper.model import GATHERED, LINE_BREAK, Block, BlockKind, Form, Quote, Record
from epaper.text import bare_words

MOST = 2
LETTERS = range(45, 141)  # shorter says little, longer is a paragraph: at one column 4 to 9 lines
BEST_LETTERS = 85
MOST_SENTENCES = 3
MOST_FIGURES = 4  # a year
OPENING = 4  # words in which a pronoun has no noun before it: If he wins
OWN_VOICE = frozenset({Form.EDITORIAL, Form.COLUMN})  # the writer may be quoted as well

# What speaks against a passage, 1 being as much as 80 letters too many.
EARLY = 3.0  # in the first two paragraphs or the last: the reader is there already
GOOD = 1.5  # the second one of a story costs less
PRONOUN = 0.25  # a word that needs the sentence before
FIGURE = 0.3
PAUSE = 0.2  # brackets, dashes, semicolons, dots
_PAUSES = re.compile("[;:…()–—]")
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:com|org|net)\b|[\[\]{}<>|/\\_*#¹²³⁰⁴-⁹]")
# A reporting clause within the marks, as French has it: souligne-t-elle.
_SAYS_INSIDE = re.compile(r"\w-(?:t-)?(?:il|elle|on)s?\b")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage that would do: its cost, its paragraph, its words."""

    cost: float
    paragraph: int
    quote: Quote


def pull_quotes(record: Record) -> tuple[Quote, ...]:
    """The quotes filed with a record, or up to two picked from its body, the better first.

    Picked are quotations and, of an interview filed in questions and answers, answers; of opinion
    pieces without good ones sentences of the writer's own. All have `by`: the full name that
    the story gives. Gathered records have none. Filed ones stay as they are, but for the name of
    a quotation's speaker, which is added where the story gives it and the desk has not.
    """
    speech = speech_of(record.language)
    if record.form in GATHERED or speech is None:
        return record.quotes
    running = [b for b in record.body if b.kind in (BlockKind.TEXT, BlockKind.QUOTATION)]
    # Out of verse no passage is taken: its line breaks are part of it.
    blocks = [block for block in running if LINE_BREAK not in block.text]
    paragraphs = [block.text for block in blocks]
    if record.quotes:
        return tuple(_named(record.quotes, paragraphs, speech))
    return _picked(list(_passages(record, blocks, paragraphs, speech)))


def _passages(
    record: Record, blocks: Sequence[Block], paragraphs: Sequence[str], speech: Speech
) -> Iterator[_Passage]:
    """All passages that would do: of an interview the answers alone."""
    asked = answers(blocks, speech)
    if asked is not None:
        for answer in asked:
            place = _place_cost(answer.paragraph, len(blocks))
            for text in _runs(sentences(answer.text)):
                if stands_alone(text, speech) and _closed(answer.text, text):
                    yield _passage(place, answer.paragraph, text, answer.by, speech)
        return
    found = list(_spoken(paragraphs, speech))
    if not found and record.form in OWN_VOICE and len(record.byline) == 1:
        found = list(_written(paragraphs, record.byline[0], speech))
    yield from found


def _named(filed: Sequence[Quote], paragraphs: Sequence[str], speech: Speech) -> Iterator[Quote]:
    """Filed quotes, each with a speaker if the story says who it is."""
    said = [(bare_words(each.quotation.inner), each.by) for each in spoken(paragraphs, speech)]
    for quote in filed:
        words = f" {' '.join(bare_words(quote.text))} "
        found = {by for inner, by in said if words.strip() and words in f" {' '.join(inner)} "}
        name = found.pop() if len(found) == 1 else ""
        yield Quote(text=quote.text, by=quote.by or name)


def _picked(passages: Sequence[_Passage]) -> tuple[Quote, ...]:
    """The best passages, each from a paragraph of its own; the second only if it is good."""
    picked: dict[int, Quote] = {}
    for passage in sorted(passages, key=lambda p: (p.cost, p.paragraph, p.quote.text)):
        wanted = not picked or (len(picked) < MOST and passage.cost < GOOD)
        if wanted and passage.quote not in picked.values():
            picked.setdefault(passage.paragraph, passage.quote)
    return tuple(picked.values())


def _spoken(paragraphs: Sequence[str], speech: Speech) -> Iterator[_Passage]:
    """Passages of quotations whose speaker has a name."""
    for said in spoken(paragraphs, speech):
        place = _place_cost(said.paragraph, len(paragraphs))
        for text in _runs(said.quotation.sentences) if said.by else ():
            if stands_alone(text, speech):
                yield _passage(place, said.paragraph, text, said.by, speech)


def _written(paragraphs: Sequence[str], writer: str, speech: Speech) -> Iterator[_Passage]:
    """Sentences outside quotation marks, one at a time."""
    for number, paragraph in enumerate(paragraphs):
        place = _place_cost(number, len(paragraphs))
        for text in sentences(paragraph):
            if reads_alone(text) and stands_alone(text, speech) and _closed(paragraph, text):
                yield _passage(place, number, text, writer, speech)


def _passage(place: float, paragraph: int, text: str, by: str, speech: Speech) -> _Passage:
    return _Passage(place + _cost(text, speech), paragraph, Quote(text=text, by=by))


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
        and not _SAYS_INSIDE.search(text)
    )


def stands_alone(text: str, speech: Speech) -> bool:
    """True if a passage does not lean on the sentence before it."""
    words = [_word(word) for word in text.split()]
    if words[0] in speech.joints | speech.pronouns:
        return False
    opening = " ".join(words[:OPENING])
    if any(f"{opening} ".startswith(f"{lead} ") for lead in speech.leads):
        return False
    nouns = [word[:1].isupper() and word not in ("I", "I’m", "I’ve") for word in text.split()[1:]]
    first = nouns.index(True) + 1 if True in nouns else len(words)
    return speech.persons.isdisjoint(words[: min(first, OPENING)])


def _cost(text: str, speech: Speech) -> float:
    """What speaks against a passage wherever it stands."""
    words = [_word(word) for word in text.split()]
    cost = abs(len(text) - BEST_LETTERS) / 80
    cost += PRONOUN * sum(word in speech.pronouns for word in words)
    cost += FIGURE * len(re.findall(r"\d+", text))
    return cost + PAUSE * len(_PAUSES.findall(text))


def _word(text: str) -> str:
    return text.strip(",.;?!…¿¡").casefold()


def _place_cost(number: int, count: int) -> float:
    return EARLY if number < 2 or number == count - 1 else 0.0

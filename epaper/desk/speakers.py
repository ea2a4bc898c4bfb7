"""Speakers: who says what stands between quotation marks.

In: the paragraphs of a story as printed. Out: its quotations, each with the full name of whoever
the words beside it say it is, beyond doubt, and with none where they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epaper.desk.names import PARTICLES, FullNames, is_name
from epaper.desk.speech import STOPS, Quotation, Speech, bare, ends_of, quotations, sentences

MOST_ROLE_WORDS = 4  # before a name: chief financial officer Anna Berg
HE_SAYS = 3  # words of a clause that names nobody anew: he said later
HIMSELF = "*"  # whoever spoke last


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A quotation, its paragraph's number and its speaker's name; empty if that is not said."""

    paragraph: int
    quotation: Quotation
    by: str


def spoken(paragraphs: Sequence[str], speech: Speech) -> Iterator[Spoken]:
    """The quotations of a story with their speakers, in order.

    Where the words beside one name nobody, it is of whoever spoke last, if nothing but the
    clause that named that speaker stands between.
    """
    names = FullNames(paragraphs, speech)
    before: Spoken | None = None
    for number, paragraph in enumerate(paragraphs):
        for quotation in quotations(paragraph, speech):
            by = _speaker(quotation, speech, names)
            if by == HIMSELF or (not by and _is_unattributed(quotation, speech)):
                by = before.by if before and _follows(before, number, quotation, by) else ""
            before = Spoken(paragraph=number, quotation=quotation, by=by)
            yield before


def _follows(before: Spoken, number: int, quotation: Quotation, by: str) -> bool:
    """True if a quotation follows the one before it and the clause that says whose that is.

    In a paragraph of its own it has to be all of that, or of somebody who "said".
    """
    if before.paragraph == number:
        return len(sentences(quotation.lead)) <= 1 and quotation.lead.rstrip()[-1:] in STOPS
    alone = not quotation.lead.strip() and (by == HIMSELF or not quotation.after)
    return before.paragraph == number - 1 and alone and len(sentences(before.quotation.after)) <= 1


def _is_unattributed(quotation: Quotation, speech: Speech) -> bool:
    """True if no word behind it in the next sentence says that somebody spoke."""
    reported = any(bare(word) in speech.verbs for word in quotation.clause.words)
    return not reported and not quotation.clause.goes_on


def _speaker(quotation: Quotation, speech: Speech, names: FullNames) -> str:
    """The name that the words right behind a quotation give, or those that lead to it."""
    words = _after(quotation, speech)
    if words is None:
        words = _before(quotation, speech)
    if words is None:
        return ""
    if len(words) == 1 and words[0].casefold() in speech.persons:
        return HIMSELF
    return names.of(words)


def _after(quotation: Quotation, speech: Speech) -> list[str] | None:
    """The words for a speaker in the clause behind; None if it has none.

    After a full stop a new sentence begins, perhaps about somebody else.
    """
    clause, inner = quotation.clause, quotation.inner
    words = [word for word in clause.words if word != ","]
    if inner.endswith((".", "…")) or clause.goes_on or not words:
        return None
    verb = next((n for n, word in enumerate(words) if bare(word) in speech.verbs), -1)
    if verb < 0:
        return None
    # A verb may be made of two words, and the first of them short: a déclaré, ha detto.
    if verb == 0 or (
        verb == 1 and len(words[0]) <= 3 and words[0].islower() and not _is_he(words[0], speech)
    ):
        return _subject(words[verb + 1 :], speech, follows=True)
    if inner[-1:] in STOPS and not _is_he(words[0], speech):
        return None
    return _subject(_without_auxiliary(words[:verb], speech), speech, follows=False)


def _before(quotation: Quotation, speech: Speech) -> list[str] | None:
    """The words for a speaker in the sentence that leads to a quotation: Anna Berg said: “…”."""
    lead = quotation.lead.rstrip()
    if not lead.endswith((":", ",")):
        return None
    start = max((stop.end() for stop in ends_of(lead)), default=0)
    words = [word for word in lead[start:].split() if word not in (":", ",")]
    verbs = [n for n, word in enumerate(words) if bare(word) in speech.verbs]
    if len(verbs) != 1 or verbs[0] != len(words) - 1:
        return None
    return _subject(_without_auxiliary(words[: verbs[0]], speech), speech, follows=False)


def _without_auxiliary(words: list[str], speech: Speech) -> list[str]:
    """The words before a verb without the first word of it: Anne Kerr a déclaré."""
    last = words[-1] if words else ""
    short = len(last) <= 3 and last.islower() and not _is_he(last, speech)
    return words[:-1] if short and len(words) > 1 else words


def _is_he(word: str, speech: Speech) -> bool:
    return bare(word) in speech.persons


def _subject(words: Sequence[str], speech: Speech, *, follows: bool) -> list[str] | None:
    """The name that the words before or behind a verb are, with what says who that is.

    Commas part them: of Anna Berg, the mayor, the first part is the name, of the mayor, Anna
    Berg, the second. Behind the verb (`follows`) a word that may stand beside a name ends it.
    """
    if words and all(_is_he(word, speech) for word in words[:1]) and len(words) <= HE_SAYS:
        return [bare(words[0])]
    parts = _parts(words, speech, follows=follows)
    if not parts:
        return None
    if not follows and not words[-1].endswith(","):
        return _named(parts[-1], speech)  # In Paris, Anna Berg said
    return _named(parts[0], speech) or next(
        ([*part] for part in parts[1:2] if _is_named_alone(part, speech)), None
    )


def _parts(words: Sequence[str], speech: Speech, *, follows: bool) -> list[list[str]]:
    """The words between commas; behind a verb up to one that may stand beside a name."""
    parts: list[list[str]] = [[]]
    for word in words:
        if follows and word in speech.beside and (parts[-1] or len(parts) > 1):
            break
        parts[-1].append(word.rstrip(",;:"))
        if word.endswith((",", ";", ":")):
            parts.append([])
    return [part for part in parts if part]


def _is_named_alone(part: Sequence[str], speech: Speech) -> bool:
    capital = all(word[:1].isupper() or word in PARTICLES for word in part)
    return capital and len(part) > 1 and is_name(part, speech)


def _named(part: Sequence[str], speech: Speech) -> list[str] | None:
    """The name at the end of `part`; before it may stand what the person is, and no more."""
    cut = len(part)
    while cut and (part[cut - 1][:1].isupper() or part[cut - 1] in PARTICLES):
        cut -= 1
    while cut < len(part) and part[cut] in PARTICLES:
        cut += 1
    roles, name = part[:cut], list(part[cut:])
    if roles and roles[-1].casefold() not in speech.roles:
        return None
    if len(roles) > MOST_ROLE_WORDS or any(word in speech.beside for word in roles):
        return None
    return name if is_name(name, speech) else None

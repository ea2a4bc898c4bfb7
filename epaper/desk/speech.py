"""Speech: how a language marks what somebody said, and who said it.

In: a paragraph as printed. Out: its quotations, each with the sentences in it that are whole, and
its speaker where the words beside it name one beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from epaper.model.script import relatives

STOPS = ".!?…"
SIGNS = "“”„«»\u2039\u203a‘\u201a\"'"  # quotation marks; the apostrophe is not one of them
NBSP = "\u00a0"
SHORT_WORD = 3  # letters: a capitalised word so short before a full stop may be a title
NAME_WORDS = range(2, 5)

_STOP = re.compile(rf"[{STOPS}]+[”“’»]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\w\.)*\w|\d+|Prof|Capt|Sept|Hon|Nr|Mme|Mlle|bzw|usw|vgl|etc|approx")
_PARTICLES = frozenset("de del della di da du la le van von den bin al el af av y".split())
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December The A An Its His Her Their Our I He She "
    "They Der Die Das Ein Eine Er Sie Es Le La Les Un Une Il Elle El Los Las".split()
)


@dataclass(frozen=True, kw_only=True)
class Speech:
    """A language's marks (opening, closing), its verbs of saying, its openings that lean.

    `beside` are words that may follow a speaker's name. `pronouns` and `joints` lean on the
    sentence before. `no_name` ends words that look like names and are none.
    """

    marks: tuple[tuple[str, str], ...]
    verbs: frozenset[str]
    beside: frozenset[str]
    pronouns: frozenset[str]
    joints: frozenset[str]
    no_name: tuple[str, ...] = ()

    @cached_property
    def quotation(self) -> re.Pattern[str]:
        """Matches one quotation; what it holds is in the last group that took part."""
        either = (f"{a}([^{a}{b}]*){b}" for a, b in self.marks)
        return re.compile("|".join(either))

    @cached_property
    def opening(self) -> str:
        """All opening marks."""
        return "".join(a for a, _ in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks: its whole sentences, in order, and who says them.

    A sentence that a reporting clause follows ends with a full stop here, where the
    paragraph has a comma. `marks` are the paragraph's own; a space inside them does not break.
    """

    sentences: tuple[str, ...]
    marks: tuple[str, str]
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    """What follows a quotation up to the end of its sentence or the next mark."""

    text: str
    goes_on: bool
    words: tuple[str, ...] = field(default=())


def quotations(text: str, speech: Speech) -> Iterator[Quotation]:
    """The quotations of a paragraph that begin and end with a sentence, from the left."""
    if any(a == b and text.count(a) % 2 for a, b in speech.marks):
        return  # one is open at an end: no telling which
    before = 0
    for found in speech.quotation.finditer(text):
        inner = next(group for group in found.groups() if group is not None)
        clause = _clause(text[found.end() :], speech)
        space = NBSP if inner[:1].isspace() else ""
        marks = (found.group()[0] + space, space + found.group()[-1])
        whole = _whole(inner.strip(), clause, speech) if _begins(text, found, before) else ()
        if whole:
            by = _speaker(inner.strip(), clause, speech)
            yield Quotation(sentences=whole, marks=marks, by=by)
        before = found.end()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, the last with or without an end of its own.

    Two are taken for one where a full stop may belong to a title, an initial or a number.
    """
    cuts = [0, *(stop.end() for stop in _ends(text)), len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(cuts))
    return tuple(part for part in parts if part)


def _ends(text: str) -> Iterator[re.Match[str]]:
    """The ends of sentences in `text`."""
    for stop in _STOP.finditer(text):
        after = text[stop.end() :].lstrip()[:1]
        if after and not (after.isupper() or after in SIGNS + "¿¡"):
            continue
        word = re.split(r"[\s(]", text[: stop.start()])[-1].strip(SIGNS)
        short = word[:1].isupper() and len(word) <= SHORT_WORD
        if after and stop.group() == "." and (short or _ABBREVIATION.fullmatch(word)):
            continue
        yield stop


def _begins(text: str, found: re.Match[str], before: int) -> bool:
    """True if a sentence begins with this quotation: it is not the rest of an interrupted one."""
    lead = text[: found.start()].rstrip()
    bare = lead.rstrip(SIGNS)
    if not lead or bare[-1:] in (*STOPS, ":"):
        return True
    between = text[before : found.start()]
    return lead[-1] == "," and (not before or next(_ends(between), None) is not None)


def _clause(after: str, speech: Speech) -> _Clause:
    """The clause after a quotation; it `goes_on` if a mark comes before the sentence's end."""
    opens = min((place for a in speech.opening if (place := after.find(a)) >= 0), default=-1)
    ends = next((stop.start() for stop in _ends(after)), len(after))
    if 0 <= opens < ends:
        return _Clause(after[:opens], goes_on=True)
    return _Clause(after[:ends], goes_on=False, words=tuple(after[:ends].split()))


def _whole(inner: str, clause: _Clause, speech: Speech) -> tuple[str, ...]:
    """The whole sentences of a quotation; the last one only if nothing of it is left outside."""
    parts = sentences(inner)
    if not parts or parts[-1][-1] in STOPS:
        return parts
    comma = parts[-1].endswith(",") or clause.text.startswith(",")
    reported = any(_bare(word) in speech.verbs for word in clause.words)
    if comma and reported and not clause.goes_on:
        return (*parts[:-1], parts[-1].rstrip(",") + ".")
    return parts[:-1]


def _speaker(inner: str, clause: _Clause, speech: Speech) -> str:
    """Who says it: the full name beside a verb of saying, right behind the quotation; or nothing.

    After a full stop a new sentence begins, perhaps about somebody else.
    """
    words = [word for word in clause.words if word != ","]
    if inner.endswith((".", "…")) or clause.goes_on or not words:
        return ""
    verb = next((n for n, word in enumerate(words) if _bare(word) in speech.verbs), len(words))
    # A verb may be made of two words, and the first of them short: a déclaré, ha detto.
    if verb == 0 or (verb == 1 and len(words[0]) <= 3 and words[0].islower()):
        return _name(words[verb + 1 :], speech, ends=True)
    return _name(words[:verb], speech, ends=False) if inner[-1] not in STOPS else ""


def _name(words: Sequence[str], speech: Speech, *, ends: bool) -> str:
    """The name that `words` begin with, or are; nothing if there may be more or less to it.

    A comma ends it. So does, if it `ends` the clause, a word that may stand beside a name.
    """
    name: list[str] = []
    for word in words:
        bare = word.rstrip(",;:")
        if not (bare[:1].isupper() or bare in _PARTICLES):
            if not ends or word not in speech.beside:
                return ""
            break
        name.append(bare)
        if bare != word:
            break
    return " ".join(name) if len(name) in NAME_WORDS and _is_name(name, speech) else ""


def _is_name(words: Sequence[str], speech: Speech) -> bool:
    return (
        words[0] not in _PARTICLES
        and words[-1] not in _PARTICLES
        and _NO_NAMES.isdisjoint(words)
        and not words[-1].endswith(("’s", "’", *speech.no_name))
        and all(word.replace("-", "").replace("’", "").replace(".", "").isalpha() for word in words)
    )


def _bare(word: str) -> str:
    return word.strip(",;:.").casefold()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SPEECH: Mapping[str, Speech] = {
    "en": Speech(
        marks=(("“", "”"),),
        verbs=_set(
            "said says say added adds told tells asked asks wrote writes explained explains "
            "recalled recalls warned warns insisted insists argued argues admitted admits noted "
            "notes continued concluded stated replied declared announced confirmed suggested joked"
        ),
        beside=_set("of who from at in on after during as when"),
        pronouns=_set(
            "it its it’s they they’re their them that’s this these those he he’s she she’s him her "
            "his"
        ),
        joints=_set(
            "that there but and so or also then however yet because which such both moreover "
            "furthermore otherwise likewise"
        ),
    ),
    "de": Speech(
        marks=(("„", "“"), ("»", "«")),
        verbs=_set(
            "sagt sagte sagten erklärt erklärte betont betonte schreibt schrieb meint meinte fügte "
            "warnt warnte berichtet berichtete erzählt erzählte so"
        ),
        beside=_set("am im in bei von nach vor aus"),
        pronouns=_set("es er sie dies diese dieser dieses ihr ihre sein seine"),
        joints=_set("das und aber doch denn also dann deshalb daher da dort damit dabei dazu"),
        # Whom it was said to, or when: sagte Anna Berg Journalisten, sagte Berg Montag.
        no_name=("en", "ern", "tag"),
    ),
    "fr": Speech(
        marks=(("«", "»"), ("“", "”")),
        verbs=_set(
            "dit déclare déclaré explique expliqué affirme affirmé assure assuré ajoute ajouté "
            "estime estimé écrit raconte raconté souligne souligné confie confié lance lancé "
            "indique indiqué précise précisé résume résumé"
        ),
        beside=_set("de à au lors dans sur qui en après"),
        pronouns=_set("il elle ils elles ce c’est cela ça cet cette ces son sa ses leur leurs"),
        joints=_set("et mais donc or alors ainsi puis"),
    ),
    "es": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set(
            "dijo dice afirmó afirma aseguró asegura explicó explica señaló señala declaró añadió "
            "sostuvo indicó comentó agregó destacó"
        ),
        beside=_set("de en a durante tras que"),
        pronouns=_set("él ella ellos ellas eso esto ese esta este su sus"),
        joints=_set("y pero entonces así"),
    ),
    "it": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set(
            "detto dice disse spiega spiegato afferma affermato dichiarato racconta raccontato "
            "aggiunge aggiunto sottolinea"
        ),
        beside=_set("di in a durante dopo che"),
        pronouns=_set("lui lei loro questo questa quello ciò"),
        joints=_set("e ma quindi così allora"),
    ),
    "nl": Speech(
        marks=(("“", "”"), ("„", "”")),
        verbs=_set("zegt zei aldus vertelt schrijft"),
        beside=_set("van in uit op na"),
        pronouns=_set("het hij zij ze dit deze"),
        joints=_set("dat die en maar dus want dan"),
    ),
    "pt": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set("disse diz afirmou afirma explicou explica declarou acrescentou"),
        beside=_set("de em a durante após que"),
        pronouns=_set("ele ela eles elas isso isto esse esta este seu sua"),
        joints=_set("e mas então"),
    ),
    "da": Speech(
        marks=(("»", "«"), ("”", "”"), ("“", "”")),
        verbs=_set("siger sagde skriver skrev fortæller fortalte forklarer forklarede lyder lød"),
        beside=_set("fra i på ved efter til"),
        pronouns=_set("det den de han hun dette disse"),
        joints=_set("og men så da for"),
    ),
    "nb": Speech(
        marks=(("«", "»"), ("”", "”"), ("“", "”")),
        verbs=_set("sier sa seier skriver skrev forteller fortalte forklarer forklarte mener"),
        beside=_set("fra frå i på ved etter til"),
        pronouns=_set("det den de han hun ho dette disse"),
        joints=_set("og men så da for"),
    ),
    "sv": Speech(
        marks=(("”", "”"),),
        verbs=_set("säger sade sa skriver skrev berättar"),
        beside=_set("från i på vid efter till"),
        pronouns=_set("det den de han hon detta dessa"),
        joints=_set("och men så då"),
    ),
}


def speech_of(language: str) -> Speech | None:
    """How a BCP 47 `language` marks speech; None where that is not known."""
    return next((SPEECH[tag] for tag in relatives(language) if tag in SPEECH), None)

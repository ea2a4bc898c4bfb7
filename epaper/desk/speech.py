"""Speech: how a language marks what somebody said.

In: a paragraph as printed. Out: its quotations, each with the sentences in it that are whole, and
the words beside it that may say whose they are (`speakers.py` reads those).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from epaper.model.script import relatives

STOPS = ".!?…"
SIGNS = "“”„«»\u2039\u203a‘\u201a\"'"  # quotation marks; the apostrophe is not one of them
NBSP = "\u00a0"
SHORT_WORD = 3  # letters: a capitalised word so short before a full stop may be a title

_STOP = re.compile(rf"[{STOPS}]+[”“’»]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\w\.)*\w|\d+|Prof|Capt|Sept|Hon|Nr|Mme|Mlle|bzw|usw|vgl|etc|approx")


@dataclass(frozen=True, kw_only=True)
class Speech:
    """A language's marks (opening, closing), its verbs of saying, its openings that lean.

    `beside` are words that may follow a speaker's name; `roles` may stand before it, and whoever
    is called so is the one who speaks. `pronouns` and `joints` lean on the sentence before;
    `persons` are the pronouns that stand for a speaker. `no_name` ends words that look like names
    and are none.
    """

    marks: tuple[tuple[str, str], ...]
    verbs: frozenset[str]
    beside: frozenset[str]
    pronouns: frozenset[str]
    joints: frozenset[str]
    leads: tuple[str, ...]
    persons: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
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
class Clause:
    """What follows a quotation up to the end of its sentence or the next mark.

    It `goes_on` if that mark comes before the sentence's end.
    """

    text: str
    goes_on: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks: its whole sentences, in order, and the words beside it.

    A sentence that a reporting clause follows ends with a full stop here, where the
    paragraph has a comma. `marks` are the paragraph's own; a space inside them does not break.
    `inner` is all that stands between them, `lead` what stands before them since the quotation
    before this one, `clause` what follows, `after` all of the paragraph behind it.
    """

    sentences: tuple[str, ...]
    marks: tuple[str, str]
    inner: str
    lead: str
    clause: Clause
    after: str


def quotations(text: str, speech: Speech) -> Iterator[Quotation]:
    """The quotations of a paragraph, from the left; one without whole sentences has none."""
    if any(a == b and text.count(a) % 2 for a, b in speech.marks):
        return  # one is open at an end: no telling which
    before = 0
    for found in speech.quotation.finditer(text):
        inner = next(group for group in found.groups() if group is not None)
        clause = _clause(text[found.end() :], speech)
        space = NBSP if inner[:1].isspace() else ""
        whole = _whole(inner.strip(), clause, speech) if _begins(text, found, before) else ()
        yield Quotation(
            sentences=whole,
            marks=(found.group()[0] + space, space + found.group()[-1]),
            inner=inner.strip(),
            lead=text[before : found.start()],
            clause=clause,
            after=text[found.end() :].strip(),
        )
        before = found.end()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, the last with or without an end of its own.

    Two are taken for one where a full stop may belong to a title, an initial or a number.
    """
    cuts = [0, *(stop.end() for stop in ends_of(text)), len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(cuts))
    return tuple(part for part in parts if part)


def ends_of(text: str) -> Iterator[re.Match[str]]:
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
    plain = lead.rstrip(SIGNS)
    if not lead or plain[-1:] in (*STOPS, ":"):
        return True
    between = text[before : found.start()]
    return lead[-1] == "," and (not before or next(ends_of(between), None) is not None)


def _clause(after: str, speech: Speech) -> Clause:
    """The clause after a quotation."""
    opens = min((place for a in speech.opening if (place := after.find(a)) >= 0), default=-1)
    ends = next((stop.start() for stop in ends_of(after)), len(after))
    if 0 <= opens < ends:
        return Clause(text=after[:opens], goes_on=True)
    return Clause(text=after[:ends], goes_on=False, words=tuple(after[:ends].split()))


def _whole(inner: str, clause: Clause, speech: Speech) -> tuple[str, ...]:
    """The whole sentences of a quotation; the last one only if nothing of it is left outside."""
    parts = sentences(inner)
    if not parts or parts[-1][-1] in STOPS:
        return parts
    comma = parts[-1].endswith(",") or clause.text.startswith(",")
    reported = any(bare(word) in speech.verbs for word in clause.words)
    if comma and reported and not clause.goes_on:
        return (*parts[:-1], parts[-1].rstrip(",") + ".")
    return parts[:-1]


def bare(word: str) -> str:
    """A word without the signs at its ends and without capitals."""
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
        beside=_set("of who from at in on after during as when to for with by about"),
        pronouns=_set(
            "it its it’s it’ll they they’re they’ll they’ve their theirs them that’s this these "
            "those he he’s he’ll she she’s she’ll him her his hers one’s"
        ),
        joints=_set(
            "that there but and so or nor also then however yet because which such both "
            "moreover furthermore otherwise likewise plus still though although instead "
            "therefore thus hence besides nevertheless nonetheless similarly meanwhile finally "
            "again too either neither here’s there’s well yes yeah rather consequently "
            "additionally whereas"
        ),
        leads=(
            "in fact",
            "in addition",
            "as a result",
            "as such",
            "on the other hand",
            "at the same time",
            "at that",
            "for example",
            "for instance",
            "in other words",
            "in the same way",
            "of course",
            "after all",
            "even so",
            "by contrast",
            "on top of",
            "what’s more",
            "in that",
            "in this",
            "at this",
            "for that",
            "for this",
            "of these",
            "of those",
            "one of them",
            "all of them",
            "most of them",
            "some of them",
            "both of them",
            "none of them",
            "to do that",
            "to be able to do that",
            "by doing",
        ),
        persons=_set("he she they it who"),
        roles=_set(
            "coach manager director minister president spokesman spokeswoman spokesperson "
            "analyst chief executive officer leader editor professor secretary mayor strategist "
            "owner founder co-founder player captain midfielder striker goalkeeper defender "
            "actor actress singer author attorney lawyer judge sheriff governor senator "
            "congressman congresswoman farmer teacher resident student researcher scientist "
            "economist biologist astronomer physicist engineer historian commissioner chairman "
            "chairwoman administrator ambassador guard forward centre center quarterback head "
            "boss partner investigator pollster activist campaigner consultant adviser advisor "
            "critic journalist reporter writer host star designer architect doctor physician "
            "nurse chef artist principal superintendent councillor"
        ),
    ),
    "de": Speech(
        marks=(("„", "“"), ("»", "«")),
        verbs=_set(
            "sagt sagte sagten erklärt erklärte betont betonte schreibt schrieb meint meinte fügte "
            "warnt warnte berichtet berichtete erzählt erzählte so"
        ),
        beside=_set("am im in bei von nach vor aus der den dem beim zum zur auf über"),
        pronouns=_set(
            "es er sie dies diese dieser dieses diesen diesem ihr ihre ihren ihrem sein seine "
            "seinen ihm ihn ihnen jene jener"
        ),
        joints=_set(
            "das und aber doch denn also dann deshalb daher da dort damit dabei dazu sondern "
            "oder trotzdem dennoch jedoch außerdem darum dadurch dafür dagegen davon deswegen "
            "so nein ja zudem allerdings auch solche solch"
        ),
        leads=(
            "im gegenteil",
            "zum beispiel",
            "in der tat",
            "aus diesem grund",
            "auf diese",
            "in diesem",
            "in dieser",
            "vor diesem",
            "bei diesem",
            "mit diesem",
            "nach diesem",
        ),
        persons=_set("er sie es"),
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
        beside=_set("de à au aux du des lors dans sur qui en après"),
        pronouns=_set(
            "il elle ils elles ce c’est cela ça cet cette ces son sa ses leur leurs ceux celle "
            "celui celles"
        ),
        joints=_set(
            "et mais donc or alors ainsi puis car ni cependant pourtant toutefois aussi ensuite "
            "enfin là-dessus là oui non c’est d’ailleurs néanmoins sinon"
        ),
        leads=(
            "en effet",
            "en fait",
            "en revanche",
            "en outre",
            "par exemple",
            "par contre",
            "au contraire",
            "du coup",
            "de plus",
            "à cela",
            "dans ce",
            "dans cette",
            "pour cela",
            "de ce",
        ),
        persons=_set("il elle ils elles on"),
        roles=_set(
            "président présidente ministre directeur directrice maire porte-parole professeur "
            "économiste chercheur chercheuse entraîneur avocat avocate secrétaire député "
            "députée sénateur sénatrice fondateur fondatrice patron patronne"
        ),
    ),
    "es": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set(
            "dijo dice afirmó afirma aseguró asegura explicó explica señaló señala declaró añadió "
            "sostuvo indicó comentó agregó destacó"
        ),
        beside=_set("de del en a al durante tras que"),
        pronouns=_set("él ella ellos ellas eso esto ese esta este esos estos esas estas su sus"),
        joints=_set(
            "y e o pero entonces así sino porque aunque además también luego tampoco ahí sí no"
        ),
        leads=(
            "sin embargo",
            "por eso",
            "por ejemplo",
            "por tanto",
            "por lo tanto",
            "por ello",
            "en cambio",
            "de hecho",
            "es decir",
            "en este",
            "en ese",
            "en esta",
            "en esa",
            "con eso",
        ),
        persons=_set("él ella ellos ellas"),
        roles=_set(
            "presidente presidenta ministro ministra director directora alcalde alcaldesa "
            "portavoz profesor profesora economista investigador investigadora entrenador "
            "entrenadora abogado abogada secretario secretaria fundador fundadora"
        ),
    ),
    "it": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set(
            "detto dice disse spiega spiegato afferma affermato dichiarato racconta raccontato "
            "aggiunge aggiunto sottolinea"
        ),
        beside=_set("di del della da in a al alla durante dopo che"),
        pronouns=_set(
            "lui lei loro questa questo questi queste quello quella quelli ciò egli essi"
        ),
        joints=_set(
            "e ed o ma quindi così allora però perché inoltre anche dunque poi eppure infatti sì no"
        ),
        leads=(
            "per questo",
            "per esempio",
            "in realtà",
            "in questo",
            "in questa",
            "al contrario",
            "nel frattempo",
            "con questo",
        ),
        persons=_set("lui lei loro egli ella"),
        roles=_set(
            "presidente ministro ministra direttore direttrice sindaco sindaca portavoce "
            "professore professoressa economista ricercatore ricercatrice allenatore avvocato "
            "segretario segretaria fondatore"
        ),
    ),
    "nl": Speech(
        marks=(("“", "”"), ("„", "”")),
        verbs=_set("zegt zei aldus vertelt schrijft"),
        beside=_set("van in uit op na"),
        pronouns=_set("het hij zij ze dit deze hun haar zijn"),
        joints=_set(
            "dat die en maar dus want dan of omdat toch ook daarom daar er nee ja bovendien echter"
        ),
        leads=(
            "om die reden",
            "in feite",
            "aan de andere kant",
            "bij deze",
            "in deze",
            "in dit",
            "met dit",
        ),
        persons=_set("hij zij ze"),
        roles=_set(
            "minister premier directeur burgemeester woordvoerder woordvoerster hoogleraar "
            "econoom onderzoeker trainer coach advocaat voorzitter oprichter"
        ),
    ),
    "pt": Speech(
        marks=(("“", "”"), ("«", "»")),
        verbs=_set("disse diz afirmou afirma explicou explica declarou acrescentou"),
        beside=_set("de do da em a ao à durante após que"),
        pronouns=_set(
            "ele ela eles elas isso isto esse esta este essa esses essas seu sua seus suas"
        ),
        joints=_set("e ou mas então porque assim também porém portanto aliás sim não aí"),
        leads=(
            "por isso",
            "por exemplo",
            "no entanto",
            "de fato",
            "além disso",
            "nesse",
            "neste",
            "com isso",
        ),
        persons=_set("ele ela eles elas"),
        roles=_set(
            "presidente ministro ministra diretor diretora prefeito prefeita porta-voz "
            "professor professora economista pesquisador pesquisadora treinador advogado "
            "advogada secretário secretária"
        ),
    ),
    "da": Speech(
        marks=(("»", "«"), ("”", "”"), ("“", "”")),
        verbs=_set("siger sagde skriver skrev fortæller fortalte forklarer forklarede lyder lød"),
        beside=_set("fra i på ved efter til"),
        pronouns=_set("det den de han hun dette disse hans hendes deres"),
        joints=_set("og men så da for eller derfor dog også der ja nej desuden"),
        leads=(
            "af den grund",
            "for eksempel",
            "i den",
            "på den",
            "med det",
        ),
        persons=_set("han hun de"),
        roles=_set(
            "direktør minister borgmester talsmand professor økonom forsker træner advokat "
            "formand stifter ordfører"
        ),
    ),
    "nb": Speech(
        marks=(("«", "»"), ("”", "”"), ("“", "”")),
        verbs=_set("sier sa seier skriver skrev forteller fortalte forklarer forklarte mener"),
        beside=_set("fra frå i på ved etter til"),
        pronouns=_set("det den de han hun ho dette disse hans hennes deres"),
        joints=_set("og men så da for eller derfor dog også der ja nei dessuten likevel"),
        leads=("av den grunn", "for eksempel", "på den måten", "i den", "med det"),
        persons=_set("han hun ho de"),
        roles=_set(
            "direktør minister statsminister statsråd ordfører talsmann talsperson professor "
            "økonom forsker trener advokat leder redaktør politimester president"
        ),
    ),
    "sv": Speech(
        marks=(("”", "”"),),
        verbs=_set("säger sade sa skriver skrev berättar"),
        beside=_set("från i på vid efter till"),
        pronouns=_set("det den de han hon detta dessa denna hans hennes deras"),
        joints=_set("och men så då eller därför dock också där ja nej dessutom"),
        leads=(
            "av det skälet",
            "till exempel",
            "på det sättet",
            "i det",
            "med det",
            "för det",
        ),
        persons=_set("han hon de"),
        roles=_set(
            "direktör minister borgmästare talesperson professor ekonom forskare tränare "
            "advokat ordförande grundare statsminister president"
        ),
    ),
}


def speech_of(language: str) -> Speech | None:
    """How a BCP 47 `language` marks speech; None where that is not known."""
    return next((SPEECH[tag] for tag in relatives(language) if tag in SPEECH), None)

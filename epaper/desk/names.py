"""Names: whom copy calls by name, in full.

In: the paragraphs of a story. Out: for the surname that a reporting clause has, the full name that
the story gives with it, if it gives one and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from epaper.desk.speech import Speech, ends_of

NAME_WORDS = range(2, 5)
PARTICLES = frozenset(
    "de del della di da du la le van von den der bin al el af av y dos ter ten zu".split()
)
_WORD = re.compile(r"[^\W\d_][\w.’-]*")
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December The A An Its His Her Their Our I He She "
    "They Der Die Das Ein Eine Er Sie Es Le La Les Un Une Il Elle El Los Las".split()
)
# What stands before a name and is none of it, so that Mr Karr and President Karr are still to be
# looked up.
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Sen Gov Rep Gen Lt Col Sgt Capt Captain "
    "President Senator Governor Congressman Congresswoman Representative Minister Secretary "
    "Chancellor Premier Mayor Judge Justice Sheriff Chief Officer General Colonel Sergeant Coach "
    "Manager Director Chairman Chairwoman Chair Leader CEO Administrator Commissioner Ambassador "
    "Spokesman Spokeswoman King Queen Prince Princess Pope Father Sister Bishop Archbishop Rabbi "
    "Imam Herr Frau Doktor Präsident Präsidentin Kanzler Kanzlerin Minister Ministerin Monsieur "
    "Madame Mademoiselle M Mme Mlle Président Présidente Señor Señora Sr Sra Don Doña Presidente "
    "Presidenta Signor Signora Dott Onorevole De Heer Mevrouw Senhor Senhora Fru Hr".split()
)
# They open sentences, and stand before a surname there as if they were first names.
_OPENERS = frozenset(
    "Yesterday Today Tomorrow Still Meanwhile While When As After Before If Although Though In On "
    "At For With From By Asked According Like Unlike Since Then Now Even Only Former And But Yet "
    "So Because Once Later Earlier Instead Also Both Neither Perhaps Maybe Why How What Where Who "
    "Did Does Is Was Will Can Could Would Should Under Over About Between Against During Until "
    "Without Through To Of Not Just Auch Doch Aber Und Wenn Als Nach Vor Mit Von Für Bei Zu Seit "
    "Heute Gestern Laut Mais Et Pour Selon Avec Après Avant Comme Si Quand Pero Para Con Según "
    "Tras Desde Cuando Como Ma Per Dopo Quando Anche Se Maar En Met Volgens Voor Mas Com Após "
    "Og Men For Med Efter Fra Ifølge Och För Från Enligt Weder Sowohl Nur Selbst Sogar Dass Ob "
    "Weil Da Damit Bevor Nachdem Während Wie Was Wer Wo Warum Gegen Ohne Um Über Unter Zwischen "
    "Trotz Wegen Statt Noch Schon Bereits Dann Dort Hier Jetzt Später Zuvor Danach Inzwischen "
    "Allerdings Jedoch Zudem Außerdem Dennoch Neben Durch Ni Non Sans Chez Contre Malgré Depuis "
    "Sin Sobre Hasta También Según Né Senza Contro Dopo Zonder Tegen Ook Sem Hverken Både "
    "Uden Mod Varken Utan Mot Thanks Despite Whether Given Unless Here There Earlier Next Last "
    "First Every Each Some Many Most Both All Another Other Several Two Three Four".split()
)


def is_name(words: Sequence[str], speech: Speech) -> bool:
    """True for words that are a name, of one word or more, and nothing beside it."""
    return (
        bool(words)
        and words[0] not in PARTICLES
        and words[-1] not in PARTICLES
        and _NO_NAMES.isdisjoint(words)
        and not words[-1].endswith(("’s", "’", *speech.no_name))
        and all(word.replace("-", "").replace("’", "").replace(".", "").isalpha() for word in words)
    )


def without_titles(words: Sequence[str]) -> list[str]:
    """A name's words behind the last title in front of it."""
    last = max((n for n, word in enumerate(words) if word.rstrip(".") in _TITLES), default=-1)
    return list(words[last + 1 :])


class FullNames:
    """The full names of one story, found by surname."""

    def __init__(self, paragraphs: Sequence[str], speech: Speech) -> None:
        self._paragraphs = paragraphs
        self._speech = speech

    def of(self, words: Sequence[str]) -> str:
        """The name in full; a name of two words or more is that, a surname alone is looked up.

        Empty where the story does not say, says two, or has it only with an ending: Karr’s.
        """
        name = self._found(words)
        whole = re.compile(rf"(?<![\w’-]){re.escape(name)}(?![\w’-])")
        texts = (text.replace("\u00a0", " ") for text in self._paragraphs)
        return name if name and any(whole.search(text) for text in texts) else ""

    def _found(self, words: Sequence[str]) -> str:
        owned = max((n for n, word in enumerate(words) if word.endswith("’s")), default=-1)
        words = words[owned + 1 :]  # NASA’s Steve Clarke
        plain = without_titles(words)
        if plain and plain[0].casefold() in PARTICLES:
            tail = [word.casefold() for word in plain]
            full = {r for r in self._runs if [w.casefold() for w in r[-len(tail) :]] == tail}
            longer = sorted(" ".join(run) for run in full if len(run) > len(tail))
            return longer[0] if len(longer) == 1 else ""
        if len(plain) in NAME_WORDS:
            return " ".join(words) if len(words) in NAME_WORDS else " ".join(plain)
        if len(plain) != 1:
            return ""
        known = sorted(
            {run for run in self._runs if run[-1] == plain[0]}, key=lambda r: (len(r), r)
        )
        if not known:
            # With a title it is what the paper calls people.
            return " ".join(words) if len(words) in NAME_WORDS else ""
        shortest = known[0]
        same = all(run[-len(shortest) :] == shortest for run in known)
        return " ".join(shortest) if same else ""

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of capitalised words that may be a full name, its titles taken off."""
        small = {word for text in self._paragraphs for word in _WORD.findall(text)}
        runs: set[tuple[str, ...]] = set()
        for text in self._paragraphs:
            opens = {0, *(stop.end() for stop in ends_of(text))}
            for start, run in _capitalised(text):
                first = any(not text[place:start].strip(" \u00a0“„«»”(") for place in opens)
                name = tuple(without_titles(run))
                if len(name) > 2 and self._follows_place(text[:start]):
                    continue
                while name and (_is_opener(name[0]) or (first and name[0].lower() in small)):
                    name, first = name[1:], False
                while name and len(name[0]) > 1 and name[0].isupper():
                    name = name[1:]
                if len(name) in NAME_WORDS and is_name(name, self._speech):
                    runs.add(name)
        return frozenset(runs)

    def _follows_place(self, before: str) -> bool:
        """True if a place may stand at the head of the name: envoy to Ukraine Kurt Volker."""
        word = before.split()[-1] if before.split() else ""
        return word in self._speech.beside or word in ("to", "for", "by", "with")


def _is_opener(word: str) -> bool:
    return word in _OPENERS or word in PARTICLES


def _capitalised(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of capitalised words with one space between, particles among them; where each starts."""
    run: list[str] = []
    start = end = -1
    for found in _WORD.finditer(text):
        word = found.group()
        joined = run and text[end : found.start()] in (" ", "\u00a0")
        if run and (not joined or not (word[0].isupper() or word in PARTICLES)):
            yield start, run
            run = []
        if word[0].isupper() or (run and word in PARTICLES):
            plain = word.removesuffix("’s").rstrip("’.") if len(word) > 2 else word
            start = start if run else found.start()
            run = [*run, plain]
            end = found.end()
            if plain != word:
                yield start, run
                run = []
    if run:
        yield start, run

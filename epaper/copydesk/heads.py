"""Headlines as the web has them: the site's name and marks of its media come off.

A site's name is known by the words that such names have, by the record's own address or agency.
After a bar, "|", also who wrote it, if the byline says that again, and the label of a section
before a site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from epaper.copydesk.changed import Changed, note, shown
from epaper.model import Record
from epaper.text import bare_words

LEAST_WORDS = 2  # of a headline that is left
LEAST_SIGNS = 6
MOST_SITE_WORDS = 5
_MEDIA = (
    r"(?:with |\+ ?)?(?:videos?|watch|photos?|pics|pictures|gallery|slideshow|listen|audio|"
    r"interactive|infographics?|vídeos?|fotos?|galería|vidéos?|diaporama|bildergalerie|"
    r"fotostrecke|fotogallery|fotogalería|видео|фото|動画|写真|视频|图集|图片|فيديو|بالفيديو|صور|"
    r"بالصور|ویڈیو|वीडियो|तस्वीरें)"
)
_BRACKETED = re.compile(rf"\s*[\[(【]\s*{_MEDIA}(?:\s*[,/&+]\s*{_MEDIA})*\s*[\])】]\s*", re.I)
_LABELLED = re.compile(
    r"^(?:(?:WATCH|VIDEOS?|PHOTOS?|PICTURES|IN PICTURES|IN PHOTOS|LISTEN|GALLERY|SLIDESHOW|AUDIO|"
    r"VÍDEO|VIDÉO|FOTOS|BILDERGALERIE|ВИДЕО|ФОТО)\s*[:|]|(?:Watch|Video|Vídeo|Vidéo|Видео):)\s+"
)
_TAILED = re.compile(
    r"\s+[-–—|]\s+(?:video|videos|in pictures|in photos|photos|gallery|photo gallery|vídeo|vidéo|"
    r"en images|en imágenes|видео|фото)$",
    re.I,
)
_PARTS = re.compile(r"\s+[|\uff5c]\s+|\s+[-–—]\s+")
_BAR = re.compile(r"\s+[|\uff5c]\s+")
# Names of papers and stations have one of these, and words with capitals beside it.
_PRESS = frozenset(
    "times post herald tribune gazette journal chronicle telegraph guardian observer independent "
    "courier examiner inquirer dispatch bulletin sentinel news newspaper magazine tv bbc cnn nbc "
    "abc cbs cnbc msnbc npr pbs itv reuters bloomberg huffpost politico axios newsweek "
    "aftonbladet expressen spiegel tagesschau faz monde libération parisien país vanguardia "
    "repubblica corriere ansa efe afp zeitung tageblatt allgemeine rundschau nachrichten kurier "
    "anzeiger nieuws krant avisen tidende tidning jornal folha estadão".split()
)
# These are words of other things as well: only behind one of `_DAILIES`.
_MAYBE_PRESS = frozenset(
    "mail mirror sun express star standard globe register ledger record world age week echo "
    "scotsman zeit welt bild stampa figaro mundo razón".split()
)
_DAILIES = frozenset("the daily evening sunday morning die le el la".split())
_BEHIND = frozenset("online uk us usa international europe india edition".split())
_LABELS = frozenset(
    "news sport sports politics business opinion culture world uk us technology tech science "
    "football money health entertainment lifestyle travel".split()
)
_SMALL = frozenset("the of & de la le el der die das da do del di os as".split())
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|news|co\.\w\w|[a-z]{2})", re.I)


def clean_headline(record: Record) -> Changed:
    """The headline without marks of media and without site names: D-201."""
    kept, taken = record.headline, []
    for words, left in _steps(record):
        kept = left
        taken.append(words)
    if not taken:
        return Changed(record)
    said = f"{', '.join(map(shown, taken))} is taken off the headline"
    hint = "if it belongs to it, put headlines into copy_desk_off in paper.toml"
    problem = note("D-201", record, "headline", said, hint)
    return Changed(replace(record, headline=kept), (problem,))


def _steps(record: Record) -> Iterator[tuple[str, str]]:
    """What comes off, one part after another, and what is then left."""
    text = record.headline
    site_gone = False
    while True:
        found = _media(text) or _tail(text, record, after_site=site_gone)
        if found is None or not _is_enough(found[1]):
            return
        site_gone = site_gone or found[2]
        text = found[1]
        yield found[0], text


def _is_enough(text: str) -> bool:
    """True if what is left is still a headline; Chinese has no spaces to count words by."""
    return len(bare_words(text)) >= LEAST_WORDS or (not text.isascii() and len(text) >= LEAST_SIGNS)


def _without(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + text[found.end() :]).strip()


def _media(text: str) -> tuple[str, str, bool] | None:
    """A mark of media at either end: the mark, the rest, and that it is no site."""
    for pattern in (_LABELLED, _TAILED):
        if found := pattern.search(text):
            return found[0].strip(" |-–—"), _without(text, found), False
    for found in _BRACKETED.finditer(text):
        if found.start() == 0 or found.end() == len(text):
            return found[0].strip(), _without(text, found), False
    return None


def _tail(text: str, record: Record, *, after_site: bool) -> tuple[str, str, bool] | None:
    """The last part behind a bar or a dash, if it is a site's name or says something again."""
    parts = list(_PARTS.finditer(text))
    if not parts:
        return None
    last = parts[-1]
    words, rest = text[last.end() :].strip(), text[: last.start()].strip()
    if _is_site(words, record):
        return words, rest, True
    if not _BAR.fullmatch(last[0]):
        return None
    again = [bare_words(name) for name in record.byline]
    if bare_words(words) in again or (after_site and _is_label(words)):
        return words, rest, False
    return None


def _is_label(words: str) -> bool:
    bare = bare_words(words)
    return len(bare) <= 2 and bool(bare) and _LABELS.issuperset(bare)


def _is_site(words: str, record: Record) -> bool:
    """True for the name of a paper or station, and nothing beside it."""
    if _DOMAIN.fullmatch(words):
        return True
    bare = bare_words(words)
    if not 0 < len(bare) <= MOST_SITE_WORDS:
        return False
    own = {"".join(bare_words(record.agency)), _host(record.url)} - {""}
    if "".join(bare).removeprefix("the") in {name.removeprefix("the") for name in own}:
        return True
    capitals = all(w[:1].isupper() or w.casefold() in _SMALL for w in words.split())
    # One word alone may be a post, a guardian, the times: it has to be written as a name is.
    named = len(bare) > 1 or words.isupper() or bare[0] in ("reuters", "huffpost", "politico")
    while len(bare) > 1 and bare[-1] in _BEHIND:  # BBC News Online, HuffPost UK
        bare.pop()
    press = bare[-1] in _PRESS or (bare[-1] in _MAYBE_PRESS and bare[0] in _DAILIES)
    return capitals and named and press and not any(map(str.isdigit, words))


def _host(url: str) -> str:
    """The name that an address has: bbc of https://www.bbc.co.uk/news."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return host.partition(".")[0]

"""Captions and credits that say one thing twice."""

from __future__ import annotations

import re
from dataclasses import replace

from epaper.copydesk.changed import Changed, note, shown
from epaper.model import Photo, Problem, Record
from epaper.text import bare_words

_ENDS = re.compile(r"(?<=[.!?])\s+")
_CREDIT_WORDS = frozenset(
    "photo photos photograph picture pictures image images foto fotos bild photograph credit by "
    "via and courtesy of video vídeo vidéo".split()
)
# What may stand between a caption and the credit at its end.
_BEFORE_CREDIT = (
    r"[\s([]*(?:(?:photo|photograph|picture|image|foto|bild|credit|image credit|photo credit)"
    r"(?:\s+by)?\s*[:/]?\s*|[-–—/|©:]\s*)*"
)
_SET_OFF = re.compile(
    r"\s*[(\[/|:©]|\s+[-–—]\s|\s+(?:photo|pic|image|foto|bild|credit)", re.IGNORECASE
)


def clean_captions(record: Record) -> Changed:
    """Captions without their second half where it is the first again, or the credit: D-203."""
    photos: list[Photo] = []
    problems: list[Problem] = []
    story = " ".join([record.headline, record.standfirst, *(block.text for block in record.body)])
    for index, photo in enumerate(record.photos):
        clean = _clean(photo, story)
        photos.append(clean)
        problems += _told(record, index, photo, clean)
    return Changed(replace(record, photos=tuple(photos)), problems) if problems else Changed(record)


def _clean(photo: Photo, story: str) -> Photo:
    credit = _once(photo.credit, story)
    caption = _once(photo.caption, story)
    if credit and _same(caption, credit):
        caption = ""
    elif credit:
        caption = _without_credit(caption, credit)
    return replace(photo, caption=caption, credit=credit)


def _without_credit(caption: str, credit: str) -> str:
    """The caption without the credit at its end, if that is set off from its words.

    Otherwise the name is a part of them: a lorry of Getty Images.
    """
    found = re.search(rf"{_BEFORE_CREDIT}{re.escape(credit)}[\s)\].]*$", caption, re.IGNORECASE)
    left = caption[: found.start()].rstrip() if found else ""
    if not found or not left:
        return caption
    apart = left[-1] in ".!?…" or _SET_OFF.match(found[0])
    return left.rstrip(" -–—/|") if apart else caption


def _once(text: str, story: str) -> str:
    """The text, or its first half if the second says it again; of two like sentences one.

    A word that stands twice in the story as well, such as Bora Bora, is a name.
    """
    words = text.split()
    half, odd = divmod(len(words), 2)
    first, second = " ".join(words[:half]), " ".join(words[half:])
    if half and not odd and bare_words(first) and bare_words(first) == bare_words(second):
        return text if f"{first} {second}" in story else first.rstrip(" ,/|-–—")
    if len(words) % 2 and half and words[half] in ("/", "|", "-", "–", "—"):
        before, after = words[:half], words[half + 1 :]
        if bare_words(" ".join(before)) == bare_words(" ".join(after)):
            return " ".join(before)
    parts = _ENDS.split(text.strip())
    kept = [p for n, p in enumerate(parts) if not n or bare_words(p) != bare_words(parts[n - 1])]
    return " ".join(kept) if len(kept) < len(parts) else text


def _same(caption: str, credit: str) -> bool:
    """True if a caption says nothing but who made the picture."""
    left = [word for word in bare_words(caption) if word not in _CREDIT_WORDS]
    right = [word for word in bare_words(credit) if word not in _CREDIT_WORDS]
    return bool(left) and left == right


def _told(record: Record, index: int, before: Photo, after: Photo) -> list[Problem]:
    hint = "captions in copy_desk_off of paper.toml, if it is to stand twice"
    told = []
    for field in ("caption", "credit"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            what = f"is {shown(now)} now" if now else "is left to the credit"
            said = f"what {shown(was)} says twice is said once: it {what}"
            told.append(note("D-203", record, f"photos[{index + 1}].{field}", said, hint))
    return told

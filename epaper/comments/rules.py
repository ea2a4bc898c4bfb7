"""What a comment may hold: text in; text tidied, its paragraphs, and what is wrong with it, out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from epaper.comments.facts import Fault, FaultKind, SentComment
from epaper.comments.limits import CommentLimits
from epaper.text import FORBIDDEN, bare_words

# Isolates (UAX #9), which copy may hold, change how the words around them read; every comment
# stands in an element of its own with its own direction, so that no reader needs them.
_ISOLATES = re.compile("[\u2066-\u2069]")
_LINK = re.compile(r"https?:/|www\.|\[url|\bhref\b", re.IGNORECASE)
# Line ends of all systems, and the two that Unicode has for itself.
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


def tidied_text(text: str) -> str:
    """`text` with one kind of line end and no white space at its ends; all else as it is."""
    return _LINE_END.sub("\n", text).strip()


def tidied_name(name: str) -> str:
    """`name` on one line, runs of white space as one space."""
    return " ".join(name.split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a comment: every line that has something on it."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def text_mark(text: str) -> str:
    """The same for texts of the same words, whatever their case, spacing and punctuation."""
    words = " ".join(bare_words(text)) or text
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def faults_of(draft: SentComment, limits: CommentLimits) -> tuple[Fault, ...]:
    """What is wrong with the words of `draft`, at most one fault a field."""
    found = (_name_fault(draft.name, limits), _text_fault(draft.text, limits))
    return tuple(fault for fault in found if fault is not None)


def _name_fault(name: str, limits: CommentLimits) -> Fault | None:
    if not name:
        return Fault(field="name", kind=FaultKind.MISSING)
    if _bad_signs(name, limits) or not any(sign.isalnum() for sign in name):
        return Fault(field="name", kind=FaultKind.SIGNS)
    if len(name) > limits.name_most:
        return Fault(field="name", kind=FaultKind.LONG, number=limits.name_most)
    if _LINK.search(name):
        return Fault(field="name", kind=FaultKind.LINKS)
    return None


def _text_fault(text: str, limits: CommentLimits) -> Fault | None:
    if not text:
        return Fault(field="text", kind=FaultKind.MISSING)
    if _bad_signs(text, limits):
        return Fault(field="text", kind=FaultKind.SIGNS)
    if _seen(text) < limits.text_least:
        return Fault(field="text", kind=FaultKind.SHORT, number=limits.text_least)
    if len(text) > limits.text_most:
        return Fault(field="text", kind=FaultKind.LONG, number=limits.text_most)
    if len(_LINK.findall(text)) > limits.links_most:
        return Fault(field="text", kind=FaultKind.LINKS, number=limits.links_most)
    return None


def _bad_signs(text: str, limits: CommentLimits) -> bool:
    """True for control characters, changes of direction, and marks piled on a letter."""
    if FORBIDDEN.search(text) or _ISOLATES.search(text):
        return True
    pile = 0
    for sign in text:
        pile = pile + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if pile > limits.marks_most:
            return True
    return False


def _seen(text: str) -> int:
    """How many characters of `text` can be seen."""
    return sum(unicodedata.category(sign)[0] not in "ZC" for sign in text)

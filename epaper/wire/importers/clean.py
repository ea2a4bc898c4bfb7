"""Foreign copy made house copy: bylines, wire leads and standfirsts, without losing a word.

What is taken out of one field is printed from another; only what stands there twice goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.model import LINE_BREAK, Block, BlockKind, Form
from epaper.text import bare_words
from epaper.wire.importers.item import WireItem, block_of
from epaper.wire.spans import merge_spans

PLACE_LIMIT = 60  # characters; longer ones are the beginning of a sentence
STANDFIRST_LIMIT = 300  # characters; three lines of 12 pt over half a page
AGENCIES = frozenset(
    "ap|associated press|the associated press|reuters|afp|agence france-presse|pa|pa media"
    "|press association|dpa|tca/dpa|aap|australian associated press|ntb|ansa|efe|bloomberg|upi|pti"
    "|ians|ani|xinhua|canadian press|the canadian press|tt|ritzau|stt|apa|sda|ats|belga|lusa|cp"
    "|tribune news service".split("|")
)
HEAD_LIMIT = 60  # characters of a line that passes for a crosshead: two lines of a column
COPY_BEFORE, COPY_AFTER = 50, 70  # characters of the paragraphs on either side, at least
_ADDRESS = re.compile(r"@|://|www\.")
_PARTICLES = frozenset(
    "de la le du van von der den di da del dos das bin al el y e ter ten".split()
)
_NAME = re.compile(r"[^\W\d_a-zà-öø-ÿ][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){0,4}")
_TITLED = re.compile(r"(?i)\b(?:editor|writer|correspondent|reporter|staff|chief|bureau)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Who wrote it: names to print, the agency, and the form where the byline tells it."""

    names: tuple[str, ...] = ()
    agency: str = ""
    form: Form = Form.STORY


def clean_byline(filed: str, source: str) -> Credits:
    """Names and agency out of a byline as agencies write it.

    "By" goes, capitals become names, an agency at the end or in place of a name becomes the
    agency. What does not plainly read as names stays one text as it is.
    """
    text = re.sub(r"^(?:by|von|par|por)\s+(?=\S)", "", filed.strip(), flags=re.IGNORECASE)
    if not text or _same(text, source) or re.match("https?://", text):
        return Credits(agency=source)
    if _same(text, "editorial"):
        return Credits(agency=source, form=Form.EDITORIAL)
    if text.casefold() in AGENCIES:
        return Credits(agency=text)
    people, comma, last = text.rpartition(",")
    house = _agency_in(last.strip())
    if comma and house:
        text, source = people.strip(), house
    return Credits(names=_names(text), agency=source)


def _agency_in(text: str) -> str:
    """The agency that "AP Auto Writer" or "Associated Press" names; "" if none."""
    for size in (3, 2, 1):
        head = " ".join(text.split()[:size])
        rest = text[len(head) :]
        if head.casefold() in AGENCIES and (not rest or _TITLED.search(rest)):
            return head
    return ""


def _names(text: str) -> tuple[str, ...]:
    """The people in `text` if it is plainly a list of people; else the text."""
    parts = [part.strip() for part in re.split(r",\s+(?:and\s+)?|\s+and\s+|\s+&\s+|;\s*", text)]
    people = all(
        _NAME.fullmatch(part) and not _TITLED.search(part) and _is_name(part) for part in parts
    )
    return tuple(_in_small(part) for part in parts) if people else (text,)


def _is_name(part: str) -> bool:
    """True if all words begin with capitals or are particles, as in Ana de la Cruz d'Emilio."""
    words = part.split()
    return words[0] != "The" and all(
        word[0].isupper() or word.casefold() in _PARTICLES or re.match("[dl]['’][A-Z]", word)
        for word in words
    )


def _in_small(name: str) -> str:
    """A name in capitals as it is written otherwise: AMELIA THOMSON-DEVEAUX, J.D. MCBRIDE."""
    words = name.split()
    if len(words) < 2 or not name.isupper():
        return name
    return " ".join(
        word.lower() if index and word.casefold() in _PARTICLES else capitalised(word)
        for index, word in enumerate(words)
    )


def capitalised(word: str) -> str:
    """One word in capitals with its first letters large only."""
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", word):
        return word
    small = re.sub(r"[^\W\d_]+", lambda letters: letters[0].capitalize(), word)
    small = re.sub(r"(?<=[a-z])(['’])S\b", r"\1s", small)
    return re.sub(r"^(Mc|O['’])([a-z])", lambda m: m[1] + m[2].upper(), small)


# GROSSETO, Italy (AP) -- · KATHMANDU, April 25 (Reuters) - · DUBAI, United Arab Emirates —
_LEAD = re.compile(
    r"(?P<place>[^\W\d_a-z][^\s()]*(?: [^\W\d_][^\s()]*){0,3}(?:, [^()]{2,40}?)?)"
    r" \((?P<agency>[A-Za-z][\w/ -]{1,30})\) ?(?:--|[-–—]) "
)
_LEAD_CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-Z.'’/-]{2,}(?: [A-Z][A-Z.'’/-]*){0,3}, [^\W\d_a-z][\w. ]{1,30}?)"
    r" (?:--|[–—]) (?P<agency>)(?=[^\W_])"
)


def take_lead(text: str) -> tuple[str, str, str]:
    """Place, agency and the rest of `text`, if it begins with a wire lead; else "", "", `text`."""
    found = _LEAD.match(text) or _LEAD_CAPITALS.match(text)
    if not found or len(found["place"]) > PLACE_LIMIT:
        return "", "", text
    known = found["agency"].casefold() in AGENCIES
    if not known and not found["place"].partition(",")[0].isupper():
        return "", "", text
    return _place(found["place"]), found["agency"], text[found.end() :]


def _place(filed: str) -> str:
    """KATHMANDU, April 25 as Kathmandu, April 25."""
    city, comma, rest = filed.partition(",")
    if city.isupper() and len(city) > 3:
        city = re.sub(r"[^\s/]+", lambda word: capitalised(word[0]), city)
    return city + comma + rest


def clean_item(item: WireItem) -> WireItem:
    """`item` with its standfirst, wire lead and crossheads in order, none of these at its end."""
    standfirst, blocks = _placed_standfirst(item.standfirst, item.blocks)
    place, agency, blocks = _lead_of_body(blocks)
    if not place:
        place, agency, standfirst = take_lead(standfirst)
    return replace(
        item,
        standfirst=standfirst,
        blocks=_ended(_headed(blocks)),
        dateline=place or item.dateline,
        agency=item.agency if _within(agency, item.agency) else agency,
    )


def _within(agency: str, source: str) -> bool:
    """True if `source` says already what `agency` says: AP in AP News."""
    return f" {agency.casefold()} " in f" {source.casefold()} " or not agency


def _lead_of_body(blocks: tuple[Block, ...]) -> tuple[str, str, tuple[Block, ...]]:
    """Place and agency of the first paragraph's wire lead, and the blocks without it."""
    if not blocks or blocks[0].kind is not BlockKind.TEXT:
        return "", "", blocks
    first = blocks[0]
    place, agency, rest = take_lead(first.text)
    if not place or not rest:
        return "", "", blocks
    cut, spans = len(first.text) - len(rest), []
    for span in first.spans:
        spans.append(replace(span, text=span.text[cut:]))
        cut = max(0, cut - len(span.text))
    merged = merge_spans(spans)
    return place, agency, (replace(first, spans=merged), *blocks[1:])


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with plain lines that are crossheads by their words and place marked as such."""
    headed = list(blocks)
    for index in range(1, len(blocks) - 1):
        before, block, after = blocks[index - 1 : index + 2]
        if _is_copy(before, COPY_BEFORE) and _is_plain_head(block) and _is_copy(after, COPY_AFTER):
            words = " ".join(block.text.split())
            spans = (replace(block.spans[0], text=words, italic=False, bold=False),)
            headed[index] = replace(block, kind=BlockKind.CROSSHEAD, spans=spans)
    return headed


def _is_copy(block: Block, least: int) -> bool:
    """True for a paragraph of so many characters."""
    return block.kind is BlockKind.TEXT and len(block.text) >= least


def _is_plain_head(block: Block) -> bool:
    """True for a short paragraph in capitals, or one that does not end like a sentence."""
    text = block.text.strip()
    if LINE_BREAK in text:
        return False
    if block.kind is not BlockKind.TEXT or len(text) > HEAD_LIMIT or _ADDRESS.search(text):
        return False
    if any(span.href for span in block.spans) or not text[:1].isalnum():
        return False
    capitals = text.isupper() and len(text.split()) > 1
    return capitals or ((text[0].isupper() or text[0].isdigit()) and text[-1] not in '.,;:!…”"’)]')


def _ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with crossheads at the end as text: nothing stands under them."""
    ended = list(blocks)
    for index in range(len(ended) - 1, -1, -1):
        if ended[index].kind is not BlockKind.CROSSHEAD:
            break
        ended[index] = replace(ended[index], kind=BlockKind.TEXT)
    return tuple(ended)


def _placed_standfirst(standfirst: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The standfirst and the blocks it stands over.

    One that repeats a paragraph, or its beginning, is dropped; one too long to print large
    becomes the first paragraph.
    """
    if not standfirst or _repeats(standfirst, blocks):
        return "", blocks
    if len(standfirst) > STANDFIRST_LIMIT and (block := block_of(standfirst)):
        return "", (block, *blocks)
    return standfirst, blocks


def _repeats(standfirst: str, blocks: Sequence[Block]) -> bool:
    """True if all words of `standfirst` begin a paragraph; a cut-off last one counts in part."""
    cut_off = standfirst.endswith(("...", "…"))
    wanted = bare_words(standfirst)
    if not wanted:
        return True
    for block in blocks:
        if block.kind is BlockKind.CROSSHEAD:
            continue
        words = bare_words(block.text)[: len(wanted)]
        if words == wanted:
            return True
        if cut_off and words[:-1] == wanted[:-1] and words and words[-1].startswith(wanted[-1]):
            return True
    return False


def _same(one: str, other: str) -> bool:
    return bool(bare_words(one)) and bare_words(one) == bare_words(other)

"""Where lines of Chinese and Japanese may end: between square letters, less what kinsoku forbids.

Source: UAX 14 (classes ID, CL, CP, EX, IS, NS, OP, QU, IN; rules LB13 to LB22) and JIS X 4051: a
line does not begin with a closing sign, a small kana or a lengthening mark, nor end with an
opening sign. Between a square letter and a Latin word or figure it may end as well.
"""

from __future__ import annotations

from epaper.model.script import SQUARE, script_class

CLOSING = frozenset("、。，．,.）)」』】〉》〕］]｝}〗〙〛”’！？!?：；:;・‥…—％%‰℃゛゜")
SMALL = frozenset(
    "々〻ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿゝゞヽヾ"
)
OPENING = frozenset("（([「『【〈《〔［｛{〖〘〚“‘￥＄£¥$")
NOT_FIRST = CLOSING | SMALL


def may_part(before: str, after: str) -> bool:
    """True if a line may end between these two letters, which stand side by side."""
    if after in NOT_FIRST or before in OPENING:
        return False
    return square(before) or square(after)


def parted(text: str) -> list[str]:
    """`text`, which has no white space, in the shortest parts between which lines may end."""
    places = [n for n in range(1, len(text)) if may_part(text[n - 1], text[n])]
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def square(sign: str) -> bool:
    """True for a letter or sign as wide as high."""
    return script_class(sign) in SQUARE or "\u3000" <= sign <= "\u303f"

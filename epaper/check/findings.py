"""Every rule's code, how much it matters, and what to do: findings are made here.

The rules are those that page editors hold a page to, with the trade's figures. C-1 nothing
wrong, C-2 hierarchy and looks, C-3 full, C-4 type. docs/problems.md has the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from epaper.model import At, Problem, Severity

_MAKE_UP = "a fault of make-up and not of the copy: another order of the day may mend it"
_COPY = "build the day again: the copy may have changed meanwhile"
_LOOKS = "another order of the day, or another size of picture, may look better"
_STYLE = "look at the type sizes in the layout's layout.toml"

RULES: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "C-101": (Severity.STOP, _COPY),
        "C-102": (Severity.STOP, _MAKE_UP),
        "C-103": (Severity.STOP, _MAKE_UP),
        "C-104": (Severity.STOP, _MAKE_UP),
        "C-105": (Severity.STOP, _MAKE_UP),
        "C-106": (Severity.STOP, _MAKE_UP),
        "C-107": (Severity.STOP, _MAKE_UP),
        "C-108": (Severity.STOP, _MAKE_UP),
        "C-109": (Severity.STOP, _MAKE_UP),
        "C-110": (Severity.STOP, _MAKE_UP),
        "C-111": (Severity.STOP, _MAKE_UP),
        "C-112": (Severity.STOP, _STYLE),
        "C-113": (Severity.STOP, _STYLE),
        "C-114": (Severity.STOP, "file a larger copy of the picture"),
        "C-115": (Severity.WARN, "file a larger copy of the picture"),
        "C-201": (Severity.STOP, _MAKE_UP),
        "C-202": (Severity.WARN, "look at the headline bands in layout.toml"),
        "C-203": (Severity.WARN, "take sizes of the ladder into the bands of layout.toml"),
        "C-204": (Severity.WARN, _LOOKS),
        "C-205": (Severity.STOP, _MAKE_UP),
        "C-206": (Severity.STOP, _MAKE_UP),
        "C-207": (Severity.STOP, _LOOKS),
        "C-208": (Severity.WARN, _LOOKS),
        "C-209": (Severity.WARN, "make the headline a little longer or shorter"),
        "C-210": (Severity.WARN, "use a shorter word"),
        "C-211": (Severity.WARN, _LOOKS),
        "C-212": (Severity.WARN, _LOOKS),
        "C-213": (Severity.WARN, _MAKE_UP),
        "C-214": (Severity.STOP, _MAKE_UP),
        "C-215": (Severity.WARN, _LOOKS),
        "C-216": (Severity.WARN, "look at the columns in layout.toml"),
        "C-217": (Severity.WARN, "give the story crossheads, a pull quote or another picture"),
        "C-218": (Severity.STOP, _MAKE_UP),
        "C-219": (Severity.WARN, _MAKE_UP),
        "C-220": (Severity.WARN, _MAKE_UP),
        "C-301": (Severity.STOP, "give the paper more notices, or take out or add a story"),
        "C-302": (Severity.WARN, "give the paper more notices, or take out or add a story"),
        "C-303": (Severity.WARN, _LOOKS),
        "C-304": (Severity.STOP, _MAKE_UP),
        "C-401": (Severity.WARN, "soft hyphens in long words help"),
        "C-402": (Severity.WARN, "soft hyphens in long words help"),
        "C-403": (Severity.STOP, _MAKE_UP),
        "C-404": (Severity.WARN, _MAKE_UP),
        "C-405": (Severity.WARN, _MAKE_UP),
        "C-406": (Severity.WARN, _MAKE_UP),
        "C-407": (Severity.WARN, "write the sign that is meant into the record"),
        "C-408": (Severity.WARN, "a no-break space between the two keeps them together"),
        "C-409": (Severity.WARN, _STYLE),
    }
)

# Rules whose breach makes a paper wrong and not only less good: words, what covers them, numbers of
# pages. Of the other hard rules an editor would rather have the paper than keep the rule.
WRONG = frozenset({"C-101", "C-102", "C-103", "C-104", "C-110", "C-111"})
LOOKS = (
    frozenset(code for code, (severity, _) in RULES.items() if severity is Severity.STOP) - WRONG
)


def finding(
    code: str, message: str, *, page: int = 0, story: str = "", severity: Severity | None = None
) -> Problem:
    """A problem of this code; its severity is the rule's unless another is given."""
    usual, hint = RULES[code]
    return Problem(
        code=code,
        severity=severity or usual,
        where=At(page=page, story=story),
        message=message,
        hint=hint,
    )

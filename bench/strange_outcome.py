"""What came of the days of `strangers.py`: one build's outcome, and the table of all."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from strange_days import StrangeDay

from epaper.text import stem_slug

KINDS = {
    "whole": "published whole",
    "marked": "published whole, a page marked",
    "held": "published with stories or pictures held out",
    "refused": "refused",
    "crashed": "crashed",
    "over": "over the limit",
}
# What exit codes of `epaper build` say of a published edition: that it is whole, that something is
# held out, that a page breaks a hard rule of its looks. 1: there is none.
PUBLISHED = {0: "whole", 3: "held", 4: "marked"}
CRASH = "this should not happen"  # how the command line begins what it did not expect
SLOWEST = 3
MOST_SIGNS = 40
MESSAGE_CHARS = 160


@dataclass(kw_only=True)
class Outcome:
    """One build: its kind, its counts, what stopped it or was held out, each as (code, message).

    `hard` and `soft` are findings of the check. `needless` counts the stories held out that have
    nothing in them that cannot be printed; `lost` counts the pictures that
    printed stories were filed with and that are not in the edition.
    """

    name: str
    format: str
    language: str
    kind: str
    filed: int
    printed: int = 0
    pages: int = 0
    hard: int = 0
    soft: int = 0
    points: float = 0.0
    seconds: float = 0.0
    cpu_s: float = 0.0
    spoiled: bool = False
    needless: int = 0
    photos_held: int = 0
    lost: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        told = (
            f"{self.name:9} {self.format:10} {self.language:2} {self.kind:8} "
            f"{self.printed:3}/{self.filed:<3} stories {self.pages:3} pages "
            f"hard {self.hard} soft {self.soft:3} {self.seconds:6.1f} s ({self.cpu_s:.1f} s cpu)"
        )
        spoiled = "  (something cannot be printed)" if self.spoiled else ""
        first = f"\n    {self.faults[0][0]} {self.faults[0][1]}" if self.faults else ""
        return f"{told}{spoiled}{first}"


def outcome_of(
    made: StrangeDay, form: str, *, code: int | None, seconds: tuple[float, float], told: str
) -> Outcome:
    """What a build came to, by its exit code (None: it was ended) and the JSON it told."""
    outcome = Outcome(
        name=made.name,
        format=form,
        language=made.language,
        kind="over",
        filed=made.filed,
        seconds=round(seconds[0], 1),
        cpu_s=round(seconds[1], 1),
        spoiled=bool(made.spoiled),
    )
    if code is None:
        outcome.faults = [("over", f"ended after {seconds[0]:.0f} s")]
        return outcome
    facts = _facts(told)
    outcome.kind = _kind(code, facts)
    _count(outcome, facts, made)
    outcome.faults = list(_faults(outcome.kind, code, facts, outcome.lost))
    return outcome


def _facts(told: str) -> dict[str, Any]:
    try:
        facts = json.loads(told.splitlines()[-1])
    except (ValueError, IndexError):
        return {}
    # A build that was cut off has told no more than how far it came.
    whole = isinstance(facts, dict) and facts.get("event") not in ("stage", "page")
    return facts if whole else {}


def _kind(code: int, facts: Mapping[str, Any]) -> str:
    if code not in (1, *PUBLISHED) or not facts:
        return "crashed"
    if str(facts.get("error", "")).startswith(CRASH):
        return "crashed"
    return PUBLISHED.get(code, "refused") if "pdf" in facts else "refused"


def _count(outcome: Outcome, facts: Mapping[str, Any], made: StrangeDay) -> None:
    """Pages, stories, findings; a story held out counts as needless unless it was spoiled."""
    score = facts.get("check") or {}
    outcome.hard, outcome.soft = score.get("hard", 0), score.get("soft", 0)
    outcome.points = score.get("points", 0.0)
    outcome.pages = facts.get("pages", 0)
    if "pdf" not in facts:
        outcome.needless = made.filed - len(made.spoiled)
        return
    stories, photos = _held(facts, made)
    outcome.printed = made.filed - len(stories)
    outcome.needless = len(stories - set(made.spoiled))
    outcome.photos_held = len(photos)
    wanted = sum(n for slug, n in made.photos.items() if slug not in stories)
    there = _pictures(Path(facts["manifest"]))
    outcome.lost = max(0, wanted - len(photos) - there)


def _held(facts: Mapping[str, Any], made: StrangeDay) -> tuple[set[str], set[tuple[str, int]]]:
    """The stories held out, by slug, and the photos, by slug and number; none of killed ones."""
    stories, photos = set(), set()
    for each in facts.get("held_out", ()):
        slug = each["slug"] or stem_slug(Path(each["file"]).stem)
        if slug in made.killed:
            continue
        if each["photo"]:
            photos.add((slug, each["photo"]))
        else:
            stories.add(slug)
    return stories, {photo for photo in photos if photo[0] not in stories}


def _pictures(manifest: Path) -> int:
    """How many pictures of stories an edition.json has, each once."""
    stories = json.loads(manifest.read_text(encoding="utf-8"))["stories"]
    return len({(p["record"], p["index"]) for story in stories for p in story["pictures"]})


def _faults(kind: str, code: int, facts: Mapping[str, Any], lost: int) -> Iterator[tuple[str, str]]:
    """Why stories were held out, what stopped the edition or marks it, pictures that are lost."""
    if kind == "crashed":
        yield "crash", str(facts.get("error") or f"exit code {code}")
    else:
        if error := facts.get("error"):
            yield "error", str(error)
        for problem in facts.get("problems", ()):
            if problem["severity"] == "stop":
                yield problem["code"], problem["message"]
    for each in facts.get("held_out", ()):
        for reason in each["reasons"]:
            yield reason["code"], reason["message"]
    if lost:
        yield "pictures", f"{lost} pictures are left out and nothing says so"


# The table


def table(done: Sequence[Outcome]) -> Iterator[str]:
    """The counts, the kinds of failure with one day each, and the slowest."""
    yield f"{'editions tried':44}{len(done):5}"
    for kind, words in KINDS.items():
        yield f"{words:44}{sum(each.kind == kind for each in done):5}"
    filed, printed = sum(each.filed for each in done), sum(each.printed for each in done)
    yield f"stories filed {filed}, printed {printed} ({_share(printed, filed)}); " + (
        f"not printed though nothing in them is unprintable: {sum(e.needless for e in done)}"
    )
    yield (
        f"pictures held out {sum(e.photos_held for e in done)}; left out though nothing says so: "
        f"{sum(e.lost for e in done)}"
    )
    out = [each for each in done if each.pages]
    pages = sum(each.pages for each in out)
    yield (
        f"pages {pages}, hard findings {sum(each.hard for each in out)}, "
        f"soft {sum(each.soft for each in out)}, points a page "
        f"{sum(each.points * each.pages for each in out) / max(1, pages):.2f}"
    )
    yield "slowest: " + ", ".join(
        f"{each.name} {each.format} {each.seconds:.0f} s ({each.cpu_s:.0f} s cpu)"
        for each in sorted(done, key=lambda each: -each.seconds)[:SLOWEST]
    )
    yield from _failures(done)
    yield from _signs(done)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _failures(done: Sequence[Outcome]) -> Iterator[str]:
    """Each kind of failure once: how many days have it, its first message, the smallest day."""
    days: Counter[tuple[str, str, str]] = Counter()
    shown: dict[tuple[str, str, str], tuple[Outcome, str]] = {}
    for outcome in sorted(done, key=lambda each: (each.filed, each.name)):
        kinds = {(outcome.kind, code, bare(text)): text for code, text in reversed(outcome.faults)}
        for kind, text in kinds.items():
            days[kind] += 1
            shown.setdefault(kind, (outcome, text))
    for kind, count in sorted(days.items(), key=lambda each: (-each[1], each[0])):
        outcome, text = shown[kind]
        yield f"{count:4} {kind[0]} {kind[1]}: {text[:MESSAGE_CHARS]}"
        yield f"       {outcome.name} {outcome.format} ({outcome.filed} stories)"


_SIGN = re.compile(r"‘([^’]{1,2}|’)’ \([A-Z0-9 -]+\)|U\+[0-9A-F]{4,6}")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"|‘[^’]*’|'[^']*'|«[^»]*»")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED = re.compile(r"\b[\w-]+\.(?:md|jpe?g|png|webp|tif|gif|toml)\b|\b\d{2}-[a-z][\w-]*", re.I)
_LIST = re.compile(r"…(?:(?:, | and )…)+(?: and # more)?")


def bare(message: str) -> str:
    """A message without what changes from day to day: signs, quotations, names, figures."""
    text = _NAMED.sub("…", _QUOTED.sub("…", _SIGN.sub("…", message)))
    return _LIST.sub("…", _FIGURES.sub("#", text))[:MESSAGE_CHARS]


def _signs(done: Sequence[Outcome]) -> Iterator[str]:
    """The signs that messages name, with the number of days each stopped or held out stories in."""
    days: Counter[str] = Counter()
    for outcome in done:
        days.update({found[0] for _, text in outcome.faults for found in _SIGN.finditer(text)})
    if days:
        told = ", ".join(f"{sign} {count}" for sign, count in days.most_common(MOST_SIGNS))
        yield f"signs named, and in how many days: {told}"

"""Days drawn at random: a paper, its day, and what was done to it that cannot be printed.

In: a seed and a number, the articles of ../shared/samples, the papers of bench/papers. Out: a
folder that `epaper build` may work in. The same seed and number make the same day, byte for byte.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import strange_words as words
from days import ROOT, SAMPLE
from strange_copy import Article, Desk, Filed, draw_photo, draw_record, spoil_record
from strange_paste import pasted
from strange_photos import spoil_photo, take_photo

from epaper.text import stem_slug

ARTICLES = ROOT.parent / "shared" / "samples" / "articles"
PAPERS = {
    "en": SAMPLE / "paper.toml",
    "ur": SAMPLE / "urdu" / "paper.toml",
    "hi": SAMPLE / "hindi" / "paper.toml",
}
# Half of the papers are English. Chinese and Japanese want faces that the house has not.
LANGUAGES = "en", "de", "fr", "es", "it", "sv", "ru", "ar", "ur", "hi"
LANGUAGE_WEIGHTS = 45, 8, 7, 6, 3, 4, 6, 8, 7, 6
SPOILED = 0.12  # of the days: something in them truly cannot be printed
WORDS = 500, 4500  # of a day, before what is put in
STORIES = 3, 18
FOREIGN = 0.0, 0.0, 0.1, 0.3  # of a day's stories, in another language than the paper's
SPICES = 0.02, 0.1, 0.25, 0.5  # of the places for accidents, one has so many
FIRST_DAY = date(2026, 1, 1)


@dataclass(kw_only=True)
class StrangeDay:
    """A drawn day: where it is, how many records are to run, the slugs of those spoiled.

    `photos` are the photographs that each slug was filed with; killed records are in none of these.
    """

    seed: int
    number: int
    day: date
    language: str
    folder: Path
    filed: int = 0
    spoiled: list[str] = field(default_factory=list)
    photos: dict[str, int] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the day is called: s7-23."""
        return f"s{self.seed}-{self.number}"


def available() -> bool:
    """Whether the articles are there that days are made of."""
    return (ARTICLES / "en.jsonl").is_file()


def draw_day(seed: int, number: int, folder: Path) -> StrangeDay:
    """Draw the day and write it into `folder`, which must not exist."""
    rng = random.Random(f"stranger {seed} {number}")
    language = rng.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
    day = FIRST_DAY + timedelta(days=rng.randrange(365))
    made = StrangeDay(seed=seed, number=number, day=day, language=language, folder=folder)
    (folder / day.isoformat() / "articles").mkdir(parents=True)
    (folder / day.isoformat() / "photos").mkdir()
    spice = rng.choice(SPICES)
    paper = _draw_paper(rng, language, spice)
    (folder / "paper.toml").write_text(_toml(paper), encoding="utf-8")
    desk = Desk(
        rng=rng,
        spice=spice,
        language=language,
        sections=[section["key"] for section in paper["section"]],
        ranked=rng.random() < 0.4,
        scripts=_scripts(rng),
    )
    _file_records(desk, made)
    if rng.random() < 0.35:
        _order(desk, made)
    return made


def _scripts(rng: random.Random) -> list[str]:
    """None to four scripts, beside Latin, that the day's names come in."""
    names = sorted(words.OTHER_NAMES)
    weights = [words.SCRIPT_WEIGHTS.get(name, 1) for name in names]
    return sorted(set(rng.choices(names, weights, k=rng.randrange(5))))


# The paper


def _draw_paper(rng: random.Random, language: str, spice: float) -> dict[str, Any]:
    """The paper of a language with another name, other sections, other notices."""
    file = PAPERS.get(language, ROOT / "bench" / "papers" / f"{language}.toml")
    paper = tomllib.loads(file.read_text(encoding="utf-8"))
    if rng.random() < spice:
        paper["name"] = rng.choice(words.PAPER_NAMES[language])
    if rng.random() < spice:
        paper["motto"] = rng.choice(words.MOTTOS)
    if rng.random() < spice / 2:
        paper["place"] = rng.choice(words.DATELINES)
    if rng.random() < spice / 2:
        paper["price"] = rng.choice(words.PRICES)
    if rng.random() < 0.25:
        paper["links"] = "notes"
    if rng.random() < 0.1:
        paper["pull_quotes"] = False
    if language == "en" and rng.random() < 0.3:
        paper["language"] = rng.choice(("en-US", "en", "en-IN"))
    paper["section"] = _sections(rng, paper["section"], spice)
    paper["notice"] = _notices(rng, paper["notice"])
    return paper


def _sections(
    rng: random.Random, own: Sequence[Mapping[str, str]], spice: float
) -> list[Mapping[str, str]]:
    """All, a few, or many more than the paper has."""
    if rng.random() < 0.6:
        return list(own)
    if rng.random() < 0.6:
        return list(own[: rng.randint(1, len(own))])
    names = rng.sample(words.SECTION_NAMES, round(len(words.SECTION_NAMES) * rng.random()))
    return [*own, *({"key": f"more-{n}", "name": name} for n, name in enumerate(names))]


def _notices(rng: random.Random, own: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """None, the paper's own, or many, of which some are very short."""
    if rng.random() < 0.12:
        return []
    if rng.random() < 0.75:
        return list(own)
    short: list[Mapping[str, str]] = [
        {"title": f"{notice['title']} {n}", "text": notice["text"][: rng.randint(25, 200)]}
        for n, notice in enumerate([*own, *own, *own], start=1)
    ]
    return [*own, *short]


# The records


def _file_records(desk: Desk, made: StrangeDay) -> None:
    """Write the day's records and photographs; now and then spoil one or two."""
    count = desk.rng.randint(*STORIES)
    budget = desk.rng.randint(*WORDS)
    articles = _articles(desk, count)
    photo_share = desk.rng.choice((0.0, 0.2, 0.4, 0.8))
    filed = []
    for number, article in enumerate(articles, start=1):
        limit = max(30, round(desk.rng.lognormvariate(0, 0.6) * budget / count))
        record = draw_record(desk, article, number, limit)
        if desk.chance(photo_share):
            _illustrate(desk, made, record, article)
        filed.append(record)
    if desk.rng.random() < SPOILED:
        _spoil(desk, made, filed)
    for record in filed:
        _write(made, record)
    made.filed = len(filed)
    made.spoiled = [stem_slug(record.stem) for record in filed if record.spoiled]


def _articles(desk: Desk, count: int) -> list[Article]:
    """So many different ones, most in the paper's language; the rest in any other."""
    foreign_share = desk.rng.choice(FOREIGN)
    own = _shuffled(desk, [desk.language])
    others = _shuffled(desk, [name for name in LANGUAGES if name != desk.language])
    english = _shuffled(desk, ["en"]) if desk.language != "en" else others
    chosen: list[Article] = []
    for _ in range(count):
        source = own if own and not desk.chance(foreign_share) else (english or others)
        if source is english and desk.chance(0.5):
            source = others
        article = source.pop()
        if all(article["id"] != other["id"] for other in chosen):
            chosen.append(article)
    return chosen


def _shuffled(desk: Desk, languages: Sequence[str]) -> list[Article]:
    articles = [article for language in languages for article in _read(language)]
    return desk.rng.sample(articles, len(articles))


@cache
def _read(language: str) -> tuple[Article, ...]:
    lines = (ARTICLES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def _illustrate(desk: Desk, made: StrangeDay, record: Filed, article: Article) -> None:
    """One to four photographs; briefs and letters have theirs, too."""
    rng = desk.rng
    photos = []
    for n in range(rng.choices((1, 2, 3, 4, 7), (60, 20, 10, 6, 1))[0]):
        stem = f"{record.stem}-{n}" if rng.random() < 0.9 else f"Café Ünï {record.stem} ({n})"
        name = take_photo(rng, made.folder / made.day.isoformat() / "photos", stem)
        photos.append(draw_photo(desk, name, article))
    record.head["photos"] = photos
    made.photos[stem_slug(record.stem)] = len(photos)


def _spoil(desk: Desk, made: StrangeDay, filed: Sequence[Filed]) -> None:
    """Put what cannot be printed into one or two of the records."""
    for record in desk.rng.sample(filed, desk.rng.randint(1, 2)):
        if desk.chance(0.5):
            folder = made.folder / made.day.isoformat() / "photos"
            name = spoil_photo(desk.rng, folder, f"{record.stem}-spoiled")
            photo = {"file": name, "caption": "The quay on Tuesday."}
            record.head["photos"] = [*record.head.get("photos", []), photo]
            made.photos[stem_slug(record.stem)] = len(record.head["photos"])
            record.spoiled = True
        else:
            spoil_record(desk, record)


def _write(made: StrangeDay, record: Filed) -> None:
    file = made.folder / made.day.isoformat() / "articles" / f"{record.stem}.md"
    # Chance of its own: days drawn before there was pasting stay as they were but for that.
    rng = random.Random(f"pasted {made.seed} {made.number} {record.stem}")
    file.write_text(pasted(rng, record.text()), encoding="utf-8")


# The desk's orders


def _order(desk: Desk, made: StrangeDay) -> None:
    """An edition.toml with one to three orders."""
    folder = made.folder / made.day.isoformat()
    slugs = sorted(stem_slug(file.stem) for file in (folder / "articles").glob("*.md"))
    stories = [slug for slug in slugs if "story" in slug] or slugs
    orders: dict[str, Any] = {}
    for _ in range(desk.rng.randint(1, 3)):
        orders |= _one_order(desk, slugs, stories)
    if killed := set(orders.get("kill", [])):
        made.killed = sorted(killed)
        made.filed -= len(killed)
        made.spoiled = [slug for slug in made.spoiled if slug not in killed]
        made.photos = {slug: n for slug, n in made.photos.items() if slug not in killed}
    (folder / "edition.toml").write_text(_toml(orders), encoding="utf-8")


def _one_order(desk: Desk, slugs: Sequence[str], stories: Sequence[str]) -> dict[str, Any]:
    rng = desk.rng
    one = rng.choice(stories)
    return rng.choice(
        (
            {"pages": rng.randint(1, 12)},
            {"pages_multiple": rng.choice((2, 4))},
            {"lead": one},
            {"off_front": [one]},
            {"no_jump": [one]},
            {"kill": [rng.choice(slugs)]} if len(slugs) > 3 else {},
            {"pins": {one: rng.randint(1, 4)}},
            {"notice": [{"title": desk.any(words.FRAMES)[:60], "text": desk.aside()}]},
            {"advertisement": [_advertisement(desk, n) for n in range(rng.randint(1, 3))]},
        )
    )


def _advertisement(desk: Desk, number: int) -> dict[str, Any]:
    rng = desk.rng
    advertisement: dict[str, Any] = {
        "name": f"ad {number}",
        "title": rng.choice(words.OFFERS),
        "text": desk.aside(),
        "columns": rng.randint(1, 2),
        "height_mm": rng.randint(30, 120),
    }
    if desk.chance(0.4):
        advertisement["page"] = rng.choice((1, 2, "last"))
    if desk.chance(0.4):
        advertisement["position"] = rng.choice(("top", "bottom", "any"))
    return advertisement


def _toml(values: Mapping[str, Any]) -> str:
    """Values as TOML: single ones first, then tables."""
    single = {key: value for key, value in values.items() if not _is_table(value)}
    lines = [f"{json.dumps(key)} = {_value(value)}" for key, value in single.items()]
    for key, value in values.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items())]
        elif _is_table(value):
            for entry in value:
                lines += ["", f"[[{key}]]", *(f"{k} = {_value(v)}" for k, v in entry.items())]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    entries = value if isinstance(value, list) else [value]
    return bool(entries) and all(isinstance(entry, Mapping) for entry in entries)


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)

"""Pages drawn before: found again under the hash of all that decides how they look.

In: a `PageJob`. Out: the page as it was drawn, or None. The renderer is not loaded for that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from epaper.model import At, Problem, Severity, stops
from epaper.press.job import DrawnPage, PageJob
from epaper.press.sources import sources_mark
from epaper.versions import drawing_mark
from epaper.whole import write_whole


def recall(job: PageJob) -> DrawnPage | None:
    """The page as it was drawn before; None if it was not, or if a file of it is damaged."""
    done = _note_of(job)
    path = done.with_suffix(".pdf")
    try:
        facts = json.loads(done.read_bytes())
        problems = tuple(_remembered(job, found) for found in facts["problems"])
        mark = sha256(path.read_bytes()).hexdigest()
        if facts["pdf"] != mark:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return DrawnPage(number=job.number, pdf=path, sha256=mark, problems=problems, cached=True)


def remember(job: PageJob, pdf: bytes, problems: tuple[Problem, ...]) -> DrawnPage:
    """Put a page that has been drawn into the cache; one with faults that stop is drawn again."""
    done, mark = _note_of(job), sha256(pdf).hexdigest()
    path = done.with_suffix(".pdf")
    write_whole(path, pdf, job.aside)
    if not stops(problems):
        facts = {"pdf": mark, "problems": [asdict(problem) for problem in problems]}
        write_whole(done, json.dumps(facts).encode(), job.aside)
    return DrawnPage(number=job.number, pdf=path, sha256=mark, problems=problems, cached=False)


def _note_of(job: PageJob) -> Path:
    """The file that tells of the page, named by SHA-256 of all that decides how it looks."""
    code = sources_mark(Path(__file__).parent)
    facts = [code, drawing_mark(), job.html, dict(job.marks)]
    key = sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return Path(job.cache_dir) / f"{key}.json"


def _remembered(job: PageJob, found: Mapping[str, str]) -> Problem:
    return Problem(
        code=found["code"],
        severity=Severity(found["severity"]),
        where=At(page=job.number),
        message=found["message"],
        hint=found["hint"],
    )

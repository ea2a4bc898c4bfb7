"""What is kept of single pages: the same findings as from nothing, of pages good and bad."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from epaper.check import FlatPage, begin_reading, inspect_edition
from epaper.kept import KeptBy, Store
from epaper.model import Dummy, Plan, TextFrame
from epaper.pdf.marks import page_marks
from epaper.press import Printed, ProvedPage, verify
from epaper.press.verify import Proof, prove_page
from epaper.workers import InProcess, start_press

from .check.editions import clean, first_leg
from .check.made_up import Edition, usual
from .press import pages
from .press.conftest import print_sample
from .press.sample import faces

OURS = {face.postscript for face in faces()}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    result, _ = print_sample(tmp_path_factory.mktemp("kept"))
    assert isinstance(result, Printed)
    return result


class Counting(InProcess):
    """Counts what it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, *args: object, **options: object):  # type: ignore[no-untyped-def, override]
        self.asked += 1
        return super().submit(*args, **options)  # type: ignore[arg-type]


def as_it_is(plan: Plan) -> Plan:
    return plan


def a_line_short(plan: Plan) -> Plan:
    """The plan, in which page one has a line less than the PDF."""
    front = plan.dummies[0]
    place, leg = next(
        (n, frame)
        for n, frame in enumerate(front.frames)
        if isinstance(frame, TextFrame) and frame.kind == "leg"
    )
    frames = list(front.frames)
    frames[place] = replace(leg, lines=leg.lines[:-1])
    return replace(plan, dummies=(replace(front, frames=tuple(frames)), *plan.dummies[1:]))


def moved(plan: Plan) -> Plan:
    """The plan, in which the frames of page two stand elsewhere than in the PDF."""
    last: Dummy = plan.dummies[1]
    rects = [replace(f, rect=replace(f.rect, x_mm=f.rect.x_mm + 30)) for f in last.frames]
    return replace(plan, dummies=(plan.dummies[0], replace(last, frames=tuple(rects))))


@pytest.mark.parametrize(
    ("change", "good"), [(as_it_is, True), (a_line_short, True), (moved, False)]
)
def test_a_proof_of_kept_pages_finds_what_one_from_nothing_does(
    edition: Printed, tmp_path: Path, change: Callable[[Plan], Plan], good: bool
) -> None:
    kept = KeptBy(Store(tmp_path, "proved", ProvedPage))
    plan = change(pages.plan())

    def found(press: Executor, store: KeptBy[ProvedPage] | None) -> object:
        return Proof(plan, pages.RECORDS, edition.pdf, OURS, press, store).found()

    nothing = found(Counting(), None)
    first, again = Counting(), Counting()
    assert found(first, kept) == nothing
    assert found(again, kept) == nothing
    assert (first.asked, again.asked) == (len(plan.dummies), 0)
    assert good is (nothing == ())


def test_of_two_pages_only_the_one_that_has_changed_is_proved_again_and_here(
    edition: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptBy(Store(tmp_path, "proved", ProvedPage))
    Proof(pages.plan(), pages.RECORDS, edition.pdf, OURS, InProcess(), kept).found()
    proved: list[int] = []

    def counted(
        pdf: Path, sha: str, dummy: Dummy, addresses: tuple[tuple[str, str], ...]
    ) -> object:
        proved.append(dummy.number)
        return prove_page(pdf, sha, dummy, addresses)

    monkeypatch.setattr(verify, "prove_page", counted)
    press = Counting()
    Proof(moved(pages.plan()), pages.RECORDS, edition.pdf, OURS, press, kept).found()
    assert (proved, press.asked) == ([2], 0)


@pytest.mark.parametrize("tokens", [usual(29), "SmmmE.HSmmE" + usual(18), "H" * 3 + usual(26)])
def test_a_check_of_kept_pages_says_what_one_from_nothing_does(tokens: str, tmp_path: Path) -> None:
    made = copy.deepcopy(clean())
    first_leg(tokens)(made)
    folder = Edition(made).write(tmp_path)
    kept = KeptBy(Store(tmp_path / "cache", "read", FlatPage))
    nothing = inspect_edition(folder)
    for asked in (len(nothing.pages), 0):
        press = Counting()
        checked = inspect_edition(folder, reading=begin_reading(folder, press, kept))
        assert checked.verdict == nothing.verdict
        assert press.asked == asked
        assert [page.lines for page in checked.pages] == [page.lines for page in nothing.pages]
        assert all(
            (one.ink == other.ink).all()
            for one, other in zip(checked.pages, nothing.pages, strict=True)
        )


def test_workers_find_what_one_process_does(edition: Printed) -> None:
    plan = moved(pages.plan())
    alone = Proof(plan, pages.RECORDS, edition.pdf, OURS, InProcess()).found()
    with start_press(2) as press:
        assert Proof(plan, pages.RECORDS, edition.pdf, OURS, press).found() == alone


def test_the_mark_of_a_page_is_that_of_what_it_shows(edition: Printed) -> None:
    data = edition.pdf.read_bytes()
    marks = page_marks(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[1].obj
        page.Contents = pikepdf.Stream(document, page.Contents.read_bytes() + b"\nq Q\n")
        changed = io.BytesIO()
        document.save(changed)
    assert page_marks(changed.getvalue())[0] == marks[0]
    assert page_marks(changed.getvalue())[1] != marks[1]

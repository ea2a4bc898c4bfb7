"""Figures of make-up stand together, each is asked for, and one can be tried with another value."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.tune import Figure, all_figures, like
from epaper.makeup import figures
from epaper.makeup.story.trials import headline_cost
from epaper.model import Line, SetBlock

MAKEUP = Path(figures.__file__).parent


@pytest.fixture
def dear_lines() -> Iterator[Figure]:
    figure = Figure("HEADS", "line_cost")
    today = figure.value
    yield figure
    figure.set(today)


def test_every_figure_is_asked_for() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in MAKEUP.rglob("*.py")
        if path.name != "figures.py"
    )
    names = [str(figure) for figure in all_figures()]
    assert len(names) > 150
    assert [name for name in names if name not in code] == []


def test_what_something_costs_stands_nowhere_else() -> None:
    for path in MAKEUP.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [name.id for t in targets for name in ast.walk(t) if isinstance(name, ast.Name)]
            assert not [name for name in names if name.endswith("_COST")], path


def test_a_figure_that_is_set_is_what_make_up_works_with(dear_lines: Figure) -> None:
    line = Line(runs=(), style="headline", width_pt=90.0)
    block = SetBlock(
        style="headline", size_pt=24.0, leading_pt=24.0, measure_pt=100.0, lines=(line,) * 3
    )
    before = headline_cost(block, 4)
    dear_lines.set(5.0)
    after = headline_cost(block, 4)
    assert before is not None
    assert after is not None
    assert after - before == pytest.approx(5.0 - 1.2)


def test_a_value_of_another_kind_is_refused() -> None:
    assert like(0.5, 2) == 2.0
    with pytest.raises(ValueError, match="kind"):
        like(0.5, "much")
    with pytest.raises(ValueError, match="kind"):
        like(3, 0.5)

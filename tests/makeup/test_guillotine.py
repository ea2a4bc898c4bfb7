"""The guillotine search fills exactly, keeps rank order, and is optimal."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.makeup.page import guillotine
from epaper.makeup.page.guillotine import INF, Cell, Costs, Cutter, solve

W, H = 3, 12


def leaf(sizes: dict[tuple[int, int], float]) -> Costs:
    """An item that offers these (width, height): cost."""
    costs = np.full((W + 1, H + 1), INF, dtype=np.float32)
    for size, cost in sizes.items():
        costs[size] = cost
    return costs


def assert_tiles(cells: tuple[Cell, ...]) -> None:
    """The cells cover the page once."""
    page = np.zeros((H, W), dtype=int)
    for c in cells:
        page[c.row : c.row + c.height, c.column : c.column + c.width] += 1
    assert (page == 1).all()


def cheapest(leaves: list[Costs], w: int, h: int) -> float:
    """The optimum by trying everything: every split of the items, every cut."""
    if len(leaves) == 1:
        return float(leaves[0][w, h])
    best = float(INF)
    others = range(1, len(leaves))
    for picks in product((True, False), repeat=len(leaves) - 1):
        first = [leaves[0], *(leaves[i] for i, p in zip(others, picks, strict=True) if p)]
        second = [leaves[i] for i, p in zip(others, picks, strict=True) if not p]
        if not second:
            continue
        for cut in range(1, h):
            best = min(best, cheapest(first, w, cut) + cheapest(second, w, h - cut))
        for cut in range(1, w):
            best = min(best, cheapest(first, cut, h) + cheapest(second, w - cut, h))
    return best


sizes = st.dictionaries(
    st.tuples(st.integers(1, W), st.integers(1, H)), st.integers(0, 9), min_size=4, max_size=20
)


@given(st.lists(sizes, min_size=1, max_size=3))
def test_it_finds_the_optimum(offers: list[dict[tuple[int, int], float]]) -> None:
    leaves = [leaf(o) for o in offers]
    cost, cells = solve(leaves, W, H)
    assert cost == cheapest(leaves, W, H)
    if cells:
        assert_tiles(cells)
        assert sum(leaves[c.item][c.width, c.height] for c in cells) == pytest.approx(cost)
        assert sorted(c.item for c in cells) == list(range(len(leaves)))


def test_the_highest_ranked_item_has_the_top_left_corner() -> None:
    anything = leaf({(w, h): 1.0 for w in range(1, W + 1) for h in range(1, H + 1)})
    _, cells = solve([anything] * 5, W, H)
    first = next(c for c in cells if c.item == 0)
    assert (first.column, first.row) == (0, 0)


def test_no_way_to_fill_the_page_is_infinite() -> None:
    cost, cells = solve([leaf({(1, 5): 0.0}), leaf({(2, 5): 0.0})], W, H)
    assert np.isinf(cost)
    assert cells == ()


@given(st.lists(sizes, min_size=5, max_size=6))
@settings(max_examples=60)
def test_the_bound_loses_no_optimum(offers: list[dict[tuple[int, int], float]]) -> None:
    leaves = [leaf(offer) for offer in offers]
    bounded = Cutter(leaves, W, H)
    assert bounded.bound < np.inf or not np.isfinite(bounded.prices.least)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guillotine, "LEAST_BOUND", 99)
        free = Cutter(leaves, W, H)
        assert free.bound == np.inf
    assert bounded.solve() == free.solve()


@given(st.lists(sizes, min_size=2, max_size=6), st.data())
@settings(max_examples=60)
def test_a_page_changed_is_that_page_cut_anew(
    offers: list[dict[tuple[int, int], float]], data: st.DataObject
) -> None:
    leaves = [leaf(offer) for offer in offers]
    cutter = Cutter(leaves, W, H)
    for _ in range(3):
        _, cells = cutter.solve()
        if not cells:
            return
        cell = data.draw(st.sampled_from(cells))
        leaves = [costs.copy() for costs in leaves]
        leaves[cell.item][cell.width, cell.height] += data.draw(st.sampled_from((1.0, 4.0, INF)))
        cutter.change({cell.item}, leaves)
        assert cutter.solve() == solve(leaves, W, H)


@given(st.lists(sizes, min_size=1, max_size=6), st.integers(0, 40))
@settings(max_examples=60)
def test_what_costs_no_less_is_not_found(
    offers: list[dict[tuple[int, int], float]], below: int
) -> None:
    leaves = [leaf(offer) for offer in offers]
    cost, cells = solve(leaves, W, H)
    found = Cutter(leaves, W, H).solve(below)
    assert found == ((cost, cells) if cost < below else (float(INF), ()))

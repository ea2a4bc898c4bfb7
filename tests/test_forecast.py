"""Forecasts: what is known before the first build, by the last one, by the build's own pace."""

from pathlib import Path

import pytest

from epaper.forecast import Forecast, keep_times, last_times, spoken

# A build that took 20 s: 4 s until the press began, 12 s of drawing, 4 s for the rest.
PAST = {"wire": 0.0, "makeup": 1.0, "press": 4.0, "drawn": 16.0, "check": 18.0, "end": 20.0}


class Watch:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_stage_is_foretold_by_the_last_build(watch: Watch) -> None:
    forecast = Forecast(past=PAST, clock=watch)
    watch.now += 2
    forecast.stage("makeup")
    assert forecast.left_s() == 19.0
    watch.now += 5
    assert forecast.left_s() == 14.0
    watch.now += 60  # longer than it ever took: nothing is promised
    assert forecast.left_s() is None


def test_without_a_build_before_nothing_is_known_until_pages_are_drawn(watch: Watch) -> None:
    forecast = Forecast(clock=watch)
    forecast.stage("makeup")
    assert forecast.left_s() is None
    forecast.stage("press")
    watch.now += 10
    assert forecast.left_s() is None
    forecast.page(1, 4)
    assert forecast.left_s() == pytest.approx(30 + 0.4 * 40)


def test_the_first_page_says_little_the_second_tells_the_pace(watch: Watch) -> None:
    forecast = Forecast(past=PAST, clock=watch)
    forecast.stage("press")
    watch.now += 1
    forecast.page(1, 4)
    assert forecast.left_s() == pytest.approx(9 + 4)
    watch.now += 11
    forecast.page(2, 4)  # twice as slow as the last build
    assert forecast.left_s() == pytest.approx(12 + 4)


def test_after_the_last_page_the_rest_of_the_last_build_is_left(watch: Watch) -> None:
    forecast = Forecast(past=PAST, clock=watch)
    forecast.stage("press")
    watch.now += 3
    forecast.page(4, 4)
    assert forecast.left_s() == 4.0
    watch.now += 1
    forecast.stage("check")
    assert forecast.left_s() == 2.0


def test_a_build_is_kept_for_the_next(watch: Watch, tmp_path: Path) -> None:
    forecast = Forecast(clock=watch)
    forecast.stage("wire")
    watch.now += 2
    forecast.stage("press")
    forecast.page(1, 1)
    watch.now += 1
    keep_times(tmp_path, "a4", forecast.end())
    assert last_times(tmp_path, "a4") == {"wire": 0, "press": 2, "drawn": 2, "end": 3}
    assert last_times(tmp_path, "berliner") == {}


@pytest.mark.parametrize("text", ["", "[1]", '{"end": "soon"}', "{"])
def test_what_is_kept_and_is_none_counts_for_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "times-a4.json").write_text(text)
    assert last_times(tmp_path, "a4") == {}


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    keep_times(tmp_path / "nowhere", "a4", {"end": 1.0})
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, "about 1 s"),
        (7.4, "about 7 s"),
        (33.0, "about 35 s"),
        (89.0, "about 90 s"),
        (91.0, "about 2 min"),
        (600.0, "about 10 min"),
    ],
)
def test_what_is_not_certain_is_said_roughly(seconds: float, told: str) -> None:
    assert spoken(seconds) == told

"""The table of scores, and the first version's kept figures."""

from bench.scores import DAYS, FIRST, FORMATS, Line, first_version, table


def scored(makeup: str, points: float, day: str = "1-1p") -> Line:
    score = {"pages": 24, "clean_pages": 23, "largest_hole": 0.021, "mean_white": 0.06}
    return Line(day=day, format="a4", makeup=makeup, score={**score, "points": points}, plan_s=7.25)


def test_the_makeups_of_a_day_stand_one_under_another() -> None:
    lines = [scored("first", 4.1), scored("greedy", 9.5), scored("search", 3.0)]
    rows = list(table(lines))
    assert [row.split()[5] for row in rows[2:5]] == ["search", "greedy", "first"]
    assert rows[2].split()[6:] == ["24", "23", "2.1%", "6.0%", "3.0", "72", "7.2"]
    assert "24 pages planned in 7.2 s" in rows[-1]


def test_an_edition_that_was_not_made_says_why() -> None:
    line = Line(day="1-1t", format="a4", makeup="first", score=None, reason="stop M-101 page 2")
    assert str(line).endswith("no edition: stop M-101 page 2")


def test_the_first_version_has_a_figure_for_every_edition() -> None:
    assert FIRST.is_file()
    wanted = {(day, form) for day in DAYS for form in FORMATS}
    kept = first_version(wanted)
    assert {(line.day, line.format) for line in kept} == wanted
    assert all(line.score is not None or line.reason for line in kept)
    assert first_version(set()) == []

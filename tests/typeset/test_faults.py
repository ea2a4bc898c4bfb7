"""What the program fails on is named with its record, and the other copy is set."""

from dataclasses import replace

import pytest

from epaper.exceptions import LayoutError
from epaper.model import Advertisement, Form, Problem, Severity, Story
from epaper.typeset import set_advertisements, set_copy
from tests.typeset.copy import block, fonts, layout, record, story

# No record that is read has these, so the setters fail on them, each where it comes to it.
BROKEN = ("headline", "standfirst", "body", "table")


def broken(field: str, slug: str = "broken") -> Story:
    return story(record(slug, **{field: 7}), headline=7 if field == "headline" else "Head")


def set_day(*stories: Story) -> tuple[set[str], tuple[Problem, ...]]:
    galleys, problems = set_copy(stories, layout(), fonts())
    return set(galleys), problems


@pytest.mark.parametrize("field", BROKEN)
def test_a_story_that_cannot_be_set_is_named_and_left_out(field: str) -> None:
    galleys, (problem,) = set_day(story(record("one")), broken(field), story(record("two")))
    assert galleys == {"one", "two"}
    assert (problem.code, problem.severity) == ("T-110", Severity.STOP)
    assert problem.where.file == "2026-02-04/articles/broken.md"
    assert problem.where.story == "broken"
    assert "Error" in problem.message
    assert problem.hint


def test_of_gathered_stories_the_member_is_named() -> None:
    briefs = [record(slug, form=Form.BRIEF, body=(block("It is open."),)) for slug in ("a", "b")]
    failing = record("c", form=Form.BRIEF, headline=7)
    galleys, (problem,) = set_day(story(briefs[0], failing, briefs[1]))
    assert not galleys
    assert (problem.code, problem.where.story) == ("T-110", "c")
    assert problem.where.file.endswith("c.md")


def test_what_an_exception_says_is_cut_to_a_line() -> None:
    _, (problem,) = set_day(broken("body"))
    assert "\n" not in str(problem)
    assert len(problem.message) < 160


def test_a_fault_of_the_layout_is_no_storys() -> None:
    styles = layout().styles
    poor = replace(layout(), styles={**styles, "body": replace(styles["body"], family="None")})
    with pytest.raises(LayoutError):
        set_copy([story(record())], poor, fonts())


def test_set_to_debug_the_fault_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPAPER_DEBUG", "1")
    with pytest.raises(TypeError):
        set_day(broken("body"))


def test_an_advertisement_that_cannot_be_set_is_named_and_left_out() -> None:
    good = Advertisement(name="advertisement 1", columns=2, height_mm=80, title="Oars")
    bad = Advertisement(name="bad", columns=2, height_mm=80, title=7)  # type: ignore[arg-type]
    made, problems = set_advertisements([bad, good], {}, layout(), fonts(), "day/edition.toml")
    assert [each.advertisement for each in made] == [good]
    (problem,) = problems
    assert problem.code == "T-110"
    assert (problem.where.file, problem.where.field) == ("day/edition.toml", "advertisement[1]")

from hypothesis import given
from hypothesis import strategies as st

from epaper.comments import Comment, State, thread
from tests.comments.made_up import DAY, NOW


def comment(number: int, parent: int | None = None) -> Comment:
    return Comment(
        id=number,
        day=DAY,
        slug="s",
        parent=parent,
        name=f"N{number}",
        text="Text",
        state=State.APPROVED,
        made=NOW,
        address_mark="",
    )


def test_replies_follow_what_they_answer_two_levels_deep() -> None:
    given_comments = [
        comment(1),
        comment(2),
        comment(3, 1),
        comment(4, 3),
        comment(5, 4),
        comment(6, 1),
    ]
    shown = [
        (each.comment.id, each.level, each.to and each.to.id) for each in thread(given_comments)
    ]
    assert shown == [(1, 0, None), (3, 1, 1), (4, 2, 3), (5, 2, 4), (6, 1, 1), (2, 0, None)]


def test_replies_to_what_is_gone_are_gone() -> None:
    assert [each.comment.id for each in thread([comment(1), comment(3, 2), comment(4, 3)])] == [1]


def test_a_thread_may_be_deep() -> None:
    deep = [comment(1), *(comment(number, number - 1) for number in range(2, 3000))]
    assert len(thread(deep)) == 2999


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=30))
def test_every_comment_whose_parents_are_there_is_shown_once(parents: list[int]) -> None:
    comments = [
        comment(number, parent if 0 < parent < number else None)
        for number, parent in enumerate(parents, start=1)
    ]
    shown = thread(comments)
    assert sorted(each.comment.id for each in shown) == [each.id for each in comments]
    place = {each.comment.id: at for at, each in enumerate(shown)}
    for each in shown:
        assert each.level <= 2
        assert (each.to is None) == (each.comment.parent is None) == (each.level == 0)
        if each.to is not None:
            assert place[each.to.id] < place[each.comment.id]

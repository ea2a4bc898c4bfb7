"""House notices: every form can be read, holds all the words, and stays inside its span."""

import pytest

from epaper.model import Notice, NoticeForm
from epaper.typeset import set_notices
from tests.typeset.copy import PROSE, fonts, layout

NOTICE = Notice(title="The reading room", text=PROSE[:200].rsplit(" ", 1)[0])


def words(form: NoticeForm) -> str:
    title = " ".join(line.text for line in form.title.lines) + ". " if form.title else ""
    return title + " ".join(line.text for line in form.text.lines)


@pytest.mark.parametrize("name", ["berliner", "a4", "tablet"])
def test_every_form_holds_all_the_words_within_its_span(name: str) -> None:
    grid = layout(name).grid
    (setting,) = set_notices([NOTICE], layout(name), fonts())
    assert set(setting.forms) == set(range(1, grid.columns + 1))
    for span, forms in setting.forms.items():
        assert forms
        for form in forms:
            assert words(form) == f"{NOTICE.title}. {NOTICE.text}"
            wide = form.columns * form.text.measure_pt + (form.columns - 1) * form.gutter_pt
            if form.beside and form.title:
                wide += form.title.measure_pt + form.gutter_pt
            assert wide + 2 * form.pad_pt <= grid.span_pt(span) + 0.01


@pytest.mark.parametrize("name", ["berliner", "tablet"])
def test_lines_of_every_form_can_be_read(name: str) -> None:
    (setting,) = set_notices([NOTICE], layout(name), fonts())
    for forms in setting.forms.values():
        for form in forms:
            assert max(len(line.text) for line in form.text.lines) <= 90
            assert form.text.size_pt >= 8


def test_wide_spans_have_forms_in_several_columns_and_with_the_title_beside() -> None:
    (setting,) = set_notices([NOTICE], layout(), fonts())
    assert {form.columns for form in setting.forms[5]} >= {2, 3}
    assert any(form.beside for form in setting.forms[4])
    assert any(form.title is None for form in setting.forms[2])


def test_a_word_wider_than_the_column_is_split_and_not_lost() -> None:
    address = Notice(title="Write", text="corrections-and-clarifications@ellerycourier.example.org")
    (setting,) = set_notices([address], layout("tablet"), fonts())
    (form,) = setting.forms[1]
    assert len(form.text.lines) > 1
    assert "".join(line.text for line in form.text.lines).replace("-", "") == address.text.replace(
        "-", ""
    )

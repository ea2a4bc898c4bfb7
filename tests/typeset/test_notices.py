"""House notices: no wider than a line that can be read, in every form its span can hold."""

import pytest

from epaper.model import MM_PER_PT, Notice
from epaper.typeset import set_notices
from tests.typeset.copy import PROSE, fonts, layout

NOTICE = Notice(title="The reading room", text=PROSE[:200])


@pytest.mark.parametrize("name", ["berliner", "a4"])
def test_a_notice_is_never_wider_than_a_hundred_millimetres_at_its_smallest(name: str) -> None:
    grid = layout(name).grid
    (setting,) = set_notices([NOTICE], layout(name), fonts())
    assert set(setting.titles) == set(setting.texts) == set(range(1, grid.columns + 1))
    for span, block in setting.texts.items():
        assert block.measure_pt * MM_PER_PT <= min(100, grid.span_mm(span) - 5)
        assert " ".join(line.text for line in block.lines) == NOTICE.text


def test_larger_forms_rise_and_leave_out_narrow_spans() -> None:
    address = Notice(title="Write", text="corrections-and-clarifications@ellerycourier.example.org")
    (setting,) = set_notices([address], layout(), fonts())
    sizes = [setting.texts[5].size_pt, *(form.texts[5].size_pt for form in setting.larger)]
    assert sizes == sorted(set(sizes))
    assert 1 in setting.texts
    assert all(1 not in form.texts for form in setting.larger)

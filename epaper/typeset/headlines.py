"""Headlines at every width and size of the ladder that the layout's pages use."""

from __future__ import annotations

from epaper.model import Form, Layout, SetBlock, Story, TypeStyle
from epaper.typeset.display import DisplayPart, display_words, set_block
from epaper.typeset.stick import Stick

SMALLEST = 14.0  # the foot of the ladder
STYLES = {Form.COLUMN: "headline-feature", Form.EDITORIAL: "headline-opinion"}
# Below this the headline face's hairlines break up: a layout may name a "-small" style for it.
SMALL_BELOW_PT = 18.0
SMALL = "-small"


def headline_style(story: Story, stick: Stick, size_pt: float = SMALL_BELOW_PT) -> TypeStyle:
    """The style that goes with the story's form, at `size_pt`."""
    if story.gathered:
        return stick.style("standing-head")
    name = STYLES.get(story.form, "headline")
    if size_pt < SMALL_BELOW_PT and name + SMALL in stick.layout.styles:
        name += SMALL
    return stick.style(name)


def headline_sizes(layout: Layout) -> tuple[float, ...]:
    """The sizes that any kind of page uses, and the ladder's foot, rising."""
    used = {size for kind in layout.kinds.values() for band in kind.bands_pt for size in band}
    return tuple(sorted({SMALLEST, *used}))


def set_headlines(story: Story, stick: Stick) -> dict[tuple[int, float], SetBlock]:
    """The headline by (span, size); sizes at which a word is wider than the span are left out.

    At the smallest size the word is split.
    """
    blocks: dict[tuple[int, float], SetBlock] = {}
    grid, sizes = stick.layout.grid, headline_sizes(stick.layout)
    for size in sizes:
        part = DisplayPart(story.headline, headline_style(story, stick, size))
        words = display_words((part,), size, stick.fonts, stick.language)
        for span in stick.spans if words else ():
            block = set_block(words, part.style, size, grid.span_pt(span), language=stick.language)
            if block is None and size == sizes[0]:
                # The large sizes' face is narrower: it may hold the word.
                narrow = DisplayPart(story.headline, headline_style(story, stick))
                block = stick.block([narrow], grid.span_pt(span), "headline", size_pt=size)
            if block is not None:
                blocks[span, size] = block
    return blocks

"""Headlines at every width and size of the ladder that the layout's pages use."""

from __future__ import annotations

from epaper.model import Form, Layout, SetBlock, Story, TypeStyle
from epaper.typeset.display import Part, display_words, set_block
from epaper.typeset.stick import Stick

SMALLEST = 14.0  # PAGE_RULES: the foot of the ladder
STYLES = {Form.COLUMN: "headline-feature", Form.EDITORIAL: "headline-opinion"}


def headline_style(story: Story, stick: Stick) -> TypeStyle:
    """The style that goes with the story's form."""
    if story.gathered:
        return stick.style("standing-head")
    return stick.style(STYLES.get(story.form, "headline"))


def headline_sizes(layout: Layout) -> tuple[float, ...]:
    """The sizes that any kind of page uses, and the ladder's foot, rising."""
    used = {size for kind in layout.kinds.values() for band in kind.bands_pt for size in band}
    return tuple(sorted({SMALLEST, *used}))


def set_headlines(story: Story, stick: Stick) -> dict[tuple[int, float], SetBlock]:
    """The headline by (span, size); sizes at which a word is wider than the span are left out.

    Where that leaves a span without any, the word is split at the smallest size.
    """
    style = headline_style(story, stick)
    words = display_words((Part(story.headline, style),), 1.0, stick.fonts, stick.language)
    blocks: dict[tuple[int, float], SetBlock] = {}
    if not words:
        return blocks
    sizes = headline_sizes(stick.layout)
    for span in stick.spans:
        measure = stick.layout.grid.span_pt(span)
        for size in sizes:
            block = set_block(words, style, size, measure)
            if block is None:
                break
            blocks[span, size] = block
        if (span, sizes[0]) not in blocks:
            part = Part(story.headline, style)
            blocks[span, sizes[0]] = stick.block([part], measure, "headline", size_pt=sizes[0])
    return blocks

from __future__ import annotations

import pytest

from epaper.model import Block, BlockKind, Span
from epaper.wire.body import read_body
from epaper.wire.faults import Faults

T, C, Q, I = BlockKind.TEXT, BlockKind.CROSSHEAD, BlockKind.QUOTATION, BlockKind.ITEM  # noqa: E741


def blocks(text: str) -> tuple[Block, ...]:
    faults = Faults("x.md")
    found = read_body(text, 1, faults)
    assert faults.found == []
    return found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("One\ntwo  \nthree.", [(T, "One two\nthree.")]),
        (
            "One.\n\n## Two\n\n### Three\n\nFour.",
            [(T, "One."), (C, "Two"), (C, "Three"), (T, "Four.")],
        ),
        ("> One.\n>\n> Two.\n\nThree.", [(Q, "One."), (Q, "Two."), (T, "Three.")]),
        ("- one\n- two\n\n  more\n\nThree.", [(I, "one"), (I, "two"), (T, "more"), (T, "Three.")]),
        ("> - one\n> - two", [(I, "one"), (I, "two")]),
        # Numbers are part of the copy, whether the writer meant a list or a year.
        ("2026. It was a year.\n\nTwo.", [(T, "2026. It was a year."), (T, "Two.")]),
        ("1) one\n2) two", [(T, "1) one"), (T, "2) two")]),
        # Pasted copy: indents are no code, a line of dashes under text is no heading.
        ("    One.\n\n\tTwo.", [(T, "One."), (T, "Two.")]),
        ("One.\n===", [(T, "One. ===")]),
        ("A &amp; B &lt; C\\*", [(T, "A & B < C*")]),
        ("4 < 5 and 6 > 3", [(T, "4 < 5 and 6 > 3")]),
        ("#nofilter", [(T, "#nofilter")]),
        ("One\u00a0two\n three.", [(T, "One\u00a0two three.")]),
    ],
)
def test_blocks(text, kinds):
    assert [(block.kind, block.text) for block in blocks(text)] == kinds


def test_spans():
    (block,) = blocks("The *Anna **Lisbet*** is [back *now*](https://x.org/a), <https://y.org>.")
    assert block.spans == (
        Span(text="The "),
        Span(text="Anna ", italic=True),
        Span(text="Lisbet", italic=True, bold=True),
        Span(text=" is "),
        Span(text="back ", href="https://x.org/a"),
        Span(text="now", italic=True, href="https://x.org/a"),
        Span(text=", "),
        Span(text="https://y.org", href="https://y.org"),
        Span(text="."),
    )


def test_a_link_by_reference_and_a_mail_address():
    (block,) = blocks("See [the list][1] or [write](mailto:a@b.org).\n\n[1]: https://x.org")
    assert block.text == "See the list or write."
    assert [span.href for span in block.spans if span.href] == ["https://x.org", "mailto:a@b.org"]


def test_flattened_lists_and_dropped_rules_keep_their_words():
    faults = Faults("x.md")
    found = read_body("- one\n  - two\n    - three\n\n***\n\n> a\n>\n> > b", 1, faults)
    assert [(block.kind, block.text) for block in found] == [
        (I, "one"),
        (I, "two"),
        (I, "three"),
        (Q, "a"),
        (Q, "b"),
    ]
    assert [problem.code for problem in faults.found] == ["W-306", "W-307"]


def test_crossheads_at_the_end_become_text():
    faults = Faults("x.md")
    found = read_body("One.\n\n## Two\n\n## Three", 7, faults)
    assert [block.kind for block in found] == [T, T, T]
    assert [(problem.code, problem.where.line) for problem in faults.found] == [
        ("W-309", 11),
        ("W-309", 9),
    ]


def test_a_long_story():
    story = "\n\n".join(["Word and *more* words in one paragraph."] * 4500)
    assert sum(len(block.text.split()) for block in blocks(story)) == 31_500


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One  \ntwo   \nthree", "One\ntwo\nthree"),
        ("One\\\ntwo", "One\ntwo"),
        ("One<br>two<BR/>three<br />four", "One\ntwo\nthree\nfour"),
        ("One<br>\ntwo", "One\ntwo"),
        ("One <br> <br> two<br>", "One\ntwo"),
        ("*One  \ntwo* and **three\\\nfour**", "One\ntwo and three\nfour"),
        ("One\ntwo&#10;three", "One two three"),
        ("> One  \n> two", "One\ntwo"),
        ("- One  \n  two", "One\ntwo"),
        ("## A<br>head\n\nOne.", "A head|One."),
        ("One.\n\n<br>\n\nTwo.", "One.|Two."),
        ("One.\n\n<br>\nTwo *goes*\non.", "One.|Two goes on."),
    ],
)
def test_line_breaks(text, wanted):
    found = read_body(text, 1, Faults("x.md"))
    assert "|".join(block.text for block in found) == wanted


def test_a_fault_under_a_line_break_tag_has_its_line():
    faults = Faults("x.md")
    read_body("One.\n\n<br>\nTwo `code`.", 4, faults)
    assert [(p.code, p.where.line) for p in faults.found] == [("W-307", 6), ("W-304", 7)]


def read(text: str) -> tuple[list[tuple[BlockKind, str]], list[str]]:
    faults = Faults("x.md")
    found = read_body(text, 1, faults)
    return [(block.kind, block.text) for block in found], [p.code for p in faults.found]


@pytest.mark.parametrize(
    ("text", "kinds", "codes"),
    [
        ("<p>One <em>two</em>.</p>\n<p>Three</p>", [(T, "One two."), (T, "Three")], ["W-302"]),
        (
            "A<br>B H<sub>2</sub>O, 10<sup>6</sup>, 6<sup>th</sup>",
            [(T, "A\nB H₂O, 10⁶, 6th")],
            ["W-302"],
        ),
        ("<p>H<sub>2</sub>O, 10<sup>6</sup> <sup>th</sup></p>", [(T, "H₂O, 10⁶ th")], ["W-302"]),
        ("<p>One <del>gone</del> two</p>", [(T, "One two")], ["W-302", "W-317"]),
        ("<div>\n\nIn **it**\n\n</div>\n\nOut", [(T, "In it"), (T, "Out")], ["W-302"]),
        ("<ul>\n<li>one</li>\n</ul>\n\nTwo", [(I, "one"), (T, "Two")], ["W-302"]),
        ("<h2>Head</h2>\n\nTwo", [(C, "Head"), (T, "Two")], ["W-302"]),
        ("One <!-- desk: cut? --> two", [(T, "One two")], ["W-302"]),
        ("One <script>alert(1)</script> two", [(T, "One two")], ["W-302", "W-317"]),
        ("One <script src=x></script> two", [(T, "One two")], ["W-302"]),
        ("<script>alert(1)</script>\n\nTwo", [(T, "Two")], ["W-302", "W-317"]),
        ("One <img src=x> two", [(T, "One two")], ["W-302", "W-303"]),
        ("One <del>gone</del> two", [(T, "One two")], ["W-302", "W-314"]),
        ("One <del>gone, and not closed", [(T, "One")], ["W-302", "W-314"]),
        # No tags of HTML: copy in pointed brackets.
        ("The boy <name withheld> ran.", [(T, "The boy <name withheld> ran.")], []),
        ("<name withheld>\nran.", [(T, "<name withheld> ran.")], []),
        ("```\na\nb\n\nc\n```\n\n`d`", [(T, "a\nb"), (T, "c"), (T, "d")], ["W-304"]),
        ("| a | b |\n|---|---|\n| c |  |\n\nTwo", [(T, "a, b"), (T, "c"), (T, "Two")], ["W-310"]),
        ("[Note]: mind-it\n\nTwo", [(T, "[Note]: mind-it"), (T, "Two")], ["W-311"]),
        ("# One\n\n####Two\n\nThree", [(C, "One"), (C, "Two"), (T, "Three")], ["W-305"]),
        ("A [link](#top), ![b](c.jpg)", [(T, "A link,")], ["W-308", "W-303"]),
    ],
)
def test_copy_as_it_is_pasted(text, kinds, codes):
    found, told = read(text)
    assert found == kinds
    assert told == codes


def test_emphasis_and_links_in_html_are_those_of_markdown():
    faults = Faults("x.md")
    (block,) = read_body('A <B>b</B> <i>c</i> <a class="x" href="https://y.org">d</a>', 1, faults)
    assert block.spans == (
        Span(text="A "),
        Span(text="b", bold=True),
        Span(text=" "),
        Span(text="c", italic=True),
        Span(text=" "),
        Span(text="d", href="https://y.org"),
    )


def test_what_html_loses_is_told_by_its_kind():
    faults = Faults("ferry.md")
    html = "<table><tr><td>picture</td><td>b</td></tr></table><script>let a</script><img src='a'>"
    (block,) = read_body(html, 1, faults)
    assert block.text == "picture, b"
    told = [(problem.code, problem.message) for problem in faults.found]
    assert [code for code, _ in told] == ["W-302", "W-317", "W-303"]
    assert told[1][1] == "what stands in <script> is left out"

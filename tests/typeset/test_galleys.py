import re
import time
from pathlib import Path

import pytest

from epaper.model import (
    Block,
    BlockKind,
    Box,
    Form,
    Galley,
    Notice,
    Paragraph,
    Photo,
    Problem,
    Quote,
    Record,
    SetBlock,
    Severity,
    Span,
    Story,
)
from epaper.typeset import FontFace, set_copy, set_notices
from epaper.typeset.headlines import headline_sizes
from tests.typeset.copy import PROSE, block, fonts, layout, record, story
from tests.typeset.tongues import TONGUES


def set_one(item: Story, name: str = "berliner") -> tuple[Galley, tuple[Problem, ...]]:
    galleys, problems = set_copy([item], layout(name), fonts())
    assert list(galleys) == [item.slug]
    return galleys[item.slug], problems


def texts(block: SetBlock | None) -> list[str]:
    assert block is not None
    return [line.text for line in block.lines]


def words(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    text = ""
    for paragraph in paragraphs:
        for line in paragraph.best.lines:
            text += line.text + ("" if line.joined else " ")
    return text.split()


def test_paragraphs_are_flush_first_and_after_a_crosshead_else_indented() -> None:
    body = (
        block(PROSE),
        block(PROSE),
        block("Behind the boiler", BlockKind.CROSSHEAD),
        block(PROSE),
    )
    galley, problems = set_one(story(record(body=body)))
    assert problems == ()
    first, second, head, third = galley.paragraphs
    indents = [p.best.lines[0].indent_pt for p in (first, second, head, third)]
    assert indents == [0, 8.8, 0, 0]
    assert (head.role, head.white_rows, head.keep_rows) == ("crosshead", 1, 2)
    assert not any(line.may_end for line in head.best.lines)
    assert words(galley.paragraphs) == " ".join(b.text for b in body).split()


def test_every_setting_of_every_paragraph_has_the_same_words() -> None:
    galley, _ = set_one(story(record(body=tuple(block(PROSE[n:]) for n in range(0, 200, 20)))))
    for paragraph in galley.paragraphs:
        for setting in paragraph.settings:
            text = "".join(x.text + ("" if x.joined else " ") for x in setting.lines)
            assert text.split() == words((paragraph,))


def test_quotations_are_indented_and_items_hang_from_their_bullet() -> None:
    body = (block(PROSE, BlockKind.QUOTATION), block(PROSE, BlockKind.ITEM))
    quotation, item = set_one(story(record(body=body)))[0].paragraphs
    assert {line.indent_pt for line in quotation.best.lines} == {8.8}
    first, *rest = item.best.lines
    assert first.text.startswith("•\u2002The")
    assert first.indent_pt == 0
    hang = {line.indent_pt for line in rest}
    assert len(hang) == 1
    assert 5 < hang.pop() < 12
    assert item.role == "item"


def test_headlines_stand_at_every_width_and_size_in_use() -> None:
    galley, _ = set_one(story(record()))
    for span in range(2, 6):
        for size in headline_sizes(layout()):
            if size <= 36:
                assert (span, size) in galley.headlines
    assert 14.0 in headline_sizes(layout())
    for (span, size), head in galley.headlines.items():
        assert head.size_pt == size
        assert head.measure_pt == layout().grid.span_pt(span)
        assert head.style == ("headline" if size >= 18 else "headline-small")
        assert not any(line.hyphen for line in head.lines)
        assert all(line.width_pt <= head.measure_pt + 0.03 for line in head.lines)
        assert " ".join(texts(head)) == galley_headline(galley)


def galley_headline(galley: Galley) -> str:
    return " ".join(texts(galley.headlines[5, 14.0]))


def test_headline_styles_follow_the_form() -> None:
    for form, style in [
        (Form.STORY, "headline"),
        (Form.COLUMN, "headline-feature"),
        (Form.EDITORIAL, "headline-opinion"),
    ]:
        galley, _ = set_one(story(record(form=form)))
        assert galley.headlines[2, 24.0].style == style


def test_sizes_at_which_a_word_does_not_fit_are_left_out() -> None:
    galley, problems = set_one(story(record(headline="Bundesverfassungsgericht spricht")))
    assert (1, 14.0) in galley.headlines
    assert (1, 48.0) not in galley.headlines
    assert (5, 48.0) in galley.headlines
    assert problems == ()


def test_a_headline_word_wider_than_the_column_is_split_at_the_smallest_size_and_reported() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    galley, problems = set_one(story(record(headline=f"{word} sails")))
    assert [size for span, size in galley.headlines if span == 1] == [14.0]
    lines = galley.headlines[1, 14.0].lines
    assert "".join(x.text for x in lines if x.hyphen) in word
    assert {p.code for p in problems} == {"T-102"}
    assert problems[0].severity is Severity.WARN
    assert problems[0].where.file.endswith(".md")
    assert problems[0].where.field == "headline"


def test_display_parts_stand_at_every_width() -> None:
    made = record(
        standfirst="Five harbour masters kept a second book",
        kicker="Port Ellery",
        photos=(
            Photo(file="a.jpg", caption="The books.", credit="Tomas Reyl"),
            Photo(file="b.jpg"),
        ),
        quotes=(Quote(text="“Nobody asked for it”", by="A harbour master"),),
        box=Box(title="The books", text="Where to see them:", items=("In May", PROSE[:80])),
    )
    galley, problems = set_one(story(made))
    assert problems == ()
    spans = set(range(1, 6))
    assert set(galley.standfirsts) == set(galley.kickers) == set(galley.bylines) == spans
    assert set(galley.cutlines) == {(0, span) for span in spans}
    assert [quote.span for quote in galley.quotes] == [1, 2]
    assert texts(galley.quotes[1].by) == ["A harbour master"]
    assert texts(galley.kickers[1]) == ["PORT ELLERY"]
    assert texts(galley.bylines[3]) == ["By Ada Penn · Port Ellery · 2 min read"]
    assert galley.teaser is not None
    assert galley.teaser.measure_pt == galley.measure_pt
    assert set(galley.jump_heads) == spans
    assert galley.box is not None
    measure = galley.measure_pt - 12
    assert all(x.width_pt + x.indent_pt <= measure + 0.03 for x in galley.box.lines)
    assert galley.box.lines[1].text == "•\u2002In May"


def test_parts_that_were_not_filed_are_not_there() -> None:
    galley, _ = set_one(story(record(), byline=()))
    assert not galley.standfirsts
    assert not galley.kickers
    assert not galley.bylines
    assert not galley.cutlines
    assert galley.quotes == ()
    assert galley.box is None
    assert not galley.tables


def test_bylines_break_at_their_dots_and_leave_none_at_line_ends() -> None:
    byline = ("By Ada Penn and Maren Oduya", "Northern Wire", "Port Ellery", "2 min read")
    galley, _ = set_one(story(record(), byline=byline))
    lines = texts(galley.bylines[1])
    assert len(lines) == 2
    assert not any(line.endswith("·") or line.startswith("·") for line in lines)
    labels = [label for line in lines for label in line.split(" · ")]
    assert tuple(labels) == byline


@pytest.mark.parametrize("letters", range(20, 46))
def test_no_line_of_a_byline_begins_with_a_dot(letters: int) -> None:
    name = ("By " + "Adamina Pennyweather-Oduya Ferguson-Smythe Hall")[:letters].strip()
    galley, _ = set_one(story(record(), byline=(name, "Northern Wire", "2 min read")))
    for byline in galley.bylines.values():
        assert not any(line.startswith("·") for line in texts(byline))


def test_a_jump_head_that_would_be_deep_is_smaller() -> None:
    galley, _ = set_one(story(record(), headline="Harbour water to heat homes " * 3))
    narrow, wide = galley.jump_heads[1], galley.jump_heads[max(galley.jump_heads)]
    assert len(wide.lines) <= 3
    assert narrow.size_pt == pytest.approx(0.8 * wide.size_pt)
    assert narrow.leading_pt == pytest.approx(0.8 * wide.leading_pt)


def brief(slug: str, **parts: object) -> Record:
    body = (block("The bridge is open again."), block("It was shut in May."))
    return record(slug, form=Form.BRIEF, headline=f"News of {slug}", body=body, **parts)


def test_briefs_become_one_galley_with_a_head_each() -> None:
    item = story(brief("one", dateline="Kell"), brief("two", agency="Northern Wire"))
    galley, problems = set_one(item)
    assert problems == ()
    heads = [p for p in galley.paragraphs if p.role == "brief-head"]
    assert [p.slug for p in heads] == ["one", "two"]
    assert [p.white_rows for p in heads] == [0, 1]
    assert [p.keep_rows for p in heads] == [2, 2]
    assert {p.slug for p in galley.paragraphs} == {"one", "two"}
    text = " ".join(words(galley.paragraphs))
    assert "Kell — The bridge is open again." in text
    assert text.endswith("(Northern Wire)")
    assert galley.headlines[1, 18.0].style == "standing-head"


def test_letters_are_signed_and_their_signature_is_not_left_alone() -> None:
    letter = record(
        "horn", form=Form.LETTER, byline=("Agnes Thorburn",), dateline="Eastbank, Port Ellery"
    )
    galley, _ = set_one(story(letter))
    *_, last, signature = galley.paragraphs
    assert signature.role == "signature"
    assert texts_of(signature) == ["Agnes Thorburn, Eastbank, Port Ellery"]
    assert last.keep_rows == 1


def test_a_signature_of_two_lines_is_not_parted() -> None:
    place = "Marine Station, Wick Bay, and the Institute of Fishes, Port Ellery"
    letter = record("horn", form=Form.LETTER, byline=("Dr Agnes Thorburn",), dateline=place)
    galley, _ = set_one(story(letter))
    *_, last, signature = galley.paragraphs
    *firsts, _ = signature.best.lines
    assert firsts
    assert not any(line.may_end for line in firsts)
    assert last.keep_rows == len(signature.best.lines)


def test_who_wrote_it_stands_out_in_the_byline() -> None:
    galley, _ = set_one(story(record(byline=("Ada Penn",))))
    (line,) = galley.bylines[3].lines
    assert galley.bylines[3].style == "byline"
    assert [(run.text, run.style) for run in line.runs] == [
        ("By Ada Penn", "byline-name"),
        (" · Port Ellery · 2 min read", ""),
    ]
    broken = [line.text for line in galley.bylines[1].lines]
    assert not any(text.endswith("·") or text.startswith("·") for text in broken)
    unsigned, _ = set_one(story(record(), byline=("Port Ellery", "2 min read")))
    assert [run.style for run in unsigned.bylines[1].lines[0].runs] == [""]


def test_a_standfirst_is_larger_where_it_runs_wide() -> None:
    galley, _ = set_one(story(record(standfirst=PROSE[:90])))
    sizes = {span: block.size_pt for span, block in galley.standfirsts.items()}
    assert sizes[1] == sizes[2] < sizes[3] == sizes[5]
    assert galley.teaser_text is not None
    assert galley.teaser_text.size_pt < sizes[1]


def texts_of(paragraph: Paragraph) -> list[str]:
    return [line.text for line in paragraph.best.lines]


def test_a_briefs_other_parts_are_run_in_so_that_no_word_is_lost() -> None:
    made = brief("one", standfirst="At last", kicker="Kell", box=Box(title="Times", items=("Six",)))
    text = " ".join(words(set_one(story(made))[0].paragraphs))
    for part in ("Kell: News of one", "At last", "Times", "Six"):
        assert part in text


def test_a_brief_of_links_alone_has_its_place_and_source() -> None:
    links = (block("1\u2002harbour.example", BlockKind.NOTE),)
    made = record("one", form=Form.BRIEF, dateline="Kell", agency="Northern Wire", body=links)
    text = " ".join(words(set_one(story(made))[0].paragraphs))
    assert "Kell — (Northern Wire)" in text
    assert "harbour.example" in text


def test_missing_glyphs_are_named_with_story_and_field() -> None:
    made = record(headline="Astronaut 👩 lands", body=(block("She said 𒀀 and 👩."),))
    galley, problems = set_one(story(made))
    found = {problem.where.field: problem for problem in problems}
    assert set(found) == {"headline", "body"}
    assert all(p.code == "T-101" and p.severity is Severity.STOP for p in problems)
    assert "CUNEIFORM SIGN A" in found["body"].message
    assert "WOMAN" in found["headline"].message
    assert "👩" in galley_headline(galley)


def test_a_missing_glyph_is_named_with_its_line() -> None:
    made = story(record(body=(block("She said 𒀀 and 𓀀."),)))
    asked = []

    def line_of(file: str, character: str) -> int:
        asked.append((file, character))
        return 14

    _, (problem,) = set_copy([made], layout(), fonts(), line_of)
    assert asked == [("2026-02-04/articles/port-books.md", "𒀀")]
    assert str(problem).startswith("stop T-101 2026-02-04/articles/port-books.md:14, body: ")


def test_greek_and_cyrillic_copy_is_printed_in_the_houses_own_faces() -> None:
    for language in ("el", "ru"):
        text = TONGUES[language]
        made = record(
            language=language, headline=text[:60], standfirst=text, kicker=text[:20],
            body=(block(text),),
        )  # fmt: skip
        _, problems = set_one(story(made))
        assert [p for p in problems if p.code == "T-101"] == []
    covered = {face.family for face in fonts().families["EP Text"] if face.covers("λ")}
    assert covered == {"EP Text"}
    assert all(face.covers("ж") for face in fonts().families["EP Head"])
    stand_in = fonts().face("EP Head", 700).stand_in("λ")
    assert stand_in is not None
    assert (stand_in.family, stand_in.weight) == ("EP Text", 700)


def test_right_to_left_headlines_are_typeset_as_given() -> None:
    headline = "أخبار اليوم من المدينة"
    galley, problems = set_one(story(record(headline=headline)))
    assert galley.headlines
    for head in galley.headlines.values():
        assert " ".join(texts(head)) == headline
    assert any(len(head.lines) > 1 for head in galley.headlines.values())
    assert problems == ()


def test_torn_and_driven_lines_of_the_body_are_reported() -> None:
    made = record(body=(block(f"See {'x1' * 60} for more"),))
    _, problems = set_one(story(made))
    assert {"T-103"} <= {p.code for p in problems} <= {"T-103", "T-104"}


def test_spans_with_links_print_their_text() -> None:
    spans = (Span(text="Read "), Span(text="the report", href="https://a.example"), Span(text="."))
    made = record(body=(Block(kind=BlockKind.TEXT, spans=spans),))
    assert words(set_one(story(made))[0].paragraphs) == ["Read", "the", "report."]


def test_notices_are_set_at_every_width() -> None:
    (notice,) = set_notices([Notice(title="Write to us", text=PROSE)], layout(), fonts())
    assert set(notice.forms) == set(range(1, 6))
    for form in notice.forms[3]:
        said = " ".join(texts(form.text))
        assert said == (PROSE if form.title else f"Write to us. {PROSE}")


@pytest.mark.parametrize("name", ["berliner", "a4"])
def test_the_same_copy_gives_the_same_galleys(name: str) -> None:
    item = story(record(standfirst="A second book"))
    assert repr(set_one(item, name)) == repr(set_one(item, name))


def test_thirty_thousand_words_are_set() -> None:
    body = tuple(block(f"{PROSE} {number}") for number in range(400))
    start = time.perf_counter()
    galley, _ = set_one(story(record(body=body)))
    assert galley.line_count > 4000
    assert time.perf_counter() - start < 20  # about 0.5 s; the figure only catches runaways


def test_every_problem_code_is_documented() -> None:
    root = Path(__file__).parents[2]
    sources = "".join(p.read_text(encoding="utf-8") for p in (root / "epaper/typeset").glob("*.py"))
    table = (root / "docs/problems.md").read_text(encoding="utf-8")
    for code in set(re.findall(r"T-\d{3}", sources)):
        assert f"| {code} |" in table


def test_a_character_that_no_face_has_is_named_in_other_scripts_too() -> None:
    made = record(language="ur", body=(block("بندرگاہ 𒀀 میں"),))
    _, problems = set_one(story(made))
    (problem,) = [p for p in problems if p.code == "T-101"]
    assert "CUNEIFORM SIGN A" in problem.message


def test_a_rare_chinese_letter_is_told_where_to_put_a_face() -> None:
    made = record(language="zh", body=(block("港口委员会𠀋决定"),))
    _, problems = set_one(story(made))
    (problem,) = [p for p in problems if p.code == "T-101"]
    assert "‘𠀋’" in problem.message
    assert "fonts/" in problem.hint


def test_a_wide_word_of_a_credit_is_split_at_its_own_size() -> None:
    credit = "Rotterdamscheepswerfbouwmaatschappij" * 3
    galley, _ = set_one(story(record(photos=(Photo(file="a.jpg", caption="Quay", credit=credit),))))
    style = layout().style("credit", "")
    for cutline in galley.cutlines.values():
        for line in cutline.lines:
            assert line.width_pt <= cutline.measure_pt + 0.03
            (run,) = [run for run in line.runs if run.style == "credit"] or [line.runs[0]]
            if run.style and len(line.runs) == 1:
                said = run.text + ("-" if line.hyphen else "")
                face = fonts().face_of(style)
                extent = face.extent(said, "en-GB")
                tracked = extent.plain_em + extent.clusters * style.tracking_em
                wide = (tracked if style.tracking_em else extent.width_em) * style.size_pt
                assert line.width_pt == pytest.approx(wide, abs=0.05)


def test_a_wide_latin_word_among_square_letters_is_split_and_nothing_put_after_it() -> None:
    word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk" * 3
    headline = f"\u6f22\u5b57{word}\u6f22\u5b57"
    galleys, _ = set_copy([story(record(headline=headline, language="zh"))], layout(), fonts())
    for head in galleys["port-books"].headlines.values():
        text = "".join(x.text + ("" if x.joined else " ") for x in head.lines)
        assert text.strip() == headline


def test_a_headline_of_very_many_letters_is_split_by_a_few_looks_a_line() -> None:
    """Not by shaping what is left of it for every line."""
    shaped = 0
    shape = FontFace._shape

    def counting(face: FontFace, part: str, *rest: object) -> tuple[float, int]:
        nonlocal shaped
        shaped += len(part)
        return shape(face, part, *rest)  # type: ignore[arg-type]

    word = "abcdefghijklm" * 800
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FontFace, "_shape", counting)
        galley, problems = set_one(story(record(headline=word)))
    lines = galley.headlines[1, 14.0].lines
    assert "".join(line.text for line in lines) == word
    assert [problem.code for problem in problems] == ["T-102"]
    assert shaped < 1000 * len(word)

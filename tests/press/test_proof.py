"""The proof by glyph: what is wrong with a finished page is told, whatever it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from epaper.press import Printed
from epaper.press.verify import verify_edition

from . import pages
from .sample import PROSE, faces

OURS = {face.postscript for face in faces()}
BODY = "SourceSerif4SmText-Regular"
SHOWN = re.compile(rb"\[(?:<[0-9a-f]*>|[-\d.]+|\s)+\] TJ")
ROW = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
GLYPH = re.compile(rb"<([0-9a-f]{4})>[-\d.\s]*(?:<>[-\d.\s]*)*")


def with_content(pdf: Path, made: Path, change: Callable[[bytes, pikepdf.Pdf], bytes]) -> Path:
    """The PDF with the first page's operations changed."""
    with pikepdf.open(pdf) as document:
        page = document.pages[0]
        before = page.Contents.read_bytes()
        after = change(before, document)
        assert after != before
        page.Contents = document.make_stream(after)
        document.save(made)
    return made


def texts_of(document: pikepdf.Pdf) -> dict[bytes, str]:
    """What each number of the body's face says, as the content has it."""
    for font in document.pages[0].Resources.Font.values():
        if str(font.BaseFont).endswith(BODY):
            rows = ROW.findall(font.ToUnicode.read_bytes())
            return {code: bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows}
    raise AssertionError("no body")


def lines_of(content: bytes, texts: dict[bytes, str]) -> Iterator[re.Match[bytes]]:
    """Operations that show a body line of several words."""
    for found in SHOWN.finditer(content):
        text = "".join(texts.get(glyph[1], "?") for glyph in GLYPH.finditer(found[0]))
        if text.count(" ") > 4 and text.strip("-\u00ad") in PROSE:
            yield found


def words_in(shown: bytes, space: bytes) -> list[list[bytes]]:
    """Glyphs of the words of a line, each with the moves after it."""
    words: list[list[bytes]] = [[]]
    for glyph in GLYPH.finditer(shown):
        if glyph[1] == space:
            words.append([])
        else:
            words[-1].append(b"<" + glyph[1] + b">")
    return words


def line_with(change: Callable[[list[list[bytes]]], None]) -> Callable[..., bytes]:
    """A change of the words of the first body line."""

    def changed(content: bytes, document: pikepdf.Pdf) -> bytes:
        texts = texts_of(document)
        space = next(code for code, text in texts.items() if text == " ")
        line = next(lines_of(content, texts))
        words = words_in(line[0], space)
        assert len(words) > 4
        change(words)
        shown = (b"<" + space + b">").join(b"".join(word) for word in words)
        return content[: line.start()] + b"[" + shown + b"] TJ" + content[line.end() :]

    return changed


def found(pdf: Path) -> set[str]:
    problems = verify_edition(pages.plan(), pages.RECORDS, pdf, OURS)
    return {problem.code for problem in problems}


def dropped(words: list[list[bytes]]) -> None:
    del words[2]


def doubled(words: list[list[bytes]]) -> None:
    words.insert(2, words[2])


def swapped(words: list[list[bytes]]) -> None:
    words[1], words[2] = words[2], words[1]


def garbled(words: list[list[bytes]]) -> None:
    words[2][0] = words[1][-1] if words[1][-1] != words[2][0] else words[1][0]


def joined(words: list[list[bytes]]) -> None:
    words[1:3] = [words[1] + words[2]]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (dropped, {"F-201"}),
        (doubled, {"F-202"}),
        (swapped, {"F-201", "F-202"}),
        (garbled, {"F-201", "F-203"}),
        (joined, {"F-201", "F-203"}),
    ],
)
def test_a_line_that_says_something_else_is_refused(
    tmp_path: Path,
    printed: Printed,
    change: Callable[[list[list[bytes]]], None],
    codes: set[str],
) -> None:
    pdf = with_content(printed.pdf, tmp_path / "made.pdf", line_with(change))
    assert codes <= found(pdf)


def test_a_line_in_another_face_is_refused(tmp_path: Path, printed: Printed) -> None:
    def other(content: bytes, document: pikepdf.Pdf) -> bytes:
        fonts = document.pages[0].Resources.Font
        name = next(k for k, font in fonts.items() if "Plex" in str(font.BaseFont))
        line = next(lines_of(content, texts_of(document)))
        took = b"q " + name.encode() + b" 11 Tf "
        return content[: line.start()] + took + line[0] + b" Q" + content[line.end() :]

    assert {"F-201", "F-203"} <= found(with_content(printed.pdf, tmp_path / "made.pdf", other))


@pytest.mark.parametrize(("by_pt", "code"), [(-4000.0, "F-203"), (9.0, "F-205")])
def test_a_line_moved_out_of_its_place_is_refused(
    tmp_path: Path, printed: Printed, by_pt: float, code: str
) -> None:
    def moved(content: bytes, document: pikepdf.Pdf) -> bytes:
        line = next(lines_of(content, texts_of(document)))
        begin = content.rfind(b"BT", 0, line.start())
        shifted = re.sub(
            rb"([\d.]+) Tm",
            lambda y: b"%.3f Tm" % (float(y[1]) + by_pt),
            content[begin : line.start()],
            count=1,
        )
        return content[:begin] + shifted + content[line.start() :]

    assert code in found(with_content(printed.pdf, tmp_path / "made.pdf", moved))


def test_two_lines_that_changed_places_are_refused(tmp_path: Path, printed: Printed) -> None:
    def turned(content: bytes, document: pikepdf.Pdf) -> bytes:
        lines = lines_of(content, texts_of(document))
        first, second = next(lines), next(lines)
        between = content[first.end() : second.start()]
        return content[: first.start()] + second[0] + between + first[0] + content[second.end() :]

    assert "F-201" in found(with_content(printed.pdf, tmp_path / "made.pdf", turned))

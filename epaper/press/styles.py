"""The generated part of the style sheet: type styles, letter space, indents, justified lines.

In: the layout's type styles and the faces. Out: CSS in which each figure of layout.toml
stands once. Lines carry classes only: an inline style on every line made pages half as
slow again (trial, WeasyPrint 70).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from epaper.model import Line, Run, Script, TypeStyle
from epaper.model.layout import Align
from epaper.press.fonts import Face, pick_face, space_em

# WeasyPrint stretches a line but never squeezes it. A justified line therefore starts from word
# spaces this much under normal, the least that the rules of the page allow (67 %), and is driven
# out from there.
LEAST_SPACE = 0.67
SMALL_CAPS = "small-caps"  # the class of runs whose small letters are small capitals
# Of a Latin word among square letters that are driven apart, and of one at an end of its line.
TIGHT, FIRST, LAST = "tight", "tight-first", "tight-last"
STAND_INS = "stand-ins of "
_MARK = re.compile(f'"{STAND_INS}([^"]*)"')
APART = "apart"  # of a word that is text of its own in the PDF, and looks like the others
LETTER_STEP_EM = 0.005  # one step of Line.letter_step
LETTER_STEPS = range(-4, 5)
# Layouts are written as for lines from the left: where a line begins and ends.
SIDES: Mapping[Align, str] = {"justify": "start", "left": "start", "right": "end"}


def type_css(styles: Iterable[TypeStyle], faces: tuple[Face, ...], scope: str = "") -> str:
    """Rules for every type style: `.s-body`, its emphasis, and its justified lines.

    With a `scope` they hold for frames of that class and for what stands in them.
    """
    return "".join(_style_rules(style, faces, scope) for style in styles)


def indent_css(indents_pt: Iterable[float], side: str = "left", scope: str = "") -> str:
    """One class for each indent that a page uses, at the side where lines begin."""
    within = f".{scope} " if scope else ""
    other = f";padding-{'left' if side == 'right' else 'right'}:0" if scope else ""
    return "".join(
        f"{within}.{indent_class(indent)}{{padding-{side}:{indent:g}pt{other}}}\n"
        for indent in sorted(indents_pt)
    )


def script_css(script: Script, scope: str = "") -> str:
    """What holds for all text in a script: its direction, its ligatures.

    Those that joined letters can do without are off, as typesetting measures them: readers of PDF
    turn the letters of one around in copy from the right.
    """
    selector = f".{scope}" if scope else "body"
    direction = "rtl" if script.rtl else "ltr"
    features = '"liga" 0,"clig" 0' if script.joined else "normal"
    return f"{selector}{{direction:{direction};font-feature-settings:{features}}}\n"


def hang_css(hangs_pt: Iterable[float]) -> str:
    """One class for each distance that a page's lines stand out to the right."""
    return "".join(
        f".{hang_class(hang)}{{margin-right:{-hang:g}pt}}\n" for hang in sorted(hangs_pt)
    )


def hang_class(hang_pt: float) -> str:
    """The class of a line that stands out; its name is the figure in thousandths of a point."""
    return f"hg{round(hang_pt * 1000)}"


def indent_class(indent_pt: float) -> str:
    """The class of an indent; its name is the figure in thousandths of a point."""
    return f"in{round(indent_pt * 1000)}"


def letter_css(spaces_em: Iterable[float]) -> str:
    """One class for each letter space by which a page's lines of square letters are driven.

    Pango adds half of it on either side of a run, but none before a line's second run: the white
    around a Latin word makes up for what is lacking. At a line's end nothing is.
    """
    return "".join(
        f".line.{letter_class(em)}{{letter-spacing:{em:g}em}}\n"
        f".{letter_class(em)} .{TIGHT}{{letter-spacing:0;margin:0 {em / 2:g}em}}\n"
        f".{letter_class(em)} .{TIGHT}.{FIRST}{{margin:0 {em:g}em 0 0}}\n"
        f".{letter_class(em)} .{TIGHT}.{LAST}{{margin:0}}\n"
        for em in sorted(spaces_em)
    )


def letter_class(em: float) -> str:
    """The class of a letter space; its name is the figure in hundred-thousandths of an em."""
    return f"ls{round(em * 100_000)}".replace("-", "m")


def line_classes(line: Line, frame_style: str) -> str:
    """The classes of one line; its frame names the type style where they agree."""
    names = ["line"]
    if line.style != frame_style:
        names.append(f"s-{line.style}")
    if line.letter_em:
        names.append(letter_class(line.letter_em))
    elif line.justify:
        names.append(f"j-{line.style}")
    if line.letter_step:
        names.append(f"k-{line.style}{line.letter_step:+d}")
    if line.indent_pt:
        names.append(indent_class(line.indent_pt))
    if line.hang_pt:
        names.append(hang_class(line.hang_pt))
    return " ".join(names)


def run_classes(run: Run, line_style: str) -> str:
    """The classes of one run, empty for plain text of the line's own style."""
    other = bool(run.style) and run.style != line_style
    style = run.style or line_style
    slant = ("b" if run.bold else "") + ("i" if run.italic else "")
    names = [f"s-{style}"] if other else []
    names += [f"{style}-{slant}"] if slant else []
    names += [SMALL_CAPS] if run.small else []
    return " ".join(names)


def family_list(face: Face) -> str:
    """The face, and a mark for those that stand in for it: they differ from page to page."""
    return f'"{face.css_name}","{STAND_INS}{face.css_name}"'


def with_stand_ins(css: str, faces: Sequence[Face], known: Iterable[Face]) -> str:
    """`css` with one face of each other family for each mark, as typesetting measures.

    `faces` are those of the page, in the order in which they stand in, `known` all there are.
    """
    named = {face.css_name: face for face in known}
    families = dict.fromkeys(face.family for face in faces)

    @cache
    def listed(name: str) -> str:
        face = named[name]
        others = (family for family in families if family != face.family)
        stand_ins = [pick_face(faces, family, face.weight, face.italic) for family in others]
        return ",".join(f'"{stand_in.css_name}"' for stand_in in stand_ins) or '"none"'

    return _MARK.sub(lambda found: listed(found[1]), css)


def css_class(name: str) -> str:
    """A class selector for `name`, whose signs CSS would read as its own escaped."""
    return "." + "".join(sign if sign.isalnum() or sign in "-_" else f"\\{sign}" for sign in name)


def _style_rules(style: TypeStyle, faces: tuple[Face, ...], scope: str) -> str:
    face = pick_face(faces, style.family, style.weight, style.italic)
    within = f".{scope} " if scope else ""
    named = css_class("s-" + style.name)
    selector = f".{scope}{named},{within}{named}" if scope else named
    rules = [f"{selector}{{{_declarations(style, face)}}}"]
    for slant in ("b", "i", "bi"):
        named = within + css_class(f"{style.name}-{slant}")
        rules.append(f"{named}{{{_families(_emphasised(style, slant, faces))}}}")
    rules.append(
        f"{within}{css_class('j-' + style.name)}{{text-align-last:justify;"
        f"word-spacing:{(LEAST_SPACE - 1) * space_em(face):.5f}em}}"
    )
    if not style.joined:
        rules += [within + _letter_rule(style, step) for step in LETTER_STEPS if step]
    return "\n".join(rules) + "\n"


def _declarations(style: TypeStyle, face: Face) -> str:
    align = SIDES.get(style.align, style.align)
    parts = [_families(face), f"text-align:{align};text-align-last:{align}"]
    if style.size_pt:
        parts.append(f"font-size:{style.size_pt:g}pt")
    parts.append(f"letter-spacing:{style.tracking_em:g}em")
    parts.append(
        {"upper": "text-transform:uppercase", "small": 'font-feature-settings:"smcp"'}.get(
            style.case, "text-transform:none"
        )
    )
    return ";".join(parts)


def _emphasised(style: TypeStyle, slant: str, faces: tuple[Face, ...]) -> Face:
    """The face of bold or italic runs, as typesetting measures them."""
    weight = max(700, style.weight) if "b" in slant else style.weight
    return pick_face(faces, style.family, weight, "i" in slant or style.italic)


def _families(face: Face) -> str:
    return f"font-family:{family_list(face)}"


def _letter_rule(style: TypeStyle, step: int) -> str:
    em = style.tracking_em + step * LETTER_STEP_EM
    return f"{css_class(f'k-{style.name}{step:+d}')}{{letter-spacing:{em:g}em}}"

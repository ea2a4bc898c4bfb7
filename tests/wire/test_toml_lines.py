"""Lines of a TOML file, told by a scan that goes beside the parser."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from epaper.wire.toml_lines import toml_lines

WHOLE = '''# a = 1
a = 1
"b c" = [  # "not this"
  "x", 'y',

  { d = 1 }, [2,
  3], 4,
]
long = """
[e]
f = 1 \\""" still
"""
other = \'\'\'
g = "\'\'\'

[e]  # h = 1
f.i = "# [["
[[k.l]]
m = 1
[[k.l]]

m = 2
'''


def test_lines_of_keys_tables_and_entries() -> None:
    assert toml_lines(WHOLE).lines == {
        ("a",): 2,
        ("b c",): 3,
        ("b c", 0): 4,
        ("b c", 1): 4,
        ("b c", 2): 6,
        ("b c", 3): 6,
        ("b c", 4): 7,
        ("long",): 9,
        ("other",): 13,
        ("e",): 16,
        ("e", "f", "i"): 17,
        ("k", "l"): 18,
        ("k", "l", 0): 18,
        ("k", "l", 0, "m"): 19,
        ("k", "l", 1): 20,
        ("k", "l", 1, "m"): 22,
    }


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    lines = toml_lines(WHOLE)
    assert lines.line(("b c", 2, "d")) == 6
    assert lines.line(("k", "l", 0, "n")) == 18
    assert lines.line(("nothing",)) == 0


def test_windows_line_ends() -> None:
    assert toml_lines(WHOLE.replace("\n", "\r\n")).lines == toml_lines(WHOLE).lines


@given(st.lists(st.sampled_from(['a = "]"', "[t]", "[[u]]", "v = [1, [2]]", "# [", "", "'w' = 1"])))
def test_every_key_of_a_file_that_parses_has_its_line(rows: list[str]) -> None:
    text = "\n".join(rows)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = toml_lines(text).lines
    for key in values:
        assert key in rows[lines[key,] - 1]
